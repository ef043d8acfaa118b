//! Sets of characters in brackets.
//!
//! It refuses to know how one character is escaped.

use super::super::char_set::CharSet;
use super::{Read, Reader, Unreadable};

impl Reader {
    /// Reads from the opening bracket to behind the closing one.
    pub(super) fn set(&mut self) -> Read<CharSet> {
        self.at += 1;
        let negative = self.take("^");
        let (mut common, mut set) = (CharSet::ALL, CharSet::NONE);
        let mut first = true;
        loop {
            match self.peek() {
                None => return Err(Unreadable("a set that is not closed")),
                Some(']') if !first => break,
                Some('&') if self.take("&&") => common = common.and(std::mem::replace(&mut set, CharSet::NONE)),
                Some('[') => set = set.or(self.set_in_set()?),
                Some(c) => set = set.or(self.set_item(c)?),
            }
            first = false;
        }
        self.at += 1;
        let set = common.and(set);
        Ok(if negative { set.not() } else { set })
    }

    /// `[:alpha:]`, `[:^alpha:]` or a set of its own.
    fn set_in_set(&mut self) -> Read<CharSet> {
        let letters: String = self.text[self.at..].iter().skip(2).take_while(|c| **c != ':').collect();
        let closed = self.text[self.at..].iter().skip(2 + letters.chars().count()).take(2).eq([':', ']'].iter());
        let name = letters.strip_prefix('^').unwrap_or(&letters);
        if !self.looking_at("[:") || !closed || !name.bytes().all(|b| b.is_ascii_alphabetic()) {
            return self.set();
        }
        self.at += 4 + letters.chars().count();
        let set = bracket(name).ok_or(Unreadable("a set by name"))?;
        self.folded(if name.len() < letters.len() { set.not() } else { set })
    }

    /// A character, a range of characters, or an escape that means a set.
    fn set_item(&mut self, c: char) -> Read<CharSet> {
        if c == '\\'
            && let Some(set) = self.set_escape()?
        {
            return self.folded(set);
        }
        let first = self.set_char(c)?;
        let range = self.peek() == Some('-') && self.ahead(1).is_some_and(|c| c != ']');
        if !range {
            return self.folded(CharSet::between(first, first));
        }
        self.at += 1;
        let escaped = |c| matches!(c, Some('w' | 'd' | 's' | 'h' | 'W' | 'D' | 'S' | 'H' | 'p' | 'P' | 'N' | 'O'));
        let last = match self.peek() {
            Some('\\') if escaped(self.ahead(1)) => return Err(Unreadable("a range to a set")),
            Some('[') => return Err(Unreadable("a range to a set")),
            Some('&') if self.looking_at("&&") => return Err(Unreadable("a range to a set")),
            Some(c) => self.set_char(c)?,
            None => return Err(Unreadable("a set that is not closed")),
        };
        self.folded(CharSet::between(first, last))
    }

    fn set_char(&mut self, c: char) -> Read<char> {
        if c != '\\' {
            self.at += 1;
            return Ok(c);
        }
        if self.take("\\b") { Ok('\u{8}') } else { self.char_escape() }
    }
}

fn bracket(name: &str) -> Option<CharSet> {
    Some(match name {
        "alpha" => CharSet::LETTER,
        "digit" => CharSet::DIGIT,
        "alnum" => CharSet::ALNUM,
        "upper" => CharSet::UPPER,
        "lower" => CharSet::LOWER,
        "space" => CharSet::SPACE,
        "blank" => CharSet::BLANK,
        "punct" => CharSet::PUNCTUATION,
        "xdigit" => CharSet::HEX,
        "word" => CharSet::WORD,
        "cntrl" => CharSet::CONTROL,
        "print" => CharSet::CONTROL.not(),
        "graph" => CharSet::CONTROL.or(CharSet::SPACE).not(),
        "ascii" => CharSet { ascii: u128::MAX, beyond: false },
        _ => return None,
    })
}
