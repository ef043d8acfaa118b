//! Publishing makes an output folder hold exactly the finished files of a site, and what others put there.
//!
//! The parts, in the order in which they take part; each imports only from those before it:
//!
//! 1. `files`: what a build hands over, and which paths may be written.
//! 2. `output_folder`: refuses outputs that would endanger sources.
//! 3. `manifest`: the mark of an output, and which of its files Versus wrote.
//! 4. `session`: refuses folders with content but without the mark; takes the lock, so that two builds in one output
//!    wait for each other; repairs what a killed build left.
//! 5. `output_scan` and `plan`: compare, and change nothing. A file with the same bytes stays as it is, time of change
//!    included. A foreign file (one that the manifest does not name) is never touched: in the way of a page it is an
//!    error, unless its bytes are the page's, and then it stays foreign. A file that no page makes any more is removed
//!    only if it is as it was written. Links are never written through.
//! 6. `stage`: writes every changed file and the new manifest beside the site, so that a full disk is known early.
//!    Files may come while others are still being made, so that no site need be held in memory.
//! 7. `commit`: renames into place: assets, then pages, new folders whole, then removal of what no page makes any more,
//!    the manifest last. Any error undoes all of it. A kill leaves each file wholly old or wholly new and the intended
//!    manifest, by which the next build knows its own files and repairs.

mod commit;
mod files;
mod manifest;
mod output_folder;
mod output_scan;
mod plan;
mod session;
mod stage;

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

pub use self::files::{OutputFile, PublishReport};
pub use self::output_folder::OutputFolder;

use self::files::{is_page, path_fault, sorted};
use self::manifest::{MANIFEST, ManifestEntry, STAMPS, Stamps, read_stamps, write_stamps};
use self::output_scan::OutputScan;
use self::session::{OutputOwnership, PublishSession};
use self::stage::{ReadOutput, StagedFiles};
use super::error::failure;
use crate::base::{Diagnostic, Hash128};

/// Options of a publication.
#[derive(Clone, Copy, Default)]
pub struct PublishOptions<'a> {
    /// Called once if another build holds the output, before waiting for it.
    pub waiting: Option<&'a (dyn Fn() + Sync)>,
}

impl PublishOptions<'_> {
    fn wait(self) {
        self.waiting.iter().for_each(|waiting| waiting());
    }
}

/// Checks that a build of the project at `root` may write to `output`, so that a refusal comes before the work.
///
/// # Errors
/// When [`publish`] would refuse the folder.
pub fn check(root: &Path, output: &Path) -> Result<OutputFolder, Diagnostic> {
    let folder = OutputFolder::new(root, output)?;
    session::ownership(&folder).map(|_| folder)
}

/// Makes the folder `output` of the project at `root` hold `files`, in whatever order they come.
///
/// # Errors
/// When the folder is refused, a path cannot be written on every system or two meet, a foreign file is in the
/// way, or the disk fails. In each case the site is what it was before.
pub fn publish(
    root: &Path,
    output: &Path,
    files: &[OutputFile],
    options: PublishOptions,
) -> Result<PublishReport, Diagnostic> {
    sorted(files)?;
    Publication::begin(root, output, options)?.finish(files, &|_| None)
}

/// A running publication: the output is locked and as it was, and files can be handed over before it is known
/// whether all of them will come.
#[derive(Debug)]
pub struct Publication {
    session: PublishSession,
    known: Stamps,
    staged: StagedFiles,
}

impl Publication {
    /// Locks the output; waits if another build has it.
    ///
    /// # Errors
    /// When the folder is refused.
    pub fn begin(root: &Path, output: &Path, options: PublishOptions) -> Result<Self, Diagnostic> {
        let folder = OutputFolder::new(root, output)?;
        let session = PublishSession::open(&folder, &|| options.wait())?;
        let known = read_stamps(&folder);
        Ok(Self { session, known, staged: StagedFiles::default() })
    }

