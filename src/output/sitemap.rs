//! `sitemap.xml`, once: the absolute addresses of all pages that search engines are to find, in all languages; in a
//! site of more than 50,000 such pages an index of `sitemap-1.xml`, `sitemap-2.xml`, …
//!
//! It names every page whose view does not say `noindex`, and makes no view for it.

use super::xml::{self, Xml};
use super::{FileContext, OutputFormat};
use crate::base::{BaseUrl, Date, SitePath};
use crate::link::{FileScope, GeneratedKind, Page, Site, SiteOutline};
use crate::pages::{Alternate, LocalizedSites};

/// The address of the sitemap.
pub(super) const PATH: &str = "sitemap.xml";

/// How many addresses one file may hold: <https://www.sitemaps.org/protocol.html>.
const MAX_ADDRESSES: usize = 50_000;

/// `sitemap.xml`.
pub(super) struct Sitemap;

impl OutputFormat for Sitemap {
    fn files(&self, site: &SiteOutline) -> Vec<(SitePath, FileScope)> {
        let wanted = site.edition.is_main() && site.has_base && site.config.publish.sitemap;
        wanted.then(|| (SitePath::new(PATH), FileScope::Site)).into_iter().collect()
    }

    fn write(&self, file: &FileContext) -> String {
        write(file)
    }
}

/// The parts of a sitemap that is too long for one file.
pub(super) struct SitemapParts;

impl OutputFormat for SitemapParts {
    fn files(&self, _: &SiteOutline) -> Vec<(SitePath, FileScope)> {
        Vec::new()
    }

    fn late_files(&self, sites: &LocalizedSites, site: &Site) -> Vec<(SitePath, FileScope)> {
        let wanted = site.edition.is_main() && site.has_file(&SitePath::new(PATH));
        let count = if wanted { listed(sites).count() } else { 0 };
        let parts = if count > MAX_ADDRESSES { count.div_ceil(MAX_ADDRESSES) } else { 0 };
        (0..parts).map(|i| (part_path(i), FileScope::Part(i))).collect()
    }

    fn write(&self, file: &FileContext) -> String {
        write(file)
    }
}

/// The file of the sitemap that has the address.
fn write(file: &FileContext) -> String {
    let Some(base) = file.base_url() else { return String::new() };
    let files = files(base, &entries(file.sites, base), MAX_ADDRESSES);
    files.into_iter().find(|(at, _)| at == file.path).map(|(_, text)| text).unwrap_or_default()
}

const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

const XHTML: (&str, &str) = ("xmlns:xhtml", "http://www.w3.org/1999/xhtml");

/// A page in the sitemap.
#[derive(Clone, Debug, PartialEq, Eq)]
struct SitemapEntry {
    /// Its absolute address.
    address: String,
    /// The day it was last changed in substance, as `2026-11-23`.
    changed: Option<String>,
    /// Its address in each language that it is in, itself among them, by language; the site's own also as `x-default`.
    alternates: Vec<(String, String)>,
}

/// A page that search engines are to find: the index of its site, its address, and when it was last changed.
type Listed<'a> = (usize, &'a SitePath, Option<Date>);

/// The pages that search engines are to find, in the order of their addresses.
fn entries(sites: &LocalizedSites, base: &BaseUrl) -> Vec<SitemapEntry> {
    let mut listed: Vec<Listed> = listed(sites).collect();
    listed.sort_by_key(|(_, path, _)| *path);
    let entry = |(site, path, changed): Listed| SitemapEntry {
        address: base.url(path),
        changed: changed.map(|date| date.to_string()),
        alternates: alternates(&sites.alternates(site, path, false)),
    };
    listed.into_iter().map(entry).collect()
}

fn listed(sites: &LocalizedSites) -> impl Iterator<Item = Listed<'_>> {
    sites.sites().iter().enumerate().flat_map(|(index, site)| {
        let shown = |page: &&Page| !page.draft && page.original.is_none();
        let written = site.pages.iter().filter(shown).map(move |page| (index, &page.path, page.last_changed()));
        let made = site.generated.iter().filter(move |made| match &made.kind {
            GeneratedKind::Hub | GeneratedKind::Subject(..) | GeneratedKind::Taxonomy(_) | GeneratedKind::Term(..) => {
                true
            }
            GeneratedKind::SectionPart(id, _) => shown(&site.page(*id)),
            GeneratedKind::Pair(..) | GeneratedKind::Search | GeneratedKind::File(_) => false,
        });
        written.chain(made.map(move |made| (index, &made.path, None)))
    })
}

/// The addresses to tell of, each with its language.
fn alternates(all: &[Alternate]) -> Vec<(String, String)> {
    let found = all.iter().filter_map(|alternate| Some((alternate, alternate.url.clone()?)));
    let main = found.clone().filter(|(alternate, _)| alternate.main).map(|(_, url)| ("x-default".to_owned(), url));
    found.map(|(alternate, url)| (alternate.language.clone(), url)).chain(main).collect()
}

/// The files: one, or an index and as many parts as it takes.
fn files(base: &BaseUrl, entries: &[SitemapEntry], most: usize) -> Vec<(SitePath, String)> {
    if entries.len() <= most {
        return vec![(SitePath::new(PATH), part(entries))];
    }
    let parts = entries.chunks(most.max(1)).enumerate();
    let parts: Vec<_> = parts.map(|(i, entries)| (part_path(i), entries)).collect();
    let index = xml::document("sitemapindex", &[NAMESPACE], |xml| {
        for (path, entries) in &parts {
            let changed = entries.iter().filter_map(|e| e.changed.as_deref()).max();
            xml.element("sitemap", &[], |xml| location(xml, &format!("{base}{path}"), changed));
        }
    });
    let index = [(SitePath::new(PATH), index)];
    index.into_iter().chain(parts.into_iter().map(|(path, entries)| (path, part(entries)))).collect()
}

/// Where a part of it stands, counted from 0.
fn part_path(i: usize) -> SitePath {
    SitePath::new(format!("sitemap-{}.xml", i + 1))
}

fn part(entries: &[SitemapEntry]) -> String {
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
        let base = BaseUrl::parse("https://e.org/").expect("it is an address");
        let entry = |i: usize| SitemapEntry {
            address: format!("https://e.org/?a={i}&b"),
            changed: (i == 3).then(|| "2026-01-01".to_owned()),
            alternates: Vec::new(),
        };
        let entries: Vec<SitemapEntry> = (0..7).map(entry).collect();
        let whole = files(&base, &entries, 7);
        assert_eq!(whole.len(), 1);
        assert_eq!(locations(&whole[0].1, "url").len(), 7);
        let split = files(&base, &entries, 3);
        assert_eq!(
            locations(&split[0].1, "sitemap"),
            ["https://e.org/sitemap-1.xml", "https://e.org/sitemap-2.xml", "https://e.org/sitemap-3.xml"]
        );
        assert!(split[0].1.contains("<lastmod>2026-01-01</lastmod>"));
        let all: BTreeSet<String> = split[1..].iter().flat_map(|(_, text)| locations(text, "url")).collect();
        assert_eq!(all, entries.into_iter().map(|e| e.address).collect());
    }
}
