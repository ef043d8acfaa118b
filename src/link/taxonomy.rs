//! Taxonomies: the terms that pages name in their front matter, each with its pages.
//!
//! Spellings that differ only in case are one term.

use std::collections::BTreeMap;

use super::address::sound_part;
use super::locale::Locale;
use super::page::{Page, PageId};
use super::project::ParsedProject;
use super::tree;
use crate::base::SitePath;
use crate::base::fold::NaturalKey;
use crate::base::{Code, Diagnostic, Place, SourcePath, suggest};
use crate::parse::front::SortBy;
use crate::parse::yaml::Spanned;

/// A taxonomy that the configuration declares.
#[derive(Clone, Debug)]
pub struct Taxonomy {
    /// Its key in the configuration.
    pub name: String,
    /// Its name for readers.
    pub title: String,
    /// Where the list of its terms stands.
    pub path: SitePath,
    /// How many pages a term lists at once; all when left out.
    pub paginate_by: Option<usize>,
    /// Whether each term has a feed.
    pub feed: bool,
    /// Its terms, by title.
    pub terms: Vec<Term>,
}

/// A term of a taxonomy.
#[derive(Clone, Debug)]
pub struct Term {
    /// The term as the first page spells it.
    pub title: String,
    /// Where the list of its pages stands.
    pub path: SitePath,
    /// Its pages, newest first.
    pub pages: Vec<PageId>,
}

/// A term, by its place in the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId {
    /// Counts into the site's taxonomies.
    pub taxonomy: usize,
    /// Counts into the taxonomy's terms.
    pub term: usize,
}

/// A term while pages are still being read: its first spelling and where that stands.
struct TermPages<'a> {
    title: &'a str,
    slug: String,
    place: Place,
    pages: Vec<PageId>,
}

/// The terms of one taxonomy, by their spelling in lower case.
type TermIndex<'a> = BTreeMap<String, TermPages<'a>>;

/// Collects the taxonomies, and gives each page its terms.
pub(super) fn collect(
    project: &ParsedProject,
    edition: &Locale,
    pages: &mut [Page],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Taxonomy> {
    let declared = &project.config.taxonomies;
    let mut found: Vec<TermIndex> = declared.keys().map(|_| TermIndex::new()).collect();
    for (i, page) in pages.iter().enumerate() {
        for (name, terms) in &page.parsed.front.taxonomies {
            match declared.get_index_of(&name.value) {
                Some(taxonomy) => {
                    for term in terms {
                        add(&mut found[taxonomy], PageId(i), &page.source, term);
                    }
                }
                None => diagnostics.push(undeclared(project, page, name)),
            }
        }
    }
    for terms in &mut found {
        collisions(terms, diagnostics);
    }
    let taxonomies: Vec<Taxonomy> = declared
        .iter()
        .zip(&found)
        .map(|((name, config), terms)| {
            let path = edition.at(&format!("{}/", slug_of(name)));
            let mut terms: Vec<Term> = terms.values().map(|term| finished(pages, &path, term)).collect();
            terms.sort_by_cached_key(|term| NaturalKey::new(&term.title));
            let title = edition.taxonomy(&project.config, name);
            Taxonomy {
                title: title.cloned().unwrap_or_else(|| tree::capitalised(name)),
                terms,
                name: name.clone(),
                path,
                paginate_by: config.paginate_by,
                feed: config.feed,
            }
        })
        .collect();
    for (taxonomy, each) in taxonomies.iter().enumerate() {
        for (term, page) in each.terms.iter().enumerate().flat_map(|(i, t)| t.pages.iter().map(move |p| (i, p))) {
            pages[page.0].terms.push(TermId { taxonomy, term });
        }
    }
    taxonomies
}

fn add<'a>(terms: &mut TermIndex<'a>, page: PageId, source: &SourcePath, term: &'a Spanned<String>) {
    let title = term.value.trim();
    if title.is_empty() {
        return;
    }
    let found = terms.entry(title.to_lowercase()).or_insert_with(|| TermPages {
        title,
        slug: slug_of(title),
        place: Place::new(source, term.span.clone()),
        pages: Vec::new(),
    });
    if found.pages.last() != Some(&page) {
        found.pages.push(page);
    }
}

fn finished(pages: &[Page], above: &SitePath, term: &TermPages) -> Term {
    let mut listed = term.pages.clone();
    listed.sort_by_cached_key(|id| tree::rank(SortBy::Date, &pages[id.0]));
    Term { title: term.title.to_owned(), path: SitePath::new(format!("{above}{}/", term.slug)), pages: listed }
}

/// A part of an address. What tells `C`, `C++` and `C#` apart is spelt out.
fn slug_of(text: &str) -> String {
    let spelt = text.replace('+', " plus ").replace('#', " sharp ").replace('&', " and ");
    sound_part(&spelt, "term")
}

/// Reports terms that would stand at one address; of those only the first stays.
fn collisions(terms: &mut TermIndex, diagnostics: &mut Vec<Diagnostic>) {
    let mut owners: BTreeMap<String, (String, Place)> = BTreeMap::new();
    terms.retain(|_, term| {
        let Some((other, place)) = owners.get(&term.slug) else {
            owners.insert(term.slug.clone(), (term.title.to_owned(), term.place.clone()));
            return true;
        };
        let message = format!("the terms `{}` and `{other}` both make the address `{}/`", term.title, term.slug);
        diagnostics.push(
            Diagnostic::error(Code::PathCollision, message)
                .at(term.place.clone())
                .note(place.clone(), "the other one")
                .help("spell them the same if they are one term, else more differently"),
        );
        false
    });
}

fn undeclared(project: &ParsedProject, page: &Page, name: &Spanned<String>) -> Diagnostic {
    let error = Diagnostic::error(
        Code::UnknownTaxonomy,
        format!("{} declares no taxonomy `{}`", project.config_path, name.value),
    )
    .at(Place::new(&page.source, name.span.clone()));
    match suggest::advice(&name.value, project.config.taxonomies.keys().map(String::as_str)) {
        Some(advice) => error.help(advice),
        None => error.help(format!("declare it there: taxonomies: {{{}: {{}}}}", name.value)),
    }
}
