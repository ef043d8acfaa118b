//! Carries the blocks of a file from YAML as it was read to parsed Markdown, and turns spans into those of the file.

use std::ops::Range;

use super::{Map, Select};
use crate::base::{Code, Diagnostic, Place, Spanned};
use crate::parse::body::{Body, ParsedStage, Raw, Segment};
use crate::parse::markdown::{Fragment, MarkdownSession};

/// Parses the Markdown in arguments, and turns their spans into those of the file.
pub struct MarkdownMap<'s, 'a> {
    /// Parses the Markdown, and takes the diagnostics.
    pub session: &'s mut MarkdownSession<'a>,
    /// The YAML that the arguments were read from.
    pub source: &'s Fragment,
}

impl Map for MarkdownMap<'_, '_> {
    type From = Raw;
    type To = ParsedStage;

    fn rich(&mut self, rich: &Spanned<String>) -> Body {
        let fragment = fragment_of(self.source, rich);
        self.session.depth += 1;
        let body = self.session.markdown(&fragment);
        self.session.depth -= 1;
        if body.segments.iter().any(|s| matches!(s, Segment::Block(_))) {
            let error = Diagnostic::error(Code::BadBlock, "a block cannot stand in the arguments of another")
                .at(Place::new(self.session.file, self.source.span(rich.span.clone())))
                .help("use a container block, whose body is Markdown");
            self.session.diagnostics.push(error);
        }
        body
    }

    fn inline(&mut self, rich: &Spanned<String>) -> Body {
        self.rich(rich).unwrap_paragraph().unwrap_or_else(|body| {
            let error = Diagnostic::error(Code::BadBlock, "this text is to be one paragraph")
                .at(Place::new(self.session.file, self.source.span(rich.span.clone())))
                .help("take out lists, headings and blank lines");
            self.session.diagnostics.push(error);
            body
        })
    }

    fn at<T: Clone>(&self, value: &Spanned<T>) -> Spanned<T> {
        Spanned { value: value.value.clone(), span: self.source.span(value.span.clone()) }
    }

    fn link(&mut self, link: &Spanned<String>) -> Spanned<String> {
        self.at(link)
    }

    fn subject(&mut self, subject: &Spanned<String>) -> Option<Spanned<String>> {
        Some(self.at(subject))
    }

    fn datum(&mut self, datum: &Spanned<String>) -> Option<Spanned<String>> {
        Some(self.at(datum))
    }

    fn data(&mut self, (): &(), _: &Select, _: &Range<usize>) -> Option<()> {
        Some(())
    }
}

/// The text of a YAML scalar, each line with its place; where YAML has rewritten a line, the place is the nearest
/// one before it.
fn fragment_of(source: &Fragment, scalar: &Spanned<String>) -> Fragment {
    let mut at = scalar.span.start.min(source.text.len());
    let pieces = scalar.value.split_inclusive('\n').map(|line| {
        if let Some(found) = source.text.get(at..).and_then(|rest| rest.find(line.trim())) {
            at += found;
            let indent = line.len() - line.trim_start().len();
            let start = at.saturating_sub(indent);
            at += line.trim().len();
            (line, source.offset(start))
        } else {
            (line, source.offset(at))
        }
    });
    Fragment::of_pieces(pieces.collect::<Vec<_>>())
}
