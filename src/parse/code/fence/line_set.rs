//! A set of line numbers, written `2,4-6`.
//!
//! It refuses to know how many lines there are.

use std::ops::RangeInclusive;

/// A set of line numbers from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineSet(Vec<RangeInclusive<u32>>);

impl LineSet {
    /// Reads `2,4-6`; the error says how to write it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let ranges = text.split(',').map(|part| range(part.trim()));
        ranges.collect::<Option<_>>().map(Self).ok_or_else(|| "write lines as `hl=2,4-6`, counted from 1".to_owned())
    }

    /// Whether `line` is in it.
    pub fn contains(&self, line: u32) -> bool {
        self.0.iter().any(|range| range.contains(&line))
    }

    /// Whether no line is in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The greatest line in it, for a look whether the code is that long.
    pub fn last(&self) -> Option<u32> {
        self.0.iter().map(|range| *range.end()).max()
    }
}

fn range(text: &str) -> Option<RangeInclusive<u32>> {
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u32>().ok()).flatten();
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (number(first)?, number(last)?);
    (1 <= first && first <= last).then_some(first..=last)
}
