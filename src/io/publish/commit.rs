//! The commit: renames staged files into place, in an order that never leaves a page without its assets, and undoes
//! every step when one fails.
//!
//! The steps, each of which a kill may follow:
//!
//! 1. The intended manifest appears as `next.json`.
//! 2. Assets, then pages are renamed over the old ones, of which a second name is kept in `old/`. A folder that is not
//!    there yet comes whole, unless that would bring a page before an asset.
//! 3. Stale pages, then stale assets are moved to `old/`.
//! 4. `next.json` becomes `manifest.json`. From that instant on the build is done.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::files::{folders_above, is_page};
use super::manifest::{MANIFEST, NEXT};
use super::output_folder::OutputFolder;
use super::plan::{PublishPlan, Replaces, Write};
use super::stage::STAGED_TREE;
use crate::base::Diagnostic;
use crate::io::entry::{EntryKind, entry_kind};
use crate::io::error::failure;

/// Carries out `plan`, whose files wait at the places `staged`, in their order.
///
/// # Errors
/// When a step fails. All earlier ones have been undone then; what could not be undone is repaired by the next build.
pub(super) fn commit(folder: &OutputFolder, plan: &PublishPlan, staged: &[PathBuf]) -> Result<(), Diagnostic> {
    let mut commit = Commit {
        folder,
        tree: folder.meta_path(STAGED_TREE),
        with_pages: with_pages(plan),
        at_pages: false,
        done: Vec::new(),
        kept: 0,
        folders: HashSet::new(),
        moved: HashSet::new(),
    };
    let result = commit.run(plan, staged);
    if result.is_err() {
        commit.undo();
    }
    result
}

/// The folders below which a page is written.
fn with_pages<'a>(plan: &PublishPlan<'a>) -> HashSet<&'a str> {
    let pages = plan.writes.iter().map(|write| write.file.path.as_str()).filter(|path| is_page(path));
    pages.flat_map(folders_above).collect()
}

struct Commit<'a> {
    folder: &'a OutputFolder,
    /// Where new folders are staged.
    tree: PathBuf,
    with_pages: HashSet<&'a str>,
    /// Whether all assets are in place.
    at_pages: bool,
    done: Vec<CommitStep>,
    kept: usize,
    /// Folders known to be there.
    folders: HashSet<String>,
    /// Those of them that came with what waited in them.
    moved: HashSet<String>,
}

/// A step that was taken, as it has to be undone.
enum CommitStep {
    /// An old file is at the first path and belongs at the second.
    Kept(PathBuf, PathBuf),
    /// A file was written where nothing was.
    Written(PathBuf),
    MadeFolder(PathBuf),
    /// The folder at the first path came to the second, with all that was in it.
    MovedFolder(PathBuf, PathBuf),
    RemovedFolder(PathBuf),
}

impl CommitStep {
    fn undo(self) -> io::Result<()> {
        match self {
            Self::Kept(kept, place) => fs::rename(kept, place),
            Self::Written(place) => fs::remove_file(place),
            Self::MadeFolder(place) => fs::remove_dir(place),
            Self::MovedFolder(waited, place) => fs::rename(place, waited),
            Self::RemovedFolder(place) => fs::create_dir(place),
        }
    }
}

impl<'a> Commit<'a> {
    fn run(&mut self, plan: &PublishPlan<'a>, staged: &[PathBuf]) -> Result<(), Diagnostic> {
        self.rename_meta(&self.folder.meta_path("stage/next"), NEXT)?;
        for (write, staged) in plan.writes.iter().zip(staged) {
            self.at_pages |= is_page(&write.file.path);
            if self.came_along(&write.file.path, staged) {
                continue;
            }
            self.make_way(write, plan)?;
            if !self.came_along(&write.file.path, staged) {
                self.write(write, staged).map_err(|error| self.cannot("written", &write.file.path, &error))?;
            }
        }
        for path in &plan.stale {
            self.set_aside(path)?;
        }
        self.rename_meta(&self.folder.meta_path(NEXT), MANIFEST)
    }

    fn rename_meta(&self, from: &Path, name: &str) -> Result<(), Diagnostic> {
        fs::rename(from, self.folder.meta_path(name))
            .map_err(|error| failure(format!("{} could not be written", self.folder.display_meta(name)), &error))
    }

