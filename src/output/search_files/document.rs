//! The text of each page for the search: title, section, description, and the text by heading.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;

use crate::base::{Hash128, SitePath, SourcePath};
use crate::link::{CellRef, GeneratedKind, HOME, Page, PageId, Site};
use crate::model::{Dataset, SubjectId, display};
use crate::pages::SEARCH_TEMPLATE;
use crate::pages::render_context::RenderContext;
use crate::parse::body::TextSection;
use crate::parse::prose::ProseSource;
use crate::search::{PageTerms, TermCounts};

/// Of a page's text so much is kept for excerpts. What is beyond is found, but not shown.
const MAX_EXCERPT_BYTES: usize = 24_000;

/// A page, as the index stores it. The names are short because they are sent to readers many times.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Document {
    /// Its address, relative to the root of its language.
    #[serde(rename = "p")]
    pub(crate) path: String,
    /// Its title.
    #[serde(rename = "t")]
    pub(crate) title: String,
    /// The title of the section it is in.
    #[serde(rename = "s")]
    pub(crate) section: String,
    /// What it is about.
    #[serde(rename = "d")]
    pub(crate) description: String,
    /// By heading: its id, its text, and what stands below it.
    #[serde(rename = "x")]
    pub(crate) parts: Vec<(String, String, String)>,
}

/// A page that can be found.
#[derive(Clone, Debug)]
pub(crate) struct SearchEntry {
    /// Its address.
    path: SitePath,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    /// An author wrote it.
    Written(PageId),
    /// The page of a subject.
    Subject(Arc<Dataset>, SubjectId),
}

/// The pages that can be found, in the order of their addresses. No draft is among them, whatever is built.
pub(crate) fn all(site: &Site) -> Vec<SearchEntry> {
    let written = site.pages.iter().enumerate().filter(|(_, page)| !page.draft && page.template != SEARCH_TEMPLATE);
    let mut found: Vec<SearchEntry> =
        written.map(|(i, page)| SearchEntry { path: page.path.clone(), what: What::Written(PageId(i)) }).collect();
    found.extend(site.generated.iter().filter_map(|made| match &made.kind {
        GeneratedKind::Subject(dataset, id) => {
            Some(SearchEntry { path: made.path.clone(), what: What::Subject(Arc::clone(dataset), id.clone()) })
        }
        _ => None,
    }));
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

impl SearchEntry {
    /// The words that it is found by.
    pub(crate) fn words<'a>(&self, voice: RenderContext<'a>) -> PageTerms<'a> {
        match &self.what {
            What::Written(id) => {
                let page = voice.site.page(*id);
                let search = &page.parsed.search;
                let head = of_page(voice, page, &[]);
                let values = values(voice, page);
                let key = Hash128::of_value(&(&head, search.hash, &values));
                PageTerms::new(key, head.title, head.description, Cow::Borrowed(&*search.terms), search.lengths)
                    .of_bytes(head.path.len() + head.section.len() + search.length.min(MAX_EXCERPT_BYTES))
                    .with_text(values)
            }
            What::Subject(dataset, id) => {
                let document = of_subject(voice, dataset, id, &self.path);
                let key = Hash128::of_value(&(&document, id.as_str()));
                let texts = document.parts.iter().map(|(_, title, text)| (title.as_str(), text.as_str()));
                let (terms, lengths) = TermCounts::of(texts);
                let length: usize = document.parts.iter().map(|(_, title, text)| title.len() + text.len()).sum();
                PageTerms::new(key, document.title, document.description, Cow::Owned(terms), lengths)
                    .of_bytes(document.path.len() + document.section.len() + length.min(MAX_EXCERPT_BYTES))
                    .with_text(id.to_string())
            }
        }
    }

    /// The file it comes from, if an author wrote it.
    pub(crate) fn source<'s>(&self, site: &'s Site) -> Option<&'s SourcePath> {
        match &self.what {
            What::Written(id) => Some(&site.page(*id).source),
            What::Subject(..) => None,
        }
    }

    /// All that the index stores of it.
    pub(crate) fn document(&self, voice: RenderContext, proses: &dyn ProseSource) -> Document {
        match &self.what {
            What::Written(id) => {
                let page = voice.site.page(*id);
                of_page(voice, page, &proses.of(&page.source).text)
            }
            What::Subject(dataset, id) => of_subject(voice, dataset, id, &self.path),
        }
    }
}

