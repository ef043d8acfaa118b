//! `llms.txt`, in each language: the site for language models, as <https://llmstxt.org> describes it. Every section
//! with its pages, each by its Markdown version, and the data.

use std::fmt::Write as _;

use super::{FileContext, OutputFormat, markdown, markdown_version};
use crate::base::html::escape;
use crate::base::{BaseUrl, SitePath};
use crate::link::{FileScope, HOME, Page, PageId, Site, SiteOutline, csv_path, json_path};
use crate::pages::LocalizedSites;

const NAME: &str = "llms.txt";

pub(super) struct Llms;

impl OutputFormat for Llms {
    fn files(&self, site: &SiteOutline) -> Vec<(SitePath, FileScope)> {
        site.config.publish.llms.then(|| (site.edition.at(NAME), FileScope::Site)).into_iter().collect()
    }

    fn write(&self, file: &FileContext) -> String {
        text(file)
    }
}

fn text(file: &FileContext) -> String {
    let (sites, voice) = (file.sites, file.voice);
    let site = voice.site;
    let mut html = format!("<h1>{}</h1>", escape(&site.edition.title));
    if let Some(description) = &site.edition.description {
        let _ = write!(html, "<blockquote>{}</blockquote>", escape(description));
    }
    let up = site.edition.root.root();
    let base = site.base_url.as_ref().map_or(up.as_str(), BaseUrl::as_str);
    let lists = Lists { site, base };
    let home = site.page(HOME);
    let own = std::iter::once(HOME).chain(home.pages.iter().copied());
    lists.section(&mut html, &home.title, own);
    lists.below(&mut html, home);
    lists.data(&mut html, voice.text("data"));
    lists.languages(&mut html, sites, voice.text("languages"));
    markdown::of(&html)
}

struct Lists<'a> {
    site: &'a Site,
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
            if let Some(path) = markdown_version::of_page(self.site, page) {
                self.entry(html, &path.href(), &page.title, page.parsed.front.description.as_deref());
            }
        }
        html.push_str("</ul>");
    }

    /// The same list of the other languages.
    fn languages(&self, html: &mut String, sites: &LocalizedSites, title: &str) {
        let others = || sites.sites().iter().map(|site| &site.edition).filter(|e| e.root != self.site.edition.root);
        if others().next().is_none() {
            return;
        }
        let _ = write!(html, "<h2>{}</h2><ul>", escape(title));
        others().for_each(|edition| self.entry(html, &edition.at(NAME).href(), &edition.name, None));
        html.push_str("</ul>");
    }

    fn data(&self, html: &mut String, title: &str) {
        if self.site.datasets.is_empty() || !self.site.config.publish.exports {
            return;
        }
        let _ = write!(html, "<h2>{}</h2><ul>", escape(title));
        for dataset in self.site.datasets.values() {
            let json = json_path(&self.site.edition, dataset).href();
            self.entry(html, &json, &format!("{} (JSON)", dataset.title), dataset.description.as_deref());
            self.entry(html, &csv_path(dataset).href(), &format!("{} (CSV)", dataset.title), None);
        }
        html.push_str("</ul>");
    }

    fn entry(&self, html: &mut String, path: &str, title: &str, more: Option<&str>) {
        let more = more.map_or_else(String::new, |more| format!(": {}", escape(more)));
        let address = format!("{}{path}", self.base);
        let _ = write!(html, "<li><a href=\"{}\">{}</a>{more}</li>", escape(&address), escape(title));
    }
}
