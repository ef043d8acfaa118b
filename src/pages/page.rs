//! What the template of a page sees.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::data_pages::{HubData, SubjectData};
use super::lists;
use super::lists::SectionData;
use super::markup::Markup;
use super::render_context::RenderContext;
use super::{Alternate, Original, SearchData, blocks};
use crate::base::{BaseUrl, SitePath, language};
use crate::link;
use crate::link::{Content, ContentPart, Page, PageId, PageKind, SubjectRef};
use crate::model::SubjectId;
use crate::parse::body::Heading;
use crate::parse::prose::BodyStore;

/// All that the template of a page sees beside `site`, `t` and `assets`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PageContext<'a> {
    /// The prefix that leads from the page to the site's root: `./`, `../`, …
    pub root: &'a str,
    /// The page.
    pub page: DescribedPage<'a>,
    /// Of sections: what they list.
    pub section: Option<&'a SectionData>,
    /// Of the page of all datasets: the datasets.
    pub hub: Option<&'a HubData>,
    /// Of a subject's page: the subject.
    pub subject: Option<&'a SubjectData>,
    /// Of a page with the search on it: where the index is.
    pub search: Option<&'a SearchData>,
}

/// A page with its metadata.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DescribedPage<'a> {
    /// The page.
    #[serde(flatten)]
    pub page: &'a PageData,
    /// What else is published about it.
    #[serde(flatten)]
    pub metadata: &'a PageMetadata,
}

/// What is published about a page beside its text, for programs and for readers of other languages.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct PageMetadata {
    /// Its structured data, as a `script` element.
    pub json_ld: Option<Markup>,
    /// This page in each of the site's languages; of a site in one language none.
    pub alternates: Vec<Alternate>,
    /// The address of its Markdown version, relative to the site's root.
    pub markdown: Option<String>,
    /// Of a page with the search on it: where the index is.
    #[serde(skip)]
    pub search: Option<SearchData>,
}

/// What a page holds: its text, and of pages that are lists or about data, what they list.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// The prefix that leads from the page to the site's root: `./`, `../`, …
    pub root: String,
    /// The page.
    pub page: PageData,
    /// Of sections: what they list.
    pub section: Option<SectionData>,
    /// Of the page of all datasets: the datasets.
    pub hub: Option<HubData>,
    /// Of a subject's page: the subject.
    pub subject: Option<SubjectData>,
}

/// A page.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PageData {
    /// `home`, `section`, `page`, `guide`, `taxonomy`, `term`, `hub`, `subject`, `pair` or `not_found`.
    pub kind: &'static str,
    /// Its title, as plain text.
    pub title: String,
    /// What it is about.
    pub description: Option<String>,
    /// Its address, relative to the site's root.
    pub path: String,
    /// Its absolute address, if the site's is known.
    pub canonical: Option<String>,
    /// The language of its text, as a BCP 47 tag. Around it stands text in the language of the site.
    pub language: String,
    /// `ltr` or `rtl`, as the language is written.
    pub direction: &'static str,
    /// Of a page that is not translated and stands here in the site's own language: the original.
    pub original: Option<Original>,
    /// Whether search engines are to leave it out.
    pub noindex: bool,
    /// When it was published.
    pub date: Option<DateView>,
    /// When it was last changed in substance.
    pub updated: Option<DateView>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Whether it is a draft.
    pub draft: bool,
    /// The sections above it, from the home page down.
    pub breadcrumbs: Vec<PageLink>,
    /// Its text.
    pub content: Markup,
    /// Blocks of its front matter that the text does not place.
    pub after: Markup,
    /// Its headings; empty if it wants no table of contents.
    pub toc: Vec<TocEntry>,
    /// How many words it has.
    pub words: usize,
    /// How many minutes it takes to read, at 220 words a minute.
    pub reading_minutes: usize,
    /// The page before it in its section.
    pub previous: Option<PageLink>,
    /// The page after it in its section.
    pub next: Option<PageLink>,
    /// Its terms.
    pub terms: Vec<TermLink>,
    /// Pages that speak of the same subjects.
    pub related: Vec<PageLink>,
    /// Which instruments it holds, for the scripts it needs: `matrix`, `ranking`, `checklist`, `code`, `compare`.
    pub features: Vec<&'static str>,
    /// Of guides: the subjects it compares.
    pub subjects: Vec<SubjectRef>,
    /// What its front matter holds under `extra`.
    pub extra: Map<String, Value>,
}

