//! Which words stand on which pages, and how much each says about its page.
//!
//! The weight of a word on a page is BM25 in each field with the field's own average length, summed with a factor
//! for each field, and its root rounded to six bits, which keeps small weights apart; the reader's side squares it
//! and multiplies it by how rare the word is. It refuses to know how the index is stored.

use std::collections::HashMap;

use rayon::prelude::*;

use super::document::Document;
use super::words;

/// Title, headings, description, text: how much a word counts there.
const FACTORS: [f64; FIELDS] = [4.0, 2.0, 1.2, 1.0];

/// How much the length of a field counts. Long text says more by being long; a long title says the same as a short.
const LENGTH: [f64; FIELDS] = [0.5, 0.4, 0.4, 0.75];

const FIELDS: usize = 4;

/// How fast more of the same word stops to matter.
const SATURATION: f64 = 1.2;

/// The greatest weight.
pub(super) const HEAVIEST: u8 = 63;

/// A word and its pages: by number, with the weight, in order.
pub(super) type Entry = (String, Vec<(u32, u8)>);

/// How often each word stands in each field of a page, and how long the fields are.
struct Counts {
    words: HashMap<String, [u32; FIELDS]>,
    lengths: [u32; FIELDS],
}

/// All words with their pages, in the order in which the reader's side compares text.
pub(super) fn build(documents: &[Document]) -> Vec<Entry> {
    let counts: Vec<Counts> = documents.par_iter().map(count).collect();
    let averages = averages(&counts);
    let mut index: HashMap<String, Vec<(u32, u8)>> = HashMap::new();
    for (number, page) in (0_u32..).zip(counts) {
        let lengths = page.lengths;
        for (word, frequencies) in page.words {
            index.entry(word).or_default().push((number, weight(frequencies, lengths, averages)));
        }
    }
    let mut entries: Vec<Entry> = index.into_iter().collect();
    // As JavaScript orders strings, which differs from their bytes beyond the basic plane.
    entries.par_sort_unstable_by(|a, b| a.0.encode_utf16().cmp(b.0.encode_utf16()));
    entries
}

fn count(document: &Document) -> Counts {
    let mut counts = Counts { words: HashMap::new(), lengths: [0; FIELDS] };
    counts.add(0, &document.title);
    counts.add(2, &document.description);
    for (_, title, text) in &document.parts {
        counts.add(1, title);
        counts.add(3, text);
    }
    counts
}

impl Counts {
    fn add(&mut self, field: usize, text: &str) {
        words::each(&words::fold(text), |word| {
            self.lengths[field] += 1;
            if let Some(found) = self.words.get_mut(word) {
                found[field] += 1;
            } else {
                let mut found = [0; FIELDS];
                found[field] = 1;
                self.words.insert(word.to_owned(), found);
            }
        });
    }
}

fn averages(counts: &[Counts]) -> [f64; FIELDS] {
    let pages = u32::try_from(counts.len()).unwrap_or(u32::MAX).max(1);
    std::array::from_fn(|field| {
        let total: f64 = counts.iter().map(|c| f64::from(c.lengths[field])).sum();
        (total / f64::from(pages)).max(1.0)
    })
}

fn weight(frequencies: [u32; FIELDS], lengths: [u32; FIELDS], averages: [f64; FIELDS]) -> u8 {
    let score: f64 = (0..FIELDS)
        .map(|field| {
            let frequency = f64::from(frequencies[field]);
            let relative = f64::from(lengths[field]) / averages[field];
            let length = 1.0 - LENGTH[field] + LENGTH[field] * relative;
            FACTORS[field] * frequency / (frequency + SATURATION * length)
        })
        .sum();
    let share = score / FACTORS.iter().sum::<f64>();
    let steps = (share.sqrt() * f64::from(HEAVIEST)).round().clamp(1.0, f64::from(HEAVIEST));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to six bits")]
    let steps = steps as u8;
    steps
}
