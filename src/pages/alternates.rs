//! Each page in the other languages, for the switch that readers use and for search engines.
//!
//! Translations share the name of their file; what no author wrote is the same page in two languages when it stands at
//! the same address of both. Where a page is not in a language, its entry leads to the nearest page above it that is.
//! It refuses to know what is on the pages.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::page::home_or;
use crate::base::{SitePath, SourcePath};
use crate::link::{Generated, GeneratedKind, PageId, Site};

/// The original of a page that is not translated.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Original {
    /// The name of its language, in itself.
    pub name: String,
    /// Its address, relative to the site's root.
    pub path: String,
}

/// The page in a language.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Alternate {
    /// The language, as a BCP 47 tag.
    pub language: String,
    /// Its name for readers, in itself.
    pub name: String,
    /// The absolute address, for search engines; only where the page is truly in that language and the site's address
    /// is known.
    pub url: Option<String>,
    /// The address, relative to the site's root: of the page, or of the nearest above it that is in that language.
    pub path: String,
    /// Whether it is this very page.
    pub current: bool,
    /// Whether it is the site's own language, for readers of none of the others.
    pub main: bool,
}

/// Where the pages of each language are looked up by those of another.
pub(crate) struct Counterparts(Vec<Lookup>);

/// The pages of an edition as translations are looked up.
struct Lookup {
    by_key: BTreeMap<SourcePath, PageId>,
    /// The addresses of the pages that no author wrote.
    made: BTreeSet<SitePath>,
}

impl Lookup {
    fn of(site: &Site) -> Self {
        let is_page = |made: &&Generated| !matches!(made.kind, GeneratedKind::File(_));
        let made = site.generated.iter().filter(is_page).map(|made| made.path.clone());
        Self {
            by_key: site.pages.iter().enumerate().map(|(i, page)| (page.key.clone(), PageId(i))).collect(),
            made: made.collect(),
        }
    }
}

impl Counterparts {
    /// A site in one language needs none.
    pub(crate) fn of(sites: &[Site]) -> Self {
        Self(if sites.len() > 1 { sites.iter().map(Lookup::of).collect() } else { Vec::new() })
    }

    /// A page in each language, itself among them; `hidden` from search engines or not.
    pub(crate) fn alternates(&self, sites: &[Site], own: usize, path: &SitePath, hidden: bool) -> Vec<Alternate> {
        let entry = |(i, lookup): (usize, &Lookup)| {
            let (site, edition) = (&sites[i], &sites[i].edition);
            let (found, exact) =
                if i == own { (path.clone(), true) } else { counterpart(&sites[own], site, lookup, path) };
            let url = site.base_url.as_ref().filter(|_| exact && !hidden);
            Alternate {
                language: edition.language.clone(),
                name: edition.name.clone(),
                url: url.map(|base| base.url(&found)),
                path: home_or(&found),
                current: i == own,
                main: i == 0,
            }
        };
        let mut all: Vec<Alternate> = self.0.iter().enumerate().map(entry).collect();
        // A page in one language only has no alternates to tell of.
        if all.iter().filter(|alternate| alternate.url.is_some()).count() < 2 {
            for alternate in &mut all {
                alternate.url = None;
            }
        }
        all
    }
}

/// The page of `to` that is the page at `path` of `from`, or the nearest above it; and whether it is a translation.
fn counterpart(from: &Site, to: &Site, lookup: &Lookup, path: &SitePath) -> (SitePath, bool) {
    let mut at = from.edition.local(path).to_owned();
    let mut exact = true;
    loop {
        let written = from.page_at(&from.edition.at(&at));
        let there = to.edition.at(&at);
        match written.and_then(|page| lookup.by_key.get(&page.key)).map(|id| to.page(*id)) {
            Some(page) => return (page.path.clone(), exact && page.original.is_none()),
            None if written.is_none() && lookup.made.contains(&there) => return (there, exact),
            None if at.is_empty() => return (to.edition.root.clone(), false),
            None => {
                exact = false;
                let above = at.trim_end_matches('/').rfind('/').map_or(0, |slash| slash + 1);
                at.truncate(above);
            }
        }
    }
}
