//! A site in all its languages, with the interface text of each.
//!
//! It refuses to know how views are made of it.

use super::alternates::Counterparts;
use super::markdown_version;
use super::page::{PageView, not_found, page_view};
use super::render_context::{Messages, RenderContext};
use super::{Alternate, FileRef, Job, PageRef, SearchData, generated, search, site_files};
use crate::base::{Hash128, SitePath};
use crate::link::{Generated, PageImage, PageKind, Site};
use crate::parse::config::Config;
use crate::parse::prose::ProseSource;

/// A site in all its languages: there is at least one.
pub struct LocalizedSites {
    sites: Vec<Site>,
    speeches: Vec<Messages>,
    counterparts: Counterparts,
}

impl LocalizedSites {
    /// The sites, the one in the site's own language first, each with the text of its language.
    pub fn new(sites: Vec<Site>, speeches: Vec<Messages>) -> Self {
        Self { counterparts: Counterparts::of(&sites), sites, speeches }
    }

    /// The site in each language.
    pub fn sites(&self) -> &[Site] {
        &self.sites
    }

    /// The configuration.
    pub fn config(&self) -> &Config {
        &self.sites[0].config
    }

    /// The images on the page at an address, if there are any.
    pub fn pictures_at(&self, path: &SitePath) -> Option<&[PageImage]> {
        let pages = self.sites.iter().filter_map(|site| site.page_at(path));
        pages.map(|page| page.joined.pictures.as_slice()).find(|pictures| !pictures.is_empty())
    }

    /// The pages that show images.
    pub fn pages_with_pictures(&self) -> impl Iterator<Item = &SitePath> {
        let pages = self.sites.iter().flat_map(|site| &site.pages);
        pages.filter(|page| !page.joined.pictures.is_empty()).map(|page| &page.path)
    }

    /// The images on all pages.
    pub fn pictures(&self) -> impl Iterator<Item = &PageImage> {
        self.sites.iter().flat_map(|site| &site.pages).flat_map(|page| &page.joined.pictures)
    }

    /// The name of the template of a page of an edition.
    pub fn template(&self, edition: usize, page: PageRef) -> &str {
        let site = &self.sites[edition];
        match page {
            PageRef::Written(id) => &site.page(id).template,
            PageRef::Made(i) => generated::template(site, &site.generated[i]),
            PageRef::NotFound => "404.html",
        }
    }

    /// Whether a page of an edition is one to search on, which names the index.
    pub fn shows_search(&self, edition: usize, page: PageRef) -> bool {
        self.template(edition, page) == search::TEMPLATE
    }

    /// The hash of all of the site that goes into the view of a page, in which nothing stands of other pages' texts.
    /// Lists of pages show summaries, and the name of the search index depends on all texts: these have none.
    pub fn origin(&self, edition: usize, of: PageRef) -> Option<Hash128> {
        let site = &self.sites[edition];
        match of {
            PageRef::Written(id) => {
                let page = site.page(id);
                (page.kind == PageKind::Page && !self.shows_search(edition, of)).then_some(page.origin)
            }
            PageRef::Made(i) => {
                let Generated { path, kind } = &site.generated[i];
                kind.is_of_data().then(|| Hash128::of_value(&(site.layout, path)))
            }
            PageRef::NotFound => None,
        }
    }

    /// What the template sees of the page that a job makes, without its prose and without what only programs read.
    pub fn text(&self, job: &Job, page: PageRef) -> PageView {
        let voice = self.voice(job.edition);
        match page {
            PageRef::Written(id) => page_view(voice, voice.site.page(id)),
            PageRef::Made(i) => generated::view(voice, &voice.site.generated[i]),
            PageRef::NotFound => not_found(voice),
        }
    }

    /// Puts into that view what only programs read. `index` says where the search is, for pages to search on.
    pub fn complete(&self, job: &Job, page: PageRef, view: &mut PageView, index: &dyn Fn() -> Option<SearchData>) {
        let site = &self.sites[job.edition];
        site_files::complete(self, job.edition, &job.path, view);
        let twin = match page {
            PageRef::Written(id) => markdown_version::of_page(site, site.page(id)),
            PageRef::Made(i) => markdown_version::of_made(site, &site.generated[i]),
            PageRef::NotFound => None,
        };
        view.page.markdown = twin.map(|path| path.href());
        if self.shows_search(job.edition, page) {
            view.search = index();
        }
    }

    /// The text of a file that is made of the site.
    pub fn file(&self, job: &Job, file: FileRef, proses: &dyn ProseSource) -> Vec<u8> {
        site_files::file(self, self.voice(job.edition), file, proses).into_bytes()
    }

    /// The Markdown twin of a page of an edition, with its prose in its view.
    pub fn twin(&self, edition: usize, view: &PageView) -> String {
        markdown_version::markdown(view, &self.speeches[edition])
    }

    pub(crate) fn voice(&self, edition: usize) -> RenderContext<'_> {
        RenderContext {
            site: &self.sites[edition],
            speech: &self.speeches[edition],
            main: &self.speeches[0],
            main_name: &self.sites[0].edition.name,
        }
    }

    pub(crate) fn voices(&self) -> impl Iterator<Item = RenderContext<'_>> {
        (0..self.sites.len()).map(|edition| self.voice(edition))
    }

    /// A page of an edition in each language; `hidden` from search engines or not.
    pub(crate) fn alternates(&self, edition: usize, path: &SitePath, hidden: bool) -> Vec<Alternate> {
        self.counterparts.alternates(&self.sites, edition, path, hidden)
    }
}
