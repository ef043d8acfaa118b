//! The one way in which a site is built: `versus build`, `check`, previews, tests and benchmarks all come through
//! [`Engine::build`] or [`Engine::build_linked`] and differ in the sink that takes the outputs. Each output is handed
//! over as soon as it is drawn and not held, and one that the store knows is not drawn at all.
//!
//! It refuses to know where outputs go, and whether they are there already.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::images::OfferedVariants;
use super::link_check::CheckedOutput;
use super::page_renderer::PageRenderer;
use super::store_access::{read, written};
use super::{BuildOptions, Engine, LinkedSite, keys};
use crate::base::panic::catch;
use crate::base::{Bucket, Code, Diagnostic, Hash128, SitePath, Snapshot, diagnostic};
use crate::output::{Job, JobKind};
use crate::theme::html_scan::PageRefs;
use crate::theme::{OutputMeta, Rendered};

/// Takes outputs as they are drawn, from many threads.
pub trait OutputSink: Sync {
    /// Takes one, which may be needed or not. Outputs that the store knows are not drawn, and copied files are not
    /// read; [`BuiltSite::bytes`] gives those that are needed all the same.
    fn accept(&self, path: &SitePath, output: &Arc<Rendered>);

    /// Whether to go on; asked before each output.
    fn go_on(&self) -> bool {
        true
    }

    /// Whether smaller images are made, which takes longest.
    fn wants_images(&self) -> bool {
        true
    }
}

/// Drops all outputs: the site is only checked.
pub struct NullSink;

impl OutputSink for NullSink {
    fn accept(&self, _: &SitePath, _: &Arc<Rendered>) {}
}

/// A built site: what is known of its outputs, which may or may not have been drawn for it.
pub struct BuiltSite<'a> {
    engine: &'a Engine,
    snapshot: &'a Snapshot,
    options: &'a BuildOptions,
    prepared: OnceLock<Option<LinkedSite>>,
    /// The outputs: hash and length in bytes, by address.
    pub outputs: BTreeMap<SitePath, (Hash128, u64)>,
    /// All diagnostics, in the order they are shown.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a build found out about a site.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct BuildRecord {
    /// The outputs: hash and length in bytes, by address.
    pub outputs: BTreeMap<SitePath, (Hash128, u64)>,
    /// All diagnostics, in the order they are shown.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether an output could not be drawn.
    pub has_failed_outputs: bool,
}

