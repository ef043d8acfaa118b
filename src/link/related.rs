//! Pages that speak of the same things: first those that share most subjects, then those that share most terms.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::data_ref::Datasets;
use super::page::{Page, PageId, PageKind};
use super::taxonomy::TermId;
use super::tree;
use crate::model::SubjectId;
use crate::parse::front::SortBy;

/// How many pages a page names.
const MAX_RELATED_PAGES: usize = 5;

/// What this many pages share tells nothing of any two of them, and counting it would take long.
const MAX_PAGES_SHARING: usize = 400;

/// What two pages can share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum SharedTerms {
    /// A subject, by its dataset and id.
    Subject(String, String),
    Term(TermId),
}

/// Gives each page those that are related to it, nearest first.
pub(super) fn find(pages: &mut [Page], datasets: &Datasets) {
    let own: Vec<Vec<SharedTerms>> = pages.iter().map(|page| shared(page, datasets)).collect();
    let mut index: BTreeMap<&SharedTerms, Vec<usize>> = BTreeMap::new();
    for (i, things) in own.iter().enumerate() {
        for thing in things {
            index.entry(thing).or_default().push(i);
        }
    }
    let related: Vec<Vec<PageId>> =
        own.iter().enumerate().map(|(i, things)| nearest(pages, &index, i, things)).collect();
    for (page, related) in pages.iter_mut().zip(related) {
        page.related = related;
    }
}

fn nearest(
    pages: &[Page],
    index: &BTreeMap<&SharedTerms, Vec<usize>>,
    own: usize,
    things: &[SharedTerms],
) -> Vec<PageId> {
    let mut counts: HashMap<usize, (usize, usize)> = HashMap::new();
    for thing in things {
        let others = index.get(thing).filter(|others| others.len() <= MAX_PAGES_SHARING);
        for other in others.into_iter().flatten().filter(|other| **other != own) {
            let (subjects, terms) = counts.entry(*other).or_default();
            match thing {
                SharedTerms::Subject(..) => *subjects += 1,
                SharedTerms::Term(_) => *terms += 1,
            }
        }
    }
    let mut found: Vec<_> = counts.into_iter().collect();
    found.sort_by_cached_key(|(page, by)| (Reverse(*by), tree::rank(SortBy::Date, &pages[*page])));
    found.into_iter().take(MAX_RELATED_PAGES).map(|(page, _)| PageId(page)).collect()
}

fn shared(page: &Page, datasets: &Datasets) -> Vec<SharedTerms> {
    if page.kind != PageKind::Page {
        return Vec::new();
    }
    let mut things: Vec<SharedTerms> = page.terms.iter().map(|term| SharedTerms::Term(*term)).collect();
    let compared = page.parsed.front.compare.as_ref();
    if let Some((compare, dataset)) = compared.and_then(|c| Some((c, datasets.get(&c.dataset.value)?))) {
        let chosen = |id: &str| compare.subjects.as_ref().is_none_or(|s| s.iter().any(|s| s.value == id));
        let ids = dataset.subjects.keys().map(SubjectId::as_str).filter(|id| chosen(id));
        things.extend(ids.map(|id| SharedTerms::Subject(compare.dataset.value.clone(), id.to_owned())));
    }
    things.sort();
    things.dedup();
    things
}
