//! The scan of an output folder: which of its files Versus wrote, which are foreign and which are in the way.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs;

use rayon::prelude::*;

use super::files::{OutputFile, folders_above};
use super::manifest::OutputManifest;
use super::output_folder::OutputFolder;
use crate::base::hash::FastHash;
use crate::base::{Diagnostic, Hash128, portable};
use crate::io::entry::{EntryKind, entry_kind, file_id};
use crate::io::error::failure;
use crate::io::file;

/// Files that Versus wrote and that no page makes any more.
#[derive(Debug, Default)]
pub(super) struct StaleFiles {
    /// Those that are as they were written.
    pub removable: Vec<String>,
    /// Those that were changed since.
    pub changed: Vec<String>,
}

/// What is known of an output folder while a plan is made.
pub(super) struct OutputScan<'a> {
    /// The folder.
    pub folder: &'a OutputFolder,
    /// Files (or links) of ours where a folder has to be.
    pub in_the_way: BTreeSet<String>,
    manifest: &'a OutputManifest,
    wanted: HashSet<&'a str, FastHash>,
    /// Stale paths by their folded form, for systems on which `Logo.png` and `logo.png` are one file.
    stale_by_fold: HashMap<String, &'a str>,
    /// Paths of the site by their folded form; empty when nothing is stale.
    wanted_by_fold: HashMap<String, &'a str, FastHash>,
    seen: HashMap<String, EntryKind>,
}

