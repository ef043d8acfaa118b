//! Draws a diagnostic for people: the message, the source line with a caret, the way out.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use crate::base::position::{floor_char_boundary, line_column};
use crate::base::{Diagnostic, Place, Severity};

/// Lines longer than this are shown as a window around the place.
const MAX_LINE_BYTES: usize = 300;

/// Draws `diagnostic`; `source` gives the text of a file, if there is one.
pub fn draw<'s>(diagnostic: &Diagnostic, source: impl Fn(&Place) -> Option<&'s str>, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let mut group = Group::with_title(
        level.primary_title(printable(&diagnostic.message).replace('\n', "?")).id(diagnostic.code.slug()),
    );
    let excerpts: Vec<_> = diagnostic
        .place
        .iter()
        .map(|place| (AnnotationKind::Primary, place, ""))
        .chain(diagnostic.notes.iter().map(|(place, text)| (AnnotationKind::Context, place, text.as_str())))
        .map(|(kind, place, label)| (kind, place, label, source(place).map(|text| Excerpt::of(text, place))))
        .collect();
    for (kind, place, label, excerpt) in &excerpts {
        group = match excerpt {
            Some(excerpt) => group.element(excerpt.snippet(place, *kind, label)),
            None => group.element(annotate_snippets::Origin::path(place.file.as_str())),
        };
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(printable(help)));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group]).clone()
}

/// Some lines of a source around a place.
struct Excerpt {
    text: String,
    first_line: usize,
    span: std::ops::Range<usize>,
}

impl Excerpt {
    fn of(text: &str, place: &Place) -> Self {
        let start = floor_char_boundary(text, place.span.start);
        let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let from = if start - line_start > MAX_LINE_BYTES { floor_char_boundary(text, start - 60) } else { line_start };
        let to = line_end.min(floor_char_boundary(text, from + MAX_LINE_BYTES)).max(start);
        let end = floor_char_boundary(text, place.span.end).clamp(start, to);
        Self {
            text: printable(&text[from..to]),
            first_line: line_column(text, start).line,
            span: start - from..end - from,
        }
    }

    fn snippet<'a>(&'a self, place: &'a Place, kind: AnnotationKind, label: &'a str) -> Snippet<'a, Annotation<'a>> {
        let mut annotation = kind.span(self.span.clone());
        if !label.is_empty() {
            annotation = annotation.label(label);
        }
        Snippet::source(self.text.as_str()).line_start(self.first_line).path(place.file.as_str()).annotation(annotation)
    }
}

/// Control characters would reach the terminal; each becomes one of the same length in bytes.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_control() && c != '\n' && c != '\t' { '?' } else { c }).collect()
}
