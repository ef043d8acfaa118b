//! What all pages see of the site.
//!
//! It refuses to know any page's text.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::base::{BaseUrl, SitePath, language};
use crate::link::generated::{HUB, SEARCH};
use crate::link::{HOME, Href, PageId, Site, site_files};

/// The site, as every template sees it under `site`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SiteView {
    /// Its name.
    pub title: String,
    /// What it is about.
    pub description: Option<String>,
    /// The language of the site here, as a BCP 47 tag; text that a page does not bring is in it.
    pub language: String,
    /// `ltr` or `rtl`, as the language is written.
    pub direction: &'static str,
    /// All languages of the site, its own first.
    pub languages: Vec<LanguageView>,
    /// The address of the home page in this language, relative to the site's root.
    pub home: String,
    /// Where it stands, with a slash at the end, if that is known.
    pub base_url: Option<BaseUrl>,
    /// Who writes.
    pub author: Option<String>,
    /// The links in the header.
    pub navigation: Vec<NavigationView>,
    /// The sections and pages, as a tree.
    pub tree: Vec<TreeView>,
    /// The address of the search page.
    pub search: Option<String>,
    /// The address of the feed.
    pub feed: Option<String>,
    /// The address of the page of all datasets.
    pub data_hub: Option<String>,
    /// What made the site.
    pub generator: String,
    /// What the configuration holds under `extra`.
    pub extra: Map<String, Value>,
}

/// A language of the site.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LanguageView {
    /// The language, as a BCP 47 tag.
    pub language: String,
    /// Its name for readers, in itself.
    pub name: String,
    /// The address of its home page, relative to the site's root.
    pub home: String,
}

/// A link in the header.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NavigationView {
    /// Its text.
    pub title: String,
    /// An address relative to the site's root, or an absolute one.
    pub path: String,
    /// Whether it leads elsewhere.
    pub external: bool,
}

/// A page in the tree.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TreeView {
    /// Its title.
    pub title: String,
    /// Its address, relative to the site's root.
    pub path: String,
    /// Its weight.
    pub weight: Option<i64>,
    /// What is below it.
    pub children: Vec<TreeView>,
}

/// The name and version that pages say they were made by.
pub const GENERATOR: &str = concat!("Versus ", env!("CARGO_PKG_VERSION"));

/// Makes the view of a site in one of its languages.
pub fn site_view(site: &Site, all: &[Site]) -> SiteView {
    let (config, edition) = (&site.config, &site.edition);
    let languages = all.iter().map(|site| LanguageView {
        language: site.edition.language.clone(),
        name: site.edition.name.clone(),
        home: site.edition.root.href(),
    });
    let feed = site_files::feed_path(&site.page(HOME).path);
    SiteView {
        title: edition.title.clone(),
        description: edition.description.clone(),
        language: edition.language.clone(),
        direction: language::direction(&edition.language),
        languages: languages.collect(),
        home: edition.root.href(),
        base_url: site.base_url.clone(),
        author: config.author.clone(),
        navigation: site.navigation.iter().map(|link| navigation(&link.title, &link.target)).collect(),
        tree: tree(site, HOME),
        search: site.config.search.enabled.then(|| edition.at(SEARCH).href()),
        feed: site.has_file(&feed).then(|| feed.href()),
        data_hub: (!site.datasets.is_empty()).then(|| edition.at(HUB).href()),
        generator: GENERATOR.to_owned(),
        extra: config.extra.clone(),
    }
}

fn navigation(title: &str, target: &Href) -> NavigationView {
    let (path, external) = match target {
        Href::Site(path, _) => (path.href(), false),
        Href::Web(address) => (address.clone(), true),
    };
    NavigationView { title: title.to_owned(), path, external }
}

fn tree(site: &Site, section: PageId) -> Vec<TreeView> {
    let page = site.page(section);
    let children = page.sections.iter().chain(&page.pages);
    children
        .map(|id| {
            let page = site.page(*id);
            TreeView {
                title: page.title.clone(),
                path: SitePath::href(&page.path),
                weight: page.parsed.front.weight,
                children: tree(site, *id),
            }
        })
        .collect()
}
