//! A set of characters as the reader of patterns sees it: each ASCII character, and all others together.
//!
//! It refuses to know which other characters: where one stands in a line, the engine is asked.

/// Which characters may stand at a place. It may hold too many, never too few.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct CharSet {
    /// A bit for each ASCII character.
    pub(super) ascii: u128,
    /// Whether any other character may be meant.
    pub(super) beyond: bool,
}

impl CharSet {
    pub(super) const NONE: Self = Self { ascii: 0, beyond: false };
    pub(super) const ALL: Self = Self { ascii: u128::MAX, beyond: true };
    pub(super) const DIGIT: Self = Self::range(b'0', b'9').widened();
    pub(super) const UPPER: Self = Self::range(b'A', b'Z').widened();
    pub(super) const LOWER: Self = Self::range(b'a', b'z').widened();
    pub(super) const LETTER: Self = Self::UPPER.or(Self::LOWER);
    pub(super) const ALNUM: Self = Self::LETTER.or(Self::DIGIT);
    pub(super) const WORD: Self = Self::ALNUM.or(Self::one(b'_'));
    pub(super) const SPACE: Self = Self::range(9, 13).or(Self::one(b' ')).widened();
    pub(super) const BLANK: Self = Self::one(9).or(Self::one(b' ')).widened();
    pub(super) const HEX: Self = Self::range(b'0', b'9').or(Self::range(b'a', b'f')).or(Self::range(b'A', b'F'));
    pub(super) const PUNCTUATION: Self =
        Self::range(33, 47).or(Self::range(58, 64)).or(Self::range(91, 96)).or(Self::range(123, 126)).widened();
    pub(super) const SYMBOL: Self = Self::of(b"$+<=>^`|~").widened();
    pub(super) const CONTROL: Self = Self::range(0, 31).or(Self::one(127)).widened();
    pub(super) const NOT_NEWLINE: Self = Self { ascii: !Self::one(b'\n').ascii, beyond: true };

    pub(super) const fn one(character: u8) -> Self {
        Self::range(character, character)
    }

    pub(super) const fn range(first: u8, last: u8) -> Self {
        let mut ascii = 0;
        let mut at = first;
        while at <= last && at < 128 {
            ascii |= 1 << at;
            at += 1;
        }
        Self { ascii, beyond: false }
    }

    const fn of(characters: &[u8]) -> Self {
        let mut set = Self::NONE;
        let mut at = 0;
        while at < characters.len() {
            set = set.or(Self::one(characters[at]));
            at += 1;
        }
        set
    }

    /// From one character to another.
    pub(super) fn between(first: char, last: char) -> Self {
        let within = |c: char| u8::try_from(c).map_or(127, |c| c.min(127));
        let ascii = if first.is_ascii() { Self::range(within(first), within(last)) } else { Self::NONE };
        Self { ascii: ascii.ascii, beyond: !last.is_ascii() }
    }

    const fn widened(self) -> Self {
        Self { ascii: self.ascii, beyond: true }
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self { ascii: self.ascii | other.ascii, beyond: self.beyond || other.beyond }
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self { ascii: self.ascii & other.ascii, beyond: self.beyond && other.beyond }
    }

    /// All characters that are not in the set; others than ASCII may always be among them.
    pub(super) const fn not(self) -> Self {
        Self { ascii: !self.ascii, beyond: true }
    }

    /// The set whatever the case: `(?i)k` also means the sign of Kelvin, and `ss` a `ß`.
    pub(super) const fn folded(self) -> Self {
        let letters = (1 << 26) - 1;
        let (upper, lower) = ((self.ascii >> b'A') & letters, (self.ascii >> b'a') & letters);
        let ascii = self.ascii | upper << b'a' | lower << b'A';
        Self { ascii, beyond: self.beyond || upper | lower != 0 }
    }

    #[cfg(test)]
    pub(super) const fn has(self, character: u8) -> bool {
        if character < 128 { self.ascii & 1 << character != 0 } else { self.beyond }
    }

    /// Whether it is wide, as `.` and `[^"]` are: a loop of it would read each line to its end.
    pub(super) const fn is_wide(self) -> bool {
        self.ascii.count_ones() > 75
    }

    /// The ASCII characters as ranges.
    pub(super) fn ranges(self) -> impl Iterator<Item = (u8, u8)> {
        let (mut rest, mut at) = (self.ascii, 0);
        std::iter::from_fn(move || {
            let gap = rest.trailing_zeros();
            let length = rest.checked_shr(gap)?.trailing_ones();
            let first = at + gap;
            at = first + length;
            rest = rest.checked_shr(gap + length).unwrap_or(0);
            Some((u8::try_from(first).ok()?, u8::try_from(at - 1).ok()?))
        })
    }
}