impl Engine {
    /// Builds a site. Outputs that are drawn for it go to `sink`.
    pub fn build<'a>(
        &'a self,
        snapshot: &'a Snapshot,
        options: &'a BuildOptions,
        sink: &dyn OutputSink,
    ) -> BuiltSite<'a> {
        let key = keys::site(snapshot, options);
        let known = self.store.as_ref().and_then(|store| store.get(Bucket::Site, key));
        if let Some(BuildRecord { outputs, diagnostics, .. }) = known.and_then(|bytes| read(&bytes)) {
            return BuiltSite { engine: self, snapshot, options, prepared: OnceLock::new(), outputs, diagnostics };
        }
        let (prepared, record) = match self.prepare(snapshot, options) {
            Ok(prepared) => {
                let record = self.build_linked(&prepared, sink).unwrap_or_default();
                (Some(prepared), record)
            }
            Err(mut diagnostics) => {
                diagnostic::sort_and_cap(&mut diagnostics);
                (None, BuildRecord { diagnostics, ..BuildRecord::default() })
            }
        };
        let lost = prepared.as_ref().is_some_and(|prepared| !prepared.lost().is_empty())
            // A fault of ours is not remembered; the next build may do better.
            || record.diagnostics.iter().any(|d| d.code == Code::Internal);
        if let Some(store) = self.store.as_ref().filter(|_| !lost) {
            store.put(Bucket::Site, key, &written(&record));
        }
        let BuildRecord { outputs, diagnostics, .. } = record;
        BuiltSite { engine: self, snapshot, options, prepared: OnceLock::from(prepared), outputs, diagnostics }
    }

    /// Draws what is not known of a linked site, and checks everything; `None` if the sink gave it up.
    pub fn build_linked(&self, prepared: &LinkedSite, sink: &dyn OutputSink) -> Option<BuildRecord> {
        let record = catch("finishing the site", || self.record(prepared, sink));
        record.unwrap_or_else(|fault| Some(BuildRecord { diagnostics: vec![fault], ..BuildRecord::default() }))
    }

    fn record(&self, prepared: &LinkedSite, sink: &dyn OutputSink) -> Option<BuildRecord> {
        let images = if sink.wants_images() { self.keep_images(prepared, sink) } else { OfferedVariants::default() };
        let mut outputs = self.outputs(prepared, &images, sink)?;
        let jobs = prepared.all(self);
        outputs.extend(images.outputs(prepared));
        for asset in &prepared.theme.0.assets {
            let rendered = Arc::new(Rendered::plain(Arc::clone(&asset.bytes)));
            sink.accept(&asset.path, &rendered);
            outputs.insert(asset.path.clone(), Arc::unwrap_or_clone(rendered).into_known());
        }
        let checked = |(path, known): (_, _)| {
            let known: &OutputMeta = known;
            CheckedOutput::new(prepared, path, &known.found, !known.diagnostics.is_empty())
        };
        let of_output = |path: &SitePath| outputs.get(path).map_or::<&[Diagnostic], _>(&[], |known| &known.diagnostics);
        let checked: Vec<_> = outputs.iter().map(checked).collect();
        let mut diagnostics = self.told(prepared, &jobs, &checked, &of_output);
        diagnostics.extend(images.faults(prepared));
        diagnostic::sort(&mut diagnostics);
        let has_failed_outputs = outputs.values().any(|known| !known.diagnostics.is_empty());
        let outputs = outputs.into_iter().map(|(path, known)| (path, (known.hash, known.length)));
        Some(BuildRecord { outputs: outputs.collect(), diagnostics, has_failed_outputs })
    }

    /// Makes what has a job.
    fn outputs(
        &self,
        prepared: &LinkedSite,
        images: &OfferedVariants,
        sink: &dyn OutputSink,
    ) -> Option<BTreeMap<SitePath, OutputMeta>> {
        let known = |drawing: &mut PageRenderer, job: &Job| {
            sink.go_on().then(|| (job.path.clone(), self.known(drawing, job, images, sink)))
        };
        let jobs = prepared.jobs.jobs.iter();
        let (first, mut last): (Vec<&Job>, Vec<&Job>) = jobs.partition(|job| prepared.needs_no_search(job));
        // After an edit the search has a piece of work that only one thread can do.
        let drawn = || self.of_each(prepared, &first, known).collect();
        let (outputs, ()): (Option<BTreeMap<SitePath, OutputMeta>>, ()) =
            rayon::join(drawn, || prepared.make_search(self));
        let mut outputs = outputs?;
        if !self.holds_outputs {
            // No other site will be made of its parts here.
            self.parts.forget();
        }
        last.extend(prepared.of_search(self));
        let last: Option<Vec<_>> = self.of_each(prepared, &last, known).collect();
        outputs.extend(last?);
        Some(outputs)
    }

    fn known(
        &self,
        drawing: &mut PageRenderer,
        job: &Job,
        images: &OfferedVariants,
        sink: &dyn OutputSink,
    ) -> OutputMeta {
        let prepared = drawing.prepared;
        if let JobKind::Copy(source) = &job.kind
            && let Some(file) = prepared.files.get(source)
        {
            return OutputMeta {
                hash: file.hash,
                length: file.length,
                found: PageRefs::default(),
                diagnostics: Vec::new(),
            };
        }
        let drawn_key = drawing.key(job);
        let key = match (drawn_key, prepared.editions.pictures_at(&job.path)) {
            (Some(key), Some(pictures)) => Some(prepared.images.page_key(key, pictures)),
            (key, _) => key,
        };
        let store = self.store.as_ref().zip(key);
        let known = store.and_then(|(store, key)| store.get(Bucket::Drawn, key));
        if let Some(known) = known.and_then(|bytes| read(&bytes)) {
            return known;
        }
        let drawn = match drawn_key.filter(|_| self.holds_outputs) {
            Some(key) => self.rendered.get(key, || drawing.draw(job)),
            None => Arc::new(drawing.draw(job)),
        };
        let rendered = images.put(prepared, &job.path, drawn);
        if !rendered.failed() {
            sink.accept(&job.path, &rendered);
        }
        let known = Arc::unwrap_or_clone(rendered).into_known();
        if let Some((store, key)) = store.filter(|_| known.diagnostics.is_empty() && prepared.lost().is_empty()) {
            store.put(Bucket::Drawn, key, &written(&known));
        }
        known
    }
}

impl BuiltSite<'_> {
    /// The bytes of an output; `None` if there is none, or a source changed meanwhile.
    pub fn bytes(&self, path: &SitePath) -> Option<Arc<[u8]>> {
        let prepared = self.prepared.get_or_init(|| self.engine.prepare(self.snapshot, self.options).ok()).as_ref()?;
        if let Some(asset) = prepared.theme.0.assets.iter().find(|asset| asset.path == *path) {
            return Some(Arc::clone(&asset.bytes));
        }
        let rendered = if let Some(image) = self.engine.image(prepared, path) {
            Arc::new(image)
        } else {
            let drawn = self.engine.drawing(prepared).draw(prepared.job(self.engine, path)?);
            self.engine.with_images(prepared, path, Arc::new(drawn))
        };
        self.outputs.get(path).filter(|(hash, _)| *hash == rendered.hash).map(|_| Arc::clone(&rendered.bytes))
    }

    /// Whether the site must not be published.
    pub fn failed(&self) -> bool {
        diagnostic::worst(&self.diagnostics) == Some(diagnostic::Severity::Error)
    }
}
