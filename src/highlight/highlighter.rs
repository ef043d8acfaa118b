//! Highlights code: from text and the name of a language to HTML with short classes, line by line.
//!
//! It refuses to know the page, and to remember results; grammars are loaded once, when first asked for.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::languages::{LanguageEntry, Languages};
use super::markup::{CodeMarkup, Meaning};
use super::openers::opener;
use super::session::{SessionLine, session_lines};
use super::{Changes, Grammars};
use crate::base::html::escape;

/// The longest line that is highlighted, in bytes.
pub const LONGEST_LINE: usize = 20_000;
/// The largest block that is highlighted, in bytes.
pub const LARGEST_BLOCK: usize = 500_000;

/// Code with its markup.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Highlighted {
    html: String,
    /// The language's name for readers, `None` if it is unknown or plain text.
    pub name: Option<String>,
    /// Why the code is shown plain although its language is known.
    pub fallback: Option<TooLong>,
    /// The work that highlighting it took, in steps of about 25 ns.
    pub steps: u64,
}

impl Highlighted {
    /// Code that is shown plain, as the code before it on the same page took all the work that a page may take.
    pub fn given_up(code: &str) -> Self {
        Self { html: escape(code), fallback: Some(TooLong::Page), ..Self::default() }
    }

    /// The markup of each line, without its line feed; every span is closed where its line ends.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.html.split_inclusive('\n').map(|line| line.strip_suffix('\n').unwrap_or(line))
    }

    /// The markup of all lines, with the code's own line feeds.
    pub fn html(&self) -> &str {
        &self.html
    }
}

/// Why code is too long, or takes too long, to highlight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TooLong {
    /// A line, from 1, of so many bytes.
    Line(usize, usize),
    /// The whole block, of so many bytes.
    Block(usize),
    /// A line, from 1, at which the work is done that a block of its size may take.
    Work(usize),
    /// The page, whose other code has taken all the work that a page may take.
    Page,
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
            Self::Work(line) => write!(f, "line {line} of the code would take too long to read"),
            Self::Page => write!(f, "the code before it on this page took too long to read"),
        }
    }
}

/// All grammars, loaded when first needed and then shared by all threads.
#[derive(Default)]
pub struct Highlighter(OnceLock<Loaded>);

/// The markup and the work it took, or why there is none.
type Marked = Result<(String, u64), (TooLong, u64)>;

struct Loaded {
    grammars: Grammars<Meaning>,
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
        let (index, is_session) = match loaded.languages.find(language) {
            LanguageEntry::Grammar(index) => (index, false),
            LanguageEntry::Session(shell) => (shell, true),
            LanguageEntry::Plain | LanguageEntry::Unknown => {
                return Highlighted { html: escape(code), ..Highlighted::default() };
            }
        };
        let name = if is_session { "Terminal" } else { &loaded.grammars.set().syntaxes()[index].name };
        let marked = match TooLong::judge(code) {
            Some(reason) => Err((reason, 0)),
            None if is_session => loaded.session(index, code),
            None => loaded.markup(loaded.languages.reading(index, code), code),
        };
        let name = Some(name.to_owned());
        match marked {
            Ok((html, steps)) => Highlighted { html, name, fallback: None, steps },
            Err((reason, steps)) => Highlighted { html: escape(code), name, fallback: Some(reason), steps },
        }
    }

    fn loaded(&self) -> &Loaded {
        self.0.get_or_init(|| {
            let grammars = Grammars::new(Meaning::of).amended();
            Loaded { languages: Languages::of(grammars.set()), grammars }
        })
    }
}

impl Loaded {
    /// The markup of code and the work it took, or why there is none.
    fn markup(&self, grammar: usize, code: &str) -> Marked {
        let mut markup = CodeMarkup::with_capacity(code.len() * 4);
        let Some(mut parser) = self.grammars.parser(grammar, code.len()) else { return Ok((escape(code), 0)) };
        let mut changes = Changes::new();
        if let Some(opener) = opener(&self.grammars.set().syntaxes()[grammar].name, code) {
            let opened = parser.line(opener, &mut changes);
            opened.map_err(|_| (TooLong::Work(1), parser.spent()))?;
            markup.pass(&changes);
        }
        for (index, line) in code.split_inclusive('\n').enumerate() {
            changes.clear();
            let read = parser.line(line, &mut changes);
            read.map_err(|_| (TooLong::Work(index + 1), parser.spent()))?;
            markup.line(line, &changes);
        }
        Ok((markup.finish(code), parser.spent()))
    }

    /// The markup of a session, whose commands are of the grammar of a shell.
    fn session(&self, shell: usize, code: &str) -> Marked {
        let mut markup = CodeMarkup::with_capacity(code.len() * 2);
        let Some(mut parser) = self.grammars.parser(shell, code.len()) else { return Ok((escape(code), 0)) };
        let mut changes = Changes::new();
        for (index, line) in session_lines(code).enumerate() {
            let command = match line {
                SessionLine::Command(prompt, command) => {
                    markup.prompt(prompt);
                    // An apostrophe in one command is no quote around the next.
                    parser.restart();
                    command
                }
                SessionLine::Continued(command) => command,
                SessionLine::Output(text) => {
                    markup.plain(text);
                    continue;
                }
            };
            changes.clear();
            let read = parser.line(command, &mut changes);
            read.map_err(|_| (TooLong::Work(index + 1), parser.spent()))?;
            markup.command(command, &changes);
        }
        Ok((markup.into_html(), parser.spent()))
    }
}
