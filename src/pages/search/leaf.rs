//! A leaf of the index: the words of a few neighbouring pages, as they will stand in it.
//!
//! The index of a site is made of its leaves one after the other. A leaf depends on its own pages alone, so after an
//! edit all but one are as they were. Its words are in groups, so that a group of all leaves can be put together apart
//! from the others. It refuses to know what the numbers of pages and the weights mean.
//!
//! ```text
//! groups: length, words; word: length, bytes; pages: how many, the first, the last; the postings as text but for the first distance: length, bytes
//! ```

use std::collections::HashMap;
use std::hash::BuildHasher;

use crate::base::hash::FastHash;
use crate::search::terms::{pull, push};

/// How many groups there are.
pub(crate) const GROUPS: usize = 16;

const SIX_BITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The pages that a word stands on, as text: of each the distance to the page before in digits of five bits, the
/// lowest first, a sixth bit set in all but the last, then the weight in six bits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Postings {
    /// The text.
    pub(crate) text: String,
    /// How many pages there are.
    pub(crate) count: u32,
    /// The number after that of the last.
    next: u32,
}

impl Postings {
    /// Adds a page, later than all before.
    fn add(&mut self, page: u32, weight: u8) {
        self.distance(page);
        self.text.push(six_bits(u32::from(weight)));
        (self.next, self.count) = (page + 1, self.count + 1);
    }

    fn distance(&mut self, page: u32) {
        let mut distance = page - self.next;
        while distance >= 32 {
            self.text.push(six_bits(32 + distance % 32));
            distance /= 32;
        }
        self.text.push(six_bits(distance));
    }

    /// Adds the pages of a leaf whose first page has the number `start`.
    pub(crate) fn append(&mut self, start: u32, leaf: &LeafEntry) {
        self.distance(start + leaf.first);
        self.text.push_str(leaf.rest);
        (self.next, self.count) = (start + leaf.last + 1, self.count + leaf.count);
    }
}

fn six_bits(value: u32) -> char {
    char::from(SIX_BITS[value as usize % 64])
}

/// What a leaf says of a word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LeafEntry<'a> {
    count: u32,
    first: u32,
    last: u32,
    /// The text from the first weight on.
    rest: &'a str,
}

/// By word the pages, counted from the leaf's first, and the weights.
pub(crate) type PostingLists = HashMap<Box<[u8]>, Vec<(u32, u8)>, FastHash>;

/// Packs the words of a few pages.
pub(crate) fn pack(words: &PostingLists) -> Vec<u8> {
    let mut groups: [Vec<u8>; GROUPS] = Default::default();
    for (word, pages) in words {
        pack_word(&mut groups[group_of(word)], word, pages);
    }
    let mut out = Vec::with_capacity(groups.iter().map(|group| group.len() + 5).sum());
    for group in groups {
        push(&mut out, group.len());
        out.extend_from_slice(&group);
    }
    out
}

fn pack_word(out: &mut Vec<u8>, word: &[u8], pages: &[(u32, u8)]) {
    let first = pages.first().map_or(0, |(page, _)| *page);
    let mut postings = Postings { next: first, ..Postings::default() };
    for (page, weight) in pages {
        postings.add(*page, *weight);
    }
    push(out, word.len());
    out.extend_from_slice(word);
    for number in [postings.count, first, postings.next - 1] {
        push(out, number as usize);
    }
    // The first distance was nothing, and is counted anew where the leaf is put.
    let rest = &postings.text[1..];
    push(out, rest.len());
    out.extend_from_slice(rest.as_bytes());
}

/// The group of a word, which says nothing and is the same in all leaves.
fn group_of(word: &[u8]) -> usize {
    let [.., hash] = FastHash::default().hash_one(word).to_le_bytes();
    usize::from(hash) % GROUPS
}

/// Calls `found` with each word of a group of a leaf; stops where it is none.
pub(crate) fn each<'a>(leaf: &'a [u8], group: usize, mut found: impl FnMut(&'a str, LeafEntry<'a>)) {
    let mut rest = leaf;
    let mut taken = (0..=group).map_while(|_| bytes(&mut rest));
    let mut rest = taken.nth(group).unwrap_or_default();
    while let Some((word, entry)) = next(&mut rest) {
        found(word, entry);
    }
}

fn next<'a>(rest: &mut &'a [u8]) -> Option<(&'a str, LeafEntry<'a>)> {
    let word = text(rest)?;
    let (count, first, last) = (pull(rest)?, pull(rest)?, pull(rest)?);
    Some((word, LeafEntry { count, first, last, rest: text(rest)? }))
}

fn text<'a>(rest: &mut &'a [u8]) -> Option<&'a str> {
    std::str::from_utf8(bytes(rest)?).ok()
}

fn bytes<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = pull(rest)?;
    let (bytes, after) = rest.split_at_checked(length as usize)?;
    *rest = after;
    Some(bytes)
}
