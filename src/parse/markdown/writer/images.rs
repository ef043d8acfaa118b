//! Images: what they say, when they are loaded, and whether they are there for show only.

use std::ops::Range;

use super::leaves::unsafe_link;
use super::{HtmlWriter, OpenElement};
use crate::base::html::escape;
use crate::base::url::{self, LinkKind};
use crate::base::{Code, Diagnostic};
use crate::parse::body::{Image, Segment};

/// What follows an image that says nothing to who cannot see it, as Pandoc and Djot write attributes.
const DECORATIVE: &str = "{role=presentation}";

impl HtmlWriter<'_, '_, '_> {
    pub(super) fn end_image(&mut self, target: &str, title: &str, range: &Range<usize>) {
        let alt = self.sinks.pop().unwrap_or_default().plain;
        let inside = self.frames.iter().any(|frame| matches!(frame, OpenElement::Image { .. }));
        let decorative = !inside && self.fragment.text[range.end..].starts_with(DECORATIVE);
        if decorative {
            self.passed_over = range.end + DECORATIVE.len();
        }
        self.out().alternative(&alt);
        let span = self.address_span(target, range);
        let kind = url::link_kind(target);
        if kind == LinkKind::Unsafe || kind == LinkKind::Contact {
            return self.report(unsafe_link(target), span);
        }
        if inside {
            // Only its words are wanted, as those of the image that it stands in.
            return;
        }
        self.check_alternative(&alt, decorative, range);
        let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(title)) };
        let described = format!(" alt=\"{}\"{title}", if decorative { String::new() } else { escape(&alt) });
        let first = !std::mem::replace(&mut self.session.has_image, true);
        if kind == LinkKind::Web {
            let address = escape(&url::encode(target));
            return self.out().html(&format!("<img src=\"{address}\"{described}{}>", Image::loading(first)));
        }
        let image = Image { target: target.to_owned(), span: self.fragment.span(span), described, first };
        self.out().segment(Segment::Image(Box::new(image)));
    }

    fn check_alternative(&mut self, alt: &str, decorative: bool, range: &Range<usize>) {
        let warning = match (alt.trim().is_empty(), decorative) {
            (true, false) => Diagnostic::warning(Code::AltText, "this image has no alternative text").help(format!(
                "say between the brackets what it shows; after one that only decorates write {DECORATIVE}"
            )),
            (false, true) => {
                Diagnostic::warning(Code::AltText, "this image is said to decorate only, and has alternative text")
                    .help(format!("take out the text between the brackets, or {DECORATIVE}"))
            }
            _ => return,
        };
        self.report(warning, range.clone());
    }
}
