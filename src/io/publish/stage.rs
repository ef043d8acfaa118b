//! Staging: writes what a site needs beside it, on the same file system, before the site is touched.
//!
//! A file whose folder the site does not have yet waits in a tree like the site's own, so that new folders can be
//! renamed into place whole; the others wait by number. It refuses to touch the site. A full disk shows here, where
//! nothing is lost by it.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};

use rayon::prelude::*;

use super::commit;
use super::manifest::{META_DIR, OutputManifest, write_durably};
use super::place::OutputFolder;
use super::plan::{PublishPlan, Write};
use super::session::PublishSession;
use crate::base::sync::lock;
use crate::base::{Diagnostic, Hash128};
use crate::io::error::failure;

/// Fewer files than this are not worth several threads.
const MANY: usize = 16;

/// The tree of new folders, among our housekeeping.
pub(crate) const TREE: &str = "stage/site";

/// Files that wait beside a site.
#[derive(Debug, Default)]
pub(crate) struct StagedFiles {
    /// Whether there is a place for them.
    made: OnceLock<Result<(), Diagnostic>>,
    /// The folders that hold a file of the site as it was.
    standing: OnceLock<HashSet<String>>,
    count: AtomicUsize,
    waiting: Mutex<HashMap<String, (Hash128, PathBuf)>>,
    /// The first file that could not be written before it was known to be needed.
    failed: Mutex<Option<Diagnostic>>,
}

impl StagedFiles {
    /// Writes a file that will probably be needed. That it cannot be written is told when it is.
    pub(crate) fn keep(&self, session: &PublishSession, path: &str, hash: Hash128, bytes: &[u8]) {
        match self.write_one(session, path, bytes) {
            Ok(place) => {
                lock(&self.waiting).insert(path.to_owned(), (hash, place));
            }
            Err(error) => {
                lock(&self.failed).get_or_insert(error);
            }
        }
    }

    /// Writes what of a plan's files is not here yet, and the manifest that names them; where each of the plan's puts
    /// waits, in its order. `make` gives the bytes of files that come without.
    ///
    /// # Errors
    /// When something cannot be written, by the name of the file that it would have become.
    pub(crate) fn complete(
        self,
        session: &PublishSession,
        plan: &PublishPlan,
        make: Make,
    ) -> Result<Vec<PathBuf>, Diagnostic> {
        if let Some(error) = lock(&self.failed).take() {
            return Err(error);
        }
        let folder = &session.folder;
        self.make(folder)?;
        let mut waiting = std::mem::take(&mut *lock(&self.waiting));
        let place = |put: &Write| match waiting.get(&put.file.path) {
            Some((hash, place)) if *hash == put.file.hash => Ok(place.clone()),
            _ => self.write_one(session, &put.file.path, &bytes(folder, put, make)?),
        };
        let places =
            plan.puts.par_iter().with_min_len(MANY).map(place).collect::<Result<Vec<PathBuf>, Diagnostic>>()?;
        write_durably(&folder.house("stage/next"), &plan.next.to_json())
            .map_err(|error| cannot(folder, ".versus/next.json", &error))?;
        // A folder that is renamed whole must hold nothing that the site does not.
        plan.puts.iter().for_each(|put| drop(waiting.remove(&put.file.path)));
        for (path, (_, place)) in waiting {
            fs::remove_file(place).map_err(|error| cannot(folder, &path, &error))?;
            commit::prune(folder, &format!("{META_DIR}/{TREE}/{path}"));
        }
        Ok(places)
    }

    fn make(&self, folder: &OutputFolder) -> Result<(), Diagnostic> {
        let make = |name| fs::create_dir(folder.house(name));
        let made = self.made.get_or_init(|| {
            make("stage").and_then(|()| make("old")).map_err(|error| cannot(folder, ".versus", &error))
        });
        made.clone()
    }

    fn write_one(&self, session: &PublishSession, path: &str, bytes: &[u8]) -> Result<PathBuf, Diagnostic> {
        let folder = &session.folder;
        self.make(folder)?;
        let standing = self.standing.get_or_init(|| folders_of(&session.manifest));
        let place = match super::folders_above(path).next_back() {
            Some(above) if !standing.contains(above) => folder.house(&format!("{TREE}/{path}")),
            _ => folder.house(&format!("stage/{}", self.count.fetch_add(1, Ordering::Relaxed))),
        };
        let written = create(&place).and_then(|mut file| file.write_all(bytes));
        written.map(|()| place).map_err(|error| cannot(folder, path, &error))
    }
}

/// Makes a file, and the folders above it if they are not there.
fn create(place: &Path) -> io::Result<fs::File> {
    fs::File::create(place).or_else(|error| match place.parent() {
        Some(above) if error.kind() == ErrorKind::NotFound => {
            fs::create_dir_all(above)?;
            fs::File::create(place)
        }
        _ => Err(error),
    })
}

/// The folders that the files of a site lie in.
fn folders_of(manifest: &OutputManifest) -> HashSet<String> {
    let mut folders: Vec<&str> =
        manifest.files.keys().filter_map(|path| super::folders_above(path).next_back()).collect();
    folders.dedup();
    folders.into_iter().map(str::to_owned).collect()
}

/// Gives the bytes of the file at a path of the site; `None` if they are not to be had any more.
pub(crate) type Make<'a> = &'a (dyn Fn(&str) -> Option<std::sync::Arc<[u8]>> + Sync);

fn bytes(folder: &OutputFolder, put: &Write, make: Make) -> Result<std::sync::Arc<[u8]>, Diagnostic> {
    let bytes = put.file.bytes.clone().or_else(|| make(&put.file.path));
    let right = bytes.filter(|bytes| bytes.len() as u64 == put.file.size && Hash128::of(bytes) == put.file.hash);
    right.ok_or_else(|| {
        let error = io::Error::other("what it is made of changed meanwhile");
        cannot(folder, &put.file.path, &error).help("build again")
    })
}

fn cannot(folder: &OutputFolder, path: &str, error: &io::Error) -> Diagnostic {
    failure(format!("the output file {} could not be written", folder.name(path)), error)
}
