//! Pages that list others: sections, taxonomies and terms, whole or in parts.
//!
//! It refuses to know how a list is drawn.

use schemars::JsonSchema;
use serde::Serialize;

use super::blocks;
use super::markup::Markup;
use super::page;
use super::page::{DateView, PageData, PageLink, PageView, TermLink, minutes, page_link, subjects};
use super::render_context::RenderContext;
use crate::base::SitePath;
use crate::link::generated::{list_part, list_part_path, list_parts};
use crate::link::{Page, PageId, SubjectRef, Taxonomy, Term};

/// What a section lists.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SectionData {
    /// The pages, in the section's order.
    pub pages: Vec<PageCard>,
    /// The sections in it.
    pub sections: Vec<SectionCard>,
    /// Where in a paginated list this page is.
    pub pager: Option<Pager>,
}

/// A page in a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PageCard {
    /// Its title.
    pub title: String,
    /// Its address, relative to the site's root.
    pub path: String,
    /// What it is about.
    pub description: Option<String>,
    /// Its first paragraph, or all before `<!-- more -->`.
    pub summary: Markup,
    /// When it was published.
    pub date: Option<DateView>,
    /// How many minutes it takes to read.
    pub reading_minutes: usize,
    /// The subjects it compares.
    pub subjects: Vec<SubjectRef>,
    /// Whether it is a draft.
    pub draft: bool,
}

/// A section in a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SectionCard {
    /// Its title.
    pub title: String,
    /// Its address, relative to the site's root.
    pub path: String,
    /// What it is about.
    pub description: Option<String>,
    /// How many pages it has.
    pub count: usize,
}

/// A place in a paginated list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Pager {
    /// Which part this is, from 1.
    pub index: usize,
    /// How many parts there are.
    pub count: usize,
    /// The address of the part before, relative to the site's root.
    pub previous: Option<String>,
    /// The address of the part after.
    pub next: Option<String>,
}

/// A part of a section's list, counted from 1. The sections in it stand on the first.
pub(crate) fn section(voice: RenderContext, page: &Page, part: usize) -> SectionData {
    let by = page.parsed.front.paginate_by;
    let sections: &[PageId] = if part == 1 { &page.sections } else { &[] };
    SectionData {
        sections: sections.iter().map(|id| section_card(voice, voice.site.page(*id))).collect(),
        ..list(voice, &page.path, &page.pages, by, part)
    }
}

/// A later part of a section's list, without the text that stands on the first.
pub(crate) fn section_part(voice: RenderContext, page: &Page, part: usize, path: &SitePath) -> PageView {
    let own = page::page_data(voice, page);
    let mut data = PageData { authors: own.authors, ..PageData::made(voice, own.kind, &page.title, path) };
    data.description = own.description;
    data.noindex = own.noindex || page.original.is_some();
    data.draft = own.draft;
    data.breadcrumbs = own.breadcrumbs;
    data.breadcrumbs.push(page_link(page));
    data.extra = own.extra;
    PageView::of(path, data, Some(section(voice, page, part)))
}

/// The list of a taxonomy's terms.
pub(crate) fn taxonomy(voice: RenderContext, taxonomy: &Taxonomy) -> PageView {
    let data = PageData::made(voice, "taxonomy", &taxonomy.title, &taxonomy.path);
    let cards = taxonomy.terms.iter().map(|term| SectionCard {
        title: term.title.clone(),
        path: term.path.href(),
        description: None,
        count: term.pages.len(),
    });
    let section = SectionData { pages: Vec::new(), sections: cards.collect(), pager: None };
    PageView::of(&taxonomy.path, data, Some(section))
}

/// A part of the list of a term's pages.
pub(crate) fn term(voice: RenderContext, taxonomy: &Taxonomy, term: &Term, part: usize, path: &SitePath) -> PageView {
    let mut data = PageData::made(voice, "term", &term.title, path);
    let above = PageLink { title: taxonomy.title.clone(), path: taxonomy.path.href(), description: None };
    data.breadcrumbs.push(above);
    PageView::of(path, data, Some(list(voice, &term.path, &term.pages, taxonomy.paginate_by, part)))
}

/// The terms of a page.
pub(crate) fn terms(voice: RenderContext, page: &Page) -> Vec<TermLink> {
    let found = page.terms.iter().filter_map(|id| {
        let taxonomy = voice.site.taxonomies.get(id.taxonomy)?;
        let term = taxonomy.terms.get(id.term)?;
        Some(TermLink { taxonomy: taxonomy.name.clone(), title: term.title.clone(), path: term.path.href() })
    });
    found.collect()
}

fn list(voice: RenderContext, first: &SitePath, pages: &[PageId], by: Option<usize>, part: usize) -> SectionData {
    let count = list_parts(pages.len(), by);
    let at = |index: usize| page::home_or(&list_part_path(first, index));
    SectionData {
        pages: list_part(pages, by, part).iter().map(|id| card(voice, voice.site.page(*id))).collect(),
        sections: Vec::new(),
        pager: (count > 1).then(|| Pager {
            index: part,
            count,
            previous: (part > 1).then(|| at(part - 1)),
            next: (part < count).then(|| at(part + 1)),
        }),
    }
}

fn card(voice: RenderContext, page: &Page) -> PageCard {
    PageCard {
        title: page.title.clone(),
        path: page.path.href(),
        description: page.parsed.front.description.clone(),
        summary: blocks::prose(voice.of(page), &page.joined.summary),
        date: page.date.map(|d| voice.date(d)),
        reading_minutes: minutes(page),
        subjects: subjects(voice, page),
        draft: page.draft,
    }
}

fn section_card(voice: RenderContext, page: &Page) -> SectionCard {
    let below: usize = page.sections.iter().map(|id| voice.site.page(*id).pages.len()).sum();
    SectionCard {
        title: page.title.clone(),
        path: page.path.href(),
        description: page.parsed.front.description.clone(),
        count: page.pages.len() + below,
    }
}
