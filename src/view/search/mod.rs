//! Full-text search: the index that readers' browsers ask, and the page they ask it on.
//!
//! The index is files: a browser loads the small one that lists the others when the reader begins to type, and of
//! those the few that a query needs. It refuses to know how a query is answered; that is the theme's script.

mod document;
mod index;
mod shard;
mod words;

#[cfg(test)]
mod tests;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Job, JobKind, PageData, PageView};
use crate::base::SitePath;
use crate::link::Site;
use crate::link::generated::SEARCH;

/// The template of a page with the search on it.
pub(super) const TEMPLATE: &str = "search.html";

/// What the search page sees.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SearchData {
    /// The address of the index, relative to the site's root.
    pub index: String,
}

/// The files of the index, and what the search page sees of it; nothing if there is to be no search.
pub(super) fn publish(site: &Site) -> Option<(SearchData, Vec<Job>)> {
    if !site.config.search.enabled {
        return None;
    }
    let documents = document::all(site);
    let index = index::build(&documents);
    let files = shard::files(documents, &index);
    let index = files.first().map(|(path, _)| path.href())?;
    let jobs = files.into_iter().map(|(path, bytes)| Job { path, source: None, kind: JobKind::Bytes(bytes.into()) });
    Some((SearchData { index }, jobs.collect()))
}

/// The search page, where no author wrote one.
pub(super) fn page(site: &Site, index: Option<&SearchData>) -> PageView {
    let path = SitePath::new(SEARCH);
    let mut data = PageData::made(site, "search", "Search", &path);
    data.noindex = true;
    PageView { root: path.root(), page: data, section: None, hub: None, subject: None, search: index.cloned() }
}
