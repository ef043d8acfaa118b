//! The tree of sections and pages: addresses, order, neighbours.
//!
//! It refuses to know what is on the pages.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::content::{Content, Joined};
use super::{LinkOptions, ParsedProject, TermId, address, drafts};
use crate::base::{Code, Date, Diagnostic, Place, SitePath, SourcePath, portable, suggest};
use crate::parse::blocks::Block;
use crate::parse::front::SortBy;
use crate::parse::page::ParsedPage;

/// Counts into the pages of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub usize);

/// The home page.
pub const HOME: PageId = PageId(0);

/// What a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// The section at the top.
    Home,
    /// A section: `_index.md`.
    Section,
    /// An article.
    Page,
}

/// A page with its address and its place in the tree.
pub struct Page {
    /// Its source; a home page without a file has the file it could have.
    pub source: SourcePath,
    /// What it is.
    pub kind: PageKind,
    /// Its address.
    pub path: SitePath,
    /// Its title.
    pub title: String,
    /// Its template.
    pub template: String,
    /// The parsed file.
    pub parsed: Arc<ParsedPage>,
    /// Its date: its own, or the one that its file's name begins with.
    pub date: Option<Date>,
    /// Whether it is a draft, built because drafts were asked for.
    pub draft: bool,
    /// The section it belongs to; the home page has none.
    pub parent: Option<PageId>,
    /// Of a section: the pages in it, in its order.
    pub pages: Vec<PageId>,
    /// Of a section: the sections in it, in order.
    pub sections: Vec<PageId>,
    /// The page before it in its section.
    pub previous: Option<PageId>,
    /// The page after it in its section.
    pub next: Option<PageId>,
    /// Its terms, by taxonomy.
    pub terms: Vec<TermId>,
    /// Pages that speak of the same things, nearest first.
    pub related: Vec<PageId>,
    /// Its text.
    pub content: Content,
    /// Its summary.
    pub summary: Content,
    /// The blocks that its front matter holds.
    pub front_blocks: Vec<Block<Joined>>,
}

type Files = BTreeMap<SitePath, SourcePath>;

/// Builds the tree, and the addresses of the files that are copied.
pub(super) fn build(
    project: &ParsedProject,
    options: &LinkOptions,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Page>, Files) {
    let mut pages = Vec::new();
    for (source, parsed) in &project.pages {
        if drafts::hidden(parsed, options) {
            continue;
        }
        match address::of_page(source, &parsed.front) {
            Ok(path) => pages.push(page(project, options, source, parsed, path, diagnostics)),
            Err(error) => diagnostics.push(error),
        }
    }
    if !pages.iter().any(|p| p.path.as_str().is_empty()) {
        let source = SourcePath::new("content/_index.md");
        let empty = Arc::new(ParsedPage::default());
        pages.push(page(project, options, &source, &empty, SitePath::default(), diagnostics));
    }
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    let mut files = files(project, diagnostics);
    collisions(&mut pages, &mut files, diagnostics);
    grow(&mut pages);
    (pages, files)
}

fn page(
    project: &ParsedProject,
    options: &LinkOptions,
    source: &SourcePath,
    parsed: &Arc<ParsedPage>,
    path: SitePath,
    diagnostics: &mut Vec<Diagnostic>,
) -> Page {
    let front = &parsed.front;
    let kind = match (source.name() == "_index.md", path.as_str().is_empty()) {
        (_, true) => PageKind::Home,
        (true, false) => PageKind::Section,
        (false, false) => PageKind::Page,
    };
    let title = front.title.clone().or_else(|| parsed.first_heading.clone()).unwrap_or_else(|| match kind {
        PageKind::Home => project.config.title.clone(),
        _ => title_from(source),
    });
    Page {
        kind,
        title,
        template: template(project, source, parsed, kind, diagnostics),
        date: front.date.as_ref().map(|d| d.value).or(address::dated(source.stem()).0),
        draft: drafts::is_draft(parsed, options),
        parsed: Arc::clone(parsed),
        source: source.clone(),
        path,
        parent: None,
        pages: Vec::new(),
        sections: Vec::new(),
        previous: None,
        next: None,
        terms: Vec::new(),
        related: Vec::new(),
        content: Content::default(),
        summary: Content::default(),
        front_blocks: Vec::new(),
    }
}

/// A title for a page that names none: its file's name.
fn title_from(source: &SourcePath) -> String {
    let stem = match source.stem() {
        "index" | "_index" => source.parent().rsplit('/').next().unwrap_or("page"),
        stem => address::dated(stem).1,
    };
    capitalised(stem)
}

