//! The template and the view of each generated page.

use super::lists;
use super::markup::Markup;
use super::page::page_link;
use super::render_context::RenderContext;
use super::{PageData, PageView, data_pages, search};
use crate::base::{SitePath, language};
use crate::link::{Generated, GeneratedKind, HOME, Site};

/// The template of a page that no author wrote.
pub(crate) fn template<'s>(site: &'s Site, made: &Generated) -> &'s str {
    match &made.kind {
        GeneratedKind::Hub => "hub.html",
        GeneratedKind::Subject(..) => "subject.html",
        GeneratedKind::Pair(..) => "pair.html",
        GeneratedKind::Taxonomy(_) => "taxonomy.html",
        GeneratedKind::Term(..) => "term.html",
        GeneratedKind::SectionPart(id, _) => &site.page(*id).template,
        GeneratedKind::Search => search::TEMPLATE,
        // Files have no template.
        GeneratedKind::File(_) => "",
    }
}

/// What it sees.
pub(crate) fn view(voice: RenderContext, made: &Generated) -> PageView {
    let taxonomy = |i: usize| &voice.site.taxonomies[i];
    match &made.kind {
        GeneratedKind::Hub => data_pages::hub(voice),
        GeneratedKind::Subject(dataset, id) => data_pages::subject(voice, dataset, id, &made.path),
        GeneratedKind::Pair(dataset, a, b) => data_pages::pair(voice, dataset, a, b, &made.path),
        GeneratedKind::Taxonomy(i) => lists::taxonomy(voice, taxonomy(*i)),
        GeneratedKind::Term(id, part) => {
            let of = taxonomy(id.taxonomy);
            lists::term(voice, of, &of.terms[id.term], *part, &made.path)
        }
        GeneratedKind::SectionPart(id, part) => lists::section_part(voice, voice.site.page(*id), *part, &made.path),
        GeneratedKind::Search => search::page(voice),
        GeneratedKind::File(_) => PageView::of(&made.path, PageData::made(voice, "page", "", &made.path), None),
    }
}

impl PageData {
    /// A page that no author wrote.
    pub(crate) fn made(voice: RenderContext, kind: &'static str, title: &str, path: &SitePath) -> Self {
        let language = &voice.site.edition.language;
        Self {
            kind,
            title: title.to_owned(),
            description: None,
            path: path.href(),
            canonical: voice.site.base_url.as_ref().map(|base| base.url(path)),
            language: language.clone(),
            direction: language::direction(language),
            original: None,
            noindex: false,
            date: None,
            updated: None,
            authors: Vec::new(),
            draft: false,
            breadcrumbs: vec![page_link(voice.site.page(HOME))],
            content: Markup::default(),
            after: Markup::default(),
            toc: Vec::new(),
            words: 0,
            reading_minutes: 0,
            previous: None,
            next: None,
            terms: Vec::new(),
            related: Vec::new(),
            features: Vec::new(),
            subjects: Vec::new(),
            extra: serde_json::Map::new(),
        }
    }
}
