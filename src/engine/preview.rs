//! A preview: the last site that could be made of files which someone is working on.
//!
//! A file with errors of its own counts as it was when it last had none, and a page that cannot be drawn stays as
//! it last was, so that the site stays up while it is being broken and mended. Pages are drawn when they are asked
//! for. It refuses to know the files' whereabouts, the clock and the network.

mod revision;
mod verify;

pub use revision::Revision;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use self::revision::hash;
use super::{BuildOptions, BuildRecord, Engine, LinkedSite, OutputSink};
use crate::base::sync::lock;
use crate::base::{Diagnostic, Severity, SitePath, Snapshot, diagnostic};
use crate::theme::Rendered;

/// The state of a preview that many threads ask for pages.
pub struct Preview {
    engine: Engine,
    shown: Mutex<PreviewState>,
    version: AtomicU64,
}

impl Default for Preview {
    fn default() -> Self {
        Self { engine: Engine::holding_outputs(), shown: Mutex::default(), version: AtomicU64::new(0) }
    }
}

/// Draws what was not asked for yet: the engine holds it. Images are made when they are asked for.
struct BackgroundSink<'a> {
    go_on: &'a (dyn Fn() -> bool + Sync),
}

impl OutputSink for BackgroundSink<'_> {
    fn accept(&self, _: &SitePath, _: &Arc<Rendered>) {}

    fn go_on(&self) -> bool {
        (self.go_on)()
    }

    fn wants_images(&self) -> bool {
        false
    }
}

#[derive(Default)]
struct PreviewState {
    current: Option<Arc<Revision>>,
    /// The last revision before it of which no page failed as far as is known.
    fallback: Option<Arc<Revision>>,
    /// The last good bytes of each page that was asked for.
    served: BTreeMap<SitePath, Arc<Rendered>>,
    /// What is to be dropped when nobody waits.
    old: Vec<Arc<Revision>>,
}

/// What stands at an address.
pub enum PreviewResponse {
    /// An output.
    Output {
        /// Its bytes, and what was found in them.
        rendered: Arc<Rendered>,
        /// Whether it is what it last was rather than what it is now, which cannot be drawn.
        kept: bool,
    },
    /// Nothing.
    Missing,
    /// It cannot be drawn and never could.
    Failed,
}

impl Preview {
    /// The revision that is shown; none before the first.
    pub fn current(&self) -> Option<Arc<Revision>> {
        self.shown().current.clone()
    }

    /// Counts up whenever there is something new to show: a revision, or what is wrong with it.
    pub fn version(&self) -> u64 {
        self.version.load(Ordering::Acquire)
    }

    /// How many images were made smaller so far.
    pub fn images_made(&self) -> u64 {
        self.engine.images_made()
    }

    /// How many outputs were drawn so far.
    pub fn drawn(&self) -> u64 {
        self.engine.drawn()
    }

    /// Makes a revision of the files, or, when they could not be read at all, of the last ones and why.
    /// It is not shown yet.
    pub fn consider(&self, scanned: Result<Snapshot, Diagnostic>, options: &BuildOptions) -> Revision {
        let before = self.current();
        match scanned {
            Ok(files) => self.revision(files, options, before.as_deref()),
            Err(error) => Revision::unreadable(error, options, before.as_deref()),
        }
    }

    /// Shows a revision from now on.
    pub fn show(&self, revision: Revision) -> Arc<Revision> {
        let revision = Arc::new(revision);
        let mut shown = self.shown();
        if let Some(before) = shown.current.replace(Arc::clone(&revision)) {
            let failed = before.failed.load(Ordering::Acquire);
            let old = if failed { Some(before) } else { shown.fallback.replace(before) };
            shown.old.extend(old);
        }
        if let Some(prepared) = &revision.prepared {
            shown.served.retain(|path, _| prepared.has(path));
        }
        drop(shown);
        self.version.fetch_add(1, Ordering::AcqRel);
        revision
    }

    /// What stands at `path` of a revision.
    pub fn answer(&self, revision: &Revision, path: &SitePath) -> PreviewResponse {
        let drawn = revision.prepared.as_ref().and_then(|prepared| self.engine.output(prepared, path));
        let Some(rendered) = drawn else { return PreviewResponse::Missing };
        if !failed(&rendered) {
            self.add_faults(revision, &self.image_faults(revision));
            self.shown().served.insert(path.clone(), Arc::clone(&rendered));
            return PreviewResponse::Output { rendered, kept: false };
        }
        revision.failed.store(true, Ordering::Release);
        self.add_faults(revision, &rendered.diagnostics);
        self.last_good(path)
            .map_or(PreviewResponse::Failed, |rendered| PreviewResponse::Output { rendered, kept: true })
    }

