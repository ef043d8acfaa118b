//! Floor 3: the site into jobs, closed values, one for each output.
//!
//! A view holds all that its template can see. It refuses to know the text of templates, and files.

mod absolute;
mod alternates;
mod blocks;
mod cells;
mod chart;
mod checklist;
mod diagram;
mod drawing;
mod editions;
mod feed;
mod generated;
mod json_ld;
mod lists;
mod llms;
mod machines;
mod markdown;
mod markup;
mod matrix;
mod page;
mod plain;
mod ranking;
pub mod schema;
mod search;
mod site;
mod sitemap;
mod summary;
mod twin;
mod voice;

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

pub use alternates::{Alternate, Original};
pub use blocks::*;
pub use chart::*;
pub use checklist::*;
pub use diagram::*;
pub use drawing::KeyView;
pub use editions::Editions;
pub use generated::*;
use generated::{job, view};
pub use lists::*;
pub use markup::{BlockView, Markup, PARTS, PartView};
pub use matrix::*;
pub use page::*;
use page::{not_found, page_view};
pub use ranking::*;
pub use search::{Excerpts, SearchData, excerpts};
use site::site_view;
pub use site::*;
pub use voice::Speech;
use voice::Voice;

use crate::base::{Hash128, Remember, SitePath, SourcePath};
use crate::link::{Href, Site};
use crate::parse::prose::Proses;

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
    /// By a page template.
    Page {
        /// The template's name.
        template: String,
        /// What it sees.
        view: View,
    },
    /// As the Markdown twin of a page.
    Twin(View),
    /// As a file of excerpts for the search.
    Excerpts(Excerpts),
    /// By the template `redirect.html`.
    Redirect(Redirect),
    /// By copying a source file.
    Copy(SourcePath),
    /// It is finished.
    Bytes(Arc<[u8]>),
}

/// The view of a page, without its prose.
#[derive(Clone, Debug)]
pub enum View {
    /// It is there.
    Ready(Arc<PageView>),
    /// It is one of many that data make, and is made when it is needed; by its place in what the site generates.
    Made(usize),
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

/// Makes the jobs of a site in all its languages, whose pages' prose is found in `proses`.
pub fn jobs(editions: &Editions, proses: &dyn Proses, memory: &dyn Remember) -> Jobs {
    let shared = editions.sites().iter().map(|site| {
        let view = site_view(site, editions.sites());
        SharedView { hash: Hash128::of_value(&view), view: Arc::new(view) }
    });
    let mut jobs: Vec<Job> = Vec::new();
    for (edition, voice) in editions.voices().enumerate() {
        jobs.extend(of_edition(voice, memory).into_iter().map(|job| Job { edition, ..job }));
    }
    jobs.sort_by(|a, b| a.path.cmp(&b.path));
    machines::complete(editions, &mut jobs, proses);
    jobs.sort_by(|a, b| a.path.cmp(&b.path));
    Jobs { sites: shared.collect(), jobs }
}

fn of_edition(voice: Voice, memory: &dyn Remember) -> Vec<Job> {
    let site = voice.site;
    let (search, mut jobs) =
        search::publish(site, memory).map_or((None, Vec::new()), |(data, jobs)| (Some(data), jobs));
    jobs.extend(site.pages.iter().map(|page| {
        let kind = page_job(&page.template, page_view(voice, page, search.as_ref()));
        Job::new(page.path.clone(), kind).from(&page.source)
    }));
    if site.edition.is_main() {
        jobs.push(Job::new(SitePath::new("404.html"), page_job("404.html", not_found(voice))));
    }
    let generated = site.generated.iter().enumerate();
    jobs.extend(generated.filter_map(|(i, made)| job(voice, i, made, search.as_ref())));
    let copies = site.files.iter();
    jobs.extend(copies.map(|(path, source)| Job::new(path.clone(), JobKind::Copy(source.clone())).from(source)));
    let redirects = site.redirects.iter();
    jobs.extend(redirects.map(|(path, to)| Job::new(path.clone(), JobKind::Redirect(redirect(site, path, to)))));
    jobs
}

fn page_job(template: &str, view: PageView) -> JobKind {
    JobKind::Page { template: template.to_owned(), view: View::Ready(Arc::new(view)) }
}

impl View {
    /// What the template sees of the page that a job makes.
    pub fn get(&self, editions: &Editions, job: &Job) -> Arc<PageView> {
        match self {
            Self::Ready(view) => Arc::clone(view),
            Self::Made(i) => {
                let voice = editions.voice(job.edition);
                let made = &voice.site.generated[*i];
                let mut view = view(voice, made);
                machines::complete_view(editions, job.edition, &made.path, &mut view);
                Arc::new(view)
            }
        }
    }
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
}
