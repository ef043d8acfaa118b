//! Floor 2: all parsed files into the site. Addresses, references, the tree of sections, datasets joined to
//! articles.
//!
//! It refuses to know templates: of the theme it is told only which names it has.

pub mod address;
mod chart;
pub mod content;
pub mod data;
mod data_ref;
mod diagram;
mod drafts;
pub mod generated;
pub mod image;
mod include;
mod joined_page;
mod layout;
pub mod locale;
mod navigation;
mod page_linker;
pub mod paging;
mod redirects;
mod related;
mod resolve;
pub mod site_files;
pub mod taxonomy;
mod theme_block;
mod tree;
pub mod verdict;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

pub use self::data_ref::{CellRef, DataRef, Datasets, reference, subject_path};
pub use self::joined_page::JoinedPage;
pub use self::locale::Locale;
pub use self::site_files::{FileScope, SiteFile, SiteFormats, SiteOutline};
pub use content::{Content, ContentPart, Href, Joined, SubjectRef};
pub use generated::{Generated, GeneratedKind, csv_path, json_path, pair_path};
pub use image::PageImage;
use layout::SiteLayout;
pub use taxonomy::{Taxonomy, Term, TermId};
pub use tree::{HOME, Page, PageId, PageKind};

use crate::base::{BaseUrl, Date, Diagnostic, Hash128, Memo, Place, SitePath, Snapshot, SourcePath};
use crate::images::Probing;
use crate::model::lint::Rules;
use crate::parse::config::Config;
use crate::parse::data::DataFile;
use crate::parse::page::{HighlightCode, ParsedPage};

/// All files of a project, parsed one by one.
pub struct ParsedProject<'a> {
    /// The source files, for what is copied or included.
    pub snapshot: &'a Snapshot,
    /// Where the configuration stands.
    pub config_path: SourcePath,
    /// The configuration.
    pub config: Arc<Config>,
    /// The pages, by path.
    pub pages: BTreeMap<SourcePath, Arc<ParsedPage>>,
    /// The files of datasets.
    pub data: Vec<Arc<DataFile>>,
    /// The names that the theme has.
    pub theme: ThemeNames,
}

/// What of a theme the content may name.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ThemeNames {
    /// Its page templates: `page.html`, …
    pub templates: BTreeSet<String>,
    /// Its blocks, `cards` and others, with the arguments they declare.
    pub blocks: BTreeMap<String, Declared>,
}

/// The arguments that a theme's block declares.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Declared {
    /// Their names, and whether each must be given.
    pub arguments: BTreeMap<String, bool>,
    /// Whether it takes any other as well.
    pub rest: bool,
}

/// What linking depends on beside the files.
pub struct LinkOptions<'a> {
    /// Whether drafts are built.
    pub drafts: bool,
    /// Today.
    pub as_of: Date,
    /// Where the site will stand, in place of the configuration's.
    pub base_url: Option<&'a str>,
    /// The highlighter, for included code.
    pub highlight: &'a dyn HighlightCode,
    /// Who knows how large images are.
    pub images: &'a dyn Probing,
    /// The formats of the files that are made from the whole site.
    pub formats: &'a dyn SiteFormats,
}

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

/// What linking remembers from one time to the next.
#[derive(Default)]
pub struct LinkMemo {
    layouts: Memo<SiteLayout>,
    joined: Memo<JoinedPage>,
}

impl LinkMemo {
    /// Forgets what neither of the last two generations used.
    pub fn next_generation(&self) {
        self.layouts.next_generation();
        self.joined.next_generation();
    }
}

/// Links a project: a site for each of its languages, its own first. What is wrong is reported; the rest is linked
/// all the same.
pub fn link(project: &ParsedProject, options: &LinkOptions, memory: &LinkMemo) -> (Vec<Site>, Vec<Diagnostic>) {
    let key = layout::key(project, options);
    let layout = memory.layouts.get(key, || layout::of(project, options));
    let mut diagnostics = layout.diagnostics.clone();
    let sites = layout.plans.iter().map(|plan| Site {
        config: Arc::clone(&project.config),
        edition: plan.edition.clone(),
        base_url: layout.base_url.clone(),
        pages: page_linker::all(project, options, (key, &layout), plan, &memory.joined),
        datasets: layout.datasets.clone(),
        taxonomies: Arc::clone(&plan.taxonomies),
        generated: Arc::clone(&plan.generated),
        as_of: options.as_of,
        files: if plan.edition.is_main() { Arc::clone(&layout.files) } else { Arc::default() },
        redirects: Arc::clone(&plan.redirects),
        navigation: plan.navigation.clone(),
        layout: key,
    });
    let sites: Vec<Site> = sites.collect();
    for page in sites.iter().flat_map(|site| &site.pages) {
        diagnostics.extend(page.joined.diagnostics.iter().cloned());
    }
    (sites, diagnostics)
}

/// What data is checked against.
fn rules(config: &Config, today: Date) -> Rules {
    Rules { today, max_age: config.freshness.max_age.as_ref().map(|age| age.value) }
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

    /// Where an author wrote the link that the page at `from` prints as `href`.
    pub fn link_place(&self, from: &SitePath, href: &str) -> Option<&Place> {
        let links = &self.page_at(from)?.joined.links;
        links.iter().find(|(printed, _)| printed == href).map(|(_, place)| place)
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
