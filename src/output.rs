//! Floor 6: the files that a site consists of: which there are, and how each is written.
//!
//! Each format has a file here, which says what outputs it makes and how:
//!
//! | file | outputs |
//! |---|---|
//! | `html_page` | pages, drawn by the theme, with their metadata |
//! | `markdown_version` | pages as Markdown |
//! | `redirect` | pages that lead elsewhere |
//! | `search_files` | the search index |
//! | the others, in `FORMATS` | files made from the whole site, one format each |
//!
//! It refuses to know the disk, and what is remembered from one build to the next.

mod absolute;
mod atom;
mod dataset_files;
mod host_files;
pub mod html_page;
mod json_ld;
mod llms;
mod markdown;
pub mod markdown_version;
mod redirect;
mod robots;
pub mod search_files;
mod sitemap;
mod xml;

use std::sync::Arc;

pub use self::search_files::{Excerpts, SearchJobs};

use crate::base::{BaseUrl, Hash128, SitePath, SourcePath};
use crate::link::{FileScope, GeneratedKind, Site, SiteFile, SiteFormats, SiteOutline};
use crate::pages::render_context::RenderContext;
use crate::pages::{LocalizedSites, PageRef, Redirect, SiteView, site_view};
use crate::parse::prose::ProseSource;

/// The formats of the files that are made from a site as a whole. A new one is a file in this folder and a line here.
const FORMATS: [&dyn OutputFormat; 8] = [
    &atom::Atom,
    &dataset_files::CsvFiles,
    &dataset_files::JsonFiles,
    &host_files::HostFiles,
    &llms::Llms,
    &robots::Robots,
    &sitemap::Sitemap,
    &sitemap::SitemapParts,
];

/// A format of files that are made from a site as a whole.
trait OutputFormat: Sync {
    /// The files of a site in one language: the address of each, and what part of the site it is made from.
    fn files(&self, site: &SiteOutline) -> Vec<(SitePath, FileScope)>;

    /// Files whose number depends on everything else in the site; pages cannot link to these.
    fn late_files(&self, _sites: &LocalizedSites, _site: &Site) -> Vec<(SitePath, FileScope)> {
        Vec::new()
    }

    /// The text of a file.
    fn write(&self, file: &FileContext) -> String;
}

/// A file to write, and what it is written from.
struct FileContext<'a> {
    path: &'a SitePath,
    scope: &'a FileScope,
    /// The site in all languages, and in the language of the file.
    sites: &'a LocalizedSites,
    voice: RenderContext<'a>,
    proses: &'a dyn ProseSource,
}

impl FileContext<'_> {
    /// The absolute address of the site, if it is known.
    fn base_url(&self) -> Option<&BaseUrl> {
        self.voice.site.base_url.as_ref()
    }
}

/// All formats, for linking.
pub struct Formats;

impl SiteFormats for Formats {
    fn files(&self, site: &SiteOutline) -> Vec<(SitePath, SiteFile)> {
        let of_format = |(format, files): (usize, &&dyn OutputFormat)| {
            let files = files.files(site).into_iter();
            files.map(move |(path, scope)| (path, SiteFile { format, scope })).collect::<Vec<_>>()
        };
        FORMATS.iter().enumerate().flat_map(of_format).collect()
    }
}

/// What makes one output.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its address.
    pub path: SitePath,
    /// The source it comes from, for messages.
    pub source: Option<SourcePath>,
    /// The index of the site in its language.
    pub site: usize,
    /// How it is made.
    pub kind: JobKind,
}

/// How an output is made.
#[derive(Clone, Debug)]
pub enum JobKind {
    /// By the template of a page.
    Page(PageRef),
    /// As the Markdown version of a page.
    MarkdownVersion(PageRef),
    /// As a file of excerpts for the search.
    Excerpts(Excerpts),
    /// By the template `redirect.html`.
    Redirect(Redirect),
    /// By copying a source file.
    Copy(SourcePath),
    /// By an output format, from the whole site.
    File(SiteFile),
    /// It is finished.
    Bytes(Arc<[u8]>),
}

/// The jobs of a site in all its languages, and what their views share.
#[derive(Clone, Debug)]
pub struct Jobs {
    /// What all pages in a language see of the site.
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

/// Makes the jobs of a site in all its languages, except for the search, whose file names depend on all texts.
pub fn jobs(sites: &LocalizedSites) -> Jobs {
    let shared = sites.sites().iter().map(|site| {
        let view = site_view(site, sites.sites());
        SharedView { hash: Hash128::of_value(&view), view: Arc::new(view) }
    });
    let of_site = |(index, site)| jobs_of_site(sites, site).map(move |job| Job { site: index, ..job });
    let mut jobs: Vec<Job> = sites.sites().iter().enumerate().flat_map(of_site).collect();
    jobs.sort_by(|a, b| a.path.cmp(&b.path));
    Jobs { sites: shared.collect(), jobs }
}

fn jobs_of_site<'s>(sites: &'s LocalizedSites, site: &'s Site) -> impl Iterator<Item = Job> + 's {
    let copies = site.files.iter();
    let copies = copies.map(|(path, source)| Job::new(path.clone(), JobKind::Copy(source.clone())).from(source));
    html_page::jobs(site)
        .chain(markdown_version::jobs(site))
        .chain(file_jobs(sites, site))
        .chain(copies)
        .chain(redirect::jobs(site))
}

fn file_jobs<'s>(sites: &'s LocalizedSites, site: &'s Site) -> impl Iterator<Item = Job> + 's {
    let files = site.generated.iter().filter_map(|made| match &made.kind {
        GeneratedKind::File(file) => Some(Job::new(made.path.clone(), JobKind::File(file.clone()))),
        _ => None,
    });
    let late = FORMATS.iter().enumerate().flat_map(move |(format, of)| {
        let files = of.late_files(sites, site).into_iter();
        files.map(move |(path, scope)| Job::new(path, JobKind::File(SiteFile { format, scope })))
    });
    files.chain(late)
}

/// The text of a file that an output format makes.
pub fn file(sites: &LocalizedSites, job: &Job, file: &SiteFile, proses: &dyn ProseSource) -> String {
    let context = FileContext { path: &job.path, scope: &file.scope, sites, voice: sites.voice(job.site), proses };
    FORMATS.get(file.format).map(|format| format.write(&context)).unwrap_or_default()
}

impl Job {
    /// A job of the main language that comes from no source.
    fn new(path: SitePath, kind: JobKind) -> Self {
        Self { path, source: None, site: 0, kind }
    }

    fn from(self, source: &SourcePath) -> Self {
        Self { source: Some(source.clone()), ..self }
    }

    /// Whether both are outputs of the same page.
    pub fn is_of_page_of(&self, other: &Job) -> bool {
        let page = |job: &Job| match job.kind {
            JobKind::Page(page) | JobKind::MarkdownVersion(page) => Some((job.site, page)),
            _ => None,
        };
        page(self).is_some_and(|own| page(other) == Some(own))
    }
}
