//! The containers: blocks whose body is Markdown, with options as `:key: value` lines before it.
//!
//! It refuses to know what is in the body.

use std::ops::Range;

use super::{BlockStage, Map};
use crate::base::suggest;
use crate::base::{Code, Diagnostic, Place, SourcePath};

/// A remark set apart from the text.
#[derive(Clone, Debug)]
pub struct Note {
    /// `note`, `tip`, `important`, `warning` or `caution`.
    pub kind: &'static str,
    /// Its heading, else the kind's own.
    pub title: Option<String>,
}

/// The kinds of a note.
pub const NOTE_KINDS: &[&str] = &["note", "tip", "important", "warning", "caution"];
/// The kinds of a disclosure.
pub const DISCLOSURE_KINDS: &[&str] = &["affiliate", "sponsored", "independent"];

/// A list of what a subject is used for.
#[derive(Clone, Debug)]
pub struct UseCases<S: BlockStage> {
    /// The subject.
    pub subject: Option<S::Subject>,
    /// A heading above the list.
    pub title: Option<String>,
}

/// Code samples side by side.
#[derive(Clone, Debug)]
pub struct CodeCompare<S: BlockStage> {
    /// A heading above them.
    pub title: Option<String>,
    /// The samples.
    pub panels: Vec<Panel<S>>,
}

/// One sample of a comparison.
#[derive(Clone, Debug)]
pub struct Panel<S: BlockStage> {
    /// Its title, also the name of its tab.
    pub title: String,
    /// The language's name as the author wrote it.
    pub language: String,
    /// The subject it shows.
    pub subject: Option<S::Subject>,
    /// The sample itself.
    pub code: S::Rich,
}

/// Something to open.
#[derive(Clone, Debug)]
pub struct Details {
    /// What is seen while it is closed.
    pub summary: String,
    /// Whether it starts open.
    pub open: bool,
}

/// Who pays for what, said where the reader decides.
#[derive(Clone, Debug)]
pub struct Disclosure {
    /// `affiliate`, `sponsored` or `independent`.
    pub kind: &'static str,
}

impl<S: BlockStage> UseCases<S> {
    pub(super) fn map<M: Map<From = S>>(&self, m: &mut M) -> UseCases<M::To> {
        UseCases { subject: self.subject.as_ref().and_then(|s| m.subject(s)), title: self.title.clone() }
    }
}

impl<S: BlockStage> CodeCompare<S> {
    pub(super) fn map<M: Map<From = S>>(&self, m: &mut M) -> CodeCompare<M::To> {
        let panel = |p: &Panel<S>, m: &mut M| Panel {
            title: p.title.clone(),
            language: p.language.clone(),
            subject: p.subject.as_ref().and_then(|s| m.subject(s)),
            code: m.rich(&p.code),
        };
        CodeCompare { title: self.title.clone(), panels: self.panels.iter().map(|p| panel(p, m)).collect() }
    }
}

/// The options of a container, as they stand before its body.
pub struct ContainerOptions<'t> {
    entries: Vec<OptionLine<'t>>,
    /// Where the body begins.
    pub body: usize,
}

struct OptionLine<'t> {
    key: &'t str,
    key_span: Range<usize>,
    value: &'t str,
    value_span: Range<usize>,
}

impl<'t> ContainerOptions<'t> {
    /// Reads the `:key: value` lines at the beginning of `text`.
    pub fn read(text: &'t str) -> Self {
        let mut entries = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let Some((key, value)) = line.trim_end().strip_prefix(':').and_then(|l| l.split_once(':')) else { break };
            if key.is_empty() || !key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-') {
                break;
            }
            let trimmed = value.trim();
            let start = at + 2 + key.len() + (value.len() - value.trim_start().len());
            entries.push(OptionLine {
                key,
                key_span: at + 1..at + 1 + key.len(),
                value: trimmed,
                value_span: start..start + trimmed.len(),
            });
            at += line.len();
        }
        Self { entries, body: at }
    }

    /// Takes the option `key` with its place in the text.
    pub fn take(&mut self, key: &str) -> Option<(&'t str, Range<usize>)> {
        let index = self.entries.iter().position(|e| e.key == key)?;
        let entry = self.entries.remove(index);
        Some((entry.value, entry.value_span))
    }

    /// What nobody took: each an error that names the options there are.
    pub fn finish(&self, known: &[&str], place: impl Fn(Range<usize>) -> Place) -> impl Iterator<Item = Diagnostic> {
        self.entries
            .iter()
            .map(move |e| {
                let twice = known.contains(&e.key);
                let (code, message) = if twice {
                    (Code::DuplicateKey, format!("the option `{}` stands twice", e.key))
                } else {
                    (Code::UnknownKey, format!("this block has no option `{}`", e.key))
                };
                let error = Diagnostic::error(code, message).at(place(e.key_span.clone()));
                let advice = if twice { None } else { suggest::advice(e.key, known.iter().copied()) };
                match advice {
                    Some(advice) => error.help(advice),
                    None => error.help("take this line out"),
                }
            })
            .collect::<Vec<_>>()
            .into_iter()
    }
}

/// One of `kinds`, or an error that names them.
pub fn one_of(
    kinds: &'static [&'static str],
    given: Option<(&str, Range<usize>)>,
    file: &SourcePath,
    place: impl Fn(Range<usize>) -> Range<usize>,
) -> Result<&'static str, Diagnostic> {
    let Some((value, span)) = given else { return Ok(kinds[0]) };
    kinds.iter().copied().find(|k| *k == value).ok_or_else(|| {
        let error = Diagnostic::error(Code::WrongType, format!("`{value}` is not a value of this option"))
            .at(Place::new(file, place(span)));
        match suggest::advice(value, kinds.iter().copied()) {
            Some(advice) => error.help(advice),
            None => error,
        }
    })
}
