//! `search/index.HASH.json` and the files it lists, with words and excerpts, in each language: the search index.
//!
//! A browser loads the small file that lists the others when the reader begins to type, and of those the few that a
//! query needs. How they are made is in the room `search`.

mod document;

use std::sync::Arc;

use rayon::prelude::*;

use self::document::SearchEntry;
use super::{Job, JobKind};
use crate::base::format::json;
use crate::base::{Hash128, Remember, SitePath};
use crate::link::generated::SEARCH;
use crate::pages::{LocalizedSites, SearchData};
use crate::parse::prose::ProseSource;
use crate::search;
use crate::search::{PageGroup, PageTerms};

/// The search of a site in one language. It needs the texts of all pages, and is made apart from everything else for
/// that reason.
#[derive(Clone, Debug, Default)]
pub struct SearchJobs {
    /// What the search page sees of it; `None` if there is to be no search.
    pub data: Option<SearchData>,
    /// What makes the files of the index, in the order of their addresses.
    pub jobs: Vec<Job>,
}

/// Pages whose text is in one file, and the hash of everything that the file is made from.
#[derive(Clone, Debug)]
pub struct Excerpts {
    pages: Vec<SearchEntry>,
    /// Two files with the same key are equal.
    pub key: Hash128,
}

/// Whether an address is that of a file of the search of a site, if there is anything.
pub fn is_of_search(sites: &LocalizedSites, site: usize, path: &SitePath) -> bool {
    let below = path.as_str().strip_prefix(sites.sites()[site].edition.at(SEARCH).as_str());
    below.is_some_and(|name| !name.is_empty())
}

/// Makes the search of a site.
pub fn jobs(sites: &LocalizedSites, site: usize, memory: &dyn Remember) -> SearchJobs {
    let voice = sites.voice(site);
    let linked = voice.site;
    if !linked.config.search.enabled {
        return SearchJobs::default();
    }
    let entries = document::all(linked);
    let words: Vec<PageTerms> = entries.par_iter().map(|entry| entry.words(voice)).collect();
    let index = search::files(&linked.edition.at(SEARCH), &words, memory);
    let data = Some(SearchData { index: index.manifest.0.href() });
    let files = std::iter::once(index.manifest).chain(index.words);
    let files = files.map(|(path, bytes): (_, Arc<[u8]>)| Job::new(path, JobKind::Bytes(bytes)));
    let excerpts = index.excerpts.into_iter().map(|PageGroup { path, pages, key }| {
        let pages = entries[pages].to_vec();
        let source = pages.first().and_then(|entry| entry.source(linked)).cloned();
        Job { source, ..Job::new(path, JobKind::Excerpts(Excerpts { pages, key })) }
    });
    let mut jobs: Vec<Job> = files.chain(excerpts).map(|job| Job { site, ..job }).collect();
    jobs.sort_by(|a, b| a.path.cmp(&b.path));
    SearchJobs { data, jobs }
}

/// The text of a file of excerpts.
pub fn excerpts(sites: &LocalizedSites, site: usize, excerpts: &Excerpts, proses: &dyn ProseSource) -> String {
    let voice = sites.voice(site);
    let pages: Vec<String> =
        excerpts.pages.iter().map(|entry| json(&entry.document(voice, proses).for_excerpts())).collect();
    format!("[{}]", pages.join(",\n"))
}
