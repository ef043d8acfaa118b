//! A diagnostic: what is wrong, where, and what to do about it.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Code, SourcePath};

/// How many diagnostics of one code and severity about one file are shown; the rest are counted.
pub const MAX_SHOWN_OF_A_KIND: usize = 100;

/// How grave a diagnostic is. Errors stop a site from being published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing to mend.
    Info,
    /// Should be mended; the site is published all the same.
    Warning,
    /// Must be mended; the last good site stays as it is.
    Error,
}

/// A range of bytes in a file of the project.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The file, relative to the project's root.
    pub file: SourcePath,
    /// Byte offsets into the file; an empty range points at one spot.
    pub span: Range<usize>,
}

impl Place {
    /// A place in `file` at the bytes `span`.
    pub fn new(file: &SourcePath, span: Range<usize>) -> Self {
        Self { file: file.clone(), span }
    }

    /// The beginning of `file`, for what has no better place in it.
    pub fn start_of(file: &SourcePath) -> Self {
        Self::new(file, 0..0)
    }
}

/// One thing to tell the author.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// Its stable code.
    pub code: Code,
    /// What is wrong, in one line without a full stop.
    pub message: String,
    /// Where, if it is in a file.
    pub place: Option<Place>,
    /// What to do about it.
    pub help: Option<String>,
    /// Other places that belong to it, each with what is there.
    pub notes: Vec<(Place, String)>,
}

impl Diagnostic {
    /// A diagnostic of the given severity, placed nowhere yet.
    pub fn new(severity: Severity, code: Code, message: impl Into<String>) -> Self {
        Self { severity, code, message: message.into(), place: None, help: None, notes: Vec::new() }
    }

    /// An error: the site is not published.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A warning.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// An information.
    pub fn info(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Info, code, message)
    }

    /// The same, pointing at `place`.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same, with advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same, with another place that belongs to it.
    #[must_use]
    pub fn note(mut self, place: Place, text: impl Into<String>) -> Self {
        self.notes.push((place, text.into()));
        self
    }
}

/// Puts diagnostics into the order they are shown in: by file, place, gravity, code and text, without repeats.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| d.place.as_ref().map(|p| (p.file.clone(), p.span.start, p.span.end));
        (key(a), b.severity, a.code, &a.message).cmp(&(key(b), a.severity, b.code, &b.message))
    });
    diagnostics.dedup();
}

/// What a reader takes for the same fault, again.
type DiagnosticKind = (Option<SourcePath>, Code, Severity);

/// Sorts diagnostics and removes repeats; of one kind in one file it keeps the first [`MAX_SHOWN_OF_A_KIND`] and counts
/// the rest. A generated file may hold a hundred thousand faults, and nobody reads those.
pub fn sort_and_cap(diagnostics: &mut Vec<Diagnostic>) {
    sort(diagnostics);
    let mut counts: BTreeMap<DiagnosticKind, (usize, Option<Place>)> = BTreeMap::new();
    diagnostics.retain(|d| {
        let kind = (d.place.as_ref().map(|p| p.file.clone()), d.code, d.severity);
        let (count, first_untold) = counts.entry(kind).or_default();
        *count += 1;
        if *count == MAX_SHOWN_OF_A_KIND + 1 {
            first_untold.clone_from(&d.place);
        }
        *count <= MAX_SHOWN_OF_A_KIND
    });
    let many = counts.into_iter().filter(|(_, (count, _))| *count > MAX_SHOWN_OF_A_KIND);
    diagnostics.extend(many.map(|((_, code, severity), (count, place))| {
        let message = format!("{} more of these are not told, from here on", count - MAX_SHOWN_OF_A_KIND);
        Diagnostic { place, ..Diagnostic::new(severity, code, message) }
    }));
    sort(diagnostics);
}

/// The gravest severity among `diagnostics`.
pub fn worst(diagnostics: &[Diagnostic]) -> Option<Severity> {
    diagnostics.iter().map(|d| d.severity).max()
}
