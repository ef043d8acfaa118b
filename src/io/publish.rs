//! Publishing: finished files in, an output folder that holds exactly them (and what others put there) out.
//!
//! It refuses to know how the files were made. All of them are known before anything is touched.
//!
//! What is promised, and by which part:
//!
//! - `place` refuses outputs that would endanger sources, `session` folders with content but without our mark.
//! - `plan` compares, and changes nothing. A file with the same bytes stays as it is, time of change included.
//!   A foreign file (one that the manifest does not name) is never touched: in the way of a page it is an
//!   error, unless its bytes are the page's, and then it stays foreign. A path that the manifest names is ours
//!   whatever was done to it by hand: the next build restores or removes it. Links are never written through.
//! - `stage` writes every changed file and the new manifest beside the site, so that a full disk is known early.
//!   Files may come while others are still being made, so that no site need be held in memory.
//! - `emit` renames into place: assets, then pages, new folders whole, then removal of what no page makes any more,
//!   the manifest last. Any error undoes all of it. A kill leaves each file wholly old or wholly new and the intended
//!   manifest, by which the next build knows its own files and repairs.
//! - `lock` lets two builds in one output wait for each other.

pub mod clean;
pub mod commit;
pub mod lock;
pub mod manifest;
pub mod output_scan;
pub mod place;
pub mod plan;
pub mod session;
pub mod stage;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use self::manifest::{ManifestEntry, Stamps, path_fault, read_stamps, write_stamps};
use self::place::OutputFolder;
use self::session::PublishSession;
use self::stage::{Make, StagedFiles};
use crate::base::hash::FastHash;
use crate::base::{Code, Diagnostic, Hash128, portable};

/// A finished file of the site.
#[derive(Clone, Debug)]
pub struct OutputFile {
    /// Its path in the site, with `/` between the parts: `guides/a/index.html`.
    pub path: String,
    /// The hash of its bytes.
    pub hash: Hash128,
    /// How many bytes it has.
    pub size: u64,
    /// All of them; `None` if they are to be made only where they are needed.
    pub bytes: Option<Arc<[u8]>>,
}

impl OutputFile {
    /// Takes path and bytes and hashes them.
    pub fn new(path: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        Self { path: path.into(), hash: Hash128::of(&bytes), size: bytes.len() as u64, bytes: Some(bytes) }
    }
}

/// What a caller may want of a publication.
#[derive(Clone, Copy, Default)]
pub struct PublishOptions<'a> {
    /// Called once if another build holds the output, before waiting for it.
    pub waiting: Option<&'a (dyn Fn() + Sync)>,
}

impl PublishOptions<'_> {
    pub(crate) fn wait(self) {
        self.waiting.iter().for_each(|tell| tell());
    }
}

/// What a publication did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishReport {
    /// The files written, new or changed, by path.
    pub written: Vec<String>,
    /// The files of earlier builds that were removed, by path.
    pub removed: Vec<String>,
    /// How many files stayed as they were.
    pub unchanged: usize,
}

