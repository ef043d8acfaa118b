//! Making a site to be written somewhere: each output is handed over as soon as it is drawn and not held, and one that
//! the store knows is not drawn at all.
//!
//! It refuses to know where outputs go, and whether they are there already.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::images::OfferedVariants;
use super::link_check::CheckedOutput;
use super::page_renderer::PageRenderer;
use super::store_access::{read, written};
use super::{BuildOptions, Engine, LinkedSite};
use crate::base::panic::catch;
use crate::base::{Bucket, Code, Diagnostic, Hash128, SitePath, Snapshot, diagnostic};
use crate::output::{Job, JobKind};
use crate::theme::html_scan::PageRefs;
use crate::theme::{OutputMeta, Rendered};

/// Takes outputs as they are drawn, from many threads.
pub trait OutputSink: Sync {
    /// Takes one, which may be needed or not.
    fn accept(&self, path: &SitePath, output: &Rendered);
}

/// A site that was made: what is known of its outputs, which may or may not have been drawn for it.
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

/// A site as the store keeps it.
#[derive(Serialize, Deserialize)]
struct Record {
    outputs: BTreeMap<SitePath, (Hash128, u64)>,
    diagnostics: Vec<Diagnostic>,
}

impl Engine {
    /// Makes a site. Outputs that are drawn for it go to `keep`.
    pub fn build_to<'a>(
        &'a self,
        snapshot: &'a Snapshot,
        options: &'a BuildOptions,
        keep: &dyn OutputSink,
    ) -> BuiltSite<'a> {
        let key = key(snapshot, options);
        let known = self.store.as_ref().and_then(|store| store.get(Bucket::Site, key));
        if let Some(Record { outputs, diagnostics }) = known.and_then(|bytes| read(&bytes)) {
            return BuiltSite { engine: self, snapshot, options, prepared: OnceLock::new(), outputs, diagnostics };
        }
        let (prepared, record) = match self.prepare(snapshot, options) {
            Ok(prepared) => {
                let recorded = catch("finishing the site", || self.record(&prepared, keep));
                let faulty = |fault| Record { outputs: BTreeMap::new(), diagnostics: vec![fault] };
                let record = recorded.unwrap_or_else(faulty);
                (Some(prepared), record)
            }
            Err(mut diagnostics) => {
                diagnostic::sort_and_cap(&mut diagnostics);
                (None, Record { outputs: BTreeMap::new(), diagnostics })
            }
        };
        let lost = prepared.as_ref().is_some_and(|prepared| !prepared.lost().is_empty())
            // A fault of ours is not remembered; the next build may do better.
            || record.diagnostics.iter().any(|d| d.code == Code::Internal);
        if let Some(store) = self.store.as_ref().filter(|_| !lost) {
            store.put(Bucket::Site, key, &written(&record));
        }
        let Record { outputs, diagnostics } = record;
        BuiltSite { engine: self, snapshot, options, prepared: OnceLock::from(prepared), outputs, diagnostics }
    }

    /// Draws what the store does not know, and checks everything.
    fn record(&self, prepared: &LinkedSite, keep: &dyn OutputSink) -> Record {
        let images = self.keep_images(prepared, keep);
        let mut outputs = self.outputs(prepared, &images, keep);
        let jobs = prepared.all(self);
        outputs.extend(images.outputs(prepared));
        for asset in &prepared.theme.0.assets {
            let rendered = Rendered::plain(Arc::clone(&asset.bytes));
            keep.accept(&asset.path, &rendered);
            outputs.insert(asset.path.clone(), rendered.into_known());
        }
        let seen = |(path, known): (_, _)| {
            let known: &OutputMeta = known;
            CheckedOutput::new(prepared, path, &known.found, !known.diagnostics.is_empty())
        };
        let said = |path: &SitePath| outputs.get(path).map_or::<&[Diagnostic], _>(&[], |known| &known.diagnostics);
        let mut diagnostics = self.told(prepared, &jobs, &outputs.iter().map(seen).collect::<Vec<_>>(), &said);
        diagnostics.extend(images.faults(prepared));
        diagnostic::sort(&mut diagnostics);
        let outputs = outputs.into_iter().map(|(path, known)| (path, (known.hash, known.length)));
        Record { outputs: outputs.collect(), diagnostics }
    }

    /// Makes what has a job.
    fn outputs(
        &self,
        prepared: &LinkedSite,
        images: &OfferedVariants,
        keep: &dyn OutputSink,
    ) -> BTreeMap<SitePath, OutputMeta> {
        let known = |drawing: &mut PageRenderer, job: &Job| (job.path.clone(), self.known(drawing, job, images, keep));
        let jobs = prepared.jobs.jobs.iter();
        let (first, mut last): (Vec<&Job>, Vec<&Job>) = jobs.partition(|job| prepared.needs_no_search(job));
        // After an edit the search has a piece of work that only one thread can do.
        let made = || self.of_each(prepared, &first, known).collect();
        let (mut outputs, ()): (BTreeMap<SitePath, OutputMeta>, ()) = rayon::join(made, || prepared.make_search(self));
        // No other site will be made of its parts here.
        self.parts.forget();
        last.extend(prepared.of_search(self));
        outputs.extend(self.of_each(prepared, &last, known));
        outputs
    }

    fn known(
        &self,
        drawing: &mut PageRenderer,
        job: &Job,
        images: &OfferedVariants,
        keep: &dyn OutputSink,
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
        let key = match (drawing.key(job), prepared.editions.pictures_at(&job.path)) {
            (Some(key), Some(pictures)) => Some(prepared.images.key(key, pictures)),
            (key, _) => key,
        };
        let store = self.store.as_ref().zip(key);
        let known = store.and_then(|(store, key)| store.get(Bucket::Drawn, key));
        if let Some(known) = known.and_then(|bytes| read(&bytes)) {
            return known;
        }
        let rendered = images.put(prepared, &job.path, drawing.draw(job));
        if !rendered.failed() {
            keep.accept(&job.path, &rendered);
        }
        let known = rendered.into_known();
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
            image
        } else {
            let drawn = self.engine.drawing(prepared).draw(prepared.job(self.engine, path)?);
            self.engine.with_images(prepared, path, drawn)
        };
        self.outputs.get(path).filter(|(hash, _)| *hash == rendered.hash).map(|_| rendered.bytes)
    }

    /// Whether the site must not be published.
    pub fn failed(&self) -> bool {
        diagnostic::worst(&self.diagnostics) == Some(diagnostic::Severity::Error)
    }
}

/// The hash of all that a site is made of.
fn key(snapshot: &Snapshot, options: &BuildOptions) -> Hash128 {
    let BuildOptions { config, as_of, drafts, base_url } = options;
    Hash128::of_value(&(config, as_of, drafts, base_url, &snapshot.diagnostics, snapshot.hash()))
}
