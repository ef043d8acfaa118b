//! The HTML of code, line by line, out of changes of scopes.
//!
//! It refuses to know grammars; a scope is what it means: a class, or nothing.

use syntect::parsing::ClearAmount;

use super::classes::{Class, ClassWriter, class_of};
use crate::base::html::escape_into;
use crate::highlight::{Changes, ScopeChange};

/// A string that is open for more lines when the code ends was none: an apostrophe, or a quote that a grammar misreads.
const MAX_OPEN_LINES: usize = 3;

/// What a scope means here.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Meaning {
    /// `None` if the enclosing scope decides.
    class: Option<Class>,
    /// Whether it is of a string between quotes, which is closed in all complete code.
    is_quoted: bool,
}

impl Meaning {
    pub(crate) fn of(scope: &str) -> Self {
        Self { class: class_of(scope), is_quoted: scope.starts_with("string.quoted") }
    }
}

/// HTML that is being written.
#[derive(Default)]
pub(crate) struct CodeMarkup {
    html: String,
    scopes: Scopes,
    lines: usize,
    /// Where a quoted string is open at the end of a line: how many lines there were, and how much HTML.
    open_since: Option<(usize, usize)>,
}

impl CodeMarkup {
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self { html: String::with_capacity(bytes), ..Self::default() }
    }

    /// Passes over a line that is not shown.
    pub(crate) fn pass(&mut self, changes: &Changes<Meaning>) {
        for (_, change) in changes {
            self.scopes.apply(change);
        }
    }

    /// Appends a line, in which scopes change as `changes` say.
    pub(crate) fn line(&mut self, line: &str, changes: &Changes<Meaning>) {
        let mut writer = ClassWriter::new(&mut self.html);
        let text = line.strip_suffix('\n').unwrap_or(line);
        let mut at = 0;
        for (offset, change) in changes {
            let end = (*offset).clamp(at, text.len());
            writer.token(&text[at..end], self.scopes.class());
            at = end;
            self.scopes.apply(change);
        }
        writer.token(&text[at..], self.scopes.class());
        writer.end_line(text.len() < line.len());
        self.lines += 1;
        let open = self.scopes.open.iter().any(|scope| scope.is_quoted);
        self.open_since = open.then(|| self.open_since.unwrap_or((self.lines, self.html.len())));
    }

    /// Appends a prompt and the blank behind it; the command begins anew.
    pub(crate) fn prompt(&mut self, text: &str) {
        self.scopes = Scopes::default();
        let mut writer = ClassWriter::new(&mut self.html);
        writer.token(text, Class("gp"));
        writer.end_line(false);
    }

    /// Appends a line that is a command, within an element of its own: it is what readers copy.
    pub(crate) fn command(&mut self, line: &str, changes: &Changes<Meaning>) {
        self.html.push_str("<span class=\"gc\">");
        self.line(line, changes);
        let end = self.html.len() - usize::from(line.ends_with('\n'));
        self.html.insert_str(end, "</span>");
    }

    /// Appends a line that is no code.
    pub(crate) fn plain(&mut self, line: &str) {
        escape_into(&mut self.html, line);
    }

    /// The HTML of `code`. Behind the line in which a string began that was none, it is plain.
    pub(crate) fn finish(mut self, code: &str) -> String {
        if let Some((lines, end)) = self.open_since
            && self.lines - lines >= MAX_OPEN_LINES
        {
            self.html.truncate(end);
            code.split_inclusive('\n').skip(lines).for_each(|line| escape_into(&mut self.html, line));
        }
        self.html
    }

    /// The HTML as it is.
    pub(crate) fn into_html(self) -> String {
        self.html
    }
}

/// A scope that is open, and the class it has or inherits.
#[derive(Clone, Copy)]
struct OpenScope {
    class: Class,
    is_quoted: bool,
}

/// The scopes that are open, innermost last.
#[derive(Default)]
struct Scopes {
    open: Vec<OpenScope>,
    cleared: Vec<Vec<OpenScope>>,
}

impl Scopes {
    fn class(&self) -> Class {
        self.open.last().map(|scope| scope.class).unwrap_or_default()
    }

    fn apply(&mut self, change: &ScopeChange<Meaning>) {
        match change {
            ScopeChange::Push(Meaning { class, is_quoted }) => {
                self.open.push(OpenScope { class: class.unwrap_or_else(|| self.class()), is_quoted: *is_quoted });
            }
            ScopeChange::Pop(count) => self.open.truncate(self.open.len().saturating_sub(*count)),
            ScopeChange::Clear(amount) => {
                let keep = match amount {
                    ClearAmount::TopN(count) => self.open.len().saturating_sub(*count),
                    ClearAmount::All => 0,
                };
                self.cleared.push(self.open.split_off(keep));
            }
            ScopeChange::Restore => self.open.extend(self.cleared.pop().unwrap_or_default()),
        }
    }
}