    /// Draws all that was not asked for, checks the links, and takes up what is wrong anywhere. Asks `go_on` before
    /// each output; `None` if it was given up.
    pub fn complete(&self, revision: &Revision, go_on: &(dyn Fn() -> bool + Sync)) -> Option<BuildRecord> {
        self.tidy(revision);
        let prepared = revision.prepared.as_ref()?;
        let build = self.engine.build_linked(prepared, &BackgroundSink { go_on })?;
        self.engine.forget_outputs();
        if build.has_failed_outputs {
            revision.failed.store(true, Ordering::Release);
        }
        if revision.unread {
            return Some(build);
        }
        let first = revision.faults();
        let told = |d: &&Diagnostic| !revision.has_errors_at(d) || first.contains(d);
        let told = build.diagnostics.iter().filter(told).cloned();
        let mut faults: Vec<Diagnostic> = told.chain(self.image_faults(revision)).collect();
        diagnostic::sort(&mut faults);
        self.set_faults(revision, faults);
        Some(build)
    }

    fn revision(&self, files: Snapshot, options: &BuildOptions, before: Option<&Revision>) -> Revision {
        let first = self.engine.prepare(&files, options);
        let (faulty, mut diagnostics) = match &first {
            Ok(prepared) => (prepared.faulty.clone(), prepared.diagnostics.clone()),
            Err(diagnostics) => (super::files_with_errors(diagnostics), diagnostics.clone()),
        };
        let good = before.map_or_else(|| files.clone(), |before| before.lend(&files, &faulty));
        let replaced = faulty.iter().any(|path| hash(&files, path) != hash(&good, path));
        let prepared = match first {
            _ if replaced => self
                .engine
                .prepare(&good, options)
                .ok()
                .map(|prepared| LinkedSite { diagnostics: diagnostics.clone(), ..prepared }),
            first => first.ok(),
        };
        let kept = before.and_then(|before| before.prepared.clone());
        let prepared = prepared.map(Arc::new).or(kept);
        diagnostic::sort_and_cap(&mut diagnostics);
        let faults = Mutex::new(Arc::new(diagnostics));
        Revision {
            files,
            options: options.clone(),
            good,
            prepared,
            faulty,
            faults,
            unread: false,
            failed: AtomicBool::new(false),
        }
    }

    /// Drops what nobody shows any more, here where nobody waits.
    fn tidy(&self, revision: &Revision) {
        let old = std::mem::take(&mut self.shown().old);
        drop(old);
        self.engine.forget_sources();
        // Drawing is given up at every edit; without an end to it nothing would ever be forgotten.
        let count = revision.prepared.as_ref().map_or(0, |prepared| prepared.count());
        if self.engine.remembered() > 2 * count + 64 {
            self.engine.forget_outputs();
        }
    }

    fn last_good(&self, path: &SitePath) -> Option<Arc<Rendered>> {
        let shown = self.shown();
        if let Some(rendered) = shown.served.get(path) {
            return Some(Arc::clone(rendered));
        }
        let fallback = shown.fallback.clone()?;
        drop(shown);
        self.engine.output(fallback.prepared.as_ref()?, path).filter(|rendered| !failed(rendered))
    }

    /// Images are decoded when a page with them is asked for, and only then show what is wrong with them.
    fn image_faults(&self, revision: &Revision) -> Vec<Diagnostic> {
        revision.prepared.as_ref().map(|prepared| self.engine.image_faults(prepared)).unwrap_or_default()
    }

    fn add_faults(&self, revision: &Revision, more: &[Diagnostic]) {
        if more.is_empty() {
            return;
        }
        let faults = revision.faults();
        let mut all: Vec<Diagnostic> = faults.iter().chain(more).cloned().collect();
        diagnostic::sort_and_cap(&mut all);
        self.set_faults(revision, all);
    }

    fn set_faults(&self, revision: &Revision, faults: Vec<Diagnostic>) {
        let mut held = lock(&revision.faults);
        if **held != faults {
            *held = Arc::new(faults);
            drop(held);
            self.version.fetch_add(1, Ordering::AcqRel);
        }
    }

    fn shown(&self) -> MutexGuard<'_, PreviewState> {
        lock(&self.shown)
    }
}

fn failed(rendered: &Rendered) -> bool {
    rendered.bytes.is_empty() && rendered.diagnostics.iter().any(|d| d.severity == Severity::Error)
}
