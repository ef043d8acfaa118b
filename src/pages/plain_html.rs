//! Blocks written as plain HTML, for readers without a theme: feeds, and the Markdown versions of pages.
//!
//! Everything a page says is in it as headings, lists and tables, without classes, scripts and pictures. The file of
//! each block says how the block is written.

use std::fmt::Write as _;

use super::markup::{Markup, PartView};
use super::page::DateView;
use super::render_context::Messages;
use crate::base::html::{escape, escape_into};

/// Plain HTML that is being written.
pub(crate) struct PlainHtml<'a> {
    root: &'a str,
    /// The interface text.
    pub(crate) speech: &'a Messages,
    /// What is written so far.
    pub(crate) out: String,
}

/// The markup with its blocks written as plain HTML; `root` leads from the page to the site's root.
pub(crate) fn html(markup: &Markup, root: &str, speech: &Messages) -> String {
    let mut plain = PlainHtml { root, speech, out: String::new() };
    plain.markup(markup);
    plain.out
}

impl PlainHtml<'_> {
    /// Markup with the blocks in it.
    pub(crate) fn markup(&mut self, markup: &Markup) {
        for part in &markup.0 {
            match part {
                PartView::Html(html) => self.out.push_str(html.as_str()),
                PartView::Block(block) => block.write_plain(self),
                // Whoever writes a page out has put its prose in.
                PartView::Run(_) => {}
            }
        }
    }

    /// The body of a block, if it has one.
    pub(crate) fn body(&mut self, body: Option<&Markup>) {
        if let Some(body) = body {
            self.markup(body);
        }
    }

    pub(crate) fn text(&mut self, text: &str) {
        escape_into(&mut self.out, text);
    }

    /// An element that holds text.
    pub(crate) fn element(&mut self, name: &str, text: &str) {
        let _ = write!(self.out, "<{name}>{}</{name}>", escape(text));
    }

    /// An element that holds what `content` writes.
    pub(crate) fn within(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        let _ = write!(self.out, "<{name}>");
        content(self);
        let _ = write!(self.out, "</{name}>");
    }

    pub(crate) fn title(&mut self, title: Option<&str>) {
        if let Some(title) = title.filter(|t| !t.is_empty()) {
            self.within("p", |plain| plain.element("strong", title));
        }
    }

    pub(crate) fn paragraph(&mut self, markup: Option<&Markup>) {
        if let Some(markup) = markup {
            self.within("p", |plain| plain.markup(markup));
        }
    }

    /// A link to an address relative to the site's root.
    pub(crate) fn link(&mut self, path: &str, text: &str) {
        let href = format!("{}{path}", self.root);
        self.link_to(&href, text);
    }

    /// A link as the page prints it.
    pub(crate) fn link_to(&mut self, href: &str, text: &str) {
        let _ = write!(self.out, "<a href=\"{}\">{}</a>", escape(href), escape(text));
    }

    /// When something was true, to follow its source.
    pub(crate) fn dated(&mut self, as_of: Option<&DateView>, stale: bool) {
        if let Some(date) = as_of {
            self.text(&format!(", {}", date.text));
        }
        if stale {
            self.text(&format!(", {}", self.speech.text("stale")));
        }
    }

    /// The head of a table whose first column holds criteria.
    pub(crate) fn table_head<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        self.out.push_str("<thead><tr>");
        self.element("th", self.speech.text("criterion"));
        names.for_each(|name| self.element("th", name));
        self.out.push_str("</tr></thead>\n");
    }
}
