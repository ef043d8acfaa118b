//! Highlights code: from text and the name of a language to HTML with short classes, line by line.
//!
//! It refuses to know the page, and to remember results; grammars are loaded once, when first asked for.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use syntect::parsing::{ParseState, Scope, ScopeStackOp, SyntaxSet};

use super::classes::{Class, ClassWriter, class_of};
use super::languages::{LanguageEntry, Languages};
use super::lines::{Between, Lines};
use crate::base::hash::FastHash;
use crate::base::html::escape;

/// The longest line that is highlighted, in bytes.
pub const LONGEST_LINE: usize = 20_000;
/// The largest block that is highlighted, in bytes.
pub const LARGEST_BLOCK: usize = 500_000;

thread_local! {
    /// See [`super::lines`].
    static LINES: RefCell<Lines> = RefCell::default();
    /// What [`class_of`] says of scopes.
    static CLASSES: RefCell<HashMap<Scope, Option<Class>, FastHash>> = RefCell::default();
}

/// Code with its markup.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Highlighted {
    html: String,
    /// The language's name for readers, `None` if it is unknown or plain text.
    pub name: Option<String>,
    /// Why the code is shown plain although its language is known.
    pub fallback: Option<TooLong>,
}

impl Highlighted {
    /// The markup of each line, without its line feed; every span is closed where its line ends.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.html.split_inclusive('\n').map(|line| line.strip_suffix('\n').unwrap_or(line))
    }

    /// The markup of all lines, with the code's own line feeds.
    pub fn html(&self) -> &str {
        &self.html
    }
}

/// Why code is too long to highlight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TooLong {
    /// A line, from 1, of so many bytes.
    Line(usize, usize),
    /// The whole block, of so many bytes.
    Block(usize),
}

impl TooLong {
    fn judge(code: &str) -> Option<Self> {
        if code.len() > LARGEST_BLOCK {
            return Some(Self::Block(code.len()));
        }
        let long = code.split('\n').enumerate().find(|(_, line)| line.len() > LONGEST_LINE);
        long.map(|(index, line)| Self::Line(index + 1, line.len()))
    }
}

impl std::fmt::Display for TooLong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Line(line, bytes) => {
                write!(
                    f,
                    "line {line} of the code has {bytes} bytes, more than the {LONGEST_LINE} that are highlighted"
                )
            }
            Self::Block(bytes) => {
                write!(f, "the code has {bytes} bytes, more than the {LARGEST_BLOCK} that are highlighted")
            }
        }
    }
}

/// All grammars, loaded when first needed and then shared by all threads.
#[derive(Default)]
pub struct Highlighter(OnceLock<Loaded>);

struct Loaded {
    set: SyntaxSet,
    languages: Languages,
}

impl Highlighter {
    /// A highlighter that has loaded nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether there is a grammar for `language`, or it means plain text; the case does not matter.
    pub fn known(&self, language: &str) -> bool {
        self.loaded().languages.find(language) != LanguageEntry::Unknown
    }

    /// The known name nearest to a misspelt one.
    pub fn nearest(&self, language: &str) -> Option<&str> {
        self.loaded().languages.nearest(language)
    }

    /// The markup of `code`; plain text if the language is unknown or the code too long.
    pub fn highlight(&self, language: &str, code: &str) -> Highlighted {
        let loaded = self.loaded();
        let LanguageEntry::Grammar(index) = loaded.languages.find(language) else {
            return Highlighted { html: escape(code), ..Highlighted::default() };
        };
        let fallback = TooLong::judge(code);
        let html =
            if fallback.is_some() { escape(code) } else { loaded.markup(loaded.languages.reading(index, code), code) };
        Highlighted { html, name: Some(loaded.set.syntaxes()[index].name.clone()), fallback }
    }

    fn loaded(&self) -> &Loaded {
        self.0.get_or_init(|| {
            let set = two_face::syntax::extra_newlines();
            Loaded { languages: Languages::of(&set), set }
        })
    }
}

impl Loaded {
    fn markup(&self, grammar: usize, code: &str) -> String {
        let mut html = String::with_capacity(code.len() * 4);
        let parse = ParseState::new(&self.set.syntaxes()[grammar]);
        let start = Between { grammar, parse, scopes: Scopes::default() };
        let line = |html: &mut String, between: &mut Between, line: &str| self.line(html, between, line);
        LINES.with_borrow_mut(|lines| lines.markup(&mut html, start, code, line));
        html
    }

    /// Appends the markup of a line; `between` is where the line begins, and then where it ends.
    fn line(&self, html: &mut String, Between { parse, scopes, .. }: &mut Between, line: &str) {
        let mut writer = ClassWriter::new(html);
        let ops = parse.parse_line(line, &self.set).unwrap_or_default();
        let text = line.strip_suffix('\n').unwrap_or(line);
        let mut at = 0;
        CLASSES.with_borrow_mut(|classes| {
            for (offset, op) in ops {
                let end = offset.clamp(at, text.len());
                writer.token(&text[at..end], scopes.class());
                at = end;
                scopes.apply(&op, |scope| *classes.entry(scope).or_insert_with(|| class_of(&scope.build_string())));
            }
        });
        writer.token(&text[at..], scopes.class());
        writer.end_line(text.len() < line.len());
    }
}

/// The classes of the scopes that are open, innermost last; each knows the class it inherits.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Scopes {
    open: Vec<Class>,
    cleared: Vec<Vec<Class>>,
}

impl Scopes {
    fn class(&self) -> Class {
        self.open.last().copied().unwrap_or_default()
    }

    fn apply(&mut self, op: &ScopeStackOp, class_of: impl FnOnce(Scope) -> Option<Class>) {
        match op {
            ScopeStackOp::Push(scope) => {
                let class = class_of(*scope).unwrap_or_else(|| self.class());
                self.open.push(class);
            }
            ScopeStackOp::Pop(count) => self.open.truncate(self.open.len().saturating_sub(*count)),
            ScopeStackOp::Clear(amount) => {
                let keep = match amount {
                    syntect::parsing::ClearAmount::TopN(n) => self.open.len().saturating_sub(*n),
                    syntect::parsing::ClearAmount::All => 0,
                };
                self.cleared.push(self.open.split_off(keep));
            }
            ScopeStackOp::Restore => self.open.extend(self.cleared.pop().unwrap_or_default()),
            ScopeStackOp::Noop => {}
        }
    }
}
