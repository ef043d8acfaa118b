//! A run of Markdown or YAML cut out of a file, and the way back: from an offset in it to the file's bytes.

use std::ops::Range;

use crate::base::{Diagnostic, Place, SourcePath};

/// Text of a file, perhaps with indentation or quote marks taken out of it.
#[derive(Clone, Debug)]
pub struct Fragment {
    /// The text.
    pub text: String,
    /// Where each run of it begins: (offset in the text, offset in the file), ascending.
    runs: Vec<(usize, usize)>,
}

impl Fragment {
    /// Text that stands in the file as it is, from the byte `offset` on.
    pub fn whole(text: &str, offset: usize) -> Self {
        Self { text: text.to_owned(), runs: vec![(0, offset)] }
    }

    /// Text put together from pieces, each with its offset in the file.
    pub fn of_pieces<'t>(pieces: impl IntoIterator<Item = (&'t str, usize)>) -> Self {
        let mut text = String::new();
        let mut runs = Vec::new();
        for (piece, offset) in pieces {
            runs.push((text.len(), offset));
            text.push_str(piece);
        }
        if runs.is_empty() {
            runs.push((0, 0));
        }
        Self { text, runs }
    }

    /// Text that a reader of Markdown took out of `source`, in pieces with their offsets there. It writes a longer
    /// character for NUL, so that what follows stands elsewhere.
    pub fn taken<'t>(source: &Self, pieces: impl IntoIterator<Item = (&'t str, usize)>) -> Self {
        let mut parts = Vec::new();
        let mut end = 0;
        for (mut rest, mut at) in pieces {
            while let Some(i) = rest.find(char::REPLACEMENT_CHARACTER) {
                let (before, sign) = rest.split_at(i);
                let (sign, behind) = sign.split_at(char::REPLACEMENT_CHARACTER.len_utf8());
                source.part(&mut parts, before, at);
                at += i;
                parts.push((sign, source.offset(at)));
                at += if source.text.as_bytes().get(at) == Some(&0) { 1 } else { sign.len() };
                rest = behind;
            }
            source.part(&mut parts, rest, at);
            end = at + rest.len();
        }
        parts.push(("", source.offset(end)));
        Self::of_pieces(parts)
    }

    /// Adds the text that stands in this one from `at` on, in as many parts as it is made of here.
    fn part<'t>(&self, parts: &mut Vec<(&'t str, usize)>, mut text: &'t str, mut at: usize) {
        let first = self.runs.partition_point(|(start, _)| *start <= at);
        for (start, _) in &self.runs[first..] {
            let Some((before, behind)) = text.split_at_checked(start - at).filter(|(_, behind)| !behind.is_empty())
            else {
                break;
            };
            parts.push((before, self.offset(at)));
            (text, at) = (behind, *start);
        }
        parts.push((text, self.offset(at)));
    }

    /// The rest of it from `start` on.
    #[must_use]
    pub fn from(&self, start: usize) -> Self {
        let start = self.text.floor_char_boundary(start.min(self.text.len()));
        let mut runs = vec![(0, self.offset(start))];
        runs.extend(self.runs.iter().filter(|(at, _)| *at > start).map(|(at, file)| (at - start, *file)));
        Self { text: self.text[start..].to_owned(), runs }
    }

    /// The beginning of it, up to `end`.
    #[must_use]
    pub fn until(&self, end: usize) -> Self {
        Self { text: self.text[..self.text.floor_char_boundary(end)].to_owned(), runs: self.runs.clone() }
    }

    /// The file's offset of an offset in the text.
    pub fn offset(&self, at: usize) -> usize {
        let run = self.runs.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        let (start, file) = self.runs[run];
        // A run may be longer than what it stands for in the file; it ends where the next one begins.
        let last = self.runs.get(run + 1).map_or(usize::MAX, |(_, next)| next.saturating_sub(1).max(file));
        (file + (at - start.min(at))).min(last)
    }

    /// The file's range of a range in the text.
    pub fn span(&self, range: Range<usize>) -> Range<usize> {
        let start = self.offset(range.start);
        let end = if range.is_empty() { start } else { self.offset(range.end - 1) + 1 };
        start..end.max(start)
    }

    /// The place of a range in the text.
    pub fn place(&self, file: &SourcePath, range: Range<usize>) -> Place {
        Place::new(file, self.span(range))
    }

    /// Moves what was said of the text to where it stands in the file.
    pub fn relocate(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        for place in diagnostic.place.iter_mut().chain(diagnostic.notes.iter_mut().map(|(place, _)| place)) {
            place.span = self.span(place.span.clone());
        }
        diagnostic
    }
}
