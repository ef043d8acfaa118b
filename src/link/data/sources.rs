//! Sources: those that a dataset declares, and those that are written inside its cells.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::report::DataReport;
use super::schema::{check_id, checked_url};
use crate::base::{Code, Place, SourcePath};
use crate::model::{DataSource, SourceId, SourceKind};
use crate::parse::data::RawSource;
use crate::parse::yaml::{Entries, NodeShape, YamlNode};

/// All sources so far, by id and by what they say. The second is only ever asked, never walked.
pub(super) struct SourceReader {
    map: IndexMap<SourceId, DataSource>,
    same: HashMap<(String, Option<String>, Option<SourceKind>), SourceId>,
    declared: usize,
}

impl SourceReader {
    pub(super) fn new(raw: &Entries<RawSource>, path: &SourcePath, report: &mut DataReport) -> Self {
        let mut sources = Self { map: IndexMap::new(), same: HashMap::new(), declared: raw.0.len() };
        for (key, raw) in &raw.0 {
            check_id(key, path, report);
            let place = Place::new(path, key.span.clone());
            let source = source(SourceId::new(&key.text), raw, place, path, report);
            sources.insert(source);
        }
        sources
    }

    /// The source that a value of `subject` and `criterion` names or holds. One that stands in several values is kept
    /// once. An id that does not exist is reported and kept, so that the value does not count as unsourced too.
    pub(super) fn refer(
        &mut self,
        node: &YamlNode<RawSource>,
        owner: (&str, &str),
        path: &SourcePath,
        report: &mut DataReport,
    ) -> Option<SourceId> {
        let place = Place::new(path, node.span.clone());
        match &node.shape {
            NodeShape::Map(raw) => Some(self.add(raw, owner, place, path, report)),
            NodeShape::Scalar(id) if !id.is_empty() => {
                if !self.map.contains_key(id.as_str()) {
                    let known = self.map.keys().take(self.declared).map(SourceId::as_str);
                    report.unknown(Code::UnknownSource, place, "source", id, known.collect::<Vec<_>>());
                }
                Some(SourceId::new(id))
            }
            _ => {
                let help = "write the id of a source, or {title: …, url: …}";
                report.error(Code::BadValue, place, "this is not a source", help);
                None
            }
        }
    }

    pub(super) fn into_map(self) -> IndexMap<SourceId, DataSource> {
        self.map
    }

    fn add(
        &mut self,
        raw: &RawSource,
        owner: (&str, &str),
        place: Place,
        path: &SourcePath,
        report: &mut DataReport,
    ) -> SourceId {
        let source = source(self.free_id(owner), raw, place, path, report);
        if let Some(id) = self.same.get(&what(&source)) {
            return id.clone();
        }
        let id = source.id.clone();
        self.insert(source);
        id
    }

    fn insert(&mut self, source: DataSource) {
        self.same.entry(what(&source)).or_insert_with(|| source.id.clone());
        self.map.insert(source.id.clone(), source);
    }

    fn free_id(&self, (subject, criterion): (&str, &str)) -> SourceId {
        let mut id = format!("{subject}-{criterion}");
        while self.map.contains_key(id.as_str()) {
            id.push_str("-x");
        }
        SourceId::new(id)
    }
}

fn what(source: &DataSource) -> (String, Option<String>, Option<SourceKind>) {
    (source.title.clone(), source.url.clone(), source.kind)
}

fn source(id: SourceId, raw: &RawSource, place: Place, path: &SourcePath, report: &mut DataReport) -> DataSource {
    let url = checked_url(raw.url.as_ref(), path, report);
    DataSource { id, title: raw.title.clone(), url, kind: raw.kind, place }
}

/// Whether an address is `http` or `https` and holds no blank.
pub(super) fn is_web(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c.is_control()))
}
