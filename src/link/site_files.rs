//! Files for machines: sitemap, feeds, and what hosts and robots read. Which there are, where, and of which pages.

use super::generated::{Generated, GeneratedKind};
use super::locale::Locale;
use super::page::{Page, PageId, PageKind};
use super::taxonomy::{Taxonomy, TermId};
use super::tree;
use crate::base::SitePath;
use crate::parse::config::Config;
use crate::parse::front::SortBy;

/// A file for machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteFile {
    /// `sitemap.xml`, and its parts where it has more than one.
    Sitemap,
    /// `robots.txt`.
    Robots,
    /// An Atom feed.
    Feed(FeedScope),
    /// `_headers`, for hosts that read it.
    Headers,
    /// `_redirects`, for hosts that read it.
    Redirects,
    /// `.nojekyll`, which tells GitHub to publish all files as they are.
    NoJekyll,
    /// `llms.txt`, one for each language.
    Llms,
}

/// What a feed is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedScope {
    /// The whole site.
    Site,
    /// A section and the sections in it.
    Section(PageId),
    /// A term.
    Term(TermId),
}

/// Where the sitemap stands.
pub const SITEMAP: &str = "sitemap.xml";

/// The name of the list of pages for programs.
pub const LLMS: &str = "llms.txt";

/// The name of each feed.
const FEED: &str = "atom.xml";

/// Where the feed beside a page stands.
pub fn feed_path(page: &SitePath) -> SitePath {
    SitePath::new(format!("{page}{FEED}"))
}

/// All that the configuration asks for; what needs absolute addresses only if the site's is known.
pub(super) fn all(
    config: &Config,
    edition: &Locale,
    has_base: bool,
    pages: &[Page],
    taxonomies: &[Taxonomy],
) -> Vec<Generated> {
    let publish = &config.publish;
    let mut out = Vec::new();
    let mut add = |wanted: bool, path: &str, machine| {
        out.extend(wanted.then(|| Generated { path: SitePath::new(path), kind: GeneratedKind::Machine(machine) }));
    };
    // Robots and hosts look at the root of a site, whatever its languages.
    let once = edition.is_main();
    add(once && publish.robots, "robots.txt", SiteFile::Robots);
    add(once && publish.host_files, "_headers", SiteFile::Headers);
    add(once && publish.host_files, "_redirects", SiteFile::Redirects);
    add(once && publish.host_files, ".nojekyll", SiteFile::NoJekyll);
    add(publish.llms, edition.at(LLMS).as_str(), SiteFile::Llms);
    if has_base {
        add(once && publish.sitemap, SITEMAP, SiteFile::Sitemap);
        for (path, feed) in feeds(config, pages, taxonomies) {
            add(!feed_pages(pages, taxonomies, feed).is_empty(), feed_path(path).as_str(), SiteFile::Feed(feed));
        }
    }
    out
}

fn feeds<'a>(config: &Config, pages: &'a [Page], taxonomies: &'a [Taxonomy]) -> Vec<(&'a SitePath, FeedScope)> {
    let mut feeds = Vec::new();
    for (i, page) in pages.iter().enumerate() {
        match page.kind {
            PageKind::Home if config.feeds.site => feeds.push((&page.path, FeedScope::Site)),
            PageKind::Section if config.feeds.sections => feeds.push((&page.path, FeedScope::Section(PageId(i)))),
            _ => {}
        }
    }
    for (i, taxonomy) in taxonomies.iter().enumerate().filter(|(_, t)| t.feed) {
        let terms = taxonomy.terms.iter().enumerate();
        feeds.extend(terms.map(|(j, term)| (&term.path, FeedScope::Term(TermId { taxonomy: i, term: j }))));
    }
    feeds
}

/// The pages of a feed: those with a date, newest first, and none that stands in for a translation.
pub fn feed_pages(pages: &[Page], taxonomies: &[Taxonomy], feed: FeedScope) -> Vec<PageId> {
    let mut found = match feed {
        FeedScope::Site => (0..pages.len()).map(PageId).collect(),
        FeedScope::Section(section) => below(pages, section),
        FeedScope::Term(id) => taxonomies[id.taxonomy].terms[id.term].pages.clone(),
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
