//! A revision: the site as it is made of one state of the files.
//!
//! It refuses to know which one is shown.

use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use super::lock;
use crate::base::{Diagnostic, Hash128, Snapshot, SourcePath};
use crate::engine::{BuildOptions, LinkedSite, files_with_errors};
use crate::theme::files::Theme;

/// The site as it is made of one state of the files.
pub struct Revision {
    /// The files as they are.
    pub files: Snapshot,
    pub(super) options: BuildOptions,
    /// The files with those that have errors replaced by what they last were without.
    pub(super) good: Snapshot,
    pub(super) prepared: Option<Arc<LinkedSite>>,
    /// The files with errors, whether or not they could be replaced.
    pub(super) faulty: BTreeSet<SourcePath>,
    pub(super) faults: Mutex<Arc<Vec<Diagnostic>>>,
    /// Whether the files could not be read, so that this is the last site over again.
    pub(super) unread: bool,
    pub(super) failed: AtomicBool,
}

impl Revision {
    /// The last one, and why there is nothing newer.
    pub(super) fn unreadable(error: Diagnostic, options: &BuildOptions, before: Option<&Revision>) -> Self {
        let good = before.map(|before| before.good.clone()).unwrap_or_default();
        Self {
            files: before.map(|before| before.files.clone()).unwrap_or_default(),
            options: options.clone(),
            prepared: before.and_then(|before| before.prepared.clone()),
            faulty: before.map(|before| before.faulty.clone()).unwrap_or_default(),
            good,
            faults: Mutex::new(Arc::new(vec![error])),
            unread: true,
            failed: AtomicBool::new(false),
        }
    }

    /// What is wrong, as far as is known by now.
    pub fn faults(&self) -> Arc<Vec<Diagnostic>> {
        Arc::clone(&lock(&self.faults))
    }

    /// The site, if there ever was one.
    pub fn site(&self) -> Option<&LinkedSite> {
        self.prepared.as_deref()
    }

    /// The text of a file, for excerpts: the project's own, or one of the built-in theme.
    pub fn text(&self, file: &SourcePath) -> Option<&str> {
        self.files.text(file).or_else(|| Theme::built_in_text(file))
    }

    /// The files, with those that have errors now as they last were without.
    pub(super) fn lend(&self, files: &Snapshot, faulty: &BTreeSet<SourcePath>) -> Snapshot {
        let mut good = files.clone();
        // An error can also point at a file that is wanted and not there; only one that could not be read is lent.
        let unread = files_with_errors(&files.diagnostics);
        let there = |path: &&SourcePath| files.files.contains_key(*path) || unread.contains(*path);
        for path in faulty.iter().filter(there).filter(|path| !self.is_faulty(path)) {
            if let Some(file) = self.good.files.get(path) {
                good.replace(path.clone(), file.clone());
            }
        }
        good
    }

    /// Whether a file had errors and nothing better took its place.
    pub(super) fn is_faulty(&self, path: &SourcePath) -> bool {
        self.faulty.contains(path) && hash(&self.files, path) == hash(&self.good, path)
    }

    pub(super) fn has_errors_at(&self, diagnostic: &Diagnostic) -> bool {
        diagnostic.place.as_ref().is_some_and(|place| self.faulty.contains(&place.file))
    }
}

pub(super) fn hash(files: &Snapshot, path: &SourcePath) -> Option<Hash128> {
    files.files.get(path).map(|file| file.hash)
}
