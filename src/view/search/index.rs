//! Which words stand on which pages, and how much each says about its page.
//!
//! The weight of a word on a page is BM25 in each field with the field's own average length, summed with a factor
//! for each field, and its root rounded to six bits, which keeps small weights apart; the reader's side squares it
//! and multiplies it by how rare the word is. It refuses to know how the index is stored.

use std::borrow::Cow;
use std::collections::HashMap;

use rayon::prelude::*;

use crate::base::hash::Plain;
use crate::base::{Terms, words};

/// Title, headings, description, text: how much a word counts there.
const FACTORS: [f64; FIELDS] = [4.0, 2.0, 1.2, 1.0];

/// How much the length of a field counts. Long text says more by being long; a long title says the same as a short.
const LENGTH: [f64; FIELDS] = [0.5, 0.4, 0.4, 0.75];

const FIELDS: usize = 4;

/// How fast more of the same word stops to matter.
const SATURATION: f64 = 1.2;

/// The greatest weight.
pub(super) const HEAVIEST: u8 = 63;

/// Steps from one power of two to the next in which average lengths are counted. If they were exact, an edit of one
/// page would change weights on all pages and so every file of the index.
const STEPS: f64 = 16.0;

/// How often a word stands in each field of a page; or how long the fields are.
type Counts = [u32; FIELDS];

/// A page that a word stands on: its number, and the weight in the lowest six bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Posting(u32);

impl Posting {
    /// The page's number.
    pub(super) fn page(self) -> u32 {
        self.0 >> 6
    }

    /// How much the word says about it.
    pub(super) fn weight(self) -> u8 {
        (self.0 & 63) as u8
    }
}

/// All words with their pages.
pub(super) struct Index {
    /// The words in the order in which the reader's side compares text, and where among the postings theirs are.
    words: Vec<(Box<str>, std::ops::Range<usize>)>,
    postings: Vec<Posting>,
}

impl Index {
    /// Each word with the pages it stands on, in order.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&str, &[Posting])> {
        self.words.iter().map(|(word, range)| (&**word, &self.postings[range.clone()]))
    }
}

/// A page whose words have numbers.
struct Page {
    /// Where the numbers of its terms begin among those of all pages.
    start: usize,
    /// The words of its title and description.
    extras: Vec<Extra>,
    lengths: Counts,
}

/// A word of a title or a description.
struct Extra {
    number: u32,
    /// Its place among the terms of the page, if it is one of them.
    at: Option<usize>,
    counts: Counts,
}

/// Numbers for words.
#[derive(Default)]
struct Vocabulary {
    numbers: HashMap<Box<[u8]>, u32, Plain>,
    /// On how many pages each stands.
    pages: Vec<u32>,
    /// The numbers of the terms of all pages, one page after the other.
    terms: Vec<u32>,
}

impl Vocabulary {
    fn number(&mut self, word: &[u8]) -> u32 {
        let next = u32::try_from(self.pages.len()).unwrap_or(u32::MAX);
        let number = self.numbers.get(word).copied().unwrap_or(next);
        if number == next {
            self.numbers.insert(word.into(), number);
            self.pages.push(0);
        }
        number
    }
}

/// What a page can be found by.
pub(super) struct Words<'a> {
    /// Its title.
    pub(super) title: Cow<'a, str>,
    /// What it is about.
    pub(super) description: Cow<'a, str>,
    /// The words of its headings and its text.
    pub(super) terms: Cow<'a, Terms>,
}

/// Counts all words of all pages.
pub(super) fn build(words: &[Words]) -> Index {
    let mut vocabulary = Vocabulary::default();
    let pages: Vec<Page> = words.iter().map(|words| page(&mut vocabulary, words)).collect();
    let Vocabulary { numbers, pages: counts, terms } = vocabulary;
    let mut total = 0;
    let mut starts = Vec::with_capacity(counts.len());
    for count in &counts {
        starts.push(total);
        total += *count as usize;
    }
    let mut postings = Postings { all: vec![Posting::default(); total], ends: starts.clone() };
    let averages = averages(&pages);
    for (number, (page, words)) in (0_u32..).zip(pages.iter().zip(words)) {
        postings.add(number, page, words, &terms[page.start..], averages);
    }
    let text = |bytes: Box<[u8]>| String::from_utf8(bytes.into_vec()).unwrap_or_default().into_boxed_str();
    let range = |number: u32| starts[number as usize]..postings.ends[number as usize];
    let mut words: Vec<_> = numbers.into_iter().map(|(word, number)| (text(word), range(number))).collect();
    // As JavaScript orders strings, which differs from their bytes beyond the basic plane.
    words.par_sort_unstable_by(|a, b| a.0.encode_utf16().cmp(b.0.encode_utf16()));
    Index { words, postings: postings.all }
}