/// Checks that a build of the project at `root` may write to `output`, so that a refusal comes before the work.
///
/// # Errors
/// When [`publish`] would refuse the folder.
pub fn check(root: &Path, output: &Path) -> Result<OutputFolder, Diagnostic> {
    let folder = place::check(root, output)?;
    session::standing(&folder).map(|_| folder)
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

/// A publication under way: the output is locked and as it was, and files can be handed over before it is known
/// whether all of them will come.
#[derive(Debug)]
pub struct Publication {
    session: PublishSession,
    known: Stamps,
    stage: StagedFiles,
}

impl Publication {
    /// Takes possession of the output; waits if another build has it.
    ///
    /// # Errors
    /// When the folder is refused.
    pub fn begin(root: &Path, output: &Path, options: PublishOptions) -> Result<Self, Diagnostic> {
        let folder = place::check(root, output)?;
        let session = PublishSession::open(&folder, &|| options.wait())?;
        let known = read_stamps(&folder);
        Ok(Self { session, known, stage: StagedFiles::default() })
    }

    /// Takes a file that will probably be of the site. It is written beside the site, unless the site has it already.
    pub fn keep(&self, path: &str, hash: Hash128, bytes: &[u8]) {
        let entry = ManifestEntry { hash, size: bytes.len() as u64 };
        // One that nothing may write to is refused in the end, with its name.
        if path_fault(path).is_none() && plan::proven(&self.session, &self.known, path, entry).is_none() {
            self.stage.keep(&self.session, path, hash, bytes);
        }
    }

    /// Makes the folder hold `files`. The bytes of those that come without are asked of `make` where they are needed.
    ///
    /// # Errors
    /// As for [`publish`].
    pub fn finish(
        self,
        files: &[OutputFile],
        make: &(dyn Fn(&str) -> Option<Arc<[u8]>> + Sync),
    ) -> Result<PublishReport, Diagnostic> {
        let Self { session, known, stage } = self;
        let published = sorted(files).and_then(|files| replace(&session, &known, stage, &files, make));
        if published.is_err() {
            session.abandon();
        }
        published
    }

    /// Gives it up; the site stays what it was.
    pub fn abandon(self) {
        self.session.abandon();
    }
}

/// Compares, stages, renames.
fn replace(
    session: &PublishSession,
    known: &Stamps,
    stage: StagedFiles,
    files: &[&OutputFile],
    make: Make,
) -> Result<PublishReport, Diagnostic> {
    let folder = &session.folder;
    let plan = plan::make(session, known, files)?;
    if !plan.is_done(session) {
        let staged = stage.complete(session, &plan, make)?;
        commit::commit(folder, &plan, &staged)?;
        plan.stale.iter().for_each(|path| commit::prune(folder, path));
    }
    session::sweep(folder);
    let report = plan.report();
    let stamps = plan.stamps_now(folder);
    if stamps != *known {
        write_stamps(folder, &stamps);
    }
    Ok(report)
}

/// The files by path, when all paths are sound and no two meet.
fn sorted(files: &[OutputFile]) -> Result<Vec<&OutputFile>, Diagnostic> {
    let mut files: Vec<&OutputFile> = files.iter().collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let fault = files.par_iter().find_map_first(|file| Some((file, path_fault(&file.path)?)));
    if let Some((file, fault)) = fault {
        let message = format!("the site cannot have a file `{}`: it {fault}", file.path.escape_debug());
        return Err(Diagnostic::error(Code::BadPath, message).help("rename the source, or give it a `path`"));
    }
    refuse_collisions(&files)?;
    Ok(files)
}

/// Two files on one path, or a file where another needs a folder, also on systems that ignore case.
fn refuse_collisions(files: &[&OutputFile]) -> Result<(), Diagnostic> {
    let folded: Vec<String> = files.par_iter().map(|file| portable::fold(&file.path)).collect();
    let mut taken: HashMap<&str, &str, FastHash> = HashMap::with_capacity_and_hasher(files.len(), FastHash::default());
    for (folded, file) in folded.iter().zip(files) {
        if let Some(other) = taken.insert(folded, &file.path) {
            return Err(collision(other, &file.path));
        }
    }
    let below = folded.par_iter().zip(files).find_map_first(|(folded, file)| {
        let other = folders_above(folded).find_map(|folder| taken.get(folder))?;
        Some(collision(other, &file.path))
    });
    below.map_or(Ok(()), Err)
}

fn collision(a: &str, b: &str) -> Diagnostic {
    let message = format!("the site cannot have both `{a}` and `{b}`: they meet on some file systems");
    Diagnostic::error(Code::PathCollision, message).help("give one of the two another address")
}

/// The folders that a path lies in, outermost first: `a`, `a/b` for `a/b/c`.
pub(crate) fn folders_above(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

/// Whether a file may refer to others, and so is put after and removed before them.
pub(crate) fn is_page(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["html", "htm", "xhtml", "xml", "md", "txt"].contains(&extension)
}