/// A date.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DateView {
    /// As `2026-11-23`.
    pub iso: String,
    /// For readers.
    pub text: String,
}

/// A link to a page.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PageLink {
    /// Its title.
    pub title: String,
    /// Its address, relative to the site's root.
    pub path: String,
    /// What it is about.
    pub description: Option<String>,
}

/// A link to a term of a taxonomy.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TermLink {
    /// The taxonomy's name.
    pub taxonomy: String,
    /// The term.
    pub title: String,
    /// The address of its page, relative to the site's root.
    pub path: String,
}

/// A heading in the table of contents.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TocEntry {
    /// Its id.
    pub id: String,
    /// Its text.
    pub title: String,
    /// The headings below it.
    pub children: Vec<TocEntry>,
}

const WORDS_PER_MINUTE: usize = 220;

pub(crate) fn page_view(voice: RenderContext, page: &Page) -> PageView {
    let list = page.kind != PageKind::Page;
    PageView::of(&page.path, page_data(voice, page), list.then(|| lists::section(voice, page, 1)))
}

impl PageView {
    /// What the template of the page sees.
    pub fn context<'a>(&'a self, metadata: &'a PageMetadata) -> PageContext<'a> {
        PageContext {
            root: &self.root,
            page: DescribedPage { page: &self.page, metadata },
            section: self.section.as_ref(),
            hub: self.hub.as_ref(),
            subject: self.subject.as_ref(),
            search: metadata.search.as_ref(),
        }
    }

    /// The same with the page's prose in it.
    #[must_use]
    pub fn filled(&self, prose: &BodyStore) -> Self {
        let page = PageData { content: self.page.content.filled(prose), ..self.page.clone() };
        Self { page, ..self.clone() }
    }

    /// The view of a page that is text and perhaps a list.
    pub(crate) fn of(path: &SitePath, page: PageData, section: Option<SectionData>) -> Self {
        Self { root: path.root(), page, section, hub: None, subject: None }
    }
}

pub(crate) fn page_data(voice: RenderContext, page: &Page) -> PageData {
    let front = &page.parsed.front;
    let config = &voice.site.config;
    let language = if page.original.is_some() { &config.language.value } else { &voice.site.edition.language };
    let own = voice.of(page);
    let content = page.content();
    let canonical = page.original.as_ref().unwrap_or(&page.path);
    let authors = match (&front.authors, &config.author) {
        (own, Some(author)) if own.is_empty() => vec![author.clone()],
        (own, _) => own.clone(),
    };
    PageData {
        kind: kind(page),
        title: page.title.clone(),
        description: front.description.clone(),
        path: page.path.href(),
        canonical: voice.site.base_url.as_ref().map(|base| base.url(canonical)),
        language: language.clone(),
        direction: language::direction(language),
        original: page.original.as_ref().map(|path| Original { name: voice.main_name.to_owned(), path: home_or(path) }),
        noindex: page.draft || (page.original.is_some() && voice.site.base_url.is_none()),
        date: page.date.map(|d| voice.date(d)),
        updated: front.updated.as_ref().and_then(|_| page.last_changed()).map(|day| voice.date(day)),
        authors,
        draft: page.draft,
        breadcrumbs: breadcrumbs(voice, page),
        content: blocks::content(own, page, &content),
        after: after(own, page, &content),
        toc: if front.toc == Some(false) { Vec::new() } else { toc(&page.parsed.headings) },
        words: page.parsed.words,
        reading_minutes: minutes(page),
        previous: page.previous.map(|id| link_to(voice, id)),
        next: page.next.map(|id| link_to(voice, id)),
        terms: lists::terms(voice, page),
        related: page.related.iter().map(|id| link_to(voice, *id)).collect(),
        features: features(page, &content),
        subjects: subjects(voice, page),
        extra: front.extra.clone(),
    }
}

