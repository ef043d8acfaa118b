//! Builds the tree of sections and pages: addresses, order, neighbours.

mod page_builder;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use self::page_builder::PageBuilder;
pub(super) use self::page_builder::capitalised;
use super::drafts::DraftFolders;
use super::locale::Locale;
use super::page::{HOME, Page, PageId, PageKind};
use super::project::{LinkOptions, ParsedProject};
use super::{address, drafts, locale};
use crate::base::fold::NaturalKey;
use crate::base::hash::FastHash;
use crate::base::{Code, Diagnostic, Place, SitePath, SourcePath, portable};
use crate::parse::front::{FrontMatter, SortBy};

/// The folder of the datasets, which is no section.
const DATA_FOLDER: &str = "content/data/";

type Files = BTreeMap<SitePath, SourcePath>;

/// Builds the tree of each edition, and the addresses of the files that are copied.
pub(super) fn build(
    project: &ParsedProject,
    options: &LinkOptions,
    editions: &[Locale],
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Vec<Page>>, Files) {
    let mut trees: Vec<Vec<Page>> = editions.iter().map(|_| Vec::new()).collect();
    let placed = project.pages.par_iter().map(|(source, parsed)| {
        let (index, key) = locale::of_source(source, editions);
        let path = address::of_page(&key, source, &parsed.front, &editions[index]);
        (source, parsed, index, key, path)
    });
    let placed = placed.collect::<Vec<_>>();
    let drafts = DraftFolders::new(placed.iter().map(|(_, parsed, index, key, _)| (*index, key, *parsed)), options);
    for (source, parsed, index, key, path) in placed {
        diagnostics.extend(locale::unconfigured(source, editions));
        let in_draft = drafts.cover_page(index, &key);
        if !options.drafts && (in_draft || drafts::is_draft(parsed, options)) {
            diagnostics.push(drafts::left_out(source, parsed, in_draft));
            continue;
        }
        let maker = PageBuilder { project, options, edition: &editions[index] };
        match path {
            Ok(path) => {
                let page = maker.page(source, key, parsed, path, diagnostics);
                trees[index].push(Page { draft: page.draft || in_draft, ..page });
            }
            Err(error) => diagnostics.push(error),
        }
    }
    stand_in(&mut trees, editions);
    for (pages, edition) in trees.iter_mut().zip(editions) {
        if !pages.iter().any(|p| p.path == edition.root) {
            let source = SourcePath::new("content/_index.md");
            let maker = PageBuilder { project, options, edition };
            pages.push(maker.page(&source, source.clone(), &Arc::default(), edition.root.clone(), diagnostics));
        }
    }
    let mut files = files(project, &drafts.unless(options.drafts), diagnostics);
    add_sections(project, options, editions, &mut trees, &files);
    for pages in &mut trees {
        pages.sort_by(|a, b| a.path.cmp(&b.path));
    }
    collisions(&mut trees, &mut files, diagnostics);
    for (pages, edition) in trees.iter_mut().zip(editions) {
        grow(pages, edition);
    }
    (trees, files)
}

/// Adds a section to each tree for each folder that holds pages and has no `_index.md`, where nothing else is.
fn add_sections(
    project: &ParsedProject,
    options: &LinkOptions,
    editions: &[Locale],
    trees: &mut [Vec<Page>],
    files: &Files,
) {
    let taken: BTreeSet<SitePath> =
        trees.iter().flatten().map(|page| &page.path).chain(files.keys()).cloned().collect();
    for (pages, edition) in trees.iter_mut().zip(editions) {
        let builder = PageBuilder { project, options, edition };
        // Nothing is wrong with a file that is not there.
        let section = |(source, path): (SourcePath, SitePath)| {
            builder.page(&source, source.clone(), &Arc::default(), path, &mut Vec::new())
        };
        let sections: Vec<Page> = missing_sections(project, edition, pages, &taken).into_iter().map(section).collect();
        pages.extend(sections);
    }
}

