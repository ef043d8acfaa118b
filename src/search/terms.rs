//! The words of a text with how often each stands in it, packed.
//!
//! A site has as many of these lists as pages, so they are kept small: the words are in order, and each says how much
//! of its beginning it shares with the one before. It refuses to know pages.
//!
//! ```text
//! 16 × shared length + own length up to 15, what the own length is beyond 15 if it is 15 or more, own bytes,
//! 2 × how often in the text + 1 if in headings too, how often there if so (numbers in base 128)
//! ```

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::words;
use crate::base::hash::FastHash;

/// Text is about this long for each word in it that it did not have before.
const BYTES_A_WORD: usize = 12;

/// The own length of a word from which on it takes a number of its own.
const LONG: usize = 15;

/// How often a word stands in the headings and in the text below them.
pub type FieldCounts = [u32; 2];

/// Words in the order of their bytes, with their counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermCounts(#[serde(with = "serde_bytes")] Box<[u8]>);

impl TermCounts {
    /// Counts the words of headings and of what stands below them; also how many there are in all.
    pub fn of<'a>(sections: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Self, FieldCounts) {
        let fields = sections.into_iter().flat_map(|(title, text)| [title, text].map(words::fold));
        let fields: Vec<String> = fields.collect();
        let bytes: usize = fields.iter().map(String::len).sum();
        let mut found: HashMap<&str, FieldCounts, FastHash> =
            HashMap::with_capacity_and_hasher(bytes / BYTES_A_WORD, FastHash::default());
        let mut lengths = FieldCounts::default();
        for (i, text) in fields.iter().enumerate() {
            words::each(text, |word| {
                found.entry(word).or_default()[i % 2] += 1;
                lengths[i % 2] += 1;
            });
        }
        // Most words differ in their first bytes, which as one number are compared at once.
        let mut sorted: Vec<(u64, &str, FieldCounts)> =
            found.into_iter().map(|(word, counts)| (first_bytes(word), word, counts)).collect();
        sorted.sort_unstable();
        (Self::of_sorted(&sorted), lengths)
    }

    fn of_sorted(sorted: &[(u64, &str, FieldCounts)]) -> Self {
        let mut out = Vec::with_capacity(sorted.len() * 8);
        let mut before: &[u8] = &[];
        for (_, word, counts) in sorted {
            let word = word.as_bytes();
            let shared = word.iter().zip(before).take_while(|(a, b)| a == b).count();
            push_word(&mut out, shared, &word[shared..], *counts);
            before = word;
        }
        Self(out.into_boxed_slice())
    }

    /// Calls `found` with each word, as bytes of text, and its counts.
    pub fn each(&self, mut found: impl FnMut(&[u8], FieldCounts)) {
        let (mut rest, mut word) = (&*self.0, Vec::with_capacity(64));
        while let Some(counts) = next(&mut rest, &mut word) {
            found(&word, counts);
        }
    }
}

/// The first bytes of a word as a number; words that it tells apart it puts in the order of their bytes.
fn first_bytes(word: &str) -> u64 {
    let mut bytes = [0; 8];
    let length = word.len().min(8);
    bytes[..length].copy_from_slice(&word.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}

/// Most words take one byte more than their own.
fn push_word(out: &mut Vec<u8>, shared: usize, own: &[u8], [headings, text]: FieldCounts) {
    push(out, shared << 4 | own.len().min(LONG));
    if let Some(beyond) = own.len().checked_sub(LONG) {
        push(out, beyond);
    }
    out.extend_from_slice(own);
    push(out, (text as usize) << 1 | usize::from(headings > 0));
    if headings > 0 {
        push(out, headings as usize);
    }
}

/// Appends a number in digits of base 128, the lowest first.
pub fn push(out: &mut Vec<u8>, mut number: usize) {
    loop {
        let [digit, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            return out.push(digit);
        }
        out.push(digit | 128);
    }
}

/// Reads a word over the one before it; `None` at the end.
fn next(rest: &mut &[u8], word: &mut Vec<u8>) -> Option<FieldCounts> {
    let lengths = pull(rest)? as usize;
    let (shared, mut own) = (lengths >> 4, lengths & LONG);
    if own == LONG {
        own += pull(rest)? as usize;
    }
    let (bytes, after) = rest.split_at_checked(own)?;
    *rest = after;
    word.truncate(shared);
    word.extend_from_slice(bytes);
    let text = pull(rest)?;
    let headings = if text & 1 == 1 { pull(rest)? } else { 0 };
    Some([headings, text >> 1])
}

/// Takes a number off that [`push`] appended.
pub fn pull(rest: &mut &[u8]) -> Option<u32> {
    let mut number = 0;
    for shift in (0..32).step_by(7) {
        let (first, after) = rest.split_first()?;
        *rest = after;
        number |= u32::from(first & 127) << shift;
        if first & 128 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_is_there() {
        let long = "word ".repeat(300);
        let longer = "wordwordwordwordword";
        let text = format!("wording, a über 本 {longer}");
        let (terms, lengths) = TermCounts::of([("Words of a heading", long.as_str()), ("", &text)]);
        assert_eq!(lengths, [4, 305]);
        let mut found = Vec::new();
        terms.each(|word, counts| found.push((String::from_utf8_lossy(word).into_owned(), counts)));
        let expected = [
            ("a", [1, 1]),
            ("heading", [1, 0]),
            ("of", [1, 0]),
            ("uber", [0, 1]),
            ("word", [0, 300]),
            ("wording", [0, 1]),
            ("words", [1, 0]),
            (longer, [0, 1]),
            ("本", [0, 1]),
        ];
        assert_eq!(found, expected.map(|(word, counts)| (word.to_owned(), counts)));
    }
}