    /// Gives files with these bytes no more permissions than these modes.
    #[must_use]
    pub fn restricted(mut self, modes: HashMap<Hash128, u32>) -> Self {
        self.staged.restrict(modes);
        self
    }

    /// Takes a file that will probably be part of the site. It is written beside the site, unless the site has it
    /// already.
    pub fn stage(&self, path: &str, hash: Hash128, bytes: &[u8]) {
        let entry = ManifestEntry { hash, size: bytes.len() as u64 };
        // A path that must not be written is refused in the end, with its name.
        if path_fault(path).is_none() && plan::unchanged_stamp(&self.session, &self.known, path, entry).is_none() {
            self.staged.add(&self.session, path, hash, bytes);
        }
    }

    /// Makes the folder hold `files`. `read` gives the bytes of those that come without, where they are needed.
    ///
    /// # Errors
    /// As for [`publish`].
    pub fn finish(
        self,
        files: &[OutputFile],
        read: &(dyn Fn(&str) -> Option<Arc<[u8]>> + Sync),
    ) -> Result<PublishReport, Diagnostic> {
        let Self { session, known, staged } = self;
        let published = sorted(files).and_then(|files| replace(&session, &known, staged, &files, read));
        if published.is_err() {
            session.abandon();
        }
        published
    }

    /// Gives the publication up; the site stays what it was.
    pub fn abandon(self) {
        self.session.abandon();
    }
}

/// Plans, stages and commits.
fn replace(
    session: &PublishSession,
    known: &Stamps,
    staged: StagedFiles,
    files: &[&OutputFile],
    read: ReadOutput,
) -> Result<PublishReport, Diagnostic> {
    let folder = &session.folder;
    let plan = plan::make(session, known, files)?;
    if !plan.is_done(session) {
        let places = staged.complete(session, &plan, read)?;
        commit::commit(folder, &plan, &places)?;
        plan.stale.iter().for_each(|path| folder.remove_emptied(path));
    }
    session::remove_leftovers(folder);
    let report = plan.report();
    let stamps = plan.stamps_after(folder);
    if stamps != *known {
        write_stamps(folder, &stamps);
    }
    Ok(report)
}

/// Removes the site that Versus published to `output`, then the mark, then the folder itself if it is empty. Files that
/// were changed since they were written stay.
/// The same folders are refused as for a build; one that is not there is clean.
///
/// # Errors
/// When the folder is refused or has content but no mark, or a file cannot be removed. What is left keeps its
/// mark then, so that it can be tried again.
pub fn clean(root: &Path, output: &Path, options: PublishOptions) -> Result<PublishReport, Diagnostic> {
    let folder = OutputFolder::new(root, output)?;
    if session::ownership(&folder)? == OutputOwnership::Free {
        return Ok(PublishReport::default());
    }
    let session = PublishSession::open(&folder, &|| options.wait())?;
    let stale = OutputScan::new(&folder, &session.manifest, &[]).stale(&BTreeSet::new())?;
    let mut removed = stale.removable;
    removed.sort_by_key(|path| !is_page(path));
    for path in &removed {
        remove(&folder.file(path), || folder.display_file(path))?;
        folder.remove_emptied(path);
    }
    for name in [STAMPS, MANIFEST] {
        remove(&folder.meta_path(name), || folder.display_meta(name))?;
    }
    session.remove_meta();
    if folder.is_given_directly() {
        let _ = fs::remove_dir(folder.path());
    }
    removed.sort();
    Ok(PublishReport { removed, kept: stale.changed, ..PublishReport::default() })
}

/// Removes a file; `name` is its name for messages.
fn remove(place: &Path, name: impl FnOnce() -> String) -> Result<(), Diagnostic> {
    match fs::remove_file(place) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(failure(format!("{} could not be removed", name()), &error))
        }
        _ => Ok(()),
    }
}