/// A name as words, with a capital at the beginning.
pub(super) fn capitalised(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn template(
    project: &ParsedProject,
    source: &SourcePath,
    parsed: &ParsedPage,
    kind: PageKind,
    diagnostics: &mut Vec<Diagnostic>,
) -> String {
    let default = match kind {
        PageKind::Home => "home.html",
        PageKind::Section => "section.html",
        PageKind::Page if parsed.front.compare.is_some() => "guide.html",
        PageKind::Page => "page.html",
    };
    let Some(given) = &parsed.front.template else { return default.to_owned() };
    let name = if given.value.contains('.') { given.value.clone() } else { format!("{}.html", given.value) };
    if project.theme.templates.contains(&name) {
        return name;
    }
    let error = Diagnostic::error(Code::UnknownTemplate, format!("the theme has no template `{}`", given.value))
        .at(Place::new(source, given.span.clone()));
    let names = project.theme.templates.iter().map(|t| t.trim_end_matches(".html"));
    diagnostics.push(match suggest::advice(&given.value, names) {
        Some(advice) => error.help(advice),
        None => error,
    });
    default.to_owned()
}

/// The files below `content/` that are neither pages nor data.
fn files(project: &ParsedProject, diagnostics: &mut Vec<Diagnostic>) -> Files {
    let mut files = Files::new();
    for (source, _) in project.snapshot.under("content") {
        let path = &source.as_str()["content/".len()..];
        if source.extension() == Some("md") || path.starts_with("data/") {
            continue;
        }
        match address::fault(path) {
            None => {
                files.insert(SitePath::new(path), source.clone());
            }
            Some(fault) => diagnostics.push(
                Diagnostic::error(Code::BadPath, format!("`{path}` cannot be published: it {fault}"))
                    .at(Place::start_of(source))
                    .help("rename the file"),
            ),
        }
    }
    files
}

/// Reports addresses that two sources make; of those only the first stays.
fn collisions(pages: &mut Vec<Page>, files: &mut Files, diagnostics: &mut Vec<Diagnostic>) {
    let mut owners: BTreeMap<String, (SitePath, SourcePath)> = BTreeMap::new();
    let mut is_first = |path: &SitePath, source: &SourcePath| {
        let folded = portable::fold(&path.file());
        if let Some((address, other)) = owners.get(&folded) {
            let which =
                if address == path { "the other one" } else { "the other one, equal but for case or Unicode form" };
            let message = format!("{source} and {other} both make the address `/{path}`");
            let error = Diagnostic::error(Code::PathCollision, message)
                .at(Place::start_of(source))
                .note(Place::start_of(other), which)
                .help("rename one of them, or give it a `slug` of its own");
            diagnostics.push(error);
            return false;
        }
        owners.insert(folded, (path.clone(), source.clone()));
        true
    };
    pages.retain(|page| is_first(&page.path, &page.source));
    files.retain(|path, source| is_first(path, source));
}

/// Gives each page its section, and each section its pages in order.
fn grow(pages: &mut [Page]) {
    let sections: BTreeMap<String, PageId> = pages
        .iter()
        .enumerate()
        .filter(|(_, p)| p.kind != PageKind::Page)
        .map(|(i, p)| (p.path.as_str().to_owned(), PageId(i)))
        .collect();
    for i in 1..pages.len() {
        let parent = parent(pages[i].path.as_str(), &sections);
        pages[i].parent = Some(parent);
        if pages[i].kind == PageKind::Page {
            pages[parent.0].pages.push(PageId(i));
        } else {
            pages[parent.0].sections.push(PageId(i));
        }
    }
    for i in sections.values().map(|s| s.0) {
        let mut own = std::mem::take(&mut pages[i].pages);
        let by = pages[i].parsed.front.sort_by.unwrap_or_default();
        own.sort_by(|a, b| order(by, &pages[a.0], &pages[b.0]));
        let mut sub = std::mem::take(&mut pages[i].sections);
        sub.sort_by(|a, b| order(SortBy::Weight, &pages[a.0], &pages[b.0]));
        for pair in own.windows(2) {
            pages[pair[0].0].next = Some(pair[1]);
            pages[pair[1].0].previous = Some(pair[0]);
        }
        pages[i].pages = own;
        pages[i].sections = sub;
    }
}

/// The nearest section above `path`.
fn parent(path: &str, sections: &BTreeMap<String, PageId>) -> PageId {
    let mut folder = path.trim_end_matches('/');
    while let Some((above, _)) = folder.rsplit_once('/') {
        if let Some(section) = sections.get(&format!("{above}/")) {
            return *section;
        }
        folder = above;
    }
    HOME
}

/// The order of two pages of a list.
pub(super) fn order(by: SortBy, a: &Page, b: &Page) -> Ordering {
    let weight = |p: &Page| p.parsed.front.weight.unwrap_or(i64::MAX);
    let title = |p: &Page| p.title.to_lowercase();
    let first = match by {
        SortBy::Weight => weight(a).cmp(&weight(b)),
        SortBy::Date => b.date.cmp(&a.date),
        SortBy::Title => Ordering::Equal,
    };
    first.then_with(|| title(a).cmp(&title(b))).then_with(|| a.path.cmp(&b.path))
}
