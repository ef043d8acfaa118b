//! Staging: writes what a site needs beside it, on the same file system, before the site is touched.
//!
//! A file whose folder the site does not have yet waits in a tree like the site's own, so that new folders can be
//! renamed into place whole; the others wait under a number. A full disk shows here, where nothing is lost by it.

use std::collections::{HashMap, HashSet};
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};

use rayon::prelude::*;

use super::files::{META_DIR, folders_above};
use super::manifest::{OutputManifest, write_durably};
use super::output_folder::OutputFolder;
use super::plan::{PublishPlan, Write};
use super::session::PublishSession;
use crate::base::sync::lock;
use crate::base::{Diagnostic, Hash128};
use crate::io::error::failure;
use crate::io::file;

/// The least number of files for a thread of its own.
const MIN_FILES_PER_THREAD: usize = 16;

/// The tree of new folders, in `.versus`.
pub(super) const STAGED_TREE: &str = "stage/site";

/// Files that wait beside a site.
#[derive(Debug, Default)]
pub(super) struct StagedFiles {
    /// Whether the folders for them could be made.
    folders: OnceLock<Result<(), Diagnostic>>,
    /// The modes that files with these bytes may have at most.
    modes: HashMap<Hash128, u32>,
    /// The folders that hold a file of the site as it was.
    site_folders: OnceLock<HashSet<String>>,
    count: AtomicUsize,
    waiting: Mutex<HashMap<String, (Hash128, PathBuf)>>,
    /// The first file that could not be written before it was known to be needed.
    failed: Mutex<Option<Diagnostic>>,
}

impl StagedFiles {
    /// Gives files with these bytes no more permissions than these modes.
    pub(super) fn restrict(&mut self, modes: HashMap<Hash128, u32>) {
        self.modes = modes;
    }

    /// Writes a file that will probably be needed. If it cannot be written, [`complete`](Self::complete) fails.
    pub(super) fn add(&self, session: &PublishSession, path: &str, hash: Hash128, bytes: &[u8]) {
        match self.write_one(session, path, hash, bytes) {
            Ok(place) => {
                lock(&self.waiting).insert(path.to_owned(), (hash, place));
            }
            Err(error) => {
                lock(&self.failed).get_or_insert(error);
            }
        }
    }

    /// Writes those of a plan's files that are not here yet, and the manifest that names them. Returns the place of each
    /// of the plan's writes, in their order. `read` gives the bytes of files that come without.
    ///
    /// # Errors
    /// When something cannot be written, by the name of the file that it would have become.
    pub(super) fn complete(
        self,
        session: &PublishSession,
        plan: &PublishPlan,
        read: ReadOutput,
    ) -> Result<Vec<PathBuf>, Diagnostic> {
        if let Some(error) = lock(&self.failed).take() {
            return Err(error);
        }
        let folder = &session.folder;
        self.make_folders(folder)?;
        let mut waiting = std::mem::take(&mut *lock(&self.waiting));
        let place = |write: &Write| match waiting.get(&write.file.path) {
            Some((hash, place)) if *hash == write.file.hash => Ok(place.clone()),
            _ => self.write_one(session, &write.file.path, write.file.hash, &bytes(folder, write, read)?),
        };
        let places = plan
            .writes
            .par_iter()
            .with_min_len(MIN_FILES_PER_THREAD)
            .map(place)
            .collect::<Result<Vec<PathBuf>, Diagnostic>>()?;
        write_durably(&folder.meta_path("stage/next"), &plan.next.to_json())
            .map_err(|error| cannot(folder, ".versus/next.json", &error))?;
        // A folder that is renamed whole must hold nothing that the site does not.
        plan.writes.iter().for_each(|write| drop(waiting.remove(&write.file.path)));
        for (path, (_, place)) in waiting {
            fs::remove_file(place).map_err(|error| cannot(folder, &path, &error))?;
            folder.remove_emptied(&format!("{META_DIR}/{STAGED_TREE}/{path}"));
        }
        Ok(places)
    }

    fn make_folders(&self, folder: &OutputFolder) -> Result<(), Diagnostic> {
        let make = |name| fs::create_dir(folder.meta_path(name));
        let made = self.folders.get_or_init(|| {
            make("stage").and_then(|()| make("old")).map_err(|error| cannot(folder, ".versus", &error))
        });
        made.clone()
    }

    fn write_one(
        &self,
        session: &PublishSession,
        path: &str,
        hash: Hash128,
        bytes: &[u8],
    ) -> Result<PathBuf, Diagnostic> {
        let folder = &session.folder;
        self.make_folders(folder)?;
        let site_folders = self.site_folders.get_or_init(|| folders_of(&session.manifest));
        let place = match folders_above(path).next_back() {
            Some(above) if !site_folders.contains(above) => folder.meta_path(&format!("{STAGED_TREE}/{path}")),
            _ => folder.meta_path(&format!("stage/{}", self.count.fetch_add(1, Ordering::Relaxed))),
        };
        let written = create(&place, self.modes.get(&hash).copied()).and_then(|mut file| file.write_all(bytes));
        written.map(|()| place).map_err(|error| cannot(folder, path, &error))
    }
}

/// Makes a file with no more permissions than `mode`, and the folders above it if they are not there.
fn create(place: &Path, mode: Option<u32>) -> io::Result<fs::File> {
    let create = || file::create(&mut options(mode), place);
    create().or_else(|error| match place.parent() {
        Some(above) if error.kind() == ErrorKind::NotFound => {
            fs::create_dir_all(above)?;
            create()
        }
        _ => Err(error),
    })
}

#[cfg(unix)]
fn options(mode: Option<u32>) -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = OpenOptions::new();
    options.mode(mode.map_or(0o666, |mode| mode & 0o666));
    options
}

#[cfg(not(unix))]
fn options(_: Option<u32>) -> OpenOptions {
    OpenOptions::new()
}

/// The folders that the files of a site lie in.
fn folders_of(manifest: &OutputManifest) -> HashSet<String> {
    let mut folders: Vec<&str> = manifest.files.keys().filter_map(|path| folders_above(path).next_back()).collect();
    folders.dedup();
    folders.into_iter().map(str::to_owned).collect()
}

/// Gives the bytes of the file at a path of the site; `None` if they are no longer available.
pub(super) type ReadOutput<'a> = &'a (dyn Fn(&str) -> Option<std::sync::Arc<[u8]>> + Sync);

fn bytes(folder: &OutputFolder, write: &Write, read: ReadOutput) -> Result<std::sync::Arc<[u8]>, Diagnostic> {
    let bytes = write.file.bytes.clone().or_else(|| read(&write.file.path));
    let right = bytes.filter(|bytes| bytes.len() as u64 == write.file.size && Hash128::of(bytes) == write.file.hash);
    right.ok_or_else(|| {
        let error = io::Error::other("its sources changed during the build");
        cannot(folder, &write.file.path, &error).help("build again")
    })
}

fn cannot(folder: &OutputFolder, path: &str, error: &io::Error) -> Diagnostic {
    failure(format!("the output file {} could not be written", folder.display_file(path)), error)
}
