//! Full-text search: the index that readers' browsers ask, and the page they ask it on.
//!
//! The index is files: a browser loads the small one that lists the others when the reader begins to type, and of
//! those the few that a query needs. How they are made is in the room `search`.

mod document;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use self::document::SearchEntry;
use super::render_context::RenderContext;
use super::{Job, JobKind, LocalizedSites, PageData, PageView};
use crate::base::format::json;
use crate::base::{Hash128, Remember, SitePath};
use crate::link::generated::SEARCH;
use crate::parse::prose::ProseSource;
use crate::search;
use crate::search::{PageGroup, PageTerms, SearchFile};

/// The template of a page with the search on it.
pub(crate) const TEMPLATE: &str = "search.html";

/// What the search page sees.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SearchData {
    /// The address of the index, relative to the site's root.
    pub index: String,
}

/// The search of an edition. It takes the texts of all pages, and is made apart from all else for that.
#[derive(Clone, Debug, Default)]
pub struct SearchIndex {
    /// What the search page sees of it; nothing if there is to be no search.
    pub data: Option<SearchData>,
    /// What makes the files of the index, in the order of their addresses.
    pub jobs: Vec<Job>,
}

/// Whether what stands at an address, if anything does, is a file of the search of an edition.
pub fn is_of_search(editions: &LocalizedSites, edition: usize, path: &SitePath) -> bool {
    let below = path.as_str().strip_prefix(editions.sites()[edition].edition.at(SEARCH).as_str());
    below.is_some_and(|name| !name.is_empty())
}

/// Makes the search of an edition.
pub fn search(editions: &LocalizedSites, edition: usize, memory: &dyn Remember) -> SearchIndex {
    let site = &editions.sites()[edition];
    if !site.config.search.enabled {
        return SearchIndex::default();
    }
    let entries = document::all(site);
    let words: Vec<PageTerms> = entries.par_iter().map(|entry| entry.words(site)).collect();
    let files = search::files(&site.edition.at(SEARCH), &words, memory);
    let data = Some(SearchData { index: files.manifest.0.href() });
    let job = |(path, bytes): SearchFile| Job::new(path, JobKind::Bytes(bytes));
    let excerpts = files.excerpts.into_iter().map(|PageGroup { path, pages, key }| {
        let pages = entries[pages].to_vec();
        let source = pages.first().and_then(|entry| entry.source(site)).cloned();
        Job { source, ..Job::new(path, JobKind::Excerpts(Excerpts { pages, key })) }
    });
    let all = std::iter::once(files.manifest).chain(files.words).map(job).chain(excerpts);
    let mut jobs: Vec<Job> = all.map(|job| Job { edition, ..job }).collect();
    jobs.sort_by(|a, b| a.path.cmp(&b.path));
    SearchIndex { data, jobs }
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
