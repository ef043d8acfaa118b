//! Atom feeds: RFC 4287.
//!
//! It refuses to know themes: blocks are written out plainly, as [`super::plain`] does, with absolute links.

use super::page::{PageData, page_data};
use super::render_context::{Messages, RenderContext};
use super::site::GENERATOR;
use super::xml;
use super::xml::Xml;
use super::{absolute, plain};
use crate::base::{BaseUrl, SitePath};
use crate::link::{FeedScope, HOME, Page, Site, site_files};
use crate::parse::prose::ProseSource;

/// A feed that stands at `path`.
pub(crate) fn feed(
    voice: RenderContext,
    base: &BaseUrl,
    path: &SitePath,
    of: FeedScope,
    proses: &dyn ProseSource,
) -> String {
    let site = voice.site;
    let about = About::of(site, of);
    let pages = site_files::feed_pages(&site.pages, &site.taxonomies, of);
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
            let content = view.content.filled(&proses.of(&page.source));
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
    fn of(site: &Site, of: FeedScope) -> Self {
        let title = |of: &str| format!("{of} – {}", site.edition.title);
        match of {
            FeedScope::Site => Self {
                title: site.edition.title.clone(),
                description: site.edition.description.clone(),
                path: site.page(HOME).path.clone(),
            },
            FeedScope::Section(id) => {
                let page = site.page(id);
                let description = page.parsed.front.description.clone();
                Self { title: title(&page.title), description, path: page.path.clone() }
            }
            FeedScope::Term(id) => {
                let term = &site.taxonomies[id.taxonomy].terms[id.term];
                Self { title: title(&term.title), description: None, path: term.path.clone() }
            }
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
    let html = format!("{}{}", plain::html(&view.content, root, speech), plain::html(&view.after, root, speech));
    if !html.is_empty() {
        xml.text("content", &[("type", "html")], &absolute::markup(&html, base, &view.path));
    }
}

fn author(xml: &mut Xml, name: &str) {
    xml.element("author", &[], |xml| xml.text("name", &[], name));
}
