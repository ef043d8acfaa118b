//! A site that is linked and not drawn yet: what stands where, and what drawing it needs.
//!
//! It refuses to draw; the engine does, and remembers what it drew.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock};

use super::image_sources::SiteVariants;
use super::sources_reader::ProseCache;
use super::{Engine, link_check};
use crate::base::snapshot::SourceFile;
use crate::base::sync::lock;
use crate::base::url::{LinkKind, link_kind};
use crate::base::{BaseUrl, Diagnostic, SitePath, SourcePath};
use crate::output::{Job, JobKind, Jobs, SearchJobs, search_files};
use crate::pages::LocalizedSites;
use crate::theme::files::Theme;
use crate::theme::{Renderer, SiteValues};

/// A site that is linked and not drawn yet.
pub struct LinkedSite {
    pub(super) theme: Arc<(Theme, Vec<Diagnostic>)>,
    pub(super) jobs: Jobs,
    /// The search of each edition; made when it is first asked for.
    pub(super) search: Vec<OnceLock<SearchJobs>>,
    pub(super) files: Arc<BTreeMap<SourcePath, SourceFile>>,
    pub(super) images: SiteVariants,
    /// The site in each of its languages.
    pub(super) editions: LocalizedSites,
    /// What all pages in a language see, as values; made when the first of them is drawn.
    pub(super) shared: Vec<OnceLock<SiteValues>>,
    /// The prose of some pages.
    pub(super) recent: ProseCache,
    /// Files that were no longer what they had been when they were read again.
    pub(super) lost: Mutex<BTreeSet<SourcePath>>,
    /// Files with errors of their own, whatever the other files say.
    pub faulty: BTreeSet<SourcePath>,
    /// What the stages up to here had to say.
    pub diagnostics: Vec<Diagnostic>,
}

impl LinkedSite {
    /// Whether anything stands at `path`, as far as is known without making the search.
    pub fn has(&self, path: &SitePath) -> bool {
        let made = || self.search.iter().filter_map(OnceLock::get).any(|search| at(&search.jobs, path).is_some());
        at(&self.jobs.jobs, path).is_some()
            || self.images.has(path)
            || self.assets().any(|asset| asset == path)
            || made()
    }

    /// How many outputs there are, but for the search while it is not made.
    pub fn count(&self) -> usize {
        let search: usize = self.search.iter().filter_map(OnceLock::get).map(|search| search.jobs.len()).sum();
        self.jobs.jobs.len() + search + self.theme.0.assets.len()
    }

    /// The addresses of the theme's published files.
    pub fn assets(&self) -> impl Iterator<Item = &SitePath> {
        self.theme.0.assets.iter().map(|asset| &asset.path)
    }

    /// Whether the page at `path` is a draft.
    pub fn is_draft(&self, path: &SitePath) -> bool {
        self.editions.sites().iter().flat_map(|site| &site.pages).any(|page| page.draft && page.path == *path)
    }

    /// The path of the address that the site is made for: `/`, or `/guides/` for `https://example.org/guides/`.
    pub fn base_path(&self) -> &str {
        self.base_url().map_or("/", BaseUrl::path)
    }

    /// The output of the site that a link on the page at `from` leads to, if it leads to one.
    pub fn target(&self, from: &SitePath, link: &str) -> Option<SitePath> {
        let is_internal = link_kind(link) == LinkKind::Internal;
        let path = is_internal.then(|| link.split(['?', '#']).next().unwrap_or(""))?;
        link_check::target(self.base_url(), from, path).filter(|target| self.has(target))
    }

    /// The file that is copied to an address, if one is.
    pub(super) fn copied(&self, path: &SitePath) -> Option<&SourceFile> {
        match &at(&self.jobs.jobs, path)?.kind {
            JobKind::Copy(source) => self.files.get(source),
            _ => None,
        }
    }

    /// The job at an address.
    pub(super) fn job(&self, engine: &Engine, path: &SitePath) -> Option<&Job> {
        let searched = || at(&self.search(engine, self.edition_of_search(path)?).jobs, path);
        at(&self.jobs.jobs, path).or_else(searched)
    }

    /// The edition whose search has a file at an address, if one has any there.
    pub(super) fn edition_of_search(&self, path: &SitePath) -> Option<usize> {
        (0..self.search.len()).find(|edition| search_files::is_of_search(&self.editions, *edition, path))
    }

    /// All jobs, in the order of their addresses.
    pub(super) fn all(&self, engine: &Engine) -> Vec<&Job> {
        let mut all: Vec<&Job> = self.jobs.jobs.iter().chain(self.of_search(engine)).collect();
        all.sort_by(|a, b| a.path.cmp(&b.path));
        all
    }

    /// The jobs of the search of all editions.
    pub(super) fn of_search(&self, engine: &Engine) -> Vec<&Job> {
        (0..self.search.len()).flat_map(|edition| &self.search(engine, edition).jobs).collect()
    }

    /// The search of an edition.
    pub(super) fn search(&self, engine: &Engine, edition: usize) -> &SearchJobs {
        self.search[edition].get_or_init(|| search_files::jobs(&self.editions, edition, engine))
    }

    /// Makes the search of all editions. Whoever asks for it meanwhile does not wait for it, but makes it as well.
    pub(super) fn make_search(&self, engine: &Engine) {
        for (edition, made) in self.search.iter().enumerate() {
            // Another may have been first.
            let _ = made.set(search_files::jobs(&self.editions, edition, engine));
        }
    }

    /// Whether an output is drawn without asking for the search.
    pub(super) fn needs_no_search(&self, job: &Job) -> bool {
        !matches!(job.kind, JobKind::Page(page) if self.editions.shows_search(job.site, page))
    }

    /// The files that changed under the build.
    pub(super) fn lost(&self) -> BTreeSet<SourcePath> {
        lock(&self.lost).clone()
    }

    /// Where the site will stand.
    fn base_url(&self) -> Option<&BaseUrl> {
        self.editions.sites().first()?.base_url.as_ref()
    }

    /// Draws the pages of an edition.
    pub(super) fn renderer(&self, edition: usize) -> Renderer<'_> {
        let shared =
            self.shared[edition].get_or_init(|| SiteValues::new(&self.theme.0, &self.jobs.sites[edition].view));
        Renderer::new(&self.theme.0, shared)
    }
}

/// The job at an address, of jobs in the order of theirs. Of two the last counts, as when all are drawn.
fn at<'a>(jobs: &'a [Job], path: &SitePath) -> Option<&'a Job> {
    let after = jobs.partition_point(|job| job.path <= *path);
    jobs[..after].last().filter(|job| job.path == *path)
}
