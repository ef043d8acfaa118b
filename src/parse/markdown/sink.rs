//! Where the writer puts markup: a list of segments with the markup that is not yet a segment.

use crate::base::html::escape_into;
use crate::parse::body::{Body, Segment};

/// Collects the segments of one body, or of a part of it that is put in place later.
#[derive(Default)]
pub(super) struct Sink {
    segments: Vec<Segment>,
    html: String,
    /// The text without markup, for ids, titles and alternative texts.
    pub(super) plain: String,
    /// Whether there is text to read beside what stands in for images.
    pub(super) prose: bool,
}

impl Sink {
    /// Appends markup.
    pub(super) fn html(&mut self, markup: &str) {
        self.html.push_str(markup);
    }

    /// Appends text, escaped.
    pub(super) fn text(&mut self, text: &str) {
        escape_into(&mut self.html, text);
        self.plain.push_str(text);
        self.prose |= !text.trim().is_empty();
    }

    /// Notes what an image says where only text is wanted: in a title, or in the alternative text of another image.
    pub(super) fn alternative(&mut self, text: &str) {
        self.plain.push_str(text);
    }

    /// Appends a segment.
    pub(super) fn segment(&mut self, segment: Segment) {
        self.flush();
        self.segments.push(segment);
    }

    /// Appends all of another sink.
    pub(super) fn append(&mut self, mut other: Sink) {
        if !other.segments.is_empty() {
            self.flush();
            self.segments.append(&mut other.segments);
        }
        self.html.push_str(&other.html);
        self.plain.push_str(&other.plain);
        self.prose |= other.prose;
    }

    /// Begins a new line unless one has just begun.
    pub(super) fn line(&mut self) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
    }

    /// Takes `suffix` off the end again, if it is what was last appended.
    pub(super) fn take_back(&mut self, suffix: &str) {
        for text in [&mut self.html, &mut self.plain] {
            if text.ends_with(suffix) {
                text.truncate(text.len() - suffix.len());
            }
        }
    }

    /// The finished body.
    pub(super) fn into_body(mut self) -> Body {
        self.flush();
        Body { segments: self.segments }
    }

    fn flush(&mut self) {
        if !self.html.is_empty() {
            self.segments.push(Segment::Html(std::mem::take(&mut self.html)));
        }
    }
}
