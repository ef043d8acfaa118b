//! The plan: what has to be written, kept and removed so that an output folder holds a site.
//!
//! It refuses to change anything on disk; it only looks. Refusals for foreign files are made here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::manifest::{ManifestEntry, OutputManifest, Stamps};
use super::output_scan::OutputScan;
use super::place::OutputFolder;
use super::session::PublishSession;
use super::{OutputFile, PublishReport, is_page};
use crate::base::{Diagnostic, Hash128};
use crate::io::entry::{EntryKind, entry_kind};
use crate::io::error::{failure, refusal};
use crate::io::stamp::Stamp;

/// What has to be done, in the order in which it is done.
#[derive(Debug)]
pub(crate) struct PublishPlan<'a> {
    /// The files to write: assets before pages, and new ones before those that replace others.
    pub puts: Vec<Write<'a>>,
    /// Files of ours that stand where a folder has to be.
    pub in_the_way: BTreeSet<String>,
    /// Files of ours that no page makes any more: pages before assets.
    pub stale: Vec<String>,
    /// The manifest of the site as planned.
    pub next: OutputManifest,
    kept: Stamps,
    unchanged: usize,
}

/// One file to write.
#[derive(Debug)]
pub(crate) struct Write<'a> {
    /// The file.
    pub file: &'a OutputFile,
    /// What stands in its place, all of it ours.
    pub over: Replaces,
}

/// What stands where a file has to be.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Replaces {
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
    Put(Replaces),
}

/// Compares `files`, sorted by path, with what the session's folder holds.
///
/// # Errors
/// When a foreign file or a link is in the way, or something cannot be read.
pub(crate) fn make<'a>(
    session: &PublishSession,
    known: &Stamps,
    files: &[&'a OutputFile],
) -> Result<PublishPlan<'a>, Diagnostic> {
    let mut survey = OutputScan::new(&session.folder, &session.manifest, files);
    let quick: Vec<Option<Stamp>> = files.par_iter().map(|file| unread(session, known, file)).collect();
    let reachable = reachable(&mut survey, files, &quick)?;
    let looks: Vec<Result<WriteDecision, Diagnostic>> = (files, quick, reachable)
        .into_par_iter()
        .map(|(file, quick, there)| judge(&survey, file, quick, there))
        .collect();
    let mut plan = PublishPlan {
        puts: Vec::new(),
        in_the_way: BTreeSet::new(),
        stale: Vec::new(),
        next: OutputManifest::default(),
        kept: BTreeMap::new(),
        unchanged: 0,
    };
    for (file, look) in files.iter().zip(looks) {
        plan.add(file, look?);
    }
    plan.puts.sort_by_key(|put| (is_page(&put.file.path), put.over != Replaces::Nothing));
    plan.stale = survey.stale(&plan.evicted())?;
    plan.stale.sort_by_key(|path| !is_page(path));
    plan.in_the_way = survey.in_the_way;
    Ok(plan)
}

impl<'a> PublishPlan<'a> {
    /// Whether the folder holds the site already, manifest included.
    pub(crate) fn is_done(&self, session: &PublishSession) -> bool {
        let idle = self.puts.is_empty() && self.in_the_way.is_empty() && self.stale.is_empty();
        idle && self.next == session.manifest && session.is_marked
    }

    /// The stamps of the site after the plan was carried out.
    pub(crate) fn stamps_now(mut self, folder: &OutputFolder) -> Stamps {
        let stamp = |put: &Write| fs::symlink_metadata(folder.file(&put.file.path)).ok().map(|meta| Stamp::of(&meta));
        let written = self.puts.par_iter().filter_map(|put| Some((put.file, stamp(put)?)));
        let written: Vec<_> = written.map(|(file, stamp)| (file.path.clone(), (entry(file), stamp))).collect();
        self.kept.extend(written);
        self.kept
    }

    /// What there is to tell once it is carried out.
    pub(crate) fn report(&self) -> PublishReport {
        let written = self.puts.iter().map(|put| put.file.path.clone()).collect::<BTreeSet<_>>();
        let removed: BTreeSet<_> = self.stale.iter().chain(&self.in_the_way).chain(self.evicted()).cloned().collect();
        PublishReport {
            written: written.into_iter().collect(),
            removed: removed.into_iter().collect(),
            unchanged: self.unchanged,
        }
    }

