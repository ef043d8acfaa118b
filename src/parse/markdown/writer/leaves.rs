//! Inline code and roles, links and raw HTML: what stands in a line.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::{HtmlWriter, OpenElement};
use crate::base::html::escape;
use crate::base::url::{self, LinkKind};
use crate::base::{Code, Diagnostic};
use crate::parse::body::{LinkReference, Segment};
use crate::parse::yaml::Spanned;

impl HtmlWriter<'_, '_, '_> {
    /// Writes text with the bare web addresses in it as links.
    pub(super) fn linkify(&mut self, text: &str, range: &Range<usize>) {
        let in_link = self
            .frames
            .iter()
            .any(|f| matches!(f, OpenElement::Link { .. } | OpenElement::DeadLink | OpenElement::Image { .. }));
        if in_link || !text.contains("://") {
            return self.out().text(text);
        }
        let mut finder = linkify::LinkFinder::new();
        finder.kinds(&[linkify::LinkKind::Url]);
        for span in finder.spans(text) {
            let web = span.kind().is_some() && url::link_kind(span.as_str()) == LinkKind::Web;
            if web {
                let at = self.fragment.span(self.address_span(span.as_str(), range));
                let reference = LinkReference { target: span.as_str().to_owned(), span: at };
                self.out().html("<a ");
                self.out().segment(Segment::Reference(reference));
                self.out().html(" rel=\"noopener\">");
            }
            self.out().text(span.as_str());
            if web {
                self.out().html("</a>");
            }
        }
    }

    /// Inline code, or a role: a name in braces right before it.
    pub(super) fn code(&mut self, code: &str, range: Range<usize>) {
        let before = &self.fragment.text[..range.start];
        let role = (self.text_end == range.start)
            .then(|| before.strip_suffix('}').and_then(|b| b.rsplit_once('{')))
            .flatten()
            .filter(|(head, name)| {
                !head.ends_with('\\')
                    && name.starts_with(|c: char| c.is_ascii_lowercase())
                    && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
            })
            .map(|(head, name)| (head.len(), name.to_owned()));
        let Some((start, name)) = role else {
            self.session.words(code);
            self.out().html("<code>");
            self.out().text(code);
            return self.out().html("</code>");
        };
        self.out().take_back(&format!("{{{name}}}"));
        let span = self.fragment.span(range.start + 1..range.end.saturating_sub(1));
        if name == "value" {
            self.session.value("{value}", code.trim());
            self.out().segment(Segment::Value(Spanned { value: code.trim().to_owned(), span }));
        } else {
            let error = Diagnostic::error(Code::UnknownRole, format!("there is no role `{name}`"))
                .help("the role `value` prints a datum: {value}`subject.criterion`; a backslash before the brace keeps it as text");
            self.report(error, start..range.start);
        }
    }

    pub(super) fn raw_html(&mut self, html: &str, range: Range<usize>) {
        if let Some(OpenElement::Html { text, .. }) = self.frames.last_mut() {
            text.push_str(html);
        } else {
            self.finish_html(html, range, false);
        }
    }

    pub(super) fn finish_html(&mut self, html: &str, range: Range<usize>, block: bool) {
        let trimmed = html.trim();
        if trimmed == "<!-- more -->" && self.session.depth == 0 {
            return self.summarise_so_far();
        }
        if self.session.context.options.raw_html {
            return self.out().html(html);
        }
        if trimmed.starts_with("<!--") && trimmed.ends_with("-->") {
            return;
        }
        let warning = Diagnostic::warning(Code::RawHtml, "raw HTML is shown as text")
            .help("use a block or Markdown instead, or set `markdown.raw_html: true` in versus.yaml if you trust every author");
        self.report(warning, range);
        if block {
            self.out().line();
            self.out().html("<p>");
        }
        self.out().text(trimmed);
        if block {
            self.out().html("</p>\n");
        }
    }

    pub(super) fn start_link(&mut self, kind: LinkType, target: &str, title: &str, range: Range<usize>) {
        let address = if kind == LinkType::Email { format!("mailto:{target}") } else { target.to_owned() };
        let span = self.address_span(target, &range);
        let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(title)) };
        match url::link_kind(&address) {
            LinkKind::Unsafe => {
                self.frames.push(OpenElement::DeadLink);
                return self.report(unsafe_link(&address), span);
            }
            LinkKind::Contact => {
                self.out().html(&format!("<a href=\"{}\"{title}>", escape(&url::encode(&address))));
            }
            kind => {
                let rel = if kind == LinkKind::Web { " rel=\"noopener\"" } else { "" };
                self.out().html("<a ");
                let reference = LinkReference { target: address.clone(), span: self.fragment.span(span) };
                self.out().segment(Segment::Reference(reference));
                self.out().html(&format!("{title}{rel}>"));
            }
        }
        if address.is_empty() {
            let warning = Diagnostic::warning(Code::EmptyLink, "this link has no address")
                .help("write where it leads between the parentheses: [text](address)");
            self.report(warning, range.clone());
        }
        let words = self.out().plain.len();
        self.frames.push(OpenElement::Link { words, range });
    }

    /// Where the address stands within the source of a link; the whole link if it stands elsewhere.
    pub(super) fn address_span(&self, target: &str, range: &Range<usize>) -> Range<usize> {
        let source = self.fragment.text.get(range.clone()).unwrap_or("");
        match source.rfind(target).filter(|_| !target.is_empty()) {
            Some(at) => range.start + at..range.start + at + target.len(),
            None => range.clone(),
        }
    }
}

pub(super) fn unsafe_link(address: &str) -> Diagnostic {
    Diagnostic::error(Code::UnsafeLink, format!("`{}` is not an address that a link may have", address.trim()))
        .help("links take http, https, mailto, tel and relative addresses")
}
