//! A linked site in one language.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::content::Href;
use super::data_ref::Datasets;
use super::generated::{Generated, GeneratedKind};
use super::locale::Locale;
use super::page::{Page, PageId};
use super::taxonomy::Taxonomy;
use crate::base::{BaseUrl, Date, Hash128, Place, SitePath, SourcePath};
use crate::model::lint::Rules;
use crate::parse::config::Config;

/// The site in one language: every page with its address and its content, and all that pages share.
pub struct Site {
    /// The configuration.
    pub config: Arc<Config>,
    /// Its language, and below what it stands.
    pub edition: Locale,
    /// The address at which the site is published, if it is known.
    pub base_url: Option<BaseUrl>,
    /// The pages, sections among them; `PageId` counts into it. The first is the home page.
    pub pages: Vec<Page>,
    /// The datasets, by name.
    pub datasets: Datasets,
    /// The taxonomies, in the configuration's order.
    pub taxonomies: Arc<Vec<Taxonomy>>,
    /// Today, for what is stale.
    pub as_of: Date,
    /// What is made from data.
    pub generated: Arc<Vec<Generated>>,
    /// Files that are copied, by address; they stand once, with the main edition.
    pub files: Arc<BTreeMap<SitePath, SourcePath>>,
    /// Addresses that lead to others: to a page of the site or an address elsewhere.
    pub redirects: Arc<BTreeMap<SitePath, Href>>,
    /// Where authors wrote the redirects, by their addresses.
    pub redirect_places: Arc<BTreeMap<SitePath, Place>>,
    /// The links in the header.
    pub navigation: Vec<NavigationLink>,
    /// The hash of all that it is made of but the texts of its pages.
    pub layout: Hash128,
}

/// A link in the header.
#[derive(Clone, Debug)]
pub struct NavigationLink {
    /// Its text.
    pub title: String,
    /// Where it leads.
    pub target: Href,
}

impl Site {
    /// The edition in which subjects have pages, if they have any.
    pub fn subject_pages(&self) -> Option<&Locale> {
        self.config.publish.subjects.then_some(&self.edition)
    }

    /// What data is checked against.
    pub fn rules(&self) -> Rules {
        rules(&self.config, self.as_of)
    }

    /// Where an author wrote the link that the page or redirect at `from` prints as `href`.
    pub fn link_place(&self, from: &SitePath, href: &str) -> Option<&Place> {
        let Some(page) = self.page_at(from) else { return self.redirect_places.get(from) };
        page.joined.links.iter().find(|(printed, _)| printed == href).map(|(_, place)| place)
    }

    /// The page at an address; pages are in the order of theirs.
    pub fn page_at(&self, path: &SitePath) -> Option<&Page> {
        self.pages.binary_search_by(|page| page.path.cmp(path)).ok().map(|i| &self.pages[i])
    }

    /// Whether an output format makes a file at an address.
    pub fn has_file(&self, path: &SitePath) -> bool {
        let file = |made: &Generated| made.path == *path && matches!(made.kind, GeneratedKind::File(_));
        self.generated.iter().any(file)
    }

    /// The page with an id.
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0]
    }
}

/// What data is checked against.
pub(super) fn rules(config: &Config, today: Date) -> Rules {
    Rules { today, max_age: config.freshness.max_age.as_ref().map(|age| age.value) }
}
