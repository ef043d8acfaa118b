//! What is put in place when its element ends: headings, alerts, code, footnotes, the summary.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CowStr, HeadingLevel};

use super::{HtmlWriter, OpenElement};
use crate::base::html::escape;
use crate::base::{Code, Diagnostic};
use crate::parse::blocks::{Block, BlockArguments, NOTE_KINDS, Note};
use crate::parse::body::{Heading, Segment, TextSection};
use crate::parse::markdown::sink::Sink;
use crate::parse::markdown::{Fragment, code_block};

impl HtmlWriter<'_, '_, '_> {
    /// The first paragraph of a page is its summary until `<!-- more -->` says otherwise.
    pub(super) fn end_top_paragraph(&mut self) {
        let Some(paragraph) = self.sinks.pop() else { return };
        if self.session.summary.is_none() && self.session.depth == 0 && paragraph.prose {
            let mut copy = Sink::default();
            let body = paragraph.into_body();
            for segment in &body.segments {
                copy.segment(segment.clone());
            }
            self.session.summary = Some(copy.into_body());
            for segment in body.segments {
                match segment {
                    Segment::Html(html) => self.out().html(&html),
                    other => self.out().segment(other),
                }
            }
        } else {
            self.out().append(paragraph);
        }
    }

    pub(super) fn summarise_so_far(&mut self) {
        if self.sinks.len() == 1 {
            let so_far = std::mem::take(self.out()).into_body();
            for segment in &so_far.segments {
                self.out().segment(segment.clone());
            }
            self.session.summary = Some(so_far);
        }
    }

    pub(super) fn end_frame(&mut self) {
        match self.frames.pop() {
            Some(OpenElement::Heading { level, id, classes, range, words }) => {
                self.session.end_words_of_heading(words);
                self.end_heading(level, id, &classes, range);
            }
            Some(OpenElement::Alert(kind, range)) => self.end_alert(kind, &range),
            Some(OpenElement::Footnote(name)) => {
                let content = self.sinks.pop().unwrap_or_default();
                self.footnotes.define(&name, content);
            }
            Some(OpenElement::Image { target, title, range }) => self.end_image(&target, &title, &range),
            Some(OpenElement::Code { info, fenced, range, pieces }) => {
                let content = Fragment::taken(self.fragment, pieces.iter().map(|(p, at)| (p.as_ref(), *at)));
                let info = if fenced { Some(info.as_ref()) } else { None };
                let info_at = self.fragment.text[range.clone()].find(info.unwrap_or("")).unwrap_or(0) + range.start;
                let info_at = self.fragment.offset(info_at);
                for segment in code_block::segments(self.session, info, info_at, content) {
                    match segment {
                        Segment::Html(html) => {
                            self.out().line();
                            self.out().html(&html);
                        }
                        other => self.out().segment(other),
                    }
                }
            }
            Some(OpenElement::Html { text, range }) => self.finish_html(&text, range, true),
            Some(OpenElement::Link { words, range }) => {
                let text = self.out().plain.get(words..).unwrap_or("");
                if text.trim().is_empty() && !self.fragment.text[range.clone()].contains("![") {
                    let warning = Diagnostic::warning(Code::EmptyLink, "this link has no text")
                        .help("write what it leads to between the brackets: [text](address)");
                    self.report(warning, range);
                }
                self.out().html("</a>");
            }
            Some(OpenElement::DeadLink) | None => {}
        }
    }

    pub(super) fn end_heading(
        &mut self,
        level: HeadingLevel,
        id: Option<CowStr>,
        classes: &[CowStr],
        range: Range<usize>,
    ) {
        let content = self.sinks.pop().unwrap_or_default();
        let title = content.plain.trim().to_owned();
        let untitled_page = self.session.depth == 0 && self.session.first_heading.is_none();
        if level == HeadingLevel::H1 && untitled_page && self.session.headings.is_empty() {
            self.session.first_heading = Some(title);
            return;
        }
        let level = (level as u8).max(2);
        let span = self.fragment.span(range.start..range.end.max(range.start));
        let id = match id {
            Some(id) => self.session.claim_id(&id, self.fragment, range),
            None => self.session.unique_id(&title),
        };
        let escaped = escape(&id);
        let class =
            if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", escape(&classes.join(" "))) };
        self.out().line();
        self.out().html(&format!("<h{level} id=\"{escaped}\"{class}>"));
        self.out().append(content);
        self.out()
            .html(&format!(" <a class=\"anchor\" href=\"#{escaped}\" aria-labelledby=\"{escaped}\"></a></h{level}>\n"));
        if self.session.depth == 0 {
            self.session.headings.push(Heading { level, id: id.clone(), title: title.clone(), span });
            self.session.text.push(TextSection { id, title, text: String::new() });
        }
    }

    pub(super) fn end_alert(&mut self, kind: BlockQuoteKind, range: &Range<usize>) {
        let body = self.sinks.pop().unwrap_or_default().into_body();
        let kind = match kind {
            BlockQuoteKind::Note => NOTE_KINDS[0],
            BlockQuoteKind::Tip => NOTE_KINDS[1],
            BlockQuoteKind::Important => NOTE_KINDS[2],
            BlockQuoteKind::Warning => NOTE_KINDS[3],
            BlockQuoteKind::Caution => NOTE_KINDS[4],
        };
        let block = Block {
            name: "note".to_owned(),
            id: String::new(),
            name_span: self.fragment.span(range.start..range.start),
            args: BlockArguments::Note(Note { kind, title: None }),
            body: Some(body),
        };
        self.out().segment(Segment::Block(Box::new(block)));
    }
}
