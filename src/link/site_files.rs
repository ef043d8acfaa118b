//! The files that are made from a site as a whole, such as feeds and the sitemap. The output formats say which there
//! are; linking needs their addresses, since pages may link to them.

use std::sync::Arc;

use super::data_ref::Datasets;
use super::generated::{Generated, GeneratedKind};
use super::locale::Locale;
use super::page::{Page, PageId, PageKind};
use super::taxonomy::{Taxonomy, TermId};
use super::tree;
use crate::base::SitePath;
use crate::model::Dataset;
use crate::parse::config::Config;
use crate::parse::front::SortBy;

/// A file that is made from a site as a whole.
#[derive(Clone, Debug)]
pub struct SiteFile {
    /// The index of its format in the list of formats.
    pub format: usize,
    /// The part of the site it is made from.
    pub scope: FileScope,
}

/// The part of a site that a file is made from.
#[derive(Clone, Debug)]
pub enum FileScope {
    /// The whole site.
    Site,
    /// A section and the sections in it.
    Section(PageId),
    /// A term.
    Term(TermId),
    /// A dataset.
    Dataset(Arc<Dataset>),
    /// A part of a list that is too long for one file, counted from 0.
    Part(usize),
}

/// The output formats, as far as linking needs them.
pub trait SiteFormats: Sync {
    /// The files of a site in one language.
    fn files(&self, site: &SiteOutline) -> Vec<(SitePath, SiteFile)>;
}

/// What the pages and data of a site in one language are, before texts are linked.
#[derive(Clone, Copy)]
pub struct SiteOutline<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// The language.
    pub edition: &'a Locale,
    /// Whether the absolute address of the site is known.
    pub has_base: bool,
    /// The pages, in the order of their addresses.
    pub pages: &'a [Page],
    /// The taxonomies.
    pub taxonomies: &'a [Taxonomy],
    /// The datasets.
    pub datasets: &'a Datasets,
}

/// The name of each feed.
const FEED: &str = "atom.xml";

/// The address of the feed beside a page.
pub fn feed_path(page: &SitePath) -> SitePath {
    SitePath::new(format!("{page}{FEED}"))
}

/// All files of a site in one language.
pub(super) fn all(formats: &dyn SiteFormats, site: &SiteOutline) -> impl Iterator<Item = Generated> {
    let files = formats.files(site).into_iter();
    files.map(|(path, file)| Generated { path, kind: GeneratedKind::File(file) })
}

impl SiteOutline<'_> {
    /// Whether a page has the address.
    pub fn has_page(&self, path: &SitePath) -> bool {
        self.pages.binary_search_by(|page| page.path.cmp(path)).is_ok()
    }

    /// The feeds that the configuration asks for, each with the address of the page it stands beside.
    pub fn feeds(&self) -> Vec<(&SitePath, FileScope)> {
        let config = &self.config.feeds;
        let mut feeds = Vec::new();
        for (i, page) in self.pages.iter().enumerate() {
            match page.kind {
                PageKind::Home if config.site => feeds.push((&page.path, FileScope::Site)),
                PageKind::Section if config.sections => feeds.push((&page.path, FileScope::Section(PageId(i)))),
                _ => {}
            }
        }
        for (i, taxonomy) in self.taxonomies.iter().enumerate().filter(|(_, t)| t.feed) {
            let terms = taxonomy.terms.iter().enumerate();
            feeds.extend(terms.map(|(j, term)| (&term.path, FileScope::Term(TermId { taxonomy: i, term: j }))));
        }
        feeds.retain(|(_, scope)| !feed_pages(self.pages, self.taxonomies, scope).is_empty());
        feeds
    }
}

/// The pages of a feed: those with a date, newest first, and none that stands in for a translation.
pub fn feed_pages(pages: &[Page], taxonomies: &[Taxonomy], scope: &FileScope) -> Vec<PageId> {
    let mut found = match scope {
        FileScope::Section(section) => below(pages, *section),
        FileScope::Term(id) => taxonomies[id.taxonomy].terms[id.term].pages.clone(),
        FileScope::Site | FileScope::Dataset(_) | FileScope::Part(_) => (0..pages.len()).map(PageId).collect(),
    };
    found.retain(|id| {
        let page = &pages[id.0];
        page.kind == PageKind::Page && page.date.is_some() && !page.draft && page.original.is_none()
    });
    found.sort_by_cached_key(|id| tree::rank(SortBy::Date, &pages[id.0]));
    found
}

fn below(pages: &[Page], section: PageId) -> Vec<PageId> {
    let own = &pages[section.0];
    own.pages.iter().copied().chain(own.sections.iter().flat_map(|id| below(pages, *id))).collect()
}
