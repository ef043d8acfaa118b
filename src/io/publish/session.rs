//! A session: sole possession of an output folder, from the check that it is ours to the release of the lock.
//! What a killed build left behind is put in order first.
//!
//! One build at a time has the lock, the others wait. The system releases it with the process, so a process that died
//! blocks nobody.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::files::META_DIR;
use super::manifest::{MANIFEST, NEXT, OutputManifest, write_durably};
use super::output_folder::OutputFolder;
use crate::base::{Diagnostic, Hash128};
use crate::io::entry::{EntryKind, entry_kind};
use crate::io::error::{failure, refusal};
use crate::io::file;

/// The file name of the lock.
const LOCK: &str = "lock";

/// What may be in a folder that counts as empty: it is not content, and Versus leaves it alone.
const NOT_CONTENT: &[&str] =
    &[".git", ".gitignore", ".gitattributes", ".gitkeep", ".keep", ".nojekyll", "CNAME", "lost+found", META_DIR];

/// Whose an output folder is before a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OutputOwnership {
    /// It is not there, or has no content.
    Free,
    /// It carries the mark of Versus.
    Ours,
}

/// Sole possession of an output folder.
#[derive(Debug)]
pub(super) struct PublishSession {
    /// The folder.
    pub folder: OutputFolder,
    /// The files that Versus wrote there before.
    pub manifest: OutputManifest,
    /// Whether the folder carries the mark already.
    pub is_marked: bool,
    /// The folders that were made for this session, innermost first.
    made: Vec<PathBuf>,
    _lock: File,
}

