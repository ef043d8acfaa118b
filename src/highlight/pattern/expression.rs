//! The parts of a pattern after it was read.
//!
//! It refuses to know how they are written.

use super::char_set::CharSet;

/// A pattern, or a part of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expression {
    Empty,
    /// One character of a set.
    Char(CharSet),
    Concat(Vec<Expression>),
    Alternation(Vec<Expression>),
    Repeat(Box<Expression>, Repeat),
    LookAhead(Box<Expression>),
    NegativeLookAhead(Box<Expression>),
    LookBehind(Box<Expression>),
    NegativeLookBehind(Box<Expression>),
    /// The same as what it holds, except that what matches is not searched again for another way.
    Atomic(Box<Expression>),
    /// At the line's first byte: lines hold one line feed at most, at their end.
    LineStart,
    /// Before the line feed, or at the end.
    LineEnd,
    TextEnd,
    WordBoundary,
    NotWordBoundary,
    /// Something that only the engine knows: a back reference, a call. Whatever follows it is as unknown.
    Anything,
}

/// How often something comes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Repeat {
    pub(super) min: u32,
    pub(super) max: Option<u32>,
    pub(super) lazy: bool,
}

impl Expression {
    /// The set, if it is always one character of a set.
    pub(super) fn as_set(&self) -> Option<CharSet> {
        match self {
            Self::Char(set) => Some(*set),
            Self::Alternation(parts) => parts.iter().try_fold(CharSet::NONE, |sum, part| Some(sum.or(part.as_set()?))),
            Self::Concat(parts) if parts.len() == 1 => parts[0].as_set(),
            _ => None,
        }
    }

    /// Whether it looks without reading.
    pub(super) fn is_assertion(&self) -> bool {
        use Expression as E;
        matches!(
            self,
            E::LookAhead(_) | E::NegativeLookAhead(_) | E::LookBehind(_) | E::NegativeLookBehind(_) | E::LineStart
        ) || self.is_boundary()
    }

    /// Whether it depends on the characters beside it alone.
    pub(super) fn is_boundary(&self) -> bool {
        matches!(self, Self::LineEnd | Self::TextEnd | Self::WordBoundary | Self::NotWordBoundary)
    }

    /// Whether it may read on to the end of a line.
    pub(super) fn reads_far(&self) -> bool {
        use Expression as E;
        match self {
            E::Repeat(inner, repeat) => repeat.max.is_none() && inner.is_wide() || inner.reads_far(),
            E::Concat(parts) | E::Alternation(parts) => parts.iter().any(Self::reads_far),
            E::LookAhead(inner) | E::NegativeLookAhead(inner) | E::Atomic(inner) => inner.reads_far(),
            E::LookBehind(inner) | E::NegativeLookBehind(inner) => inner.reads_far(),
            E::Anything => true,
            _ => false,
        }
    }

    /// Whether a loop of it would read on to the end of nearly each line.
    pub(super) fn is_wide(&self) -> bool {
        match self {
            Self::Char(set) => set.is_wide(),
            Self::Concat(parts) | Self::Alternation(parts) => parts.iter().any(Self::is_wide),
            Self::Repeat(part, _) | Self::Atomic(part) => part.is_wide(),
            _ => false,
        }
    }

    /// The characters that may come first; `None` if it may match without reading one.
    pub(super) fn first(&self) -> Option<CharSet> {
        match self {
            Self::Char(set) => Some(*set),
            Self::Concat(parts) => {
                let mut sum = CharSet::NONE;
                for part in parts {
                    match part {
                        Self::Repeat(part, repeat) if repeat.min == 0 => sum = sum.or(part.first()?),
                        part if part.is_assertion() => {}
                        part => return Some(sum.or(part.first()?)),
                    }
                }
                None
            }
            Self::Alternation(parts) => parts.iter().try_fold(CharSet::NONE, |sum, part| Some(sum.or(part.first()?))),
            Self::Repeat(part, repeat) if repeat.min > 0 => part.first(),
            Self::Atomic(part) => part.first(),
            _ => None,
        }
    }
}
