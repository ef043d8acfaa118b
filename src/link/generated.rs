//! Generated pages: the hub of all datasets, a page for each subject, pages for pairs of them, the search page, the
//! lists of taxonomies and the later parts of long lists.
//!
//! A page that an author wrote for the address of a generated one is a mistake, but for the page of a pair.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::content::Href;
use super::data_ref::{Datasets, subject_path};
use super::locale::Locale;
use super::page::{Page, PageId, PageKind};
use super::site_files::SiteFile;
use super::taxonomy::{Taxonomy, TermId};
use crate::base::{Code, Diagnostic, Place, SitePath};
use crate::model::{Dataset, SubjectId};
use crate::parse::config::Config;

/// Something that no author wrote, and where it stands.
#[derive(Clone, Debug)]
pub struct Generated {
    /// Its address.
    pub path: SitePath,
    /// What it is.
    pub kind: GeneratedKind,
}

/// What no author wrote.
#[derive(Clone, Debug)]
pub enum GeneratedKind {
    /// The page of all datasets.
    Hub,
    /// The page of a subject.
    Subject(Arc<Dataset>, SubjectId),
    /// The page of two subjects, in the order of their ids.
    Pair(Arc<Dataset>, SubjectId, SubjectId),
    /// The page to search on.
    Search,
    /// The terms of a taxonomy, by its place in the site.
    Taxonomy(usize),
    /// A part of the pages of a term, from 1.
    Term(TermId, usize),
    /// A later part of the pages of a section, from 2.
    SectionPart(PageId, usize),
    /// A file of an output format.
    File(SiteFile),
}

impl GeneratedKind {
    /// What it is, for messages.
    fn describe(&self, taxonomies: &[Taxonomy]) -> String {
        let name = |taxonomy: usize| taxonomies.get(taxonomy).map_or("", |taxonomy| &taxonomy.name);
        match self {
            Self::Hub => "the page of all datasets".to_owned(),
            Self::Subject(dataset, id) => format!("the page of the subject `{id}` of `{}`", dataset.id),
            Self::Pair(dataset, a, b) => format!("the page of the pair `{a}-vs-{b}` of `{}`", dataset.id),
            Self::Search => "the search page".to_owned(),
            Self::Taxonomy(taxonomy) => format!("the list of `{}`", name(*taxonomy)),
            Self::Term(id, _) => format!("the page of a term of `{}`", name(id.taxonomy)),
            Self::SectionPart(..) => "a page of a section's list".to_owned(),
            Self::File(_) => "a generated file".to_owned(),
        }
    }

    /// Whether it is a page of data.
    pub fn is_of_data(&self) -> bool {
        matches!(self, Self::Hub | Self::Subject(..) | Self::Pair(..))
    }
}

/// Where the hub stands in its edition.
pub const HUB: &str = "data/";

/// Where the search page stands in its edition, and below it the index.
pub const SEARCH: &str = "search/";

/// Where a dataset is published as JSON, whose wordings are in the edition's language.
pub fn json_path(edition: &Locale, dataset: &Dataset) -> SitePath {
    edition.at(&format!("data/{}.json", dataset.id))
}

/// Where a dataset is published as CSV, which has no language.
pub fn csv_path(dataset: &Dataset) -> SitePath {
    SitePath::new(format!("data/{}.csv", dataset.id))
}

/// The two ids in their one order.
fn in_order<'a>(a: &'a SubjectId, b: &'a SubjectId) -> (&'a SubjectId, &'a SubjectId) {
    if a <= b { (a, b) } else { (b, a) }
}

fn pair_path_as_given(edition: &Locale, dataset: &Dataset, a: &SubjectId, b: &SubjectId) -> SitePath {
    edition.at(&format!("data/{}/{a}-vs-{b}/", dataset.id))
}

/// Where the comparison of two subjects stands, whichever comes first.
pub fn pair_path(edition: &Locale, dataset: &Dataset, a: &SubjectId, b: &SubjectId) -> SitePath {
    let (a, b) = in_order(a, b);
    pair_path_as_given(edition, dataset, a, b)
}

