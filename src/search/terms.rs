//! The words of a text, each with its counts, packed.
//!
//! A site has as many of these lists as pages, so they are kept small: each entry is a front-coded word (`codec`), then
//! 2 × its count in the text, + 1 if it is in headings too, then its count there if so.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::codec::{pull_number, pull_word, push_number, push_word};
use super::words;
use crate::base::hash::FastHash;

/// A text has about one different word for so many of its bytes.
const BYTES_PER_DISTINCT_WORD: usize = 12;

/// The counts of a word in the headings and in the text below them.
pub(crate) type FieldCounts = [u32; 2];

/// Words in the order of their bytes, with their counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermCounts(#[serde(with = "serde_bytes")] Box<[u8]>);

impl TermCounts {
    /// Counts the words of headings and of the text below them; returns also the number of all words.
    pub fn of<'a>(sections: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Self, FieldCounts) {
        let fields = sections.into_iter().flat_map(|(title, text)| [title, text].map(words::fold));
        let fields: Vec<String> = fields.collect();
        let bytes: usize = fields.iter().map(String::len).sum();
        let mut found: HashMap<&str, FieldCounts, FastHash> =
            HashMap::with_capacity_and_hasher(bytes / BYTES_PER_DISTINCT_WORD, FastHash::default());
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
            push_word(&mut out, before, word.as_bytes());
            push_counts(&mut out, *counts);
            before = word.as_bytes();
        }
        Self(out.into_boxed_slice())
    }

    /// Calls `found` with each word, as UTF-8, and its counts.
    pub fn each(&self, mut found: impl FnMut(&[u8], FieldCounts)) {
        let (mut rest, mut word) = (&*self.0, Vec::with_capacity(64));
        while let Some(counts) = pull_word(&mut rest, &mut word).and_then(|()| pull_counts(&mut rest)) {
            found(&word, counts);
        }
    }
}

/// The first eight bytes of a word as a number, which orders words as their bytes do.
fn first_bytes(word: &str) -> u64 {
    let mut bytes = [0; 8];
    let length = word.len().min(8);
    bytes[..length].copy_from_slice(&word.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}

fn push_counts(out: &mut Vec<u8>, [headings, text]: FieldCounts) {
    push_number(out, (text as usize) << 1 | usize::from(headings > 0));
    if headings > 0 {
        push_number(out, headings as usize);
    }
}

fn pull_counts(rest: &mut &[u8]) -> Option<FieldCounts> {
    let text = pull_number(rest)?;
    let headings = if text & 1 == 1 { pull_number(rest)? } else { 0 };
    Some([headings, text >> 1])
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
