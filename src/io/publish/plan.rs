//! The plan: what has to be written, kept and removed so that an output folder holds a site. Nothing on disk changes,
//! and foreign files that are in the way are refused.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::files::{OutputFile, PublishReport, is_page};
use super::manifest::{ManifestEntry, OutputManifest, Stamps};
use super::output_folder::OutputFolder;
use super::output_scan::OutputScan;
use super::session::PublishSession;
use crate::base::{Diagnostic, Hash128};
use crate::io::entry::{EntryKind, entry_kind};
use crate::io::error::failure;
use crate::io::file;
use crate::io::stamp::Stamp;

/// What has to be done, in the order in which it is done.
#[derive(Debug)]
pub(super) struct PublishPlan<'a> {
    /// The files to write: assets before pages, and new ones before those that replace others.
    pub writes: Vec<Write<'a>>,
    /// Files of ours where a folder has to be.
    pub in_the_way: BTreeSet<String>,
    /// Files of ours that no page makes any more: pages before assets.
    pub stale: Vec<String>,
    /// Files of ours that no page makes any more and that were changed since: they stay, and are foreign from now on.
    changed: Vec<String>,
    /// The manifest of the site as planned.
    pub next: OutputManifest,
    kept: Stamps,
    unchanged: usize,
}

/// One file to write.
#[derive(Debug)]
pub(super) struct Write<'a> {
    /// The file.
    pub file: &'a OutputFile,
    /// What is in its place, all of it ours.
    pub replaces: Replaces,
}

/// What is where a file has to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Replaces {
    /// Nothing.
    Nothing,
    /// An older file.
    File,
    /// A link that someone put over our file; it goes, what it leads to stays.
    Link,
    /// A folder with nothing in it but these files of ours, and its folders, innermost first.
    Folder(Vec<String>, Vec<String>),
}

enum WriteDecision {
    Keep(Stamp),
    /// It has the right bytes, but Versus did not write it.
    KeepForeign,
    Write(Replaces),
}

/// Compares `files`, sorted by path, with what the session's folder holds.
///
/// # Errors
/// When a foreign file or a link is in the way, or something cannot be read.
pub(super) fn make<'a>(
    session: &PublishSession,
    known: &Stamps,
    files: &[&'a OutputFile],
) -> Result<PublishPlan<'a>, Diagnostic> {
    let mut scan = OutputScan::new(&session.folder, &session.manifest, files);
    let stamps: Vec<Option<Stamp>> = files.par_iter().map(|file| known_stamp(session, known, file)).collect();
    let reachable = reachable(&mut scan, files, &stamps)?;
    let decisions: Vec<Result<WriteDecision, Diagnostic>> = (files, stamps, reachable)
        .into_par_iter()
        .map(|(file, stamp, there)| decide(&scan, file, stamp, there))
        .collect();
    let mut plan = PublishPlan {
        writes: Vec::new(),
        in_the_way: BTreeSet::new(),
        stale: Vec::new(),
        changed: Vec::new(),
        next: OutputManifest::default(),
        kept: BTreeMap::new(),
        unchanged: 0,
    };
    for (file, decision) in files.iter().zip(decisions) {
        plan.add(file, decision?);
    }
    plan.writes.sort_by_key(|write| (is_page(&write.file.path), write.replaces != Replaces::Nothing));
    let stale = scan.stale(&plan.evicted())?;
    (plan.stale, plan.changed) = (stale.removable, stale.changed);
    plan.stale.sort_by_key(|path| !is_page(path));
    plan.in_the_way = scan.in_the_way;
    Ok(plan)
}

impl<'a> PublishPlan<'a> {
    /// Whether the folder holds the site already, manifest included.
    pub(super) fn is_done(&self, session: &PublishSession) -> bool {
        let idle = self.writes.is_empty() && self.in_the_way.is_empty() && self.stale.is_empty();
        idle && self.next == session.manifest && session.is_marked
    }

    /// The stamps of the site after the plan was carried out.
    pub(super) fn stamps_after(mut self, folder: &OutputFolder) -> Stamps {
        let stamp =
            |write: &Write| fs::symlink_metadata(folder.file(&write.file.path)).ok().map(|meta| Stamp::of(&meta));
        let written = self.writes.par_iter().filter_map(|write| Some((write.file, stamp(write)?)));
        let written: Vec<_> = written.map(|(file, stamp)| (file.path.clone(), (entry(file), stamp))).collect();
        self.kept.extend(written);
        self.kept
    }

