//! What a backslash makes of the character behind it.
//!
//! It refuses to know what stands around it.

use super::super::char_set::CharSet;
use super::super::expression::Expression;
use super::{Read, Reader, Unreadable};

impl Reader {
    /// An escape outside of brackets.
    pub(super) fn escape(&mut self) -> Read<Expression> {
        let c = self.ahead(1).ok_or(Unreadable("a backslash at the end"))?;
        let special = match c {
            'b' => Expression::WordBoundary,
            'B' => Expression::NotWordBoundary,
            'A' => Expression::LineStart,
            'z' => Expression::TextEnd,
            'Z' => Expression::LineEnd,
            // Where the last match ended, which `Pattern` knows.
            'G' => Expression::Anything,
            '1'..='9' => Expression::Anything,
            'k' | 'g' => {
                self.skip_past('>');
                return Ok(Expression::Anything);
            }
            _ => {
                if let Some(set) = self.set_escape()? {
                    return Ok(Expression::Char(self.folded(set)?));
                }
                let c = self.char_escape()?;
                return self.literal(c);
            }
        };
        self.at += 2;
        while matches!(c, '1'..='9') && self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        Ok(special)
    }

    /// An escape that means a set of characters, within brackets or outside.
    pub(super) fn set_escape(&mut self) -> Read<Option<CharSet>> {
        let set = match self.ahead(1) {
            Some('w') => CharSet::WORD,
            Some('W') => CharSet::WORD.not(),
            Some('d') => CharSet::DIGIT,
            Some('D') => CharSet::DIGIT.not(),
            Some('s') => CharSet::SPACE,
            Some('S') => CharSet::SPACE.not(),
            Some('h') => CharSet::HEX,
            Some('H') => CharSet::HEX.not(),
            Some('N') => CharSet::NOT_NEWLINE,
            Some('O') => CharSet::ALL,
            Some('p' | 'P') => return self.property().map(Some),
            Some('R' | 'X' | 'K' | 'y' | 'Y' | 'M' | 'C' | 'c' | 'o') => return Err(Unreadable("a rare escape")),
            _ => return Ok(None),
        };
        self.at += 2;
        Ok(Some(set))
    }

    /// `\p{Lu}`, `\P{Lu}`, `\p{^Lu}`.
    fn property(&mut self) -> Read<CharSet> {
        let mut negative = self.ahead(1) == Some('P');
        self.at += 2;
        if !self.take("{") {
            return Err(Unreadable("a property without braces"));
        }
        negative ^= self.take("^");
        let mut name = String::new();
        while let Some(c) = self.peek().filter(|c| *c != '}') {
            name.extend(c.to_lowercase().filter(|c| !matches!(c, '_' | ' ' | '-')));
            self.at += 1;
        }
        self.at += 1;
        let set = property(&name).ok_or(Unreadable("a property"))?;
        Ok(if negative { set.not() } else { set })
    }

    /// An escape that means one character.
    pub(super) fn char_escape(&mut self) -> Read<char> {
        let c = self.ahead(1).ok_or(Unreadable("a backslash at the end"))?;
        self.at += 2;
        let code = match c {
            'n' => 10,
            't' => 9,
            'r' => 13,
            'f' => 12,
            'v' => 11,
            'a' => 7,
            'e' => 27,
            'x' if self.take("{") => {
                let code = self.digits(8, 16)?;
                if !self.take("}") {
                    return Err(Unreadable("a number of a character"));
                }
                code
            }
            'x' => Some(self.digits(2, 16)?).filter(|c| *c < 128).ok_or(Unreadable("a byte"))?,
            'u' => self.digits(4, 16)?,
            '0' => self.digits(2, 8).unwrap_or(0),
            c if c.is_ascii_alphanumeric() => return Err(Unreadable("a rare escape")),
            c => return Ok(c),
        };
        // Ranges may end beyond the last character there is.
        Ok(char::from_u32(code).unwrap_or(char::MAX))
    }

    fn digits(&mut self, most: usize, radix: u32) -> Read<u32> {
        let digits = (0..most).map_while(|index| self.ahead(index)?.to_digit(radix));
        let digits: Vec<u32> = digits.collect();
        self.at += digits.len();
        let number = digits.iter().fold(0, |sum, digit| sum * radix + digit);
        if digits.is_empty() { Err(Unreadable("a number without digits")) } else { Ok(number) }
    }
}

/// The characters with a property, whose name is in small letters without signs.
fn property(name: &str) -> Option<CharSet> {
    let others = CharSet { ascii: 0, beyond: true };
    Some(match name {
        "l" | "letter" | "alpha" | "alphabetic" | "xidstart" | "idstart" | "xids" | "ids" => CharSet::LETTER,
        "lu" | "upper" | "uppercase" | "uppercaseletter" => CharSet::UPPER,
        "ll" | "lower" | "lowercase" | "lowercaseletter" => CharSet::LOWER,
        "lt" | "lm" | "lo" | "m" | "mn" | "mc" | "me" | "nl" | "no" | "cs" | "co" | "cn" | "pi" | "pf" => others,
        "n" | "nd" | "number" | "digit" => CharSet::DIGIT,
        "alnum" => CharSet::ALNUM,
        "word" | "xidcontinue" | "idcontinue" | "xidc" | "idc" => CharSet::WORD,
        "space" | "whitespace" => CharSet::SPACE,
        "punct" | "p" | "punctuation" => CharSet::PUNCTUATION.and(CharSet::SYMBOL.not()),
        "pc" => CharSet::one(b'_').or(others),
        "s" | "symbol" => CharSet::SYMBOL,
        "cntrl" | "cc" => CharSet::CONTROL,
        _ => return None,
    })
}
