//! The beginnings of elements.

use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Tag};

use super::{HtmlWriter, OpenElement, element, is_block};
use crate::base::{Code, Diagnostic};
use crate::parse::markdown::sink::Sink;

impl<'t> HtmlWriter<'_, '_, 't> {
    pub(super) fn start(&mut self, tag: Tag<'t>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, id, classes, attrs } => {
                if let Some((name, _)) = attrs.first() {
                    let error = Diagnostic::error(Code::HeadingAttribute, format!("a heading cannot set `{name}`"))
                        .help("only an id and classes may stand here: {#id .class}");
                    self.report(error, range.clone());
                }
                let words = self.session.text_length();
                self.frames.push(OpenElement::Heading { level, id, classes, range, words });
                self.sinks.push(Sink::default());
            }
            Tag::BlockQuote(Some(kind)) => {
                self.frames.push(OpenElement::Alert(kind, range));
                self.sinks.push(Sink::default());
            }
            Tag::FootnoteDefinition(name) => {
                self.frames.push(OpenElement::Footnote(name));
                self.sinks.push(Sink::default());
            }
            Tag::Image { dest_url, title, .. } => {
                self.frames.push(OpenElement::Image { target: dest_url, title, range });
                self.sinks.push(Sink::default());
            }
            Tag::CodeBlock(kind) => {
                let (info, fenced) = match kind {
                    CodeBlockKind::Fenced(info) => (info, true),
                    CodeBlockKind::Indented => (CowStr::from(""), false),
                };
                self.frames.push(OpenElement::Code { info, fenced, range, pieces: Vec::new() });
            }
            Tag::HtmlBlock => self.frames.push(OpenElement::Html { text: String::new(), range }),
            Tag::Link { link_type, dest_url, title, .. } => self.start_link(link_type, &dest_url, &title, range),
            Tag::Paragraph => {
                self.out().line();
                if self.sinks.len() == 1 && self.depth == 1 {
                    self.paragraph_start = Some(range.start);
                    self.sinks.push(Sink::default());
                }
                self.out().html("<p>");
            }
            other => self.start_plain(&other),
        }
    }

    pub(super) fn start_plain(&mut self, tag: &Tag) {
        match tag {
            Tag::Table(alignments) => {
                self.alignments.clone_from(alignments);
                self.out().line();
                self.out().html("<div class=\"table-scroll\" tabindex=\"0\"><table>");
            }
            Tag::TableHead => {
                (self.cell, self.in_head) = (0, true);
                self.out().html("<thead><tr>");
            }
            Tag::TableRow => {
                self.cell = 0;
                self.out().html("<tr>");
            }
            Tag::TableCell => self.start_cell(),
            Tag::List(Some(start)) => {
                self.out().line();
                let start = if *start == 1 { String::new() } else { format!(" start=\"{start}\"") };
                self.out().html(&format!("<ol{start}>\n"));
            }
            tag => {
                let name = element(tag.to_end());
                if is_block(tag.to_end()) {
                    self.out().line();
                }
                self.out().html(&format!("<{name}>"));
                if matches!(tag, Tag::List(_) | Tag::BlockQuote(_) | Tag::DefinitionList) {
                    self.out().html("\n");
                }
            }
        }
    }

    pub(super) fn start_cell(&mut self) {
        let class = match self.alignments.get(self.cell) {
            Some(Alignment::Left) => " class=\"left\"",
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"right\"",
            _ => "",
        };
        self.cell += 1;
        let markup = if self.in_head { format!("<th scope=\"col\"{class}>") } else { format!("<td{class}>") };
        self.out().html(&markup);
    }
}
