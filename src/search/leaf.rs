//! A leaf of the index: the words of a few neighbouring pages, in the encoding that the published index has.
//!
//! The index of a site is made of its leaves one after the other. A leaf depends on its own pages alone, so after an
//! edit all but one are reused. Its words are in groups, so that the same group of all leaves can be merged on one core
//! while other cores merge other groups. As bytes a leaf is, for each group, its length and its words; a word is its
//! length and bytes, the count of its pages, the first, the last, and the length and the text of the postings without
//! the first distance.

use std::collections::HashMap;
use std::hash::BuildHasher;

use super::codec::{pull_bytes, pull_number, push_bytes, push_distance, push_number, push_weight};
use crate::base::hash::FastHash;

/// The number of groups in each leaf.
pub(crate) const GROUPS: usize = 16;

/// The pages that contain a word, each with the word's weight there, as text (see `codec`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Postings {
    /// The text.
    pub(crate) text: String,
    /// The number of pages.
    pub(crate) count: u32,
    /// The number of the last page, plus one.
    next: u32,
}

impl Postings {
    /// Adds a page with a higher number than all before.
    fn add(&mut self, page: u32, weight: u8) {
        push_distance(&mut self.text, page - self.next);
        push_weight(&mut self.text, weight);
        (self.next, self.count) = (page + 1, self.count + 1);
    }

    /// Adds the pages of a leaf whose first page has the number `start`.
    pub(crate) fn append(&mut self, start: u32, leaf: &LeafEntry) {
        push_distance(&mut self.text, start + leaf.first - self.next);
        self.text.push_str(leaf.rest);
        (self.next, self.count) = (start + leaf.last + 1, self.count + leaf.count);
    }
}

/// An entry of a leaf: the postings of one word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LeafEntry<'a> {
    count: u32,
    first: u32,
    last: u32,
    /// The text from the first weight on.
    rest: &'a str,
}

/// For each word its pages, counted from the leaf's first, and its weights.
pub(crate) type PostingLists = HashMap<Box<[u8]>, Vec<(u32, u8)>, FastHash>;

/// Packs the words of a few pages.
pub(crate) fn pack(words: &PostingLists) -> Vec<u8> {
    let mut groups: [Vec<u8>; GROUPS] = Default::default();
    for (word, pages) in words {
        pack_word(&mut groups[group_of(word)], word, pages);
    }
    let mut out = Vec::with_capacity(groups.iter().map(|group| group.len() + 5).sum());
    for group in groups {
        push_bytes(&mut out, &group);
    }
    out
}

fn pack_word(out: &mut Vec<u8>, word: &[u8], pages: &[(u32, u8)]) {
    let first = pages.first().map_or(0, |(page, _)| *page);
    let mut postings = Postings { next: first, ..Postings::default() };
    for (page, weight) in pages {
        postings.add(*page, *weight);
    }
    push_bytes(out, word);
    for number in [postings.count, first, postings.next - 1] {
        push_number(out, number as usize);
    }
    // The first distance is 0 here, and is computed again when the leaf is appended to others.
    push_bytes(out, &postings.text.as_bytes()[1..]);
}

/// The group of a word, the same in all leaves.
fn group_of(word: &[u8]) -> usize {
    let [.., hash] = FastHash::default().hash_one(word).to_le_bytes();
    usize::from(hash) % GROUPS
}

/// Calls `found` with each word of a group of a leaf, as far as the bytes are a leaf.
pub(crate) fn each<'a>(leaf: &'a [u8], group: usize, mut found: impl FnMut(&'a str, LeafEntry<'a>)) {
    let mut rest = leaf;
    let mut taken = (0..=group).map_while(|_| pull_bytes(&mut rest));
    let mut rest = taken.nth(group).unwrap_or_default();
    while let Some((word, entry)) = next(&mut rest) {
        found(word, entry);
    }
}

fn next<'a>(rest: &mut &'a [u8]) -> Option<(&'a str, LeafEntry<'a>)> {
    let word = text(rest)?;
    let (count, first, last) = (pull_number(rest)?, pull_number(rest)?, pull_number(rest)?);
    Some((word, LeafEntry { count, first, last, rest: text(rest)? }))
}

fn text<'a>(rest: &mut &'a [u8]) -> Option<&'a str> {
    std::str::from_utf8(pull_bytes(rest)?).ok()
}
