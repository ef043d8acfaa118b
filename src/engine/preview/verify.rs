//! Whether what a preview remembers is what a fresh build would make.
//!
//! It refuses to know where a difference would come from.

use std::collections::BTreeSet;

use super::{BackgroundSink, Preview, Revision};
use crate::base::{Code, Diagnostic, SitePath};
use crate::engine::{BuildRecord, Engine};

impl Preview {
    /// Compares a complete build with one that remembers nothing: the names of all outputs that differ.
    pub fn verify(&self, revision: &Revision, build: &BuildRecord) -> Vec<Diagnostic> {
        let engine = Engine::default();
        let fresh = engine.prepare(&revision.good, &revision.options).ok();
        let fresh = fresh
            .and_then(|prepared| engine.build_linked(&prepared, &BackgroundSink { go_on: &|| true }))
            .unwrap_or_default();
        let paths: BTreeSet<&SitePath> = fresh.outputs.keys().chain(build.outputs.keys()).collect();
        let differs = |path: &&SitePath| fresh.outputs.get(*path) != build.outputs.get(*path);
        let names = paths.into_iter().filter(differs).map(|path| format!("/{path}"));
        let told = revision.faulty.is_empty() && fresh.diagnostics != build.diagnostics;
        names.chain(told.then(|| "the diagnostics".to_owned())).map(|what| stale(&what)).collect()
    }
}

fn stale(what: &str) -> Diagnostic {
    Diagnostic::error(Code::Internal, format!("{what} would be different in a fresh build"))
        .help("this is a fault in Versus; please report it with the site")
}