    /// The files of ours in folders that must give way to files.
    fn evicted(&self) -> BTreeSet<&String> {
        let files = self
            .puts
            .iter()
            .filter_map(|put| if let Replaces::Folder(files, _) = &put.over { Some(files) } else { None });
        files.flatten().collect()
    }

    fn add(&mut self, file: &'a OutputFile, verdict: WriteDecision) {
        let mut own = || self.next.files.insert(file.path.clone(), entry(file));
        match verdict {
            WriteDecision::Keep(stamp) => {
                own();
                self.kept.insert(file.path.clone(), (entry(file), stamp));
                self.unchanged += 1;
            }
            WriteDecision::KeepForeign => self.unchanged += 1,
            WriteDecision::Put(over) => {
                own();
                self.puts.push(Write { file, over });
            }
        }
    }
}

fn entry(file: &OutputFile) -> ManifestEntry {
    ManifestEntry { hash: file.hash, size: file.size }
}

fn unread(session: &PublishSession, known: &Stamps, file: &OutputFile) -> Option<Stamp> {
    proven(session, known, &file.path, entry(file))
}

/// The stamp of the file at `path` if it is ours and proves by it to be what `entry` says.
pub(crate) fn proven(session: &PublishSession, known: &Stamps, path: &str, entry: ManifestEntry) -> Option<Stamp> {
    let (was, stamp) = known.get(path).filter(|_| session.manifest.files.contains_key(path))?;
    let meta = (*was == entry).then(|| fs::symlink_metadata(session.folder.file(path)).ok()).flatten()?;
    (meta.is_file() && Stamp::of(&meta) == *stamp).then_some(*stamp)
}

/// For each file whether its folder exists; those known by their stamps need no look.
fn reachable(survey: &mut OutputScan, files: &[&OutputFile], quick: &[Option<Stamp>]) -> Result<Vec<bool>, Diagnostic> {
    let look = |(file, quick): (&&OutputFile, &Option<Stamp>)| Ok(quick.is_some() || survey.way_to(&file.path)?);
    files.iter().zip(quick).map(look).collect()
}

fn judge(
    survey: &OutputScan,
    file: &OutputFile,
    quick: Option<Stamp>,
    there: bool,
) -> Result<WriteDecision, Diagnostic> {
    if let Some(stamp) = quick {
        return Ok(WriteDecision::Keep(stamp));
    }
    let cannot = |error| failure(format!("the output file {} cannot be read", survey.folder.name(&file.path)), &error);
    let place = survey.folder.file(&file.path);
    let found = if there { entry_kind(&place).map_err(cannot)? } else { EntryKind::Missing };
    let ours = found != EntryKind::Missing && survey.is_ours(&file.path);
    match found {
        EntryKind::Missing => Ok(WriteDecision::Put(Replaces::Nothing)),
        EntryKind::File => Ok(match (same_bytes(&place, file).map_err(cannot)?, ours) {
            (Some(stamp), true) => WriteDecision::Keep(stamp),
            (Some(_), false) => WriteDecision::KeepForeign,
            (None, true) => WriteDecision::Put(Replaces::File),
            (None, false) => return Err(foreign(survey.folder, &file.path)),
        }),
        EntryKind::Link if ours => Ok(WriteDecision::Put(Replaces::Link)),
        EntryKind::Folder => {
            survey.contents(&file.path).map(|(files, folders)| WriteDecision::Put(Replaces::Folder(files, folders)))
        }
        EntryKind::Link | EntryKind::Other => Err(foreign(survey.folder, &file.path)),
    }
}

/// The stamp of the file at `place` if it has the bytes of `file`.
fn same_bytes(place: &Path, file: &OutputFile) -> std::io::Result<Option<Stamp>> {
    let meta = fs::symlink_metadata(place)?;
    let same = meta.len() == file.size && Hash128::of(&fs::read(place)?) == file.hash;
    Ok(same.then(|| Stamp::of(&meta)))
}

/// The refusal to touch what Versus did not write.
pub(crate) fn foreign(folder: &OutputFolder, path: &str) -> Diagnostic {
    let message = format!("{} is in the way of the site, and Versus did not write it", folder.name(path));
    refusal(message, "move it away, or give the page or file another address; nothing was changed")
}
