//! The info string of a code fence: ```` ```js title="server.js" linenos hl=2,4-6 include=./a.js#api ````.
//!
//! It refuses to know whether the language, the file or the subject exists; it only says where they are named.
//! Attributes stand after the language, separated by white space; a value with white space in it is quoted,
//! and in quotes `\"` and `\\` stand for themselves.

use std::ops::Range;

use crate::base::suggest::advice;
use crate::base::{Code, Diagnostic, Place, SourcePath, Spanned};

mod line_set;
mod words;

pub use line_set::LineSet;
use words::{Word, words};

/// The attributes, in the order in which messages name them.
const ATTRIBUTES: &[&str] = &["title", "linenos", "hl", "diff", "include", "subject"];

/// What other generators call our attributes.
const ELSEWHERE: &[(&str, &str)] = &[
    ("caption", "title"),
    ("file", "include"),
    ("filename", "title"),
    ("highlight", "hl"),
    ("hl_lines", "hl"),
    ("linenostart", "linenos"),
    ("lineno", "linenos"),
    ("name", "title"),
    ("numberLines", "linenos"),
];

/// What the info string of a code fence says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fence {
    /// The language as written; empty if there is none.
    pub language: Spanned<String>,
    /// The caption, usually a file's name.
    pub title: Option<String>,
    /// The number of the first line, if lines are numbered.
    pub linenos: Option<u32>,
    /// The lines to stress, counted from 1 whatever number the first line shows.
    pub hl: LineSet,
    /// Whether lines begin with `+`, `-` or a space, as in a patch.
    pub diff: bool,
    /// The file that holds the code instead of the fence.
    pub include: Option<Spanned<IncludeRef>>,
    /// The id of the subject that the code belongs to.
    pub subject: Option<Spanned<String>>,
}

/// A file, or a part of one, to be shown as code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncludeRef {
    /// The path as written: from the project's root, or from the page if it starts with `./` or `../`.
    pub path: String,
    /// Which part of the file.
    pub part: FilePart,
}

/// A part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilePart {
    /// All of it.
    Whole,
    /// What stands between `region: NAME` and `endregion: NAME`.
    Region(String),
    /// From the first to the last line, both included and counted from 1.
    Lines(u32, u32),
}

impl Fence {
    /// Reads `info`, the text behind the backticks as it stands in `file` from the byte `base`.
    ///
    /// What cannot be read is reported and left out; the rest holds.
    pub fn parse(info: &str, file: &SourcePath, base: usize) -> (Self, Vec<Diagnostic>) {
        let mut reader = FenceReader { fence: Self::default(), seen: Vec::new(), diagnostics: Vec::new(), file, base };
        let mut words = words(info).peekable();
        if let Some(word) = words.next_if(|word| word.value.is_none() && !word.key.starts_with(['{', '"', '\''])) {
            reader.language(&word);
        }
        words.for_each(|word| reader.attribute(&word));
        (reader.fence, reader.diagnostics)
    }
}

struct FenceReader<'a> {
    fence: Fence,
    seen: Vec<&'a str>,
    diagnostics: Vec<Diagnostic>,
    file: &'a SourcePath,
    base: usize,
}

impl<'a> FenceReader<'a> {
    fn language(&mut self, word: &Word<'_>) {
        let (name, rest) = word.key.split_once(',').unwrap_or((word.key, ""));
        let start = word.span.start;
        self.fence.language = self.spanned(name.to_owned(), &(start..start + name.len()));
        if !rest.is_empty() {
            let behind = start + name.len()..word.span.end;
            self.complain(behind, "attributes of a code fence are separated by spaces", format!("write `{name} …`"));
        }
    }

    fn attribute(&mut self, word: &Word<'a>) {
        if self.seen.contains(&word.key) {
            let message = format!("`{}` stands twice in this info string", word.key);
            return self.complain(word.span.clone(), message, "take one of them out");
        }
        self.seen.push(word.key);
        let result = match word.key {
            "title" => self.title(word),
            "linenos" => self.linenos(word),
            "hl" => self.hl(word),
            "diff" => self.diff(word),
            "include" => self.include(word),
            "subject" => self.subject(word),
            _ => return self.unknown(word),
        };
        if let Err(help) = result {
            let message = format!("`{}` cannot be read", word.text);
            self.complain(word.span.clone(), message, help);
        }
    }