/// The page for addresses where nothing stands. It is served from any depth, so its links begin at the host.
pub(crate) fn not_found(voice: RenderContext) -> PageView {
    let root = voice.site.base_url.as_ref().map_or("/", BaseUrl::path).to_owned();
    let mut data = PageData::made(voice, "not_found", voice.text("not_found_title"), &SitePath::new("404.html"));
    data.canonical = None;
    data.noindex = true;
    PageView { root, ..PageView::of(&SitePath::default(), data, None) }
}

/// An address for templates, which would take an empty one for none.
pub(crate) fn home_or(path: &SitePath) -> String {
    Some(path.href()).filter(|path| !path.is_empty()).unwrap_or_else(|| "./".to_owned())
}

fn kind(page: &Page) -> &'static str {
    match page.kind {
        PageKind::Home => "home",
        PageKind::Section => "section",
        PageKind::Page if page.template == "guide.html" || page.parsed.front.compare.is_some() => "guide",
        PageKind::Page => "page",
    }
}

pub(crate) fn minutes(page: &Page) -> usize {
    page.parsed.words.div_ceil(WORDS_PER_MINUTE).max(1)
}

fn link_to(voice: RenderContext, id: PageId) -> PageLink {
    page_link(voice.site.page(id))
}

pub(crate) fn page_link(page: &Page) -> PageLink {
    PageLink { title: page.title.clone(), path: page.path.href(), description: page.parsed.front.description.clone() }
}

pub(crate) fn breadcrumbs(voice: RenderContext, page: &Page) -> Vec<PageLink> {
    let mut trail = Vec::new();
    let mut above = page.parent;
    while let Some(id) = above {
        trail.push(link_to(voice, id));
        above = voice.site.page(id).parent;
    }
    trail.reverse();
    trail
}

/// The subjects that a page compares.
pub(crate) fn subjects(voice: RenderContext, page: &Page) -> Vec<SubjectRef> {
    let Some(compare) = &page.parsed.front.compare else { return Vec::new() };
    let Some(dataset) = voice.site.datasets.get(&compare.dataset.value) else { return Vec::new() };
    let chosen = |id: &SubjectId| compare.subjects.as_ref().is_none_or(|s| s.iter().any(|s| s.value == id.as_str()));
    let ids = dataset.subjects.keys().filter(|id| chosen(id));
    ids.filter_map(|id| link::reference(dataset, id, voice.site.subject_pages())).collect()
}

/// The scripts that a page needs, by its blocks.
fn features(page: &Page, content: &Content) -> Vec<&'static str> {
    fn add(parts: &[ContentPart], found: &mut BTreeSet<&'static str>) {
        for part in parts {
            match part {
                ContentPart::Html(html) if html.contains("<figure class=\"code\"") => {
                    found.insert("code");
                }
                ContentPart::Run(run) if run.code => {
                    found.insert("code");
                }
                ContentPart::Block(block) => {
                    found.extend(blocks::feature(&block.args));
                    add(block.body.as_ref().map_or(&[], |b| &b.parts), found);
                }
                _ => {}
            }
        }
    }
    let mut found = BTreeSet::new();
    add(&content.parts, &mut found);
    found.extend(page.joined.front_blocks.iter().filter_map(|block| blocks::feature(&block.args)));
    found.into_iter().collect()
}

/// The blocks of the front matter for which the text has no place.
fn after(voice: RenderContext, page: &Page, content: &Content) -> Markup {
    let placed = |name: &str| content.parts.iter().any(|p| matches!(p, ContentPart::Block(b) if b.name == name));
    let rest = page.joined.front_blocks.iter().filter(|b| !placed(&b.name));
    Markup(rest.filter_map(|block| blocks::block(voice, page, block)).collect())
}

/// The headings as a tree of two levels.
fn toc(headings: &[Heading]) -> Vec<TocEntry> {
    let mut entries: Vec<TocEntry> = Vec::new();
    for heading in headings.iter().filter(|h| h.level <= 3) {
        let entry = TocEntry { id: heading.id.clone(), title: heading.title.clone(), children: Vec::new() };
        match entries.last_mut() {
            Some(above) if heading.level > 2 => above.children.push(entry),
            _ => entries.push(entry),
        }
    }
    entries
}