impl<'a> OutputScan<'a> {
    /// Begins the scan for a site of `files`.
    pub(super) fn new(folder: &'a OutputFolder, manifest: &'a OutputManifest, files: &[&'a OutputFile]) -> Self {
        let wanted: HashSet<&str, FastHash> = files.iter().map(|file| file.path.as_str()).collect();
        let stale = manifest.files.keys().filter(|path| !wanted.contains(path.as_str()));
        let stale_by_fold: HashMap<_, _> = stale.map(|path| (portable::fold(path), path.as_str())).collect();
        let needed = files.par_iter().filter(|_| !stale_by_fold.is_empty());
        let wanted_by_fold = needed.map(|file| (portable::fold(&file.path), file.path.as_str())).collect();
        Self {
            folder,
            in_the_way: BTreeSet::new(),
            manifest,
            wanted,
            stale_by_fold,
            wanted_by_fold,
            seen: HashMap::new(),
        }
    }

    /// Whether Versus wrote what is at `path`.
    pub(super) fn is_ours(&self, path: &str) -> bool {
        self.manifest.files.contains_key(path)
            || self.stale_by_fold.get(&portable::fold(path)).is_some_and(|twin| self.is_one_file(twin, path))
    }

    /// Whether the folders that `path` lies in are all there. A file of ours among them is noted as in the way.
    ///
    /// # Errors
    /// When a link or something foreign is where a folder has to be.
    pub(super) fn has_folders_of(&mut self, path: &str) -> Result<bool, Diagnostic> {
        for above in folders_above(path) {
            match self.folder_kind(above)? {
                EntryKind::Folder => {}
                EntryKind::Missing => return Ok(false),
                EntryKind::File | EntryKind::Link if self.is_ours(above) && self.is_as_written(above) => {
                    self.in_the_way.insert(above.to_owned());
                    return Ok(false);
                }
                EntryKind::File | EntryKind::Link | EntryKind::Other => return Err(self.folder.foreign(above)),
            }
        }
        Ok(true)
    }

    /// The files in the folder `path`, which are all ours and as they were written, and its folders, innermost first.
    ///
    /// # Errors
    /// When there is a foreign file among them.
    pub(super) fn contents(&self, path: &str) -> Result<(Vec<String>, Vec<String>), Diagnostic> {
        let (mut files, mut folders, mut open) = (Vec::new(), Vec::new(), vec![path.to_owned()]);
        while let Some(folder) = open.pop() {
            for name in self.names(&folder)? {
                let inner = format!("{folder}/{}", name.to_string_lossy());
                match self.kind_at(&inner)? {
                    EntryKind::Folder => open.push(inner),
                    EntryKind::File | EntryKind::Link if self.is_as_written(&inner) => files.push(inner),
                    _ => return Err(self.folder.foreign(&inner)),
                }
            }
            folders.push(folder);
        }
        folders.reverse();
        Ok((files, folders))
    }

    /// The files of ours that are there, that the site does not have, and that are not dealt with as `evicted`.
    ///
    /// # Errors
    /// When one cannot be looked at.
    pub(super) fn stale(&mut self, evicted: &BTreeSet<&String>) -> Result<StaleFiles, Diagnostic> {
        let manifest = self.manifest;
        let mut stale = StaleFiles::default();
        for path in manifest.files.keys().filter(|path| !evicted.contains(path)) {
            let gone = !self.wanted.contains(path.as_str()) && !self.in_the_way.contains(path);
            if gone && self.is_reached(path)? && self.is_removable(path)? {
                let kind = if self.is_as_written(path) { &mut stale.removable } else { &mut stale.changed };
                kind.push(path.clone());
            }
        }
        Ok(stale)
    }

    /// Whether what is at `path` has the bytes that the manifest says Versus wrote. A link has none to lose.
    ///
    /// A manifest may have come with a repository, and a file may have been edited since: neither is a reason to delete
    /// it.
    fn is_as_written(&self, path: &str) -> bool {
        let place = self.folder.file(path);
        let files = &self.manifest.files;
        let other_spelling = || files.get(*self.stale_by_fold.get(&portable::fold(path))?);
        let written = files.get(path).or_else(other_spelling).map(|entry| entry.hash);
        entry_kind(&place).is_ok_and(|kind| kind == EntryKind::Link)
            || file::read(&place).is_ok_and(|bytes| Some(Hash128::of(&bytes)) == written)
    }

    /// Whether true folders lead to `path`: what lies behind a link is not ours.
    fn is_reached(&mut self, path: &str) -> Result<bool, Diagnostic> {
        for above in folders_above(path) {
            if self.folder_kind(above)? != EntryKind::Folder {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn is_removable(&self, path: &str) -> Result<bool, Diagnostic> {
        let is_there = matches!(self.kind_at(path)?, EntryKind::File | EntryKind::Link);
        Ok(is_there && !self.has_wanted_twin(path))
    }

    /// Whether the site has this very file under another spelling.
    fn has_wanted_twin(&self, stale: &str) -> bool {
        self.wanted_by_fold.get(&portable::fold(stale)).is_some_and(|twin| self.is_one_file(stale, twin))
    }

    fn is_one_file(&self, a: &str, b: &str) -> bool {
        let id = file_id(&self.folder.file(a));
        id.is_some() && id == file_id(&self.folder.file(b))
    }

    fn folder_kind(&mut self, folder: &str) -> Result<EntryKind, Diagnostic> {
        if let Some(seen) = self.seen.get(folder) {
            return Ok(*seen);
        }
        let found = self.kind_at(folder)?;
        self.seen.insert(folder.to_owned(), found);
        Ok(found)
    }

    fn kind_at(&self, path: &str) -> Result<EntryKind, Diagnostic> {
        entry_kind(&self.folder.file(path))
            .map_err(|error| failure(format!("{} cannot be looked at", self.folder.display_file(path)), &error))
    }

    fn names(&self, folder: &str) -> Result<Vec<std::ffi::OsString>, Diagnostic> {
        let entries = fs::read_dir(self.folder.file(folder));
        let names = entries.and_then(|entries| entries.map(|entry| entry.map(|entry| entry.file_name())).collect());
        names
            .map_err(|error| failure(format!("the folder {} cannot be read", self.folder.display_file(folder)), &error))
    }
}
