//! The words of a text with how often each stands in it, packed.
//!
//! A site has as many of these lists as pages, so they are kept small: the words are in order, and each says how much
//! of its beginning it shares with the one before. It refuses to know pages.
//!
//! ```text
//! shared length, own length, own bytes, how often in headings, how often in the text (numbers in base 128)
//! ```

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::hash::Plain;
use super::words;

/// Text is about this long for each word in it that it did not have before.
const BYTES_A_WORD: usize = 16;

/// How often a word stands in the headings and in the text below them.
pub type Counts = [u32; 2];

/// Words in the order of their bytes, with their counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms(#[serde(with = "serde_bytes")] Box<[u8]>);

impl Terms {
    /// Counts the words of headings and of what stands below them; also how many there are in all.
    pub fn of<'a>(sections: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Self, Counts) {
        let fields = sections.into_iter().flat_map(|(title, text)| [title, text].map(words::fold));
        let fields: Vec<String> = fields.collect();
        let bytes: usize = fields.iter().map(String::len).sum();
        let mut found: HashMap<&str, Counts, Plain> = HashMap::with_capacity_and_hasher(bytes / BYTES_A_WORD, Plain);
        let mut lengths = Counts::default();
        for (i, text) in fields.iter().enumerate() {
            words::each(text, |word| {
                found.entry(word).or_default()[i % 2] += 1;
                lengths[i % 2] += 1;
            });
        }
        // Most words differ in their first bytes, which as one number are compared at once.
        let mut sorted: Vec<(u64, &str, Counts)> =
            found.into_iter().map(|(word, counts)| (first_bytes(word), word, counts)).collect();
        sorted.sort_unstable();
        (Self::of_sorted(&sorted), lengths)
    }

    fn of_sorted(sorted: &[(u64, &str, Counts)]) -> Self {
        let mut out = Vec::with_capacity(sorted.len() * 8);
        let mut before: &[u8] = &[];
        for (_, word, counts) in sorted {
            let word = word.as_bytes();
            let shared = word.iter().zip(before).take_while(|(a, b)| a == b).count();
            push(&mut out, shared);
            push(&mut out, word.len() - shared);
            out.extend_from_slice(&word[shared..]);
            for count in counts {
                push(&mut out, *count as usize);
            }
            before = word;
        }
        Self(out.into_boxed_slice())
    }

    /// Calls `found` with each word, as bytes of text, and its counts.
    pub fn each(&self, mut found: impl FnMut(&[u8], Counts)) {
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
fn next(rest: &mut &[u8], word: &mut Vec<u8>) -> Option<Counts> {
    let (shared, own) = (pull(rest)?, pull(rest)?);
    let (bytes, after) = rest.split_at_checked(own as usize)?;
    *rest = after;
    word.truncate(shared as usize);
    word.extend_from_slice(bytes);
    Some([pull(rest)?, pull(rest)?])
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
        let (terms, lengths) = Terms::of([("Words of a heading", long.as_str()), ("", "wording, a über 本")]);
        assert_eq!(lengths, [4, 304]);
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
            ("本", [0, 1]),
        ];
        assert_eq!(found, expected.map(|(word, counts)| (word.to_owned(), counts)));
    }
}
