//! The inverted index: for each word its pages, and the word's weight there.
//!
//! The weight is BM25F: BM25 in each field with the field's own average length, summed with a factor for each field. Its
//! square root is rounded to six bits, which keeps small weights apart; the script in the browser squares it again and
//! multiplies it by the word's inverse document frequency.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::leaf::Postings;
use super::terms::FieldLengths;
use super::variants::VariantKind;
use super::{TermCounts, leaf, variants, words};
use crate::base::fold::fold;
use crate::base::hash::FastHash;
use crate::base::{Bucket, Hash128, Remember};

const FIELDS: usize = 5;
const TITLE: usize = 0;
const DESCRIPTION: usize = 2;
const TEXT: usize = 3;
/// The parts of compounds, wherever these are (`variants`).
const PARTS: usize = 4;

/// The factors of title, headings, description, text and parts.
const FIELD_FACTORS: [f64; FIELDS] = [4.0, 2.0, 1.2, 1.0, 0.4];

/// The parameter `b` of BM25 for each field: how much its length counts. A long text says more by being long; a long
/// title says the same as a short one.
const LENGTH_FACTORS: [f64; FIELDS] = [0.5, 0.4, 0.4, 0.75, 0.0];

/// The parameter `k1` of BM25: how fast further occurrences of a word stop to count.
const SATURATION: f64 = 1.2;

/// The greatest weight.
const MAX_WEIGHT: u8 = 63;

/// Average lengths are rounded to this many steps between powers of two. With exact ones, an edit of one page would
/// change the weights on all pages and so every file of the index.
const STEPS_PER_OCTAVE: f64 = 16.0;

/// The counts of a word in each field of a page; or the lengths of the fields, in words.
type PageCounts = [u32; FIELDS];

/// All words with their pages, in the order in which JavaScript compares strings.
pub(crate) type Index = Vec<(Box<str>, Postings)>;

/// About how many leaves the index of a large site has. With more it takes longer to merge them, with fewer to remake
/// one of them after an edit.
const TARGET_LEAVES: usize = 32;

/// The words that a page is found by.
pub(crate) struct PageTerms<'a> {
    /// The hash of everything that the index and the excerpts hold of the page.
    pub(crate) key: Hash128,
    /// About how many bytes the excerpts of the page take.
    pub(crate) bytes: usize,
    title: String,
    description: String,
    added: String,
    terms: Cow<'a, TermCounts>,
    lengths: PageCounts,
}

impl<'a> PageTerms<'a> {
    /// A title, a description, and the counted words of headings and of the text below them, with their numbers.
    pub(crate) fn new(
        key: Hash128,
        title: String,
        description: String,
        terms: Cow<'a, TermCounts>,
        [headings, text]: FieldLengths,
    ) -> Self {
        let lengths = [word_count(&title), headings, word_count(&description), text, 0];
        Self { key, bytes: title.len() + description.len(), title, description, added: String::new(), terms, lengths }
    }

    /// Adds to the size of the excerpts.
    pub(crate) fn of_bytes(self, more: usize) -> Self {
        Self { bytes: self.bytes + more, ..self }
    }

    /// Adds to the text.
    pub(crate) fn with_text(mut self, added: String) -> Self {
        self.lengths[TEXT] += word_count(&added);
        Self { added, ..self }
    }

    /// Calls `found` with each word and its counts by field.
    fn each(&self, mut found: impl FnMut(&[u8], PageCounts)) {
        let mut extras: BTreeMap<Box<[u8]>, PageCounts> = BTreeMap::new();
        let mut count = |word: &str, field: usize| extras.entry(word.as_bytes().into()).or_default()[field] += 1;
        for (field, text) in [(TITLE, &self.title), (DESCRIPTION, &self.description), (TEXT, &self.added)] {
            words::each(&fold(text), |word| count(word, field));
            variants::each(text, |word, variant| {
                count(words::shortened(&word), if variant == VariantKind::Part { PARTS } else { field });
            });
        }
        // Both are in the order of their words.
        let mut extras = extras.iter().peekable();
        self.terms.each(|word, [headings, text, parts]| {
            while let Some((extra, counts)) = extras.next_if(|(extra, _)| ***extra < *word) {
                found(extra, *counts);
            }
            let both = extras.next_if(|(extra, _)| ***extra == *word);
            let [title, _, description, added, others] = both.map(|(_, counts)| *counts).unwrap_or_default();
            found(word, [title, headings, description, text + added, parts + others]);
        });
        for (extra, counts) in extras {
            found(extra, *counts);
        }
    }
}

fn word_count(text: &str) -> u32 {
    let mut count = 0;
    words::each(&fold(text), |_| count += 1);
    count
}