    fn title(&mut self, word: &Word<'_>) -> Result<(), String> {
        let title = word.filled().ok_or("write `title=\"server.js\"`")?;
        self.fence.title = Some(title.to_owned());
        Ok(())
    }

    fn linenos(&mut self, word: &Word<'_>) -> Result<(), String> {
        let first = word.value.as_deref().map_or(Some(1), |n| n.parse().ok());
        self.fence.linenos = Some(first.ok_or("write `linenos`, or `linenos=10` to begin with 10")?);
        Ok(())
    }

    fn hl(&mut self, word: &Word<'_>) -> Result<(), String> {
        self.fence.hl = LineSet::parse(word.value.as_deref().unwrap_or_default())?;
        Ok(())
    }

    fn diff(&mut self, word: &Word<'_>) -> Result<(), String> {
        self.fence.diff = true;
        if word.value.is_some() { Err("`diff` takes no value".to_owned()) } else { Ok(()) }
    }

    fn include(&mut self, word: &Word<'_>) -> Result<(), String> {
        let include = IncludeRef::parse(word.filled().unwrap_or_default())?;
        self.fence.include = Some(self.spanned(include, &word.value_span));
        Ok(())
    }

    fn subject(&mut self, word: &Word<'_>) -> Result<(), String> {
        let subject = word.filled().ok_or("write `subject=nodejs`, with the id of a subject")?;
        self.fence.subject = Some(self.spanned(subject.to_owned(), &word.value_span));
        Ok(())
    }

    fn unknown(&mut self, word: &Word<'_>) {
        let name = word.key;
        let help = match ELSEWHERE.iter().find(|(there, _)| there.eq_ignore_ascii_case(name)) {
            _ if name.starts_with('{') => "lines are stressed with `hl=2,4-6`".to_owned(),
            Some((_, here)) => format!("here it is called `{here}`"),
            None => advice(name, ATTRIBUTES.iter().copied()).unwrap_or_default(),
        };
        self.complain(word.span.clone(), format!("`{}` is no attribute of a code fence", word.text), help);
    }

    fn complain(&mut self, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let place = Place::new(self.file, self.base + span.start..self.base + span.end);
        self.diagnostics.push(Diagnostic::error(Code::BadFence, message).at(place).help(help));
    }

    fn spanned<T>(&self, value: T, span: &Range<usize>) -> Spanned<T> {
        Spanned { value, span: self.base + span.start..self.base + span.end }
    }
}

impl IncludeRef {
    /// Reads `path`, `path#region` or `path#L3-L9`; what is wrong otherwise is said in the error.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (path, part) = match text.split_once('#') {
            None => (text, FilePart::Whole),
            Some((path, part)) => (path, FilePart::parse(part)?),
        };
        if path.is_empty() {
            return Err("write `include=samples/app.js`, `include=./app.js#region` or `#L3-L9`".to_owned());
        }
        Ok(Self { path: path.to_owned(), part })
    }
}

impl FilePart {
    fn parse(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Err("after `#` comes the name of a region or lines such as `L3-L9`".to_owned());
        }
        match lines_of(text) {
            None => Ok(Self::Region(text.to_owned())),
            Some((first, last)) if first == 0 || last < first => {
                Err("lines are counted from 1, and the first comes before the last: `#L3-L9`".to_owned())
            }
            Some((first, last)) => Ok(Self::Lines(first, last)),
        }
    }
}

/// `L3`, `L3-L9` or `L3-9`, as on code hosts.
fn lines_of(text: &str) -> Option<(u32, u32)> {
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    let text = text.strip_prefix('L')?;
    match text.split_once('-') {
        None => number(text).map(|line| (line, line)),
        Some((first, last)) => Some((number(first)?, number(last.strip_prefix('L').unwrap_or(last))?)),
    }
}
