//! Full-text search: the index that readers' browsers ask, and the page they ask it on.
//!
//! The index is files: a browser loads the small one that lists the others when the reader begins to type, and of
//! those the few that a query needs. How they are made is in the room `search`.

mod document;

use std::sync::Arc;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use self::document::SearchEntry;
use super::render_context::RenderContext;
use super::{LocalizedSites, PageData, PageView};
use crate::base::format::json;
use crate::base::{Hash128, Remember, SitePath, SourcePath};
use crate::link::Site;
use crate::link::generated::SEARCH;
use crate::parse::prose::ProseSource;
use crate::search;
use crate::search::{PageGroup, PageTerms};

/// The template of a page with the search on it.
pub(crate) const TEMPLATE: &str = "search.html";

/// What the search page sees.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SearchData {
    /// The address of the index, relative to the site's root.
    pub index: String,
}

/// The search of a site in one language.
#[derive(Clone, Debug, Default)]
pub struct SearchFiles {
    /// What the search page sees of it; `None` if there is to be no search.
    pub data: Option<SearchData>,
    /// The list of the index and the files of words.
    pub files: Vec<(SitePath, Arc<[u8]>)>,
    /// What the files of excerpts are made of, and the first page's source.
    pub excerpts: Vec<(SitePath, Option<SourcePath>, Excerpts)>,
}

/// Makes the search of a site in one language.
pub fn search(site: &Site, memory: &dyn Remember) -> SearchFiles {
    if !site.config.search.enabled {
        return SearchFiles::default();
    }
    let entries = document::all(site);
    let words: Vec<PageTerms> = entries.par_iter().map(|entry| entry.words(site)).collect();
    let index = search::files(&site.edition.at(SEARCH), &words, memory);
    let data = Some(SearchData { index: index.manifest.0.href() });
    let excerpts = index.excerpts.into_iter().map(|PageGroup { path, pages, key }| {
        let pages = entries[pages].to_vec();
        let source = pages.first().and_then(|entry| entry.source(site)).cloned();
        (path, source, Excerpts { pages, key })
    });
    let files = std::iter::once(index.manifest).chain(index.words).collect();
    SearchFiles { data, files, excerpts: excerpts.collect() }
}

/// Pages whose text stands in one file, and the hash of all that it is made of.
#[derive(Clone, Debug)]
pub struct Excerpts {
    pages: Vec<SearchEntry>,
    /// Says when two such files are the same.
    pub key: Hash128,
}

/// Writes a file of excerpts of an edition.
pub fn excerpts(editions: &LocalizedSites, edition: usize, excerpts: &Excerpts, proses: &dyn ProseSource) -> Vec<u8> {
    let site = &editions.sites()[edition];
    let pages: Vec<String> =
        excerpts.pages.iter().map(|found| json(&found.document(site, proses).for_excerpts())).collect();
    format!("[{}]", pages.join(",\n")).into_bytes()
}

/// The search page, where no author wrote one.
pub(crate) fn page(voice: RenderContext) -> PageView {
    let path = voice.site.edition.at(SEARCH);
    let mut data = PageData::made(voice, "search", voice.text("search"), &path);
    data.noindex = true;
    PageView::of(&path, data, None)
}
