//! The words of a text, each with its counts, packed.
//!
//! A site has as many of these lists as pages, so they are kept small: each entry is a front-coded word (`codec`), then
//! 4 × its count in the text, + 1 if it is in headings too, + 2 if it is a part of compounds, then its count in headings
//! and its count as a part, if so.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::codec::{pull_number, pull_word, push_number, push_word};
use super::variants::VariantKind;
use super::{variants, words};
use crate::base::fold::fold;
use crate::base::hash::FastHash;

/// A text has about one different word for so many of its bytes.
const BYTES_PER_DISTINCT_WORD: usize = 12;

/// The counts of a word in the headings, in the text below them, and as a part of compounds (`variants`).
pub(crate) type FieldCounts = [u32; 3];

/// The number of words in the headings and in the text below them.
pub(crate) type FieldLengths = [u32; 2];

/// The field of the parts of compounds.
const PARTS: usize = 2;

/// Words in the order of their bytes, with their counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermCounts(#[serde(with = "serde_bytes")] Box<[u8]>);

impl TermCounts {
    /// Counts the words of headings and of the text below them; returns also the number of all words.
    pub fn of<'a>(sections: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Self, FieldLengths) {
        let sections = sections.into_iter().flat_map(|(title, text)| [title, text]).enumerate();
        let mut fields: Vec<String> = Vec::new();
        let mut others: Vec<(String, usize)> = Vec::new();
        for (i, text) in sections {
            fields.push(fold(text));
            variants::each(text, |word, variant| {
                others.push((word, if variant == VariantKind::Part { PARTS } else { i % 2 }));
            });
        }
        let bytes: usize = fields.iter().map(String::len).sum();
        let mut found: HashMap<&str, FieldCounts, FastHash> =
            HashMap::with_capacity_and_hasher(bytes / BYTES_PER_DISTINCT_WORD, FastHash::default());
        let mut lengths = FieldLengths::default();
        for (i, text) in fields.iter().enumerate() {
            words::each(text, |word| {
                found.entry(word).or_default()[i % 2] += 1;
                lengths[i % 2] += 1;
            });
        }
        for (word, field) in &others {
            found.entry(words::shortened(word)).or_default()[*field] += 1;
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

fn push_counts(out: &mut Vec<u8>, [headings, text, parts]: FieldCounts) {
    push_number(out, (text as usize) << 2 | usize::from(parts > 0) << 1 | usize::from(headings > 0));
    for count in [headings, parts].into_iter().filter(|count| *count > 0) {
        push_number(out, count as usize);
    }
}

fn pull_counts(rest: &mut &[u8]) -> Option<FieldCounts> {
    let text = pull_number(rest)?;
    let headings = if text & 1 > 0 { pull_number(rest)? } else { 0 };
    let parts = if text & 2 > 0 { pull_number(rest)? } else { 0 };
    Some([headings, text >> 2, parts])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_is_there() {
        let long = "word ".repeat(300);
        let longer = "wordwordwordwordword";
        let text = format!("wording, a über 本 {longer} useEffect of");
        let (terms, lengths) = TermCounts::of([("Words of a heading", long.as_str()), ("", &text)]);
        assert_eq!(lengths, [4, 307]);
        let mut found = Vec::new();
        terms.each(|word, counts| found.push((String::from_utf8_lossy(word).into_owned(), counts)));
        let expected = [
            ("a", [1, 1, 0]),
            ("effect", [0, 0, 1]),
            ("heading", [1, 0, 0]),
            ("of", [1, 1, 0]),
            ("uber", [0, 1, 0]),
            ("use", [0, 0, 1]),
            ("useeffect", [0, 1, 0]),
            ("word", [0, 300, 0]),
            ("wording", [0, 1, 0]),
            ("words", [1, 0, 0]),
            (longer, [0, 1, 0]),
            ("本", [0, 1, 0]),
        ];
        assert_eq!(found, expected.map(|(word, counts)| (word.to_owned(), counts)));
    }
}
