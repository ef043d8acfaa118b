//! A site in all its languages, with the interface text of each.
//!
//! It refuses to know how views are made of it.

use super::Alternate;
use super::alternates::Counterparts;
use super::page::PageView;
use super::twin;
use super::voice::{Speech, Voice};
use crate::base::SitePath;
use crate::link::{Picture, Site};
use crate::parse::config::Config;

/// A site in all its languages: there is at least one.
pub struct Editions {
    sites: Vec<Site>,
    speeches: Vec<Speech>,
    counterparts: Counterparts,
}

impl Editions {
    /// The sites, the one in the site's own language first, each with the text of its language.
    pub fn new(sites: Vec<Site>, speeches: Vec<Speech>) -> Self {
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

    /// The images on the page at an address.
    pub fn pictures_at(&self, path: &SitePath) -> Option<&Vec<Picture>> {
        self.sites.iter().find_map(|site| site.pictures.get(path))
    }

    /// The pages that show images.
    pub fn pages_with_pictures(&self) -> impl Iterator<Item = &SitePath> {
        self.sites.iter().flat_map(|site| site.pictures.keys())
    }

    /// The images on all pages.
    pub fn pictures(&self) -> impl Iterator<Item = &Picture> {
        self.sites.iter().flat_map(|site| site.pictures.values().flatten())
    }

    /// The Markdown twin of a page of an edition, with its prose in its view.
    pub fn twin(&self, edition: usize, view: &PageView) -> String {
        twin::markdown(view, &self.speeches[edition])
    }

    pub(super) fn voice(&self, edition: usize) -> Voice<'_> {
        Voice {
            site: &self.sites[edition],
            speech: &self.speeches[edition],
            main: &self.speeches[0],
            main_name: &self.sites[0].edition.name,
        }
    }

    pub(super) fn voices(&self) -> impl Iterator<Item = Voice<'_>> {
        (0..self.sites.len()).map(|edition| self.voice(edition))
    }

    /// A page of an edition in each language; `hidden` from search engines or not.
    pub(super) fn alternates(&self, edition: usize, path: &SitePath, hidden: bool) -> Vec<Alternate> {
        self.counterparts.alternates(&self.sites, edition, path, hidden)
    }
}
