//! A session: sole possession of an output folder, from the check that it is ours to the release of the lock.
//! What a killed build left behind is put in order first.
//!
//! It refuses to know what will be published.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use super::lock;
use super::lock::{LOCK, Lock};
use super::manifest::{MANIFEST, META_DIR, NEXT, OutputManifest, write_durably};
use super::place::OutputFolder;
use crate::base::{Diagnostic, Hash128};
use crate::io::entry::{EntryKind, entry_kind};
use crate::io::error::{failure, refusal};

/// What may stand in a folder that counts as empty: it is not content, and Versus leaves it alone.
const NOT_CONTENT: &[&str] =
    &[".git", ".gitignore", ".gitattributes", ".gitkeep", ".keep", ".nojekyll", "CNAME", "lost+found", META_DIR];

/// What an output folder is before a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OutputOwnership {
    /// It is not there, or has no content.
    Free,
    /// It carries our mark.
    Ours,
}

/// Sole possession of an output folder.
#[derive(Debug)]
pub(crate) struct PublishSession {
    /// The folder.
    pub folder: OutputFolder,
    /// What Versus wrote there before.
    pub manifest: OutputManifest,
    /// Whether the folder carries the mark already.
    pub is_marked: bool,
    made: Vec<PathBuf>,
    _lock: Lock,
}

impl PublishSession {
    /// Waits for the lock and reads the manifest; `waiting` is called once if another build is at work.
    ///
    /// # Errors
    /// When the folder is not ours to write, is not writable or has a damaged manifest.
    pub(crate) fn open(folder: &OutputFolder, waiting: &dyn Fn()) -> Result<Self, Diagnostic> {
        standing(folder)?;
        let made = missing_folders(folder);
        let opened = lock::acquire(folder, waiting).and_then(|lock| {
            standing(folder)?;
            Ok((recover(folder)?, lock))
        });
        match opened {
            Ok((manifest, lock)) => {
                let is_marked = manifest.is_some();
                Ok(Self {
                    folder: folder.clone(),
                    manifest: manifest.unwrap_or_default(),
                    is_marked,
                    made,
                    _lock: lock,
                })
            }
            Err(diagnostic) => {
                remove_empty(&made);
                Err(diagnostic)
            }
        }
    }

    /// Gives the folder up after a failure; if it holds no site, nothing of ours stays.
    pub(crate) fn abandon(self) {
        sweep(&self.folder);
        if !self.folder.house(MANIFEST).exists() && !self.folder.house(NEXT).exists() {
            self.leave();
        }
    }

    /// Removes the housekeeping, then the folders that this session made, as far as they are empty.
    pub(crate) fn leave(self) {
        let _ = fs::remove_file(self.folder.house(LOCK));
        let _ = fs::remove_dir(self.folder.file(META_DIR));
        remove_empty(&self.made);
    }
}

/// Whether the folder may be written: it carries our mark or has no content.
///
/// # Errors
/// When it has content and no mark.
pub(crate) fn standing(folder: &OutputFolder) -> Result<OutputOwnership, Diagnostic> {
    let marked = |name| matches!(entry_kind(&folder.house(name)), Ok(EntryKind::File));
    if marked(MANIFEST) || marked(NEXT) {
        return Ok(OutputOwnership::Ours);
    }
    match first_content(folder)? {
        None => Ok(OutputOwnership::Free),
        Some(name) => Err(refusal(
            format!("the output folder {} holds `{name}`, and no build of Versus made it", folder.title()),
            "choose an empty `--output-dir`, or empty this one yourself; nothing was changed",
        )),
    }
}

/// The name of anything in the folder that is content.
fn first_content(folder: &OutputFolder) -> Result<Option<String>, Diagnostic> {
    let cannot = |error| failure(format!("the output folder {} cannot be read", folder.title()), &error);
    let entries = match fs::read_dir(folder.path()) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(cannot(error)),
    };
    let names: Result<Vec<_>, _> = entries.map(|e| e.map(|e| e.file_name().to_string_lossy().into_owned())).collect();
    let content = |name: &String| !NOT_CONTENT.contains(&name.as_str());
    Ok(names.map_err(cannot)?.into_iter().filter(content).min())
}

/// The manifest, with what a killed build had already put into place.
fn recover(folder: &OutputFolder) -> Result<Option<OutputManifest>, Diagnostic> {
    let manifest = OutputManifest::read(folder, MANIFEST)?;
    let next = OutputManifest::read(folder, NEXT)?;
    sweep(folder);
    let Some(next) = next else { return Ok(manifest) };
    let mut merged = manifest.clone().unwrap_or_default();
    for (path, entry) in next.files {
        // Without the right bytes it is not the killed build's, but someone's who came after.
        if !merged.files.contains_key(&path) && hash_at(folder, &path) == Some(entry.hash) {
            merged.files.insert(path, entry);
        }
    }
    // The merged one must be on disk before the next build writes its own intent over the old.
    if manifest.as_ref() != Some(&merged) {
        write_manifest(folder, &merged)?;
    }
    fs::remove_file(folder.house(NEXT)).map_err(|error| failure(folder.name(".versus/next.json"), &error))?;
    Ok(Some(merged))
}

fn hash_at(folder: &OutputFolder, path: &str) -> Option<Hash128> {
    let place = folder.file(path);
    matches!(entry_kind(&place), Ok(EntryKind::File))
        .then(|| fs::read(place).ok().map(|bytes| Hash128::of(&bytes)))
        .flatten()
}

fn write_manifest(folder: &OutputFolder, manifest: &OutputManifest) -> Result<(), Diagnostic> {
    let beside = folder.house("manifest.new");
    write_durably(&beside, &manifest.to_json())
        .and_then(|()| fs::rename(&beside, folder.house(MANIFEST)))
        .map_err(|error| failure(format!("{} cannot be written", folder.name(".versus/manifest.json")), &error))
}

/// Removes what a build leaves on its way: staged files, and old ones that were moved aside.
pub(crate) fn sweep(folder: &OutputFolder) {
    for name in ["stage", "old"] {
        let _ = fs::remove_dir_all(folder.house(name));
    }
    for name in ["stamps.new", "manifest.new"] {
        let _ = fs::remove_file(folder.house(name));
    }
}

/// The folders that must be made before the output exists, innermost first.
fn missing_folders(folder: &OutputFolder) -> Vec<PathBuf> {
    folder.path().ancestors().take_while(|path| !path.exists()).map(PathBuf::from).collect()
}

fn remove_empty(folders: &[PathBuf]) {
    for folder in folders {
        let _ = fs::remove_dir(folder);
    }
}