/// The files that sections could have, and their addresses, for folders that hold pages and have no `_index.md`.
fn missing_sections(
    project: &ParsedProject,
    edition: &Locale,
    pages: &[Page],
    taken: &BTreeSet<SitePath>,
) -> Vec<(SourcePath, SitePath)> {
    // Each folder, until a page is found that is below it both as a file and by its address.
    let mut wanted: BTreeMap<&str, Option<(SourcePath, SitePath)>> = BTreeMap::new();
    let mut found = Vec::new();
    for page in pages {
        for folder in folders_above(&page.key) {
            let section = wanted.entry(folder).or_insert_with(|| {
                let source = SourcePath::new(format!("{folder}/_index.md"));
                let path = address::of_page(&source, &source, &FrontMatter::default(), edition).ok()?;
                (!taken.contains(&path) && !project.pages.contains_key(&source)).then_some((source, path))
            });
            found.extend(section.take_if(|(_, path)| page.path.as_str().starts_with(path.as_str())));
        }
    }
    found
}

/// The folders below `content/` that a file is in, the nearest first.
fn folders_above(source: &SourcePath) -> impl Iterator<Item = &str> {
    let parents = std::iter::successors(Some(source.parent()), |folder| Some(folder.rsplit_once('/')?.0));
    parents.take_while(|folder| folder.contains('/')).filter(|folder| !format!("{folder}/").starts_with(DATA_FOLDER))
}

/// Gives every edition the pages of the main one that are not translated.
fn stand_in(trees: &mut [Vec<Page>], editions: &[Locale]) {
    let Some((main, others)) = trees.split_first_mut() else { return };
    for (pages, edition) in others.iter_mut().zip(&editions[1..]) {
        let translated: BTreeSet<SourcePath> = pages.iter().map(|page| page.key.clone()).collect();
        let missing = main.iter().filter(|page| !translated.contains(&page.key));
        pages.extend(missing.map(|page| Page {
            original: Some(page.path.clone()),
            path: edition.at(page.path.as_str()),
            title: page_builder::title(&page.key, &page.parsed, page.kind, edition),
            ..page.clone()
        }));
    }
}

/// The files below `content/` that are neither pages nor data.
fn files(project: &ParsedProject, drafts: &DraftFolders, diagnostics: &mut Vec<Diagnostic>) -> Files {
    let mut files = Files::new();
    for (source, _) in project.snapshot.under("content") {
        let path = &source.as_str()["content/".len()..];
        if source.is_markdown() || path.starts_with("data/") {
            continue;
        }
        if drafts.cover_file(source) {
            diagnostics.push(drafts::file_left_out(source));
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
fn collisions(trees: &mut [Vec<Page>], files: &mut Files, diagnostics: &mut Vec<Diagnostic>) {
    let mut owners: HashMap<String, (SitePath, SourcePath), FastHash> = HashMap::default();
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
    for pages in trees {
        pages.retain(|page| is_first(&page.path, &page.source));
    }
    files.retain(|path, source| is_first(path, source));
}

/// Gives each page its section, and each section its pages in order.
fn grow(pages: &mut [Page], edition: &Locale) {
    let sections: BTreeMap<String, PageId> = pages
        .iter()
        .enumerate()
        .filter(|(_, p)| p.kind != PageKind::Page)
        .map(|(i, p)| (p.path.as_str().to_owned(), PageId(i)))
        .collect();
    for i in 1..pages.len() {
        let parent = parent(edition.local(&pages[i].path), edition, &sections);
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
        own.sort_by_cached_key(|id| rank(by, &pages[id.0]));
        let mut sub = std::mem::take(&mut pages[i].sections);
        sub.sort_by_cached_key(|id| rank(SortBy::Weight, &pages[id.0]));
        for pair in own.windows(2) {
            pages[pair[0].0].next = Some(pair[1]);
            pages[pair[1].0].previous = Some(pair[0]);
        }
        pages[i].pages = own;
        pages[i].sections = sub;
    }
}

/// The nearest section above a page that stands at `path` of its edition.
fn parent(path: &str, edition: &Locale, sections: &BTreeMap<String, PageId>) -> PageId {
    let mut folder = path.trim_end_matches('/');
    while let Some((above, _)) = folder.rsplit_once('/') {
        if let Some(section) = sections.get(&format!("{}{above}/", edition.root)) {
            return *section;
        }
        folder = above;
    }
    HOME
}

/// What a list is sorted by: a page's weight or date, then its title, whatever the case, then its address.
pub(super) fn rank(by: SortBy, page: &Page) -> impl Ord + use<'_> {
    let weight = page.parsed.front.weight.filter(|_| by == SortBy::Weight).unwrap_or(i64::MAX);
    let date = page.date.filter(|_| by == SortBy::Date);
    (weight, Reverse(date), NaturalKey::new(&page.title), &page.path)
}
