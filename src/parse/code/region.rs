//! Cuts a part out of a source text: a range of lines, or a region between two marked lines.
//!
//! It refuses to know files and languages. A region begins on a line that holds nothing but a comment
//! `region: NAME` and ends on one with `endregion: NAME`, or `endregion` for the one begun last:
//!
//! ```js
//! // region: api
//! app.get("/users", listUsers);
//! // endregion: api
//! ```
//!
//! The marked lines themselves are never shown, nor is the indentation that all lines have in common.

use std::borrow::Cow;
use std::fmt;

use super::fence::FilePart;
use crate::base::suggest;

/// What begins a comment in one language or another; `{` and quotes do not, or data would look like a mark.
const OPENERS: &[&str] = &[
    "//", "#", "--", "/*", "<!--", ";", "%", "!", "(*", "{-", "{#", "{*", "{{!", "<%#", "<%--", "@*", "..", "REM",
    "rem",
];

/// Why a part could not be cut out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegionError {
    /// There is no region of this name; perhaps one of a similar name.
    Missing {
        /// The name asked for.
        name: String,
        /// The names that are there, in order.
        names: Vec<String>,
    },
    /// The region begins on this line, from 1, and never ends.
    Unclosed(String, usize),
    /// The region begins on both lines, from 1.
    Duplicate(String, usize, usize),
    /// The lines asked for, and how many there are.
    OutOfRange(u32, u32, usize),
}

impl fmt::Display for RegionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { name, .. } => write!(f, "there is no region `{name}`"),
            Self::Unclosed(name, line) => write!(f, "the region `{name}` begins on line {line} and never ends"),
            Self::Duplicate(name, first, second) => {
                write!(f, "the region `{name}` begins twice, on lines {first} and {second}")
            }
            Self::OutOfRange(first, last, lines) => write!(f, "there are no lines {first} to {last}, only {lines}"),
        }
    }
}

impl std::error::Error for RegionError {}

impl RegionError {
    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Self::Missing { name, names } => suggest::advice(name, names.iter().map(String::as_str))
                .unwrap_or_else(|| format!("mark one with the comments `region: {name}` and `endregion: {name}`")),
            Self::Unclosed(name, _) => format!("end it with a comment `endregion: {name}`"),
            Self::Duplicate(..) => "give each region a name of its own".to_owned(),
            Self::OutOfRange(..) => "name a region instead of lines, and it follows when the file changes".to_owned(),
        }
    }
}

/// The part of `source`, with line feeds as line ends and no indentation that all its lines have in common.
///
/// Marks of regions are left out, except from a range of lines, which is shown as it stands.
pub fn extract(source: &str, part: &FilePart) -> Result<String, RegionError> {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let source = if source.contains('\r') { Cow::Owned(source.replace("\r\n", "\n")) } else { Cow::Borrowed(source) };
    let lines: Vec<&str> = source.lines().collect();
    match part {
        FilePart::Whole => Ok(join(lines.into_iter().filter(|line| RegionMark::of(line).is_none()), "")),
        FilePart::Lines(first, last) => range(&lines, *first, *last),
        FilePart::Region(name) => region(&lines, name),
    }
}

fn range(lines: &[&str], first: u32, last: u32) -> Result<String, RegionError> {
    let index = |line: u32| usize::try_from(line).unwrap_or(usize::MAX);
    let chosen = lines.get(index(first).wrapping_sub(1)..index(last));
    chosen.map(dedent).ok_or(RegionError::OutOfRange(first, last, lines.len()))
}

fn region(lines: &[&str], name: &str) -> Result<String, RegionError> {
    let begins = |line: &&str| RegionMark::of(line) == Some(RegionMark::Begin(name));
    let mut starts = lines.iter().enumerate().filter(|(_, line)| begins(line)).map(|(index, _)| index);
    let Some(start) = starts.next() else {
        return Err(RegionError::Missing { name: name.to_owned(), names: names(lines) });
    };
    if let Some(second) = starts.next() {
        return Err(RegionError::Duplicate(name.to_owned(), start + 1, second + 1));
    }
    let inside = &lines[start + 1..];
    let end = end_of(inside, name).ok_or_else(|| RegionError::Unclosed(name.to_owned(), start + 1))?;
    let shown: Vec<&str> = inside[..end].iter().copied().filter(|line| RegionMark::of(line).is_none()).collect();
    Ok(dedent(&shown))
}

/// The line that ends the region `name`: one that names it, or one without a name when no inner region is open.
fn end_of(lines: &[&str], name: &str) -> Option<usize> {
    let mut inner = Vec::new();
    lines.iter().position(|line| match RegionMark::of(line) {
        Some(RegionMark::Begin(other)) => {
            inner.push(other);
            false
        }
        Some(RegionMark::End(Some(ended))) => {
            inner.retain(|open| *open != ended);
            ended == name
        }
        Some(RegionMark::End(None)) => inner.pop().is_none(),
        None => false,
    })
}

fn names(lines: &[&str]) -> Vec<String> {
    let named = |line: &&str| match RegionMark::of(line) {
        Some(RegionMark::Begin(name)) => Some(name.to_owned()),
        _ => None,
    };
    lines.iter().filter_map(named).collect()
}

/// A line that marks where a region begins or ends.
#[derive(Debug, PartialEq, Eq)]
enum RegionMark<'a> {
    Begin(&'a str),
    End(Option<&'a str>),
}

impl<'a> RegionMark<'a> {
    fn of(line: &'a str) -> Option<Self> {
        let at = line.find("region")?;
        let (before, ends) = line[..at].strip_suffix("end").map_or((&line[..at], false), |before| (before, true));
        if !is_comment(before.trim()) {
            return None;
        }
        let rest = line[at + "region".len()..].trim_start();
        match (ends, rest.strip_prefix(':').and_then(name_in)) {
            (false, name) => name.map(Self::Begin),
            (true, None) if rest.starts_with(|c: char| c.is_alphanumeric()) => None,
            (true, name) => Some(Self::End(name)),
        }
    }
}

fn is_comment(opener: &str) -> bool {
    let repeats = |rest: &str| rest.bytes().all(|b| b"/#;%*!-".contains(&b));
    OPENERS.iter().any(|known| opener.strip_prefix(known).is_some_and(repeats))
}

/// The name behind the colon, without what closes the comment.
fn name_in(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let end = text.find(|c: char| !(c.is_alphanumeric() || "_.-/".contains(c))).unwrap_or(text.len());
    let name = text[..end].trim_end_matches(['-', '/']);
    (!name.is_empty()).then_some(name)
}

fn dedent(lines: &[&str]) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let full = || lines.iter().filter(|line| !line.trim().is_empty());
    let shared = full().copied().map(|line| &line[..indent(line)]).reduce(common).unwrap_or_default();
    join(lines.iter().copied(), shared)
}

/// The beginning that two indentations share; they are spaces and tabs, so every byte is a character.
fn common<'a>(a: &'a str, b: &str) -> &'a str {
    let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    &a[..same]
}

fn join<'a>(lines: impl Iterator<Item = &'a str>, indent: &str) -> String {
    let mut out = String::new();
    for line in lines {
        out.push_str(line.strip_prefix(indent).unwrap_or(line.trim_start_matches([' ', '\t'])));
        out.push('\n');
    }
    out
}
