//! Pages and files that no author wrote, each with what makes it.
//!
//! It refuses to know templates.

use super::lists;
use super::markup::Markup;
use super::page::page_link;
use super::render_context::RenderContext;
use super::{FileRef, Job, JobKind, PageData, PageRef, PageView, data_pages, markdown_version, search};
use crate::base::{SitePath, language};
use crate::link::{Generated, GeneratedKind, HOME, Site};

/// What makes one of them: a page with its twin, or a file.
pub(crate) fn jobs(site: &Site, number: usize, made: &Generated) -> impl Iterator<Item = Job> {
    let source = match &made.kind {
        GeneratedKind::SectionPart(id, _) => Some(site.page(*id).source.clone()),
        _ => None,
    };
    let (kind, twin) = match &made.kind {
        GeneratedKind::Json(_) | GeneratedKind::Csv(_) | GeneratedKind::Machine(_) => {
            (JobKind::File(FileRef::Made(number)), None)
        }
        _ => (JobKind::Page(PageRef::Made(number)), markdown_version::of_made(site, made)),
    };
    let twin = twin.map(|path| (path, JobKind::Twin(PageRef::Made(number))));
    let both = std::iter::once((made.path.clone(), kind)).chain(twin);
    both.map(move |(path, kind)| Job { source: source.clone(), ..Job::new(path, kind) })
}

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
        GeneratedKind::Json(_) | GeneratedKind::Csv(_) | GeneratedKind::Machine(_) => "",
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
        GeneratedKind::Json(_) | GeneratedKind::Csv(_) | GeneratedKind::Machine(_) => {
            PageView::of(&made.path, PageData::made(voice, "page", "", &made.path), None)
        }
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
            json_ld: None,
            alternates: Vec::new(),
            markdown: None,
            extra: serde_json::Map::new(),
        }
    }
}
