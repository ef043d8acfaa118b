//! The sitemap: the absolute addresses of all pages that search engines are to find.
//!
//! It takes every page whose view does not say `noindex`; that of a pair always does, and its view need not be made
//! for it. It refuses to know how pages are made.

use super::{Alternate, Editions, Job, JobKind, PageView, View};
use crate::base::SitePath;
use crate::base::xml::{self, Xml};
use crate::link::GeneratedKind;
use crate::link::machines::SITEMAP;

/// How many addresses one file may hold: <https://www.sitemaps.org/protocol.html>.
pub(super) const MOST: usize = 50_000;

const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

const XHTML: (&str, &str) = ("xmlns:xhtml", "http://www.w3.org/1999/xhtml");

/// A page in the sitemap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its absolute address.
    pub(super) address: String,
    /// The day it was last changed in substance, as `2026-11-23`.
    pub(super) changed: Option<String>,
    /// Its address in each language that it is in, itself among them, by language; the site's own also as `x-default`.
    pub(super) alternates: Vec<(String, String)>,
}

/// The pages that search engines are to find.
pub(super) fn entries(editions: &Editions, base: &str, jobs: &[Job]) -> Vec<Entry> {
    let pages = jobs.iter().filter_map(|job| match &job.kind {
        JobKind::Page { view: View::Ready(view), .. } if !view.page.noindex && view.page.original.is_none() => {
            Some(entry(base, view))
        }
        JobKind::Page { view: View::Made(i), .. } => {
            let is_pair = matches!(editions.sites()[job.edition].generated[*i].kind, GeneratedKind::Pair(..));
            (!is_pair).then(|| Entry {
                address: format!("{base}{}", job.path.href()),
                changed: None,
                alternates: alternates(&editions.alternates(job.edition, &job.path, false)),
            })
        }
        _ => None,
    });
    pages.collect()
}

fn entry(base: &str, view: &PageView) -> Entry {
    let changed = view.page.updated.as_ref().or(view.page.date.as_ref());
    let alternates = alternates(&view.page.alternates);
    Entry { address: format!("{base}{}", view.page.path), changed: changed.map(|d| d.iso.clone()), alternates }
}

/// The addresses to tell of, each with its language.
fn alternates(all: &[Alternate]) -> Vec<(String, String)> {
    let found = all.iter().filter_map(|alternate| Some((alternate, alternate.url.clone()?)));
    let main = found.clone().filter(|(alternate, _)| alternate.main).map(|(_, url)| ("x-default".to_owned(), url));
    found.map(|(alternate, url)| (alternate.language.clone(), url)).chain(main).collect()
}

/// The files: one, or an index and as many parts as it takes.
pub(super) fn files(base: &str, entries: &[Entry], most: usize) -> Vec<(SitePath, String)> {
    if entries.len() <= most {
        return vec![(SitePath::new(SITEMAP), part(entries))];
    }
    let parts = entries.chunks(most.max(1)).enumerate();
    let parts: Vec<_> = parts.map(|(i, entries)| (SitePath::new(format!("sitemap-{}.xml", i + 1)), entries)).collect();
    let index = xml::document("sitemapindex", &[NAMESPACE], |xml| {
        for (path, entries) in &parts {
            let changed = entries.iter().filter_map(|e| e.changed.as_deref()).max();
            xml.element("sitemap", &[], |xml| location(xml, &format!("{base}{path}"), changed));
        }
    });
    let index = [(SitePath::new(SITEMAP), index)];
    index.into_iter().chain(parts.into_iter().map(|(path, entries)| (path, part(entries)))).collect()
}

fn part(entries: &[Entry]) -> String {
    let many = entries.iter().any(|entry| !entry.alternates.is_empty());
    let namespaces = [NAMESPACE, XHTML];
    xml::document("urlset", &namespaces[..=usize::from(many)], |xml| {
        for entry in entries {
            xml.element("url", &[], |xml| {
                location(xml, &entry.address, entry.changed.as_deref());
                for (language, url) in &entry.alternates {
                    xml.empty("xhtml:link", &[("rel", "alternate"), ("hreflang", language), ("href", url)]);
                }
            });
        }
    })
}

fn location(xml: &mut Xml, address: &str, changed: Option<&str>) {
    xml.text("loc", &[], address);
    if let Some(changed) = changed {
        xml.text("lastmod", &[], changed);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn locations(text: &str, of: &str) -> Vec<String> {
        let document = roxmltree::Document::parse(text).expect("it is well-formed");
        let all = document.descendants().filter(|n| n.has_tag_name((NAMESPACE.1, of)));
        let location = |n: roxmltree::Node| {
            let found =
                n.children().find(|c| c.has_tag_name((NAMESPACE.1, "loc"))).and_then(|c| c.text().map(str::to_owned));
            found.expect("each has an address")
        };
        all.map(location).collect()
    }

    #[test]
    fn more_than_a_file_may_hold_is_split_and_nothing_lost() {
        let entry = |i: usize| Entry {
            address: format!("https://e.org/?a={i}&b"),
            changed: (i == 3).then(|| "2026-01-01".to_owned()),
            alternates: Vec::new(),
        };
        let entries: Vec<Entry> = (0..7).map(entry).collect();
        let whole = files("https://e.org/", &entries, 7);
        assert_eq!(whole.len(), 1);
        assert_eq!(locations(&whole[0].1, "url").len(), 7);
        let split = files("https://e.org/", &entries, 3);
        assert_eq!(
            locations(&split[0].1, "sitemap"),
            ["https://e.org/sitemap-1.xml", "https://e.org/sitemap-2.xml", "https://e.org/sitemap-3.xml"]
        );
        assert!(split[0].1.contains("<lastmod>2026-01-01</lastmod>"));
        let all: BTreeSet<String> = split[1..].iter().flat_map(|(_, text)| locations(text, "url")).collect();
        assert_eq!(all, entries.into_iter().map(|e| e.address).collect());
    }
}