    /// The report for when the plan has been carried out.
    pub(super) fn report(&self) -> PublishReport {
        let written = self.writes.iter().map(|write| write.file.path.clone()).collect::<BTreeSet<_>>();
        let removed: BTreeSet<_> = self.stale.iter().chain(&self.in_the_way).chain(self.evicted()).cloned().collect();
        PublishReport {
            written: written.into_iter().collect(),
            removed: removed.into_iter().collect(),
            kept: self.changed.clone(),
            unchanged: self.unchanged,
        }
    }

    /// The files of ours in folders that must give way to files.
    fn evicted(&self) -> BTreeSet<&String> {
        let files = self
            .writes
            .iter()
            .filter_map(|write| if let Replaces::Folder(files, _) = &write.replaces { Some(files) } else { None });
        files.flatten().collect()
    }

    fn add(&mut self, file: &'a OutputFile, decision: WriteDecision) {
        let mut own = || self.next.files.insert(file.path.clone(), entry(file));
        match decision {
            WriteDecision::Keep(stamp) => {
                own();
                self.kept.insert(file.path.clone(), (entry(file), stamp));
                self.unchanged += 1;
            }
            WriteDecision::KeepForeign => self.unchanged += 1,
            WriteDecision::Write(replaces) => {
                own();
                self.writes.push(Write { file, replaces });
            }
        }
    }
}

fn entry(file: &OutputFile) -> ManifestEntry {
    ManifestEntry { hash: file.hash, size: file.size }
}

fn known_stamp(session: &PublishSession, known: &Stamps, file: &OutputFile) -> Option<Stamp> {
    unchanged_stamp(session, known, &file.path, entry(file))
}

/// The stamp of the file at `path` if it is ours and the stamp proves that it has the bytes of `entry`.
pub(super) fn unchanged_stamp(
    session: &PublishSession,
    known: &Stamps,
    path: &str,
    entry: ManifestEntry,
) -> Option<Stamp> {
    let (was, stamp) = known.get(path).filter(|_| session.manifest.files.contains_key(path))?;
    let meta = (*was == entry).then(|| fs::symlink_metadata(session.folder.file(path)).ok()).flatten()?;
    (meta.is_file() && Stamp::of(&meta) == *stamp).then_some(*stamp)
}

/// For each file whether its folder exists; those known by their stamps need no look.
fn reachable(scan: &mut OutputScan, files: &[&OutputFile], stamps: &[Option<Stamp>]) -> Result<Vec<bool>, Diagnostic> {
    let look = |(file, stamp): (&&OutputFile, &Option<Stamp>)| Ok(stamp.is_some() || scan.has_folders_of(&file.path)?);
    files.iter().zip(stamps).map(look).collect()
}

fn decide(
    scan: &OutputScan,
    file: &OutputFile,
    stamp: Option<Stamp>,
    there: bool,
) -> Result<WriteDecision, Diagnostic> {
    if let Some(stamp) = stamp {
        return Ok(WriteDecision::Keep(stamp));
    }
    let cannot =
        |error| failure(format!("the output file {} cannot be read", scan.folder.display_file(&file.path)), &error);
    let place = scan.folder.file(&file.path);
    let found = if there { entry_kind(&place).map_err(cannot)? } else { EntryKind::Missing };
    let ours = found != EntryKind::Missing && scan.is_ours(&file.path);
    match found {
        EntryKind::Missing => Ok(WriteDecision::Write(Replaces::Nothing)),
        EntryKind::File => Ok(match (same_bytes(&place, file).map_err(cannot)?, ours) {
            (Some(stamp), true) => WriteDecision::Keep(stamp),
            (Some(_), false) => WriteDecision::KeepForeign,
            (None, true) => WriteDecision::Write(Replaces::File),
            (None, false) => return Err(scan.folder.foreign(&file.path)),
        }),
        EntryKind::Link if ours => Ok(WriteDecision::Write(Replaces::Link)),
        EntryKind::Folder => {
            scan.contents(&file.path).map(|(files, folders)| WriteDecision::Write(Replaces::Folder(files, folders)))
        }
        EntryKind::Link | EntryKind::Other => Err(scan.folder.foreign(&file.path)),
    }
}

/// The stamp of the file at `place` if it has the bytes of `file`.
fn same_bytes(place: &Path, file: &OutputFile) -> std::io::Result<Option<Stamp>> {
    let meta = fs::symlink_metadata(place)?;
    let same = meta.len() == file.size && Hash128::of(&file::read(place)?) == file.hash;
    Ok(same.then(|| Stamp::of(&meta)))
}