/// Gives numbers to the words of a page.
fn page(vocabulary: &mut Vocabulary, of: &Words) -> Page {
    let mut page = Page { start: vocabulary.terms.len(), extras: Vec::new(), lengths: Counts::default() };
    of.terms.each(|word, [headings, text]| {
        let number = vocabulary.number(word);
        vocabulary.terms.push(number);
        vocabulary.pages[number as usize] += 1;
        page.lengths[1] += headings;
        page.lengths[3] += text;
    });
    for (field, text) in [(0, &of.title), (2, &of.description)] {
        words::each(&words::fold(text), |word| {
            page.lengths[field] += 1;
            let number = vocabulary.number(word.as_bytes());
            if let Some(extra) = page.extras.iter_mut().find(|extra| extra.number == number) {
                extra.counts[field] += 1;
                return;
            }
            let at = vocabulary.terms[page.start..].iter().position(|term| *term == number);
            vocabulary.pages[number as usize] += u32::from(at.is_none());
            let mut counts = Counts::default();
            counts[field] = 1;
            page.extras.push(Extra { number, at, counts });
        });
    }
    page
}

/// Postings on their way to their places: those of each word stand together.
struct Postings {
    all: Vec<Posting>,
    /// Where the next of each word belongs.
    ends: Vec<usize>,
}

impl Postings {
    /// Adds the postings of a page, whose terms have the `numbers`.
    fn add(&mut self, page: u32, own: &Page, words: &Words, numbers: &[u32], averages: [f64; FIELDS]) {
        let factors = factors(own.lengths, averages);
        let mut push = |number: u32, counts: Counts| {
            let end = &mut self.ends[number as usize];
            self.all[*end] = Posting(page << 6 | u32::from(weight(counts, factors)));
            *end += 1;
        };
        let mut at = 0;
        words.terms.each(|_, [headings, text]| {
            let extra = own.extras.iter().find(|extra| extra.at == Some(at));
            let [title, _, description, _] = extra.map_or(Counts::default(), |extra| extra.counts);
            push(numbers[at], [title, headings, description, text]);
            at += 1;
        });
        own.extras.iter().filter(|extra| extra.at.is_none()).for_each(|extra| push(extra.number, extra.counts));
    }
}

fn averages(pages: &[Page]) -> [f64; FIELDS] {
    let count = u32::try_from(pages.len()).unwrap_or(u32::MAX).max(1);
    std::array::from_fn(|field| {
        let total: f64 = pages.iter().map(|page| f64::from(page.lengths[field])).sum();
        stepped((total / f64::from(count)).max(1.0))
    })
}

/// A length from 1 to the nearest of a few steps.
fn stepped(length: f64) -> f64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an average of 32-bit numbers, from 1")]
    let power = 1_u64 << (length as u64).max(1).ilog2();
    #[expect(clippy::cast_precision_loss, reason = "a power of two")]
    let step = power as f64 / STEPS;
    (length / step).round() * step
}

/// What the length of each field of a page makes of how often a word stands there.
fn factors(lengths: Counts, averages: [f64; FIELDS]) -> [f64; FIELDS] {
    std::array::from_fn(|field| {
        let relative = f64::from(lengths[field]) / averages[field];
        SATURATION * (1.0 - LENGTH[field] + LENGTH[field] * relative)
    })
}

fn weight(counts: Counts, factors: [f64; FIELDS]) -> u8 {
    let score: f64 = (0..FIELDS)
        .filter(|field| counts[*field] > 0)
        .map(|field| {
            let frequency = f64::from(counts[field]);
            FACTORS[field] * frequency / (frequency + factors[field])
        })
        .sum();
    let share = score / FACTORS.iter().sum::<f64>();
    let steps = (share.sqrt() * f64::from(HEAVIEST)).round().clamp(1.0, f64::from(HEAVIEST));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to six bits")]
    let steps = steps as u8;
    steps
}
