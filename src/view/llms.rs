//! `llms.txt`: the site for readers that are programs, as <https://llmstxt.org> describes it. Every section with its
//! pages, each by its Markdown twin; and the data.
//!
//! It refuses to know the pages' text.

use std::fmt::Write as _;

use super::machines::view_at;
use super::{Job, markdown};
use crate::base::html::escape;
use crate::link::{HOME, Page, PageId, Site, export_path};

/// The text.
pub(super) fn text(site: &Site, jobs: &[Job]) -> String {
    let mut html = format!("<h1>{}</h1>", escape(&site.config.title));
    if let Some(description) = &site.config.description {
        let _ = write!(html, "<blockquote>{}</blockquote>", escape(description));
    }
    let base = site.base_url.as_deref().unwrap_or("./");
    let lists = Lists { site, jobs, base };
    let home = site.page(HOME);
    let own = std::iter::once(HOME).chain(home.pages.iter().copied());
    lists.section(&mut html, &home.title, own);
    lists.below(&mut html, home);
    lists.data(&mut html);
    markdown::of(&html)
}

struct Lists<'a> {
    site: &'a Site,
    jobs: &'a [Job],
    base: &'a str,
}

impl Lists<'_> {
    /// The sections in a section, each as a list of its own.
    fn below(&self, html: &mut String, section: &Page) {
        for id in &section.sections {
            let page = self.site.page(*id);
            self.section(html, &page.title, std::iter::once(*id).chain(page.pages.iter().copied()));
            self.below(html, page);
        }
    }

    fn section(&self, html: &mut String, title: &str, pages: impl Iterator<Item = PageId>) {
        let _ = write!(html, "<h2>{}</h2><ul>", escape(title));
        for page in pages.map(|id| self.site.page(id)) {
            let twin = view_at(self.jobs, &page.path).and_then(|view| view.page.markdown.as_ref());
            if let Some(path) = twin {
                self.entry(html, path, &page.title, page.parsed.front.description.as_deref());
            }
        }
        html.push_str("</ul>");
    }

    fn data(&self, html: &mut String) {
        if self.site.datasets.is_empty() || !self.site.config.publish.exports {
            return;
        }
        html.push_str("<h2>Data</h2><ul>");
        for dataset in self.site.datasets.values() {
            for (ending, name) in [("json", "JSON"), ("csv", "CSV")] {
                let path = export_path(dataset, ending).href();
                let description = dataset.description.as_deref().filter(|_| ending == "json");
                self.entry(html, &path, &format!("{} ({name})", dataset.title), description);
            }
        }
        html.push_str("</ul>");
    }

    fn entry(&self, html: &mut String, path: &str, title: &str, more: Option<&str>) {
        let more = more.map_or_else(String::new, |more| format!(": {}", escape(more)));
        let address = format!("{}{path}", self.base);
        let _ = write!(html, "<li><a href=\"{}\">{}</a>{more}</li>", escape(&address), escape(title));
    }
}