fn of_page(voice: RenderContext, page: &Page, text: &[TextSection]) -> Document {
    let site = voice.site;
    let value = |address: &str| {
        let (_, cell) = page.joined.values.iter().find(|(known, _)| known == address)?;
        Some(Cow::Owned(value_text(voice.of(page), cell)?))
    };
    let parts = text.iter().map(|s| (s.id.clone(), spaced(&s.title), spaced(&s.filled(value))));
    Document {
        path: local(site, &page.path),
        title: page.title.clone(),
        section: page.parent.map_or_else(String::new, |id| site.page(id).title.clone()),
        description: page.parsed.front.description.clone().unwrap_or_default(),
        parts: parts.filter(|(_, title, text)| !title.is_empty() || !text.is_empty()).collect(),
    }
}

/// The texts of the values that a page takes from data.
fn values(voice: RenderContext, page: &Page) -> String {
    let values = page.joined.values.iter().filter_map(|(_, cell)| value_text(voice.of(page), cell));
    values.collect::<Vec<_>>().join(" · ")
}

fn value_text(voice: RenderContext, cell: &CellRef) -> Option<String> {
    let criterion = cell.dataset.criteria.get(&cell.criterion)?;
    Some(display(criterion, cell.datum()?, voice.speech.words()))
}

/// The page of a subject: its values by criterion, with their notes.
fn of_subject(voice: RenderContext, dataset: &Dataset, id: &SubjectId, path: &SitePath) -> Document {
    let subject = dataset.subjects.get(id);
    let values = dataset.criteria.values().map(|criterion| {
        let Some(cell) = dataset.cell(id.as_str(), criterion.id.as_str()) else { return criterion.name.clone() };
        let note = cell.note.as_ref().map_or_else(String::new, |note| format!(" ({note})"));
        format!("{}: {}{note}", criterion.name, display(criterion, cell, voice.speech.words()))
    });
    let facts = values.collect::<Vec<_>>().join(" · ");
    let site = voice.site;
    Document {
        path: local(site, path),
        title: subject.map_or_else(|| id.to_string(), |s| s.name.clone()),
        section: if dataset.title.is_empty() { site.page(HOME).title.clone() } else { dataset.title.clone() },
        description: subject.and_then(|s| s.description.clone()).unwrap_or_default(),
        parts: vec![(String::new(), String::new(), facts)],
    }
}

fn local(site: &Site, path: &SitePath) -> String {
    SitePath::new(site.edition.local(path)).href()
}

/// The text with a space wherever there is white space.
fn spaced(text: &str) -> String {
    if !text.is_ascii() {
        return text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let mut bytes = text.as_bytes().to_vec();
    // Each byte is put where the last that is kept ends, without a branch: text has white space at every word.
    let (mut kept, mut parted) = (0, true);
    for i in 0..bytes.len() {
        let white = matches!(bytes[i], b' ' | 9..=13);
        bytes[kept] = if white { b' ' } else { bytes[i] };
        kept += usize::from(!(white && parted));
        parted = white;
    }
    bytes.truncate(kept - usize::from(parted && kept > 0));
    String::from_utf8(bytes).unwrap_or_default()
}

impl Document {
    /// The same with no more text than excerpts need.
    pub(crate) fn for_excerpts(mut self) -> Self {
        let mut left = MAX_EXCERPT_BYTES;
        for (_, _, text) in &mut self.parts {
            if text.len() > left {
                text.truncate(text.floor_char_boundary(left));
            }
            left -= text.len();
        }
        self
    }
}
