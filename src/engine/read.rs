//! Reads the files of a snapshot into parsed values, each remembered by its path and bytes.
//!
//! It refuses to know what the values become.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Engine, Highlighting};
use crate::base::hash::Hasher;
use crate::base::{Code, Diagnostic, Hash128, Place, Snapshot, SourcePath};
use crate::parse::config::{self, Config, Level};
use crate::parse::data::{self, DataFile};
use crate::parse::page::{self, Context, ParsedPage};

impl Engine {
    pub(super) fn parse(
        &self,
        snapshot: &Snapshot,
        config: &Config,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> BTreeMap<SourcePath, Arc<ParsedPage>> {
        let context = Context {
            options: &config.markdown,
            unknown_language_is_error: config.highlight.unknown_language == Level::Error,
            highlight: &Highlighting(self),
        };
        let options = Hash128::of_value(&(context.options, context.unknown_language_is_error));
        let sources: Vec<_> = snapshot.under("content").filter(|(path, _)| path.extension() == Some("md")).collect();
        let parsed: Vec<_> = sources
            .par_iter()
            .map(|(path, file)| {
                let mut hasher = Hasher::default();
                hasher.value(&(options, file.hash));
                hasher.part(path.as_str().as_bytes());
                let parsed = self.parsed.get(hasher.finish(), || parse(path, file.text(), &context));
                ((*path).clone(), parsed)
            })
            .collect();
        let mut pages = BTreeMap::new();
        for (path, parsed) in parsed {
            diagnostics.extend(parsed.1.iter().cloned());
            pages.insert(path, Arc::clone(&parsed.0));
        }
        pages
    }

    pub(super) fn data(&self, snapshot: &Snapshot) -> Vec<Arc<DataFile>> {
        let files: Vec<_> =
            snapshot.under("content").filter_map(|(path, file)| Some((path, file, data::role(path)?.1))).collect();
        files
            .par_iter()
            .map(|(path, file, role)| {
                let key = Hash128::of_value(&(path, file.hash));
                self.data.get(key, || match file.text() {
                    Some(text) => data::parse(path, role, text),
                    None => DataFile { path: (*path).clone(), content: None, diagnostics: vec![not_text(path)] },
                })
            })
            .collect()
    }
}

fn parse(path: &SourcePath, text: Option<&str>, context: &Context) -> (Arc<ParsedPage>, Vec<Diagnostic>) {
    let Some(text) = text else {
        return (Arc::default(), vec![not_text(path)]);
    };
    let (page, diagnostics) = page::parse(path, text, context);
    (Arc::new(page), diagnostics)
}

pub(super) fn config(snapshot: &Snapshot, path: &SourcePath) -> Result<Config, Vec<Diagnostic>> {
    let Some(file) = snapshot.files.get(path) else {
        let error = Diagnostic::error(Code::UnreadableFile, format!("there is no {path} here"))
            .help("run this in the folder of a site, name it with `--root`, or begin one with `versus init`");
        return Err(vec![error]);
    };
    let Some(text) = file.text() else {
        return Err(vec![not_text(path)]);
    };
    config::read(path, text)
}

fn not_text(path: &SourcePath) -> Diagnostic {
    Diagnostic::error(Code::NotText, "this file is not text in UTF-8")
        .at(Place::start_of(path))
        .help("save it as UTF-8")
}
