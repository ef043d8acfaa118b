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
mod search;
mod site;
mod sitemap;
mod summary;
mod twin;

use std::sync::Arc;

use serde::Serialize;

pub use blocks::*;
pub use chart::*;
pub use checklist::*;
pub use diagram::*;
pub use drawing::KeyView;
use generated::job;
pub use generated::*;
pub use lists::*;
pub use markup::{BlockView, Markup, PARTS, PartView};
pub use matrix::*;
pub use page::*;
use page::{not_found, page_view};
pub use ranking::*;
pub use search::SearchData;
use site::site_view;
pub use site::*;

use crate::base::{Hash128, SitePath, SourcePath};
use crate::link::{Href, Site};

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
        view: Arc<PageView>,
    },
    /// By the template `redirect.html`.
    Redirect(Redirect),
    /// By copying a source file.
    Copy(SourcePath),
    /// It is finished.
    Bytes(Arc<[u8]>),
}

/// What the template of a redirect sees.
#[derive(Clone, Debug, Serialize)]
pub struct Redirect {
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

/// Makes the jobs of a site.
pub fn jobs(site: &Site) -> Jobs {
    let shared = site_view(site);
    let (search, mut jobs) = search::publish(site).map_or((None, Vec::new()), |(data, jobs)| (Some(data), jobs));
    jobs.extend(site.pages.iter().map(|page| Job {
        path: page.path.clone(),
        source: Some(page.source.clone()),
        kind: JobKind::Page { template: page.template.clone(), view: Arc::new(page_view(site, page, search.as_ref())) },
    }));
    jobs.push(Job {
        path: SitePath::new("404.html"),
        source: None,
        kind: JobKind::Page { template: "404.html".to_owned(), view: Arc::new(not_found(site)) },
    });
    jobs.extend(site.generated.iter().filter_map(|made| job(site, made, search.as_ref())));
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
    machines::complete(site, &mut jobs);
    jobs.sort_by(|a, b| a.path.cmp(&b.path));
    Jobs { site_hash: Hash128::of_value(&shared), site: Arc::new(shared), jobs }
}

fn redirect(site: &Site, path: &SitePath, to: &Href) -> Redirect {
    let canonical = match (to, &site.base_url) {
        (Href::Site(path, _), Some(base)) => Some(format!("{base}{}", path.href())),
        (Href::Site(..), None) => None,
        (Href::Web(address), _) => Some(address.clone()),
    };
    Redirect { target: to.from_page(path), canonical, language: site.config.language.value.clone() }
}