/// All that is made, and the redirects to it: from the reverse of a pair, and from a pair to the page that an author
/// wrote for it.
pub(super) fn all(
    config: &Config,
    edition: &Locale,
    datasets: &Datasets,
    pages: &[Page],
    taxonomies: &[Taxonomy],
) -> (Vec<Generated>, BTreeMap<SitePath, Href>, Vec<Diagnostic>) {
    let authored = authored_pairs(pages);
    let mut made = GeneratedPages { config, edition, pages, authored, out: Vec::new(), redirects: BTreeMap::new() };
    if !datasets.is_empty() {
        made.add(edition.at(HUB), GeneratedKind::Hub);
    }
    if config.search.enabled {
        made.add(edition.at(SEARCH), GeneratedKind::Search);
    }
    for dataset in datasets.values() {
        made.dataset(dataset);
    }
    made.sections();
    made.taxonomies(taxonomies);
    let taken: BTreeMap<&SitePath, &Page> = pages.iter().map(|page| (&page.path, page)).collect();
    let mut collisions = Vec::new();
    made.out.retain(|generated| match taken.get(&generated.path) {
        // What is wrong with an original is not said again of the page that stands in for its translation.
        Some(page) if page.original.is_some() => false,
        Some(page) => {
            collisions.push(made_twice(page, generated, taxonomies));
            false
        }
        None => true,
    });
    made.redirects.retain(|path, _| !taken.contains_key(path));
    (made.out, made.redirects, collisions)
}

/// Says that a page would silently replace a generated one.
fn made_twice(page: &Page, generated: &Generated, taxonomies: &[Taxonomy]) -> Diagnostic {
    let front = &page.parsed.front;
    let written = front.path.as_ref().or(front.slug.as_ref());
    let place = written.map_or_else(|| Place::start_of(&page.source), |w| Place::new(&page.source, w.span.clone()));
    let what = generated.kind.describe(taxonomies);
    let help = match generated.kind {
        GeneratedKind::Search => "rename the page, or turn the search off: `search: {enabled: false}`",
        GeneratedKind::Subject(..) => {
            "rename the page, or turn the pages of subjects off: `publish: {subjects: false}`"
        }
        GeneratedKind::Pair(..) => "rename the page, or give it `compare: {pair: …}` to be the page of this pair",
        _ => "rename the page, or give it a `slug` of its own",
    };
    let message = format!("{} and {what} both make the address `/{}`", page.source, page.path);
    Diagnostic::error(Code::PathCollision, message).at(place).help(help)
}

/// The pages that authors wrote for pairs, by dataset and the pair's name in either order.
fn authored_pairs(pages: &[Page]) -> BTreeMap<(String, String), usize> {
    let named = pages.iter().enumerate().filter_map(|(i, page)| {
        let compare = page.parsed.front.compare.as_ref()?;
        let pair = compare.pair.as_ref().map_or_else(|| page.key.stem().to_owned(), |p| p.value.clone());
        pair.contains("-vs-").then(|| ((compare.dataset.value.clone(), pair), i))
    });
    named.collect()
}

struct GeneratedPages<'a> {
    config: &'a Config,
    edition: &'a Locale,
    pages: &'a [Page],
    authored: BTreeMap<(String, String), usize>,
    out: Vec<Generated>,
    redirects: BTreeMap<SitePath, Href>,
}

