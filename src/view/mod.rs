//! Floor 3: the site into jobs, closed values, one for each output.
//!
//! A view holds all that its template can see. It refuses to know the text of templates, and files.

mod absolute;
mod blocks;
mod cells;
mod chart;
mod checklist;
mod diagram;
mod drawing;
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

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

pub use blocks::*;
pub use chart::*;
pub use checklist::*;
pub use diagram::*;
pub use drawing::KeyView;
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
pub use twin::markdown as twin_of;

use crate::base::{Hash128, SitePath, SourcePath};
use crate::link::{Href, Site};
use crate::parse::prose::Proses;

/// What makes one output.
#[derive(Clone, Debug)]
pub struct Job {
    /// Where it stands.
    pub path: SitePath,
    /// The source it comes from, for messages.
    pub source: Option<SourcePath>,
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

/// The jobs of a site and what their views share.
#[derive(Clone, Debug)]
pub struct Jobs {
    /// What all pages see of the site.
    pub site: Arc<SiteView>,
    /// Its hash.
    pub site_hash: Hash128,
    /// The jobs, in the order of their addresses.
    pub jobs: Vec<Job>,
}

/// Makes the jobs of a site, whose pages' prose is found in `proses`.
pub fn jobs(site: &Site, proses: &dyn Proses) -> Jobs {
    let shared = site_view(site);
    let (search, mut jobs) = search::publish(site).map_or((None, Vec::new()), |(data, jobs)| (Some(data), jobs));
    jobs.extend(site.pages.iter().map(|page| Job {
        path: page.path.clone(),
        source: Some(page.source.clone()),
        kind: page_job(&page.template, page_view(site, page, search.as_ref())),
    }));
    jobs.push(Job { path: SitePath::new("404.html"), source: None, kind: page_job("404.html", not_found(site)) });
    let generated = site.generated.iter().enumerate();
    jobs.extend(generated.filter_map(|(i, made)| job(site, i, made, search.as_ref())));
    jobs.extend(site.files.iter().map(|(path, source)| Job {
        path: path.clone(),
        source: Some(source.clone()),
        kind: JobKind::Copy(source.clone()),
    }));
    jobs.extend(site.redirects.iter().map(|(path, to)| Job {
        path: path.clone(),
        source: None,
        kind: JobKind::Redirect(redirect(site, path, to)),
    }));
    jobs.sort_by(|a, b| a.path.cmp(&b.path));
    machines::complete(site, &mut jobs, proses);
    jobs.sort_by(|a, b| a.path.cmp(&b.path));
    Jobs { site_hash: Hash128::of_value(&shared), site: Arc::new(shared), jobs }
}

fn page_job(template: &str, view: PageView) -> JobKind {
    JobKind::Page { template: template.to_owned(), view: View::Ready(Arc::new(view)) }
}

impl View {
    /// What the template sees.
    pub fn get(&self, site: &Site) -> Arc<PageView> {
        match self {
            Self::Ready(view) => Arc::clone(view),
            Self::Made(i) => {
                let mut view = view(site, &site.generated[*i]);
                machines::complete_view(site, &mut view);
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
    Redirect { root: path.root(), target: to.from_page(path), canonical, language: site.config.language.value.clone() }
}
