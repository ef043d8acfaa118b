//! A site in all its languages, with the interface text of each, and the view of each of its pages.

use super::alternates::Counterparts;
use super::page::{PageView, not_found, page_view};
use super::render_context::{Messages, RenderContext};
use super::{Alternate, generated, search};
use crate::base::SitePath;
use crate::link::{PageId, PageImage, Site};
use crate::parse::config::Config;

/// A site in all its languages: there is at least one.
pub struct LocalizedSites {
    sites: Vec<Site>,
    speeches: Vec<Messages>,
    counterparts: Counterparts,
}

/// A page of a site in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageRef {
    /// A page with a source file.
    Written(PageId),
    /// A generated page, by its index in [`Site::generated`].
    Generated(usize),
    /// The page that is served where there is no other.
    NotFound,
}

impl LocalizedSites {
    /// The sites, the one in the main language first, each with the interface text of its language.
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

    /// The images on all pages.
    pub fn pictures(&self) -> impl Iterator<Item = &PageImage> {
        self.sites.iter().flat_map(|site| &site.pages).flat_map(|page| &page.joined.pictures)
    }

    /// The template of a page, by the index of its site.
    pub fn template(&self, site: usize, page: PageRef) -> &str {
        let site = &self.sites[site];
        match page {
            PageRef::Written(id) => &site.page(id).template,
            PageRef::Generated(i) => generated::template(site, &site.generated[i]),
            PageRef::NotFound => "404.html",
        }
    }

    /// Whether a page has the search on it, and so needs the address of the index.
    pub fn shows_search(&self, site: usize, page: PageRef) -> bool {
        self.template(site, page) == search::TEMPLATE
    }

    /// The view of a page, without its prose.
    pub fn view(&self, site: usize, page: PageRef) -> PageView {
        let voice = self.voice(site);
        match page {
            PageRef::Written(id) => page_view(voice, voice.site.page(id)),
            PageRef::Generated(i) => generated::view(voice, &voice.site.generated[i]),
            PageRef::NotFound => not_found(voice),
        }
    }

    pub(crate) fn voice(&self, site: usize) -> RenderContext<'_> {
        RenderContext {
            site: &self.sites[site],
            speech: &self.speeches[site],
            main: &self.speeches[0],
            main_name: &self.sites[0].edition.name,
        }
    }

    /// A page in each language; `hidden` says whether search engines are to leave it out.
    pub(crate) fn alternates(&self, site: usize, path: &SitePath, hidden: bool) -> Vec<Alternate> {
        self.counterparts.alternates(&self.sites, site, path, hidden)
    }
}
