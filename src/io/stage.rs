//! Staging: writes what a site needs beside it, on the same file system, before the site is touched.
//!
//! It refuses to touch the site. A full disk shows here, where nothing is lost by it.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use super::failure::failure;
use super::manifest::write_durably;
use super::place::Folder;
use super::plan::{Plan, Put};
use crate::base::{Diagnostic, Hash128};

/// Fewer files than this are not worth several threads.
const MANY: usize = 16;

/// Files that wait beside a site.
#[derive(Debug, Default)]
pub(crate) struct Stage {
    /// Whether there is a place for them.
    made: OnceLock<Result<(), Diagnostic>>,
    count: AtomicUsize,
    waiting: Mutex<HashMap<String, (Hash128, PathBuf)>>,
    /// The first file that could not be written before it was known to be needed.
    failed: Mutex<Option<Diagnostic>>,
}

impl Stage {
    /// Writes a file that will probably be needed. That it cannot be written is told when it is.
    pub(crate) fn keep(&self, folder: &Folder, path: &str, hash: Hash128, bytes: &[u8]) {
        match self.write_one(folder, path, bytes) {
            Ok(place) => {
                let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
                waiting.insert(path.to_owned(), (hash, place));
            }
            Err(error) => {
                self.failed.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
            }
        }
    }

    /// Writes what of a plan's files is not here yet, and the manifest that names them; where each of the plan's puts
    /// waits, in its order. `make` gives the bytes of files that come without.
    ///
    /// # Errors
    /// When something cannot be written, by the name of the file that it would have become.
    pub(crate) fn complete(self, folder: &Folder, plan: &Plan, make: Make) -> Result<Vec<PathBuf>, Diagnostic> {
        if let Some(error) = self.failed.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return Err(error);
        }
        self.make(folder)?;
        let waiting = std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        let place = |put: &Put| match waiting.get(&put.file.path) {
            Some((hash, place)) if *hash == put.file.hash => Ok(place.clone()),
            _ => self.write_one(folder, &put.file.path, &bytes(folder, put, make)?),
        };
        let places =
            plan.puts.par_iter().with_min_len(MANY).map(place).collect::<Result<Vec<PathBuf>, Diagnostic>>()?;
        write_durably(&folder.house("stage/next"), &plan.next.to_json())
            .map_err(|error| cannot(folder, ".versus/next.json", &error))?;
        Ok(places)
    }

    fn make(&self, folder: &Folder) -> Result<(), Diagnostic> {
        let make = |name| fs::create_dir(folder.house(name));
        let made = self.made.get_or_init(|| {
            make("stage").and_then(|()| make("old")).map_err(|error| cannot(folder, ".versus", &error))
        });
        made.clone()
    }

    fn write_one(&self, folder: &Folder, path: &str, bytes: &[u8]) -> Result<PathBuf, Diagnostic> {
        self.make(folder)?;
        let place = folder.house(&format!("stage/{}", self.count.fetch_add(1, Ordering::Relaxed)));
        let written = fs::File::create_new(&place).and_then(|mut file| file.write_all(bytes));
        written.map(|()| place).map_err(|error| cannot(folder, path, &error))
    }
}

/// Gives the bytes of the file at a path of the site; `None` if they are not to be had any more.
pub(crate) type Make<'a> = &'a (dyn Fn(&str) -> Option<std::sync::Arc<[u8]>> + Sync);

fn bytes(folder: &Folder, put: &Put, make: Make) -> Result<std::sync::Arc<[u8]>, Diagnostic> {
    let bytes = put.file.bytes.clone().or_else(|| make(&put.file.path));
    let right = bytes.filter(|bytes| bytes.len() as u64 == put.file.size && Hash128::of(bytes) == put.file.hash);
    right.ok_or_else(|| {
        let error = io::Error::other("what it is made of changed meanwhile");
        cannot(folder, &put.file.path, &error).help("build again")
    })
}

fn cannot(folder: &Folder, path: &str, error: &io::Error) -> Diagnostic {
    failure(format!("the output file {} could not be written", folder.name(path)), error)
}
