//! Floor 2: all parsed files into the site. Addresses, references, the tree of sections, datasets joined to
//! articles.
//!
//! It refuses to know templates: of the theme it is told only which names it has.

pub mod address;
mod chart;
pub mod content;
pub mod data;
mod diagram;
mod drafts;
pub mod generated;
pub mod image;
mod include;
mod join;
mod known;
pub mod machines;
mod navigation;
pub mod paging;
mod redirects;
mod related;
mod resolve;
mod select;
pub mod taxonomy;
mod tree;
pub mod verdict;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use content::{Content, Href, Joined, Part, SubjectRef};
pub use generated::{Generated, GeneratedKind, export_path, pair_path};
pub use image::Picture;
pub use machines::{FeedOf, Machine};
pub use select::{DataRef, Datasets, DatumRef, reference, subject_path};
pub use taxonomy::{Taxonomy, Term, TermId};
pub use tree::{HOME, Page, PageId, PageKind};

use crate::base::{Date, Diagnostic, Place, SitePath, Snapshot, SourcePath};
use crate::compare::lint::{self, Rules};
use crate::parse::config::Config;
use crate::parse::data::DataFile;
use crate::parse::page::{Highlight, ParsedPage};
use crate::pixels::Probing;

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
#[derive(Clone, Debug, Default)]
pub struct ThemeNames {
    /// Its page templates: `page.html`, …
    pub templates: BTreeSet<String>,
    /// Its blocks, `cards` and others, with the arguments they declare.
    pub blocks: BTreeMap<String, Declared>,
}

/// The arguments that a theme's block declares.
#[derive(Clone, Debug, Default)]
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
    pub highlight: &'a dyn Highlight,
    /// Who knows how large images are.
    pub images: &'a dyn Probing,
}

/// The site: every page with its address and its content, and all that pages share.
pub struct Site {
    /// The configuration.
    pub config: Arc<Config>,
    /// Where the site will stand, with a slash at the end.
    pub base_url: Option<String>,
    /// The pages, sections among them; `PageId` counts into it. The first is the home page.
    pub pages: Vec<Page>,
    /// The datasets, by name.
    pub datasets: Datasets,
    /// The taxonomies, in the configuration's order.
    pub taxonomies: Vec<Taxonomy>,
    /// Today, for what is stale.
    pub as_of: Date,
    /// What is made from data.
    pub generated: Vec<Generated>,
    /// Files that are copied, by address.
    pub files: BTreeMap<SitePath, SourcePath>,
    /// Addresses that lead to others: to a page of the site or an address elsewhere.
    pub redirects: BTreeMap<SitePath, Href>,
    /// The links in the header.
    pub navigation: Vec<NavigationLink>,
    /// The images of which smaller ones can be made, by page.
    pub pictures: BTreeMap<SitePath, Vec<Picture>>,
    /// Where each link in prose stands: by page and the address as it is printed.
    pub link_places: BTreeMap<(SitePath, String), Place>,
}

/// A link in the header.
#[derive(Clone, Debug)]
pub struct NavigationLink {
    /// Its text.
    pub title: String,
    /// Where it leads.
    pub target: Href,
}

/// Links a project. What is wrong is reported; the rest is linked all the same.
pub fn link(project: &ParsedProject, options: &LinkOptions) -> (Site, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let datasets = datasets(project, options, &mut diagnostics);
    let (mut pages, files) = tree::build(project, options, &mut diagnostics);
    let taxonomies = taxonomy::collect(project, &mut pages, &mut diagnostics);
    related::find(&mut pages, &datasets);
    let base_url = address::base_url(project, options, &mut diagnostics);
    let (mut generated, mut redirects) = generated::all(&project.config, &datasets, &pages, &taxonomies);
    generated.extend(machines::all(&project.config, base_url.is_some(), &pages, &taxonomies));
    generated.retain(|g| !files.contains_key(&g.path));
    redirects.extend(redirects::collect(project, &pages, &files, &mut diagnostics));
    let (joined, navigation) = {
        let names = resolve::Names::new(project, &pages, &files, &redirects, &generated);
        let navigation = navigation::links(project, &pages, &names, &mut diagnostics);
        (join::all(project, options, &pages, &names, &datasets), navigation)
    };
    let (mut link_places, mut pictures) = (BTreeMap::new(), BTreeMap::new());
    for (page, joined) in pages.iter_mut().zip(joined) {
        page.content = joined.content;
        page.summary = joined.summary;
        page.front_blocks = joined.front_blocks;
        diagnostics.extend(joined.diagnostics);
        if !joined.pictures.is_empty() {
            pictures.insert(page.path.clone(), joined.pictures);
        }
        for (href, place) in joined.links {
            link_places.entry((page.path.clone(), href)).or_insert(place);
        }
    }
    let site = Site {
        config: Arc::clone(&project.config),
        base_url,
        pages,
        datasets,
        taxonomies,
        generated,
        as_of: options.as_of,
        files,
        redirects,
        navigation,
        pictures,
        link_places,
    };
    (site, diagnostics)
}

/// Joins and checks the datasets.
fn datasets(project: &ParsedProject, options: &LinkOptions, diagnostics: &mut Vec<Diagnostic>) -> Datasets {
    let (datasets, said) = data::datasets(&project.data);
    diagnostics.extend(said);
    diagnostics.extend(project.snapshot.under("content/data").filter_map(|(path, _)| data::stray(path)));
    let rules = rules(&project.config, options.as_of);
    for dataset in datasets.values() {
        diagnostics.extend(lint::lint(dataset, rules));
    }
    datasets
}

/// What data is checked against.
fn rules(config: &Config, today: Date) -> Rules {
    Rules { today, max_age: config.freshness.max_age.as_ref().map(|age| age.value) }
}

impl Site {
    /// What data is checked against.
    pub fn rules(&self) -> Rules {
        rules(&self.config, self.as_of)
    }

    /// The page with an id.
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0]
    }
}
