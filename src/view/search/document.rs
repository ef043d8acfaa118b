//! What search shows of a page: title, section, description, and its text by heading.
//!
//! It refuses to know how any of it is found.

use serde::Serialize;

use crate::base::SitePath;
use crate::compare::{Dataset, SubjectId};
use crate::link::{GeneratedKind, HOME, Page, Site};

/// The longest text that is kept of one page for excerpts, in bytes. What is beyond is found and not shown.
const LONGEST: usize = 24_000;

/// A page, as the index stores it. The names are short because they are sent to readers many times.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Document {
    /// Its address, relative to the site's root.
    #[serde(rename = "p")]
    pub(super) path: String,
    /// Its title.
    #[serde(rename = "t")]
    pub(super) title: String,
    /// The title of the section it is in.
    #[serde(rename = "s")]
    pub(super) section: String,
    /// What it is about.
    #[serde(rename = "d")]
    pub(super) description: String,
    /// By heading: its id, its text, and what stands below it.
    #[serde(rename = "x")]
    pub(super) parts: Vec<(String, String, String)>,
}

/// The pages that can be found, in the order of their addresses. No draft is among them, whatever is built.
pub(super) fn all(site: &Site) -> Vec<Document> {
    let written = site.pages.iter().filter(|page| !page.draft && page.template != super::TEMPLATE);
    let mut documents: Vec<Document> = written.map(|page| of_page(site, page)).collect();
    documents.extend(site.generated.iter().filter_map(|made| match &made.kind {
        GeneratedKind::Subject(dataset, id) => Some(of_subject(site, dataset, id, &made.path)),
        _ => None,
    }));
    documents.sort_by(|a, b| a.path.cmp(&b.path));
    documents
}

fn of_page(site: &Site, page: &Page) -> Document {
    let parts = page.parsed.text.iter().map(|s| (s.id.clone(), spaced(&s.title), spaced(&s.text)));
    Document {
        path: page.path.href(),
        title: page.title.clone(),
        section: page.parent.map_or_else(String::new, |id| site.page(id).title.clone()),
        description: page.parsed.front.description.clone().unwrap_or_default(),
        parts: parts.filter(|(_, title, text)| !title.is_empty() || !text.is_empty()).collect(),
    }
}

/// The page of a subject, with the criteria by which it is judged.
fn of_subject(site: &Site, dataset: &Dataset, id: &SubjectId, path: &SitePath) -> Document {
    let subject = dataset.subjects.get(id);
    let values = dataset.criteria.values().map(|criterion| {
        let datum = dataset.datum(id.as_str(), criterion.id.as_str());
        match datum.and_then(|d| d.text.as_deref()) {
            Some(text) => format!("{}: {text}", criterion.name),
            None => criterion.name.clone(),
        }
    });
    let facts = values.collect::<Vec<_>>().join(" · ");
    Document {
        path: path.href(),
        title: subject.map_or_else(|| id.to_string(), |s| s.name.clone()),
        section: if dataset.title.is_empty() { site.page(HOME).title.clone() } else { dataset.title.clone() },
        description: subject.and_then(|s| s.description.clone()).unwrap_or_default(),
        parts: vec![(String::new(), String::new(), facts)],
    }
}

fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

impl Document {
    /// The same with no more text than excerpts need.
    pub(super) fn for_excerpts(mut self) -> Self {
        let mut left = LONGEST;
        for (_, _, text) in &mut self.parts {
            if text.len() > left {
                text.truncate(text.floor_char_boundary(left));
            }
            left -= text.len();
        }
        self
    }
}