impl PublishSession {
    /// Waits for the lock and reads the manifest; `waiting` is called once if another build is at work.
    ///
    /// # Errors
    /// When the folder is not ours to write, is not writable or has a damaged manifest.
    pub(super) fn open(folder: &OutputFolder, waiting: &dyn Fn()) -> Result<Self, Diagnostic> {
        ownership(folder)?;
        let made = missing_folders(folder);
        let opened = acquire_lock(folder, waiting).and_then(|lock| {
            ownership(folder)?;
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

    /// Ends the session after a failure; if the folder holds no site, nothing of Versus stays in it.
    pub(super) fn abandon(self) {
        remove_leftovers(&self.folder);
        if !self.folder.meta_path(MANIFEST).exists() && !self.folder.meta_path(NEXT).exists() {
            self.remove_meta();
        }
    }

    /// Removes the lock and `.versus`, then the folders that this session made, as far as they are empty.
    pub(super) fn remove_meta(self) {
        let _ = fs::remove_file(self.folder.meta_path(LOCK));
        let _ = fs::remove_dir(self.folder.file(META_DIR));
        remove_empty(&self.made);
    }
}

/// Whether the folder may be written: it carries the mark of Versus or has no content.
///
/// # Errors
/// When it has content and no mark.
pub(super) fn ownership(folder: &OutputFolder) -> Result<OutputOwnership, Diagnostic> {
    let marked = |name| matches!(entry_kind(&folder.meta_path(name)), Ok(EntryKind::File));
    if marked(MANIFEST) || marked(NEXT) {
        return Ok(OutputOwnership::Ours);
    }
    match first_content(folder)? {
        None => Ok(OutputOwnership::Free),
        Some(name) => Err(refusal(
            format!("the output folder {} holds `{name}`, and no build of Versus made it", folder.display()),
            "choose an empty `--output-dir`, or empty this one yourself; nothing was changed",
        )),
    }
}

/// The first name in the folder that is content.
fn first_content(folder: &OutputFolder) -> Result<Option<String>, Diagnostic> {
    let cannot = |error| failure(format!("the output folder {} cannot be read", folder.display()), &error);
    let entries = match fs::read_dir(folder.path()) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(cannot(error)),
    };
    let names: Result<Vec<_>, _> = entries.map(|e| e.map(|e| e.file_name().to_string_lossy().into_owned())).collect();
    let content = |name: &String| !NOT_CONTENT.contains(&name.as_str());
    Ok(names.map_err(cannot)?.into_iter().filter(content).min())
}

/// The manifest, together with the files that a killed build had already put into place.
fn recover(folder: &OutputFolder) -> Result<Option<OutputManifest>, Diagnostic> {
    let manifest = OutputManifest::read(folder, MANIFEST)?;
    let next = OutputManifest::read(folder, NEXT)?;
    remove_leftovers(folder);
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
    fs::remove_file(folder.meta_path(NEXT)).map_err(|error| failure(folder.display_meta(NEXT), &error))?;
    Ok(Some(merged))
}

fn hash_at(folder: &OutputFolder, path: &str) -> Option<Hash128> {
    let place = folder.file(path);
    file::read(&place).ok().map(|bytes| Hash128::of(&bytes))
}

fn write_manifest(folder: &OutputFolder, manifest: &OutputManifest) -> Result<(), Diagnostic> {
    let beside = folder.meta_path("manifest.new");
    write_durably(&beside, &manifest.to_json())
        .and_then(|()| fs::rename(&beside, folder.meta_path(MANIFEST)))
        .map_err(|error| failure(format!("{} cannot be written", folder.display_meta(MANIFEST)), &error))
}

/// Removes what a build leaves behind: staged files, and old ones that were moved aside.
pub(super) fn remove_leftovers(folder: &OutputFolder) {
    for name in ["stage", "old", "stamps.json.new", "manifest.new"] {
        let place = folder.meta_path(name);
        // This follows no links.
        if fs::remove_dir_all(&place).is_err() {
            let _ = fs::remove_file(&place);
        }
    }
}

/// Takes the lock of `folder` and makes `.versus` where needed; calls `waiting` once if another process has the lock.
/// The lock is held until the file is dropped.
fn acquire_lock(folder: &OutputFolder, waiting: &dyn Fn()) -> Result<File, Diagnostic> {
    let cannot = |error: io::Error| failure(format!("{} cannot be locked", folder.display_meta(LOCK)), &error);
    let mut waited = false;
    loop {
        fs::create_dir_all(folder.file(META_DIR)).map_err(cannot)?;
        refuse_links(folder)?;
        let file = match open_lock(&folder.meta_path(LOCK)) {
            Ok(file) => file,
            // The last holder was `clean`, which removed `.versus`.
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(cannot(error)),
        };
        lock(&file, || {
            if !std::mem::replace(&mut waited, true) {
                waiting();
            }
        })
        .map_err(cannot)?;
        if is_still_at(&file, &folder.meta_path(LOCK)) {
            return Ok(file);
        }
    }
}

fn open_lock(path: &Path) -> io::Result<File> {
    file::open(OpenOptions::new().read(true).write(true).create(true).truncate(false), path)
}

fn lock(file: &File, waiting: impl FnOnce()) -> io::Result<()> {
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => {
            waiting();
            file.lock()
        }
        // Some network drives have no locks; there two builds at once are the author's to avoid.
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => Ok(()),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Through a linked `.versus` Versus would write elsewhere.
fn refuse_links(folder: &OutputFolder) -> Result<(), Diagnostic> {
    // Missing is no fault: a `clean` may be at work, and the next round makes it anew.
    let meta = matches!(entry_kind(&folder.file(META_DIR)), Ok(EntryKind::Folder | EntryKind::Missing));
    let lock = matches!(entry_kind(&folder.meta_path(LOCK)), Ok(EntryKind::File | EntryKind::Missing));
    if meta && lock {
        return Ok(());
    }
    let message = format!("{} is not the folder that Versus makes", folder.display_file(META_DIR));
    Err(refusal(message, "remove it, or choose another `--output-dir`"))
}

/// Whether the locked file is the one that others will find at `path`.
#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> bool {
    use crate::io::entry::{file_id, id_of};
    file.metadata().is_ok_and(|meta| file_id(path) == Some(id_of(&meta)))
}

/// Whether the locked file is the one that others will find at `path`; an open one cannot be removed here.
#[cfg(not(unix))]
fn is_still_at(_: &File, _: &Path) -> bool {
    true
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
