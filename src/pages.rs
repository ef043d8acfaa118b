//! Floor 3: the site into jobs, closed values, one for each output.
//!
//! A view holds all that its template can see. It refuses to know the text of templates, and files.

mod absolute;
mod alternates;
mod blocks;
mod data_pages;
mod feed;
mod generated;
mod json_ld;
mod lists;
mod llms;
pub mod localized_sites;
mod markdown;
pub mod markdown_version;
mod markup;
mod page;
mod plain;
pub mod render_context;
pub mod schema;
mod search;
mod site;
pub mod site_files;
mod sitemap;
pub mod xml;

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

pub use self::alternates::{Alternate, Original};
pub use self::blocks::*;
pub use self::data_pages::*;
pub use self::lists::*;
pub use self::localized_sites::LocalizedSites;
pub use self::markup::{BlockView, Markup, PARTS, PartView};
pub use self::page::*;
pub use self::render_context::Messages;
pub use self::search::{Excerpts, SearchData, SearchIndex, excerpts, is_of_search, search};
use self::site::site_view;
pub use self::site::*;
pub use self::site_files::FileRef;

use crate::base::{Hash128, SitePath, SourcePath};
use crate::link::{Href, PageId, Site};

/// What makes one output.
#[derive(Clone, Debug)]
pub struct Job {
    /// Where it stands.
    pub path: SitePath,
    /// The source it comes from, for messages.
    pub source: Option<SourcePath>,
    /// The edition it belongs to: counts into the sites.
    pub edition: usize,
    /// How it is made.
    pub kind: JobKind,
}

/// How an output is made.
#[derive(Clone, Debug)]
pub enum JobKind {
    /// By the template of a page.
    Page(PageRef),
    /// As the Markdown twin of a page.
    Twin(PageRef),
    /// As a file of excerpts for the search.
    Excerpts(Excerpts),
    /// By the template `redirect.html`.
    Redirect(Redirect),
    /// By copying a source file.
    Copy(SourcePath),
    /// From all of the site.
    File(FileRef),
    /// It is finished.
    Bytes(Arc<[u8]>),
}

/// Which page of an edition is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageRef {
    /// One that an author wrote.
    Written(PageId),
    /// One that no author wrote, by its place in what the edition generates.
    Made(usize),
    /// The one for addresses where nothing stands.
    NotFound,
}

/// What the template of a redirect sees beside `site`, `t` and `assets`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Redirect {
    /// The prefix that leads from its address to the site's root: `./`, `../`, …
    pub root: String,
    /// Where it leads, as a relative reference or an absolute address.
    pub target: String,
    /// The absolute address it leads to, if it is known.
    pub canonical: Option<String>,
    /// The language of the interface text.
    pub language: String,
}

/// The jobs of a site in all its languages, and what their views share.
#[derive(Clone, Debug)]
pub struct Jobs {
    /// What all pages in a language see of the site, by edition.
    pub sites: Vec<SharedView>,
    /// The jobs, in the order of their addresses.
    pub jobs: Vec<Job>,
}

/// What all pages in a language see of the site.
#[derive(Clone, Debug)]
pub struct SharedView {
    /// The view.
    pub view: Arc<SiteView>,
    /// Its hash.
    pub hash: Hash128,
}

/// Makes the jobs of a site in all its languages but for the search, whose names depend on all texts.
pub fn jobs(editions: &LocalizedSites) -> Jobs {
    let shared = editions.sites().iter().map(|site| {
        let view = site_view(site, editions.sites());
        SharedView { hash: Hash128::of_value(&view), view: Arc::new(view) }
    });
    let mut jobs: Vec<Job> = Vec::new();
    for (edition, voice) in editions.voices().enumerate() {
        let own = of_edition(voice.site).chain(site_files::parts_of_sitemap(editions, voice.site));
        jobs.extend(own.map(|job| Job { edition, ..job }));
    }
    jobs.sort_by(|a, b| a.path.cmp(&b.path));
    Jobs { sites: shared.collect(), jobs }
}

fn of_edition(site: &Site) -> impl Iterator<Item = Job> {
    let written = site.pages.iter().enumerate().flat_map(|(i, page)| {
        let of = PageRef::Written(PageId(i));
        let twin = markdown_version::of_page(site, page).filter(|_| page.original.is_none());
        let twin = twin.map(|path| Job::new(path, JobKind::Twin(of)).from(&page.source));
        std::iter::once(Job::new(page.path.clone(), JobKind::Page(of)).from(&page.source)).chain(twin)
    });
    let not_found = Job::new(SitePath::new("404.html"), JobKind::Page(PageRef::NotFound));
    let made = site.generated.iter().enumerate().flat_map(|(i, made)| generated::jobs(site, i, made));
    let copies = site.files.iter();
    let copies = copies.map(|(path, source)| Job::new(path.clone(), JobKind::Copy(source.clone())).from(source));
    let redirects = site.redirects.iter();
    let redirects = redirects.map(|(path, to)| Job::new(path.clone(), JobKind::Redirect(redirect(site, path, to))));
    written.chain(site.edition.is_main().then_some(not_found)).chain(made).chain(copies).chain(redirects)
}

fn redirect(site: &Site, path: &SitePath, to: &Href) -> Redirect {
    let canonical = match (to, &site.base_url) {
        (Href::Site(path, _), Some(base)) => Some(format!("{base}{}", path.href())),
        (Href::Site(..), None) => None,
        (Href::Web(address), _) => Some(address.clone()),
    };
    Redirect { root: path.root(), target: to.from_page(path), canonical, language: site.edition.language.clone() }
}

impl Job {
    /// A job of the main edition that comes from no source.
    fn new(path: SitePath, kind: JobKind) -> Self {
        Self { path, source: None, edition: 0, kind }
    }

    fn from(self, source: &SourcePath) -> Self {
        Self { source: Some(source.clone()), ..self }
    }

    /// Whether both make something of the same page.
    pub fn is_of_page_of(&self, other: &Job) -> bool {
        let page = |job: &Job| match job.kind {
            JobKind::Page(page) | JobKind::Twin(page) => Some((job.edition, page)),
            _ => None,
        };
        page(self).is_some_and(|own| page(other) == Some(own))
    }
}