impl GeneratedPages<'_> {
    fn add(&mut self, path: SitePath, kind: GeneratedKind) {
        self.out.push(Generated { path, kind });
    }

    fn dataset(&mut self, dataset: &Arc<Dataset>) {
        if self.config.publish.subjects {
            for id in dataset.subjects.keys() {
                self.add(
                    subject_path(self.edition, dataset, id),
                    GeneratedKind::Subject(Arc::clone(dataset), id.clone()),
                );
            }
        }
        if self.config.publish.pairs {
            let ids: Vec<&SubjectId> = dataset.subjects.keys().collect();
            for (i, a) in ids.iter().enumerate() {
                for b in &ids[i + 1..] {
                    self.pair(dataset, a, b);
                }
            }
        }
    }

    fn pair_path(&self, dataset: &Dataset, a: &SubjectId, b: &SubjectId) -> SitePath {
        pair_path_as_given(self.edition, dataset, a, b)
    }

    fn pair(&mut self, dataset: &Arc<Dataset>, a: &SubjectId, b: &SubjectId) {
        let (a, b) = in_order(a, b);
        let (path, reverse) = (self.pair_path(dataset, a, b), self.pair_path(dataset, b, a));
        let name = |a, b| (dataset.id.as_str().to_owned(), format!("{a}-vs-{b}"));
        let authored = self.authored.get(&name(a, b)).or_else(|| self.authored.get(&name(b, a)));
        if let Some(page) = authored.map(|i| &self.pages[*i]) {
            let target = Href::Site(page.path.clone(), None);
            self.redirects.insert(path, target.clone());
            self.redirects.insert(reverse, target);
        } else {
            self.redirects.insert(reverse, Href::Site(path.clone(), None));
            self.add(path, GeneratedKind::Pair(Arc::clone(dataset), a.clone(), b.clone()));
        }
    }

    fn sections(&mut self) {
        for (i, page) in self.pages.iter().enumerate().filter(|(_, p)| p.kind != PageKind::Page) {
            for part in 2..=list_parts(page.pages.len(), page.parsed.front.paginate_by) {
                let kind = GeneratedKind::SectionPart(PageId(i), part);
                self.add(list_part_path(&page.path, part), kind);
            }
        }
    }

    fn taxonomies(&mut self, taxonomies: &[Taxonomy]) {
        for (i, taxonomy) in taxonomies.iter().enumerate() {
            self.add(taxonomy.path.clone(), GeneratedKind::Taxonomy(i));
            for (j, term) in taxonomy.terms.iter().enumerate() {
                let id = TermId { taxonomy: i, term: j };
                for part in 1..=list_parts(term.pages.len(), taxonomy.paginate_by) {
                    self.add(list_part_path(&term.path, part), GeneratedKind::Term(id, part));
                }
            }
        }
    }
}

/// How many parts a list of `len` entries has; at least one.
pub fn list_parts(len: usize, by: Option<usize>) -> usize {
    by.filter(|by| *by > 0).map_or(1, |by| len.div_ceil(by).max(1))
}

/// The entries of a part, counted from 1.
pub fn list_part<T>(entries: &[T], by: Option<usize>, index: usize) -> &[T] {
    let Some(by) = by.filter(|by| *by > 0) else { return entries };
    let start = index.saturating_sub(1).saturating_mul(by).min(entries.len());
    &entries[start..start.saturating_add(by).min(entries.len())]
}

/// Where a part stands: the first at the list's own address, the others below it at `page/2/` and so on.
pub fn list_part_path(first: &SitePath, index: usize) -> SitePath {
    if index <= 1 { first.clone() } else { SitePath::new(format!("{first}page/{index}/")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_stands_in_one_part() {
        let entries: Vec<u8> = (0..7).collect();
        for by in [None, Some(0), Some(1), Some(3), Some(7), Some(8), Some(usize::MAX)] {
            let all: Vec<u8> = (1..=list_parts(7, by)).flat_map(|i| list_part(&entries, by, i).to_vec()).collect();
            assert_eq!(all, entries, "{by:?}");
        }
        assert_eq!(list_parts(0, Some(3)), 1);
        assert!(list_part(&entries, Some(3), 9).is_empty());
    }

    #[test]
    fn the_first_part_stands_at_the_list_itself() {
        let list = SitePath::new("guides/");
        assert_eq!(list_part_path(&list, 1).as_str(), "guides/");
        assert_eq!(list_part_path(&list, 2).as_str(), "guides/page/2/");
        assert_eq!(list_part_path(&SitePath::default(), 2).as_str(), "page/2/");
    }
}