/// Builds the index of all pages.
pub(crate) fn build(pages: &[PageTerms], memory: &dyn Remember) -> Index {
    let averages = averages(pages);
    let size = leaf_size(pages.len());
    let leaves: Vec<Arc<Vec<u8>>> = pages
        .par_chunks(size)
        .map(|pages| {
            let keys: Vec<Hash128> = pages.iter().map(|page| page.key).collect();
            let key = Hash128::of_value(&("leaf", averages.map(f64::to_bits), keys));
            memory.remembered(Bucket::Search, key, &|| leaf(pages, averages))
        })
        .collect();
    let mut words: Index =
        (0..leaf::GROUPS).into_par_iter().flat_map_iter(|group| merged(&leaves, size, group)).collect();
    words.par_sort_unstable_by(|a, b| as_javascript(&a.0, &b.0));
    words
}

/// Orders words as JavaScript does, by UTF-16: as their bytes, except that characters beyond the basic plane (`F0` and
/// above) come before the last ones of the plane (`EE` and `EF`). No other byte of UTF-8 is as large as these.
fn as_javascript(a: &str, b: &str) -> Ordering {
    let rank = |byte: u8| (matches!(byte, 0xEE | 0xEF), byte);
    let differ = a.bytes().zip(b.bytes()).find(|(a, b)| a != b);
    differ.map_or_else(|| a.len().cmp(&b.len()), |(a, b)| rank(a).cmp(&rank(b)))
}

/// The number of pages in a leaf: a power of two, so that it seldom changes as a site grows.
fn leaf_size(pages: usize) -> usize {
    (pages / TARGET_LEAVES).next_power_of_two().clamp(64, 1024)
}

/// The words of a group with their pages in all leaves.
fn merged(leaves: &[Arc<Vec<u8>>], size: usize, group: usize) -> HashMap<Box<str>, Postings, FastHash> {
    let mut words: HashMap<Box<str>, Postings, FastHash> = HashMap::default();
    for (start, leaf) in (0_u32..).step_by(size).zip(leaves) {
        leaf::each(leaf, group, |word, entry| match words.get_mut(word) {
            Some(postings) => postings.append(start, &entry),
            None => words.entry(word.into()).or_default().append(start, &entry),
        });
    }
    words
}

fn leaf(pages: &[PageTerms], averages: [f64; FIELDS]) -> Vec<u8> {
    let mut found = leaf::PostingLists::default();
    for (number, page) in (0_u32..).zip(pages) {
        let factors = factors(page.lengths, averages);
        page.each(|word, counts| {
            let posting = (number, weight(counts, factors));
            match found.get_mut(word) {
                Some(postings) => postings.push(posting),
                None => {
                    found.insert(word.into(), vec![posting]);
                }
            }
        });
    }
    leaf::pack(&found)
}

fn averages(pages: &[PageTerms]) -> [f64; FIELDS] {
    let count = u32::try_from(pages.len()).unwrap_or(u32::MAX).max(1);
    std::array::from_fn(|field| {
        let total: f64 = pages.iter().map(|page| f64::from(page.lengths[field])).sum();
        stepped((total / f64::from(count)).max(1.0))
    })
}

/// A length of at least 1, rounded to a step.
fn stepped(length: f64) -> f64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an average of 32-bit numbers, from 1")]
    let power = 1_u64 << (length as u64).max(1).ilog2();
    #[expect(clippy::cast_precision_loss, reason = "a power of two")]
    let step = power as f64 / STEPS_PER_OCTAVE;
    (length / step).round() * step
}

/// The denominators of BM25 for the fields of a page, by their lengths.
fn factors(lengths: PageCounts, averages: [f64; FIELDS]) -> [f64; FIELDS] {
    std::array::from_fn(|field| {
        let relative = f64::from(lengths[field]) / averages[field];
        SATURATION * (1.0 - LENGTH_FACTORS[field] + LENGTH_FACTORS[field] * relative)
    })
}

fn weight(counts: PageCounts, factors: [f64; FIELDS]) -> u8 {
    let score: f64 = (0..FIELDS)
        .filter(|field| counts[*field] > 0)
        .map(|field| {
            let frequency = f64::from(counts[field]);
            FIELD_FACTORS[field] * frequency / (frequency + factors[field])
        })
        .sum();
    let share = score / FIELD_FACTORS.iter().sum::<f64>();
    let steps = (share.sqrt() * f64::from(MAX_WEIGHT)).round().clamp(1.0, f64::from(MAX_WEIGHT));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to six bits")]
    let steps = steps as u8;
    steps
}
