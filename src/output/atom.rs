//! `atom.xml`, beside the home page and, if the configuration asks for it, beside each section and term: an Atom feed
//! (RFC 4287) of the pages with a date, in each language.
//!
//! Blocks are written as plain HTML with absolute links, since a feed has no theme.

use super::xml::{self, Xml};
use super::{FileContext, OutputFormat, absolute};
use crate::base::{BaseUrl, SitePath};
use crate::link::{FileScope, HOME, Page, Site, SiteOutline, site_files};
use crate::pages::plain_html;
use crate::pages::{GENERATOR, Messages, PageData, page_data};

pub(super) struct Atom;

impl OutputFormat for Atom {
    fn files(&self, site: &SiteOutline) -> Vec<(SitePath, FileScope)> {
        let feeds = if site.has_base { site.feeds() } else { Vec::new() };
        feeds.into_iter().map(|(page, scope)| (site_files::feed_path(page), scope)).collect()
    }

    fn write(&self, file: &FileContext) -> String {
        file.base_url().map_or_else(String::new, |base| feed(file, base))
    }
}

fn feed(file: &FileContext, base: &BaseUrl) -> String {
    let (voice, path) = (file.voice, file.path);
    let site = voice.site;
    let about = About::of(site, file.scope);
    let pages = site_files::feed_pages(&site.pages, &site.taxonomies, file.scope);
    let pages: Vec<&Page> = pages.iter().map(|id| site.page(*id)).collect();
    let changed = pages.iter().filter_map(|page| page.last_changed()).max();
    let address = base.url(&about.path);
    let attributes = [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", site.edition.language.as_str())];
    xml::document("feed", &attributes, |xml| {
        xml.text("title", &[], &about.title);
        if let Some(description) = &about.description {
            xml.text("subtitle", &[], description);
        }
        xml.text("id", &[], &address);
        xml.text("updated", &[], &changed.unwrap_or(site.as_of).rfc3339());
        xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &base.url(path))]);
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &address)]);
        author(xml, site.config.author.as_ref().unwrap_or(&site.edition.title));
        xml.text("generator", &[], GENERATOR);
        for page in pages.iter().take(site.config.feeds.limit) {
            let view = page_data(voice, page);
            let content = view.content.filled(&file.proses.of(&page.source));
            let view = PageData { content, ..view };
            xml.element("entry", &[], |xml| entry(xml, base, page, &view, voice.speech));
        }
    })
}

/// What a feed says of itself.
struct About {
    title: String,
    description: Option<String>,
    path: SitePath,
}

impl About {
    fn of(site: &Site, scope: &FileScope) -> Self {
        let title = |of: &str| format!("{of} – {}", site.edition.title);
        match scope {
            FileScope::Section(id) => {
                let page = site.page(*id);
                let description = page.parsed.front.description.clone();
                Self { title: title(&page.title), description, path: page.path.clone() }
            }
            FileScope::Term(id) => {
                let term = &site.taxonomies[id.taxonomy].terms[id.term];
                Self { title: title(&term.title), description: None, path: term.path.clone() }
            }
            FileScope::Site | FileScope::Dataset(_) | FileScope::Part(_) => Self {
                title: site.edition.title.clone(),
                description: site.edition.description.clone(),
                path: site.page(HOME).path.clone(),
            },
        }
    }
}

/// A page's address is its id: it stays while the page does, whatever becomes of its title and text.
fn entry(xml: &mut Xml, base: &BaseUrl, page: &Page, view: &PageData, speech: &Messages) {
    let root = &page.path.root();
    let address = base.url(&page.path);
    xml.text("title", &[], &page.title);
    xml.text("id", &[], &address);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &address)]);
    if let Some(published) = page.date {
        xml.text("published", &[], &published.rfc3339());
    }
    if let Some(changed) = page.last_changed() {
        xml.text("updated", &[], &changed.rfc3339());
    }
    view.authors.iter().for_each(|name| author(xml, name));
    for term in &view.terms {
        xml.empty("category", &[("term", &term.title), ("scheme", &format!("{base}{}", term.path))]);
    }
    if let Some(description) = &view.description {
        xml.text("summary", &[], description);
    }
    let html =
        format!("{}{}", plain_html::html(&view.content, root, speech), plain_html::html(&view.after, root, speech));
    if !html.is_empty() {
        xml.text("content", &[("type", "html")], &absolute::markup(&html, base, &view.path));
    }
}

fn author(xml: &mut Xml, name: &str) {
    xml.element("author", &[], |xml| xml.text("name", &[], name));
}
