//! Blocks written as plain HTML, for readers without a theme: feeds, and the Markdown versions of pages.
//!
//! Everything a page says is in it as headings, lists and tables, without classes, scripts and pictures.

mod data;

use std::fmt::Write as _;

use crate::base::html::{escape, escape_into};
use crate::pages::{
    ActionView, BlockArgs, BlockView, CardsView, ChecklistView, CtaView, DateView, FaqView, Markup, Messages, PartView,
    StatementView, StatsView, ValueView,
};

/// The markup with its blocks written out; `root` leads from the page to the site's root.
pub(crate) fn html(markup: &Markup, root: &str, speech: &Messages) -> String {
    let mut plain = PlainHtml { root, speech, out: String::new() };
    plain.markup(markup);
    plain.out
}

/// What is being written.
struct PlainHtml<'a> {
    root: &'a str,
    speech: &'a Messages,
    out: String,
}

impl PlainHtml<'_> {
    fn markup(&mut self, markup: &Markup) {
        for part in &markup.0 {
            match part {
                PartView::Html(html) => self.out.push_str(html.as_str()),
                PartView::Block(block) => self.block(block),
                // Whoever writes a page out has put its prose in.
                PartView::Run(_) => {}
            }
        }
    }

    fn block(&mut self, block: &BlockView) {
        match &block.args {
            BlockArgs::Value(value) => return self.value(value),
            BlockArgs::Note(note) => {
                self.out.push_str("<blockquote>");
                self.title(Some(note.title.as_deref().unwrap_or(self.speech.text(note.kind))));
                self.body(block);
                return self.out.push_str("</blockquote>\n");
            }
            BlockArgs::UseCases(view) => {
                self.title(view.title.as_deref().or(view.subject.as_ref().map(|s| s.name.as_str())));
            }
            BlockArgs::CodeCompare(view) => {
                self.title(view.title.as_deref());
                for panel in &view.panels {
                    self.title(Some(&panel.title));
                    self.markup(&panel.html);
                }
            }
            BlockArgs::Details(view) => self.title(Some(&view.summary)),
            BlockArgs::Disclosure(view) => self.title(Some(self.speech.text(view.kind))),
            BlockArgs::Stats(view) => self.stats(view),
            BlockArgs::Cards(view) => self.cards(view),
            BlockArgs::Faq(view) => self.faq(view),
            BlockArgs::Cta(view) => self.cta(view),
            BlockArgs::Matrix(view) => self.matrix(view),
            BlockArgs::Ranking(view) => self.ranking(view),
            BlockArgs::Chart(view) => self.chart(view),
            BlockArgs::Diagram(view) => self.diagram(view),
            BlockArgs::Checklist(view) => self.checklist(view),
            BlockArgs::Custom(arguments) => self.title(arguments.get("title").and_then(|t| t.as_str())),
            BlockArgs::Plain(_) => {}
        }
        self.body(block);
    }

    fn body(&mut self, block: &BlockView) {
        if let Some(body) = &block.body {
            self.markup(body);
        }
    }

    fn text(&mut self, text: &str) {
        escape_into(&mut self.out, text);
    }

    /// An element that holds text.
    fn element(&mut self, name: &str, text: &str) {
        let _ = write!(self.out, "<{name}>{}</{name}>", escape(text));
    }

    /// An element that holds what `content` writes.
    fn within(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        let _ = write!(self.out, "<{name}>");
        content(self);
        let _ = write!(self.out, "</{name}>");
    }

    fn title(&mut self, title: Option<&str>) {
        if let Some(title) = title.filter(|t| !t.is_empty()) {
            self.within("p", |plain| plain.element("strong", title));
        }
    }

    fn paragraph(&mut self, markup: Option<&Markup>) {
        if let Some(markup) = markup {
            self.within("p", |plain| plain.markup(markup));
        }
    }

    /// A link to an address relative to the site's root.
    fn link(&mut self, path: &str, text: &str) {
        let href = format!("{}{path}", self.root);
        self.link_to(&href, text);
    }

    /// A link as the page prints it.
    fn link_to(&mut self, href: &str, text: &str) {
        let _ = write!(self.out, "<a href=\"{}\">{}</a>", escape(href), escape(text));
    }

    fn value(&mut self, value: &ValueView) {
        self.text(&value.text);
        if let Some(source) = &value.source {
            self.out.push_str(" (");
            self.source(source);
            self.dated(value.as_of.as_ref(), value.stale);
            self.out.push(')');
        }
    }

    fn stats(&mut self, view: &StatsView) {
        self.title(view.title.as_deref());
        self.within("ul", |plain| {
            for item in &view.items {
                plain.within("li", |plain| {
                    plain.element("strong", &item.value);
                    plain.text(&format!(" {}", item.label));
                    if let Some(subject) = item.subject.as_ref().filter(|s| !item.label.contains(&s.name)) {
                        plain.text(&format!(" ({})", subject.name));
                    }
                    if let Some(note) = &item.note {
                        plain.out.push_str(". ");
                        plain.markup(note);
                    }
                    if let Some(source) = &item.source {
                        plain.out.push_str(if item.note.is_some() { " " } else { ". " });
                        plain.text(&format!("{}: ", plain.speech.text("source")));
                        plain.source(source);
                        plain.dated(item.as_of.as_ref(), item.stale);
                    }
                });
            }
        });
    }

    fn cards(&mut self, view: &CardsView) {
        self.title(view.title.as_deref());
        self.paragraph(view.lede.as_ref());
        self.within("ul", |plain| {
            for card in &view.items {
                plain.within("li", |plain| {
                    plain.within("p", |plain| {
                        plain.within("strong", |plain| match &card.link {
                            Some(link) => plain.link_to(link, &card.title),
                            None => plain.text(&card.title),
                        });
                        if let Some(subject) = &card.favours {
                            let favours = plain.speech.fill("favours", &[("name", &subject.name)]);
                            plain.text(&format!(" ({favours})"));
                        }
                    });
                    plain.markup(&card.text);
                });
            }
        });
    }

    fn faq(&mut self, view: &FaqView) {
        self.title(view.title.as_deref());
        for item in &view.items {
            self.title(Some(&item.question));
            self.markup(&item.answer);
        }
    }

    fn cta(&mut self, view: &CtaView) {
        self.title(Some(&view.title));
        self.paragraph(view.text.as_ref());
        let action = |plain: &mut Self, action: &ActionView| {
            plain.within("li", |plain| plain.link_to(&action.link, &action.label));
        };
        self.within("ul", |plain| view.actions.iter().for_each(|a| action(plain, a)));
    }

    fn checklist(&mut self, view: &ChecklistView) {
        self.title(view.title.as_deref());
        self.paragraph(view.lede.as_ref());
        for group in &view.groups {
            self.title(Some(group.title.as_deref().unwrap_or(&group.subject.name)));
            self.within("ul", |plain| group.items.iter().for_each(|item| plain.statement(item)));
        }
        self.paragraph(view.conflict.as_ref());
    }

    fn statement(&mut self, item: &StatementView) {
        self.within("li", |plain| {
            plain.out.push_str("<input type=\"checkbox\" disabled> ");
            plain.markup(&item.html);
            if item.decisive {
                plain.text(&format!(" ({})", plain.speech.text("decisive")));
            }
            if item.weight != "1" {
                plain.text(&format!(" ({})", plain.speech.fill("by_weight", &[("n", &item.weight)])));
            }
            if let Some(note) = &item.note {
                plain.out.push_str("<br>");
                plain.markup(note);
            }
        });
    }

    /// When something was true, to follow its source.
    fn dated(&mut self, as_of: Option<&DateView>, stale: bool) {
        if let Some(date) = as_of {
            self.text(&format!(", {}", date.text));
        }
        if stale {
            self.text(&format!(", {}", self.speech.text("stale")));
        }
    }
}
