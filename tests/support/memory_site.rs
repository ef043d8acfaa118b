//! A site built in memory, in the way in which `versus build` builds one.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use versus::base::{Diagnostic, Severity, SitePath, Snapshot};
use versus::engine::{BuildOptions, Engine, OutputSink};
use versus::theme::Rendered;

/// A site in memory.
#[derive(Default)]
pub(crate) struct MemorySite {
    /// The bytes of the outputs, by address; those of one that could not be drawn are empty.
    pub(crate) outputs: BTreeMap<SitePath, Arc<[u8]>>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl MemorySite {
    /// Whether it must not be published.
    pub(crate) fn failed(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Error)
    }
}

/// Keeps the outputs that are drawn.
#[derive(Default)]
struct MemorySink(Mutex<BTreeMap<SitePath, Arc<Rendered>>>);

impl OutputSink for MemorySink {
    fn accept(&self, path: &SitePath, output: &Arc<Rendered>) {
        self.0.lock().expect("no other panic").insert(path.clone(), Arc::clone(output));
    }
}

/// Builds a site with an engine that remembers nothing.
pub(crate) fn fresh(snapshot: &Snapshot, options: &BuildOptions) -> MemorySite {
    with(&Engine::default(), snapshot, options)
}

/// Builds a site. Outputs that were not drawn for it are fetched afterwards, as publishing does.
pub(crate) fn with(engine: &Engine, snapshot: &Snapshot, options: &BuildOptions) -> MemorySite {
    let sink = MemorySink::default();
    let site = engine.build(snapshot, options, &sink);
    let drawn = sink.0.into_inner().expect("no other panic");
    let bytes = |path: &SitePath, length: u64| match drawn.get(path) {
        Some(output) => Arc::clone(&output.bytes),
        // It is empty or could not be drawn; trying again would take as much time and memory once more.
        None if length == 0 => Arc::default(),
        None => site.bytes(path).unwrap_or_default(),
    };
    let outputs = site.outputs.iter().map(|(path, (_, length))| (path.clone(), bytes(path, *length))).collect();
    MemorySite { outputs, diagnostics: site.diagnostics.clone() }
}
