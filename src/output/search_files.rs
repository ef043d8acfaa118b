//! The search index: `search/index.HASH.json`, and the files it lists with words and excerpts, for each language.

use super::{Job, JobKind};
use crate::base::{Remember, SitePath};
use crate::link::generated::SEARCH;
use crate::pages;
use crate::pages::{LocalizedSites, SearchData, SearchFiles};

/// The search of a site in one language. It needs the texts of all pages, and is made apart from everything else for
/// that reason.
#[derive(Clone, Debug, Default)]
pub struct SearchJobs {
    /// What the search page sees of it; `None` if there is to be no search.
    pub data: Option<SearchData>,
    /// What makes the files of the index, in the order of their addresses.
    pub jobs: Vec<Job>,
}

/// Whether an address is that of a file of the search of a site, if there is anything.
pub fn is_of_search(sites: &LocalizedSites, site: usize, path: &SitePath) -> bool {
    let below = path.as_str().strip_prefix(sites.sites()[site].edition.at(SEARCH).as_str());
    below.is_some_and(|name| !name.is_empty())
}

/// Makes the search of a site.
pub fn jobs(sites: &LocalizedSites, site: usize, memory: &dyn Remember) -> SearchJobs {
    let SearchFiles { data, files, excerpts } = pages::search(sites, site, memory);
    let files = files.into_iter().map(|(path, bytes)| Job::new(path, JobKind::Bytes(bytes)));
    let excerpts = excerpts
        .into_iter()
        .map(|(path, source, excerpts)| Job { source, ..Job::new(path, JobKind::Excerpts(excerpts)) });
    let mut jobs: Vec<Job> = files.chain(excerpts).map(|job| Job { site, ..job }).collect();
    jobs.sort_by(|a, b| a.path.cmp(&b.path));
    SearchJobs { data, jobs }
}
