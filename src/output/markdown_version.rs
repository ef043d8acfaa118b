//! `index.md` beside each page: the Markdown version of the page, for programs. It is made from the same view as the
//! page, so the two cannot differ.

use std::fmt::Write as _;

use super::{Job, JobKind, html_page, markdown};
use crate::base::SitePath;
use crate::base::html::escape;
use crate::link::{Generated, GeneratedKind, Page, PageId, Site};
use crate::pages::plain_html;
use crate::pages::{
    HubData, LocalizedSites, Messages, PageData, PageLink, PageRef, PageView, SectionData, SubjectData,
};

pub(super) fn jobs(site: &Site) -> impl Iterator<Item = Job> {
    let pages = site.pages.iter().enumerate().filter(|(_, page)| page.original.is_none());
    let written = pages.filter_map(|(i, page)| {
        let kind = JobKind::MarkdownVersion(PageRef::Written(PageId(i)));
        Some(Job::new(of_page(site, page)?, kind).from(&page.source))
    });
    let generated = html_page::generated(site).filter_map(|(i, made)| {
        let job = Job::new(of_generated(site, made)?, JobKind::MarkdownVersion(PageRef::Generated(i)));
        Some(Job { source: html_page::source(site, made).cloned(), ..job })
    });
    written.chain(generated)
}

/// The address of the Markdown version of an authored page; an untranslated page has that of its original.
pub(super) fn of_page(site: &Site, page: &Page) -> Option<SitePath> {
    path(site, page.original.as_ref().unwrap_or(&page.path))
}

/// The address of the Markdown version of a generated page; `None` if it has no text.
pub(super) fn of_generated(site: &Site, made: &Generated) -> Option<SitePath> {
    path(site, &made.path).filter(|_| !matches!(made.kind, GeneratedKind::Search))
}

fn path(site: &Site, page: &SitePath) -> Option<SitePath> {
    let has_folder = page.as_str().is_empty() || page.as_str().ends_with('/');
    (site.config.publish.llms && has_folder).then(|| SitePath::new(format!("{page}index.md")))
}

/// The Markdown version of a page, by the index of its site. The view has the page's prose in it.
pub fn text(sites: &LocalizedSites, site: usize, view: &PageView) -> String {
    let speech = sites.voice(site).speech;
    let mut html = head(&view.page, speech);
    html.push_str(&plain_html::html(&view.page.content, &view.root, speech));
    html.push_str(&plain_html::html(&view.page.after, &view.root, speech));
    if let Some(section) = &view.section {
        html.push_str(&lists(&view.page, section, &view.root, speech));
    }
    if let Some(hub) = &view.hub {
        html.push_str(&datasets(hub, &view.root));
    }
    if let Some(subject) = &view.subject {
        html.push_str(&alternatives(subject, &view.root, speech));
    }
    html.push_str(&links(speech.text("related"), &view.page.related, &view.root));
    markdown::of(&html)
}

fn head(page: &PageData, speech: &Messages) -> String {
    let mut html = format!("<h1>{}</h1>", escape(&page.title));
    if let Some(description) = &page.description {
        let _ = write!(html, "<blockquote>{}</blockquote>", escape(description));
    }
    let authors = (!page.authors.is_empty()).then(|| format!("{} {}", speech.text("authors"), page.authors.join(", ")));
    let published = page.date.as_ref().map(|date| format!("{} {}", speech.text("published"), date.text));
    let updated = page.updated.as_ref().map(|date| format!("{} {}", speech.text("updated"), date.text));
    let facts: Vec<String> = [authors, published, updated].into_iter().flatten().collect();
    if !facts.is_empty() {
        let _ = write!(html, "<p>{}</p>", escape(&facts.join(". ")));
    }
    if let Some(address) = &page.canonical {
        let _ = write!(html, "<p><a href=\"{0}\">{0}</a></p>", escape(address));
    }
    html
}

fn entry(root: &str, path: &str, title: &str, more: Option<&str>) -> String {
    let more = more.map_or_else(String::new, |more| format!(": {}", escape(more)));
    format!("<li><a href=\"{}\">{}</a>{more}</li>", escape(&format!("{root}{path}")), escape(title))
}

fn list(title: &str, entries: &[String]) -> String {
    if entries.is_empty() {
        return String::new();
    }
    format!("<h2>{}</h2><ul>{}</ul>", escape(title), entries.concat())
}

fn links(title: &str, links: &[PageLink], root: &str) -> String {
    let entries = links.iter().map(|link| entry(root, &link.path, &link.title, link.description.as_deref()));
    list(title, &entries.collect::<Vec<_>>())
}

fn lists(page: &PageData, section: &SectionData, root: &str, speech: &Messages) -> String {
    let pages = section.pages.iter().map(|card| {
        let date = card.date.as_ref().map(|date| date.text.as_str());
        let more: Vec<&str> = card.description.as_deref().into_iter().chain(date).collect();
        entry(root, &card.path, &card.title, (!more.is_empty()).then(|| more.join(" ")).as_deref())
    });
    let sections =
        section.sections.iter().map(|card| entry(root, &card.path, &card.title, card.description.as_deref()));
    let mut html = list(speech.text("pages"), &pages.collect::<Vec<_>>());
    html.push_str(&list(
        speech.text(if page.kind == "taxonomy" { "terms" } else { "sections" }),
        &sections.collect::<Vec<_>>(),
    ));
    if let Some(pager) = &section.pager {
        let parts = [(speech.text("newer"), &pager.previous), (speech.text("older"), &pager.next)];
        let parts = parts.into_iter().filter_map(|(title, path)| Some(entry(root, path.as_ref()?, title, None)));
        let _ = write!(html, "<ul>{}</ul>", parts.collect::<String>());
    }
    html
}

fn datasets(hub: &HubData, root: &str) -> String {
    let mut html = String::new();
    for dataset in &hub.datasets {
        let _ = write!(html, "<h2>{}</h2>", escape(&dataset.title));
        if let Some(description) = &dataset.description {
            let _ = write!(html, "<p>{}</p>", escape(description));
        }
        let subjects = dataset.subjects.iter().map(|subject| match &subject.path {
            Some(path) => entry(root, &path.href(), &subject.name, None),
            None => format!("<li>{}</li>", escape(&subject.name)),
        });
        let files = [("JSON", &dataset.json), ("CSV", &dataset.csv)];
        let files = files.into_iter().filter_map(|(name, path)| Some(entry(root, path.as_ref()?, name, None)));
        let guides = dataset.guides.iter().map(|guide| entry(root, &guide.path, &guide.title, None));
        let _ = write!(html, "<ul>{}</ul>", subjects.chain(files).chain(guides).collect::<String>());
    }
    html
}

fn alternatives(subject: &SubjectData, root: &str, speech: &Messages) -> String {
    let mut html = String::new();
    if let Some(url) = &subject.url {
        let _ = write!(html, "<p>{1}: <a href=\"{0}\">{0}</a></p>", escape(url), escape(speech.text("own_site")));
    }
    let others = subject.alternatives.iter().filter_map(|other| {
        let path = other.pair.clone().or_else(|| Some(other.subject.path.as_ref()?.href()))?;
        Some(entry(root, &path, &other.subject.name, None))
    });
    html.push_str(&list(&speech.fill("alternatives", &[("name", &subject.subject.name)]), &others.collect::<Vec<_>>()));
    html.push_str(&links(speech.text("compared_in"), &subject.guides, root));
    html
}
