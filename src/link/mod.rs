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
pub mod edition;
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
pub use edition::Edition;
pub use generated::{Generated, GeneratedKind, csv_path, json_path, pair_path};
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

/// The site in one language: every page with its address and its content, and all that pages share.
pub struct Site {
    /// The configuration.
    pub config: Arc<Config>,
    /// Its language, and below what it stands.
    pub edition: Edition,
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
    /// Files that are copied, by address; they stand once, with the main edition.
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

/// An edition before other files are joined into its texts.
struct Plan {
    edition: Edition,
    pages: Vec<Page>,
    taxonomies: Vec<Taxonomy>,
    generated: Vec<Generated>,
    redirects: BTreeMap<SitePath, Href>,
}

/// Links a project: a site for each of its languages, its own first. What is wrong is reported; the rest is linked
/// all the same.
pub fn link(project: &ParsedProject, options: &LinkOptions) -> (Vec<Site>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let datasets = datasets(project, options, &mut diagnostics);
    let base_url = address::base_url(project, options, &mut diagnostics);
    let editions = edition::all(&project.config);
    let (trees, mut files) = tree::build(project, options, &editions, &mut diagnostics);
    let mut plans: Vec<Plan> = editions
        .into_iter()
        .zip(trees)
        .map(|(edition, pages)| plan(project, edition, pages, &datasets, base_url.is_some(), &mut diagnostics))
        .collect();
    for plan in &mut plans {
        plan.generated.retain(|g| !files.contains_key(&g.path));
    }
    let redirects = redirects::collect(project, &plans, &files, &mut diagnostics);
    for (plan, redirects) in plans.iter_mut().zip(redirects) {
        plan.redirects.extend(redirects);
    }
    let joined: Vec<_> = {
        let all = resolve::AllNames::new(project, &plans, &files);
        let join = |plan: &Plan| {
            let names = resolve::Names::new(project, &all, plan);
            let navigation = navigation::links(project, &plan.edition, &plan.pages, &names, &mut diagnostics);
            (join::all(project, options, plan, &names, &datasets), navigation)
        };
        plans.iter().map(join).collect()
    };
    let sites = plans.into_iter().zip(joined).map(|(plan, (joined, navigation))| {
        let Plan { edition, pages, taxonomies, generated, redirects } = plan;
        let mut site = Site {
            config: Arc::clone(&project.config),
            edition,
            base_url: base_url.clone(),
            pages,
            datasets: datasets.clone(),
            taxonomies,
            generated,
            as_of: options.as_of,
            // The files stand once, in the first site.
            files: std::mem::take(&mut files),
            redirects,
            navigation,
            pictures: BTreeMap::new(),
            link_places: BTreeMap::new(),
        };
        site.take(joined, &mut diagnostics);
        site
    });
    let sites = sites.collect();
    (sites, diagnostics)
}

/// What stands in an edition, and where.
fn plan(
    project: &ParsedProject,
    edition: Edition,
    mut pages: Vec<Page>,
    datasets: &Datasets,
    has_base: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Plan {
    let config = &project.config;
    let taxonomies = taxonomy::collect(project, &edition, &mut pages, diagnostics);
    related::find(&mut pages, datasets);
    let (mut generated, redirects) = generated::all(config, &edition, datasets, &pages, &taxonomies);
    generated.extend(machines::all(config, &edition, has_base, &pages, &taxonomies));
    Plan { edition, pages, taxonomies, generated, redirects }
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
    /// Takes up what joining made of its pages.
    fn take(&mut self, joined: Vec<join::JoinedPage>, diagnostics: &mut Vec<Diagnostic>) {
        for (page, joined) in self.pages.iter_mut().zip(joined) {
            page.content = joined.content;
            page.summary = joined.summary;
            page.front_blocks = joined.front_blocks;
            diagnostics.extend(joined.diagnostics);
            if !joined.pictures.is_empty() {
                self.pictures.insert(page.path.clone(), joined.pictures);
            }
            for (href, place) in joined.links {
                self.link_places.entry((page.path.clone(), href)).or_insert(place);
            }
        }
    }

    /// The edition in which subjects have pages, if they have any.
    pub fn subject_pages(&self) -> Option<&Edition> {
        self.config.publish.subjects.then_some(&self.edition)
    }

    /// What data is checked against.
    pub fn rules(&self) -> Rules {
        rules(&self.config, self.as_of)
    }

    /// The page at an address; pages are in the order of theirs.
    pub fn page_at(&self, path: &SitePath) -> Option<&Page> {
        self.pages.binary_search_by(|page| page.path.cmp(path)).ok().map(|i| &self.pages[i])
    }

    /// The page with an id.
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0]
    }
}
