//! Reads Oniguruma's syntax for patterns, as far as grammars use it.
//!
//! What is read may mean more than what is written, never less; where that cannot be had, reading fails and the pattern
//! is tried everywhere. It refuses to know what patterns are for.

mod escapes;
mod sets;

use super::char_set::CharSet;
use super::expression::{Expression, Repeat};

/// Why a pattern is left to the engine alone.
#[derive(Debug, PartialEq)]
pub(super) struct Unreadable(&'static str);

type Read<T> = Result<T, Unreadable>;

/// Groups within groups beyond which a pattern is not read.
const MAX_DEPTH: usize = 200;

/// Makes a group of what is in it.
type Wrap = fn(Box<Expression>) -> Expression;

/// Reads a pattern.
pub(super) fn read(pattern: &str) -> Read<Expression> {
    let mut reader = Reader { text: pattern.chars().collect(), at: 0, options: Options::default(), depth: 0 };
    let expression = reader.alternation()?;
    if reader.at < reader.text.len() { Err(Unreadable("a bracket too many")) } else { Ok(expression) }
}

/// `(?x)`, `(?i)` and `(?m)`, as they are in force at a place.
#[derive(Clone, Copy, Default)]
struct Options {
    extended: bool,
    ignore_case: bool,
    dot_newline: bool,
}

struct Reader {
    text: Vec<char>,
    at: usize,
    options: Options,
    depth: usize,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.ahead(0)
    }

    fn ahead(&self, count: usize) -> Option<char> {
        self.text.get(self.at + count).copied()
    }

    fn looking_at(&self, text: &str) -> bool {
        text.chars().enumerate().all(|(index, c)| self.ahead(index) == Some(c))
    }

    /// Goes behind `text` if it comes next.
    fn take(&mut self, text: &str) -> bool {
        let found = self.looking_at(text);
        self.at += if found { text.chars().count() } else { 0 };
        found
    }

    /// Goes behind the next `end`.
    fn skip_past(&mut self, end: char) {
        while self.peek().is_some_and(|c| c != end) {
            self.at += 1;
        }
        self.at += 1;
    }

    /// Goes behind comments, and behind white space where it means nothing.
    fn skip_blanks(&mut self) {
        while let Some(c) = self.peek() {
            if self.looking_at("(?#") {
                self.skip_past(')');
            } else if self.options.extended && c == '#' {
                self.skip_past('\n');
            } else if self.options.extended && c.is_whitespace() {
                self.at += 1;
            } else {
                break;
            }
        }
        self.at = self.at.min(self.text.len());
    }

    /// Reads as far as the closing bracket or the end.
    fn alternation(&mut self) -> Read<Expression> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Unreadable("too deep"));
        }
        let options = self.options;
        let mut parts = vec![self.concat()?];
        while self.take("|") {
            parts.push(self.concat()?);
        }
        self.options = options;
        self.depth -= 1;
        Ok(match parts.len() {
            1 => parts.remove(0),
            _ => Expression::Alternation(parts),
        })
    }

    fn concat(&mut self) -> Read<Expression> {
        let mut parts = Vec::new();
        loop {
            self.skip_blanks();
            match self.peek() {
                None | Some('|' | ')') => break,
                Some(c) => {
                    let part = self.atom(c)?;
                    parts.push(self.repeated(part)?);
                }
            }
        }
        Ok(match parts.len() {
            0 => Expression::Empty,
            1 => parts.remove(0),
            _ => Expression::Concat(parts),
        })
    }

    fn atom(&mut self, c: char) -> Read<Expression> {
        match c {
            '(' => return self.group(),
            '[' => return Ok(Expression::Char(self.set()?)),
            '\\' => return self.escape(),
            '*' | '+' | '?' => return Err(Unreadable("nothing to repeat")),
            _ => self.at += 1,
        }
        match c {
            '.' if self.options.dot_newline => Ok(Expression::Char(CharSet::ALL)),
            '.' => Ok(Expression::Char(CharSet::NOT_NEWLINE)),
            '^' => Ok(Expression::LineStart),
            '$' => Ok(Expression::LineEnd),
            _ => self.literal(c),
        }
    }

    /// A character that stands for itself.
    fn literal(&self, c: char) -> Read<Expression> {
        Ok(Expression::Char(self.folded(CharSet::between(c, c))?))
    }

    fn folded(&self, set: CharSet) -> Read<CharSet> {
        match self.options.ignore_case {
            false => Ok(set),
            true if set.ascii == 0 && set.beyond => Err(Unreadable("other scripts whatever the case")),
            true => Ok(set.folded()),
        }
    }

    fn group(&mut self) -> Read<Expression> {
        self.at += 1;
        if self.looking_at("*") {
            return Err(Unreadable("a callout"));
        }
        if !self.take("?") {
            return self.inner();
        }
        let kinds: [(&str, Wrap); 5] = [
            (">", Expression::Atomic),
            ("=", Expression::LookAhead),
            ("!", Expression::NegativeLookAhead),
            ("<=", Expression::LookBehind),
            ("<!", Expression::NegativeLookBehind),
        ];
        for (mark, kind) in kinds {
            if self.take(mark) {
                return Ok(kind(Box::new(self.inner()?)));
            }
        }
        if self.take(":") {
            return self.inner();
        }
        if self.take("<") {
            self.skip_past('>');
            return self.inner();
        }
        self.with_options()
    }

    /// Behind the opening bracket of a group, and what it is for.
    fn inner(&mut self) -> Read<Expression> {
        let inner = self.alternation()?;
        if self.take(")") { Ok(inner) } else { Err(Unreadable("a bracket that is not closed")) }
    }

    /// `(?i:…)`, or `(?i)`, which holds to the end of the group around it and embraces all its alternatives.
    fn with_options(&mut self) -> Read<Expression> {
        let before = self.options;
        let mut on = true;
        loop {
            match self.peek() {
                Some('-') => on = false,
                Some('x') => self.options.extended = on,
                Some('i') => self.options.ignore_case = on,
                Some('m') => self.options.dot_newline = on,
                Some(')' | ':') => break,
                _ => return Err(Unreadable("a group of another kind")),
            }
            self.at += 1;
        }
        let inner = if self.take(":") {
            self.inner()?
        } else {
            self.at += 1;
            self.alternation()?
        };
        self.options = before;
        Ok(inner)
    }

    /// What follows `part` and says how often it comes.
    fn repeated(&mut self, mut part: Expression) -> Read<Expression> {
        loop {
            self.skip_blanks();
            let (mut repeat, braces) = match self.peek() {
                Some('*') => (Repeat { min: 0, max: None, lazy: false }, false),
                Some('+') => (Repeat { min: 1, max: None, lazy: false }, false),
                Some('?') => (Repeat { min: 0, max: Some(1), lazy: false }, false),
                Some('{') => match self.braces() {
                    Some(repeat) => (repeat, true),
                    None => return Ok(part),
                },
                _ => return Ok(part),
            };
            self.at += 1;
            // `{3}?` is `(?:…{3})?`, and `{2,3}+` is `(?:…{2,3})+`.
            let fixed = braces && repeat.max == Some(repeat.min);
            repeat.lazy = !fixed && self.take("?");
            let possessive = !braces && !repeat.lazy && self.take("+");
            part = match part {
                assertion if assertion.is_assertion() && repeat.min == 0 => Expression::Empty,
                assertion if assertion.is_assertion() => assertion,
                part => Expression::Repeat(Box::new(part), repeat),
            };
            if possessive {
                part = Expression::Atomic(Box::new(part));
            }
        }
    }

    /// `{2}`, `{2,}`, `{,3}` or `{2,3}`, as far as the closing brace; anything else is text.
    fn braces(&mut self) -> Option<Repeat> {
        let length = self.text[self.at..].iter().position(|c| *c == '}')?;
        let inner: String = self.text[self.at + 1..self.at + length].iter().collect();
        let (min, max) = inner.split_once(',').unwrap_or((&inner, &inner));
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if !digits(min) || !digits(max) || min.is_empty() && max.is_empty() {
            return None;
        }
        let min = if min.is_empty() { 0 } else { min.parse().ok()? };
        let max = if max.is_empty() { None } else { Some(max.parse().ok()?) };
        self.at += length;
        Some(Repeat { min, max, lazy: false })
    }
}