    /// Clears the place of a file and makes its folders.
    fn make_way(&mut self, write: &Write, plan: &PublishPlan) -> Result<(), Diagnostic> {
        match &write.replaces {
            Replaces::Nothing | Replaces::File => {}
            Replaces::Link => self.set_aside(&write.file.path)?,
            Replaces::Folder(files, folders) => {
                files.iter().try_for_each(|path| self.set_aside(path))?;
                folders.iter().try_for_each(|path| self.remove_folder(path))?;
            }
        }
        folders_above(&write.file.path).try_for_each(|path| self.make_folder(path, plan))
    }

    /// Whether a file is in its place because a folder above it is.
    fn came_along(&self, path: &str, staged: &Path) -> bool {
        staged.starts_with(&self.tree) && folders_above(path).any(|above| self.moved.contains(above))
    }

    fn write(&mut self, write: &Write, from: &Path) -> io::Result<()> {
        let place = self.folder.file(&write.file.path);
        if write.replaces == Replaces::File {
            let kept = self.next_kept();
            // A second name costs nothing; where the file system has none, a copy does.
            fs::hard_link(&place, &kept).or_else(|_| fs::copy(&place, &kept).map(drop))?;
            fs::rename(from, &place)?;
            self.done.push(CommitStep::Kept(kept, place));
        } else {
            if entry_kind(&place)? != EntryKind::Missing {
                return Err(io::Error::other("someone else has just put a file there"));
            }
            fs::rename(from, &place)?;
            self.done.push(CommitStep::Written(place));
        }
        Ok(())
    }

    fn set_aside(&mut self, path: &str) -> Result<(), Diagnostic> {
        let (place, kept) = (self.folder.file(path), self.next_kept());
        fs::rename(&place, &kept).map_err(|error| self.cannot("removed", path, &error))?;
        self.done.push(CommitStep::Kept(kept, place));
        Ok(())
    }

    fn remove_folder(&mut self, path: &str) -> Result<(), Diagnostic> {
        let place = self.folder.file(path);
        fs::remove_dir(&place).map_err(|error| self.cannot("removed", path, &error))?;
        self.done.push(CommitStep::RemovedFolder(place));
        Ok(())
    }

    fn make_folder(&mut self, path: &str, plan: &PublishPlan) -> Result<(), Diagnostic> {
        if self.folders.contains(path) {
            return Ok(());
        }
        let place = self.folder.file(path);
        let found = entry_kind(&place).map_err(|error| self.cannot("made", path, &error))?;
        match found {
            EntryKind::Folder => {}
            EntryKind::Missing => self.create_folder(place, path)?,
            _ if plan.in_the_way.contains(path) => {
                self.set_aside(path)?;
                self.create_folder(place, path)?;
            }
            _ => return Err(self.folder.foreign(path)),
        }
        self.folders.insert(path.to_owned());
        Ok(())
    }

    fn create_folder(&mut self, place: PathBuf, path: &str) -> Result<(), Diagnostic> {
        let waiting = self.tree.join(path);
        // What is not in the tree has nothing to bring.
        let whole = (self.at_pages || !self.with_pages.contains(path)) && fs::rename(&waiting, &place).is_ok();
        if whole {
            self.moved.insert(path.to_owned());
            self.done.push(CommitStep::MovedFolder(waiting, place));
        } else {
            fs::create_dir(&place).map_err(|error| self.cannot("made", path, &error))?;
            self.done.push(CommitStep::MadeFolder(place));
        }
        Ok(())
    }

    /// Undoes all steps, the last first. If one cannot be undone, `next.json` stays for the next build to read.
    fn undo(&mut self) {
        let undone: Vec<_> = self.done.drain(..).rev().map(CommitStep::undo).collect();
        if undone.iter().all(Result::is_ok) {
            let _ = fs::remove_file(self.folder.meta_path(NEXT));
        }
    }

    fn next_kept(&mut self) -> PathBuf {
        self.kept += 1;
        self.folder.meta_path(&format!("old/{}", self.kept))
    }

    fn cannot(&self, what: &str, path: &str, error: &io::Error) -> Diagnostic {
        failure(format!("{} could not be {what}", self.folder.display_file(path)), error)
    }
}
