//! The index and the stored pages as small files: what one query needs is a few of them.
//!
//! `index.HASH.json` lists the others. `words-N.HASH.json` holds neighbouring words, so that all words with one
//! beginning stand in one file or in the next: a list of word, pages, word, pages, …, the pages as text:
//! the distance to the page before in digits of five bits, the lowest first, a sixth bit set in all but the last,
//! then the root of the weight in six bits. `pages-N.HASH.json` holds neighbouring pages. It refuses to know what words mean.

use serde::Serialize;

use super::document::Document;
use super::index::Entry;
use crate::base::{Hash128, SitePath};

/// How large a file of words may grow before the next word begins another, in bytes.
const WORDS: usize = 12_000;

/// How large a file of pages is on average, in bytes.
const PAGES: usize = 6_000;

/// In small sites every word may tell pages apart; in others those that stand on a third of the pages do not.
const SMALL: usize = 30;

/// How many digits of the content's hash the names of shards carry. The number before it makes it one of few.
const DIGITS: usize = 6;

const SIX_BITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What lists the other files.
#[derive(Serialize)]
struct Manifest<'a> {
    version: u32,
    /// How many pages there are.
    pages: usize,
    /// How many of them each file holds.
    per: usize,
    /// Words that stand on so many pages that a query with others does without them.
    common: Vec<&'a str>,
    /// Of each file of words: the first of them, and the digits of its name.
    words: Vec<(&'a str, String)>,
    /// The digits of the files of pages, one after the other.
    files: String,
}

/// A finished file.
pub(super) type File = (SitePath, Vec<u8>);

/// The files of an index: the one that lists the others first.
pub(super) fn files(documents: Vec<Document>, index: &[Entry]) -> Vec<File> {
    let count = documents.len();
    let documents: Vec<String> = documents.into_iter().map(|d| json(&d.for_excerpts())).collect();
    let per = per_file(&documents);
    let mut files = vec![(SitePath::default(), Vec::new())];
    let mut digits = String::new();
    for (number, pages) in documents.chunks(per).enumerate() {
        let bytes = format!("[{}]", pages.join(",\n")).into_bytes();
        digits += &shard(&mut files, "pages", number, bytes);
    }
    let mut words = Vec::new();
    for (number, (first, list)) in lists(index).into_iter().enumerate() {
        words.push((first, shard(&mut files, "words", number, json(&list).into_bytes())));
    }
    let manifest = Manifest { version: 1, pages: count, per, common: common(count, index), words, files: digits };
    let bytes = json(&manifest).into_bytes();
    files[0] = (SitePath::new(format!("search/index.{}.json", Hash128::of(&bytes).short(10))), bytes);
    files
}

/// Adds a file; the digits of its name.
fn shard(files: &mut Vec<File>, kind: &str, number: usize, bytes: Vec<u8>) -> String {
    let digits = Hash128::of(&bytes).short(DIGITS);
    files.push((SitePath::new(format!("search/{kind}-{number}.{digits}.json")), bytes));
    digits
}

fn per_file(documents: &[String]) -> usize {
    let total: usize = documents.iter().map(String::len).sum();
    (PAGES * documents.len()).checked_div(total).unwrap_or(1).clamp(1, 32)
}

/// Neighbouring words with their pages, as long as they fit into one file.
fn lists(index: &[Entry]) -> Vec<(&str, Vec<String>)> {
    let mut lists: Vec<(&str, Vec<String>)> = Vec::new();
    let mut size = 0;
    for (word, pages) in index {
        let pages = encoded(pages);
        let own = word.len() + pages.len() + 6;
        match lists.last_mut() {
            Some((_, list)) if size + own <= WORDS => list.extend([word.clone(), pages]),
            _ => {
                lists.push((word, vec![word.clone(), pages]));
                size = 0;
            }
        }
        size += own;
    }
    lists
}

fn common(pages: usize, index: &[Entry]) -> Vec<&str> {
    let often = |entry: &&Entry| pages > SMALL && entry.1.len() * 3 > pages;
    index.iter().filter(often).map(|(word, _)| word.as_str()).collect()
}

fn encoded(pages: &[(u32, u8)]) -> String {
    let mut out = String::with_capacity(pages.len() * 3);
    let mut next = 0;
    for (number, weight) in pages {
        let mut distance = number - next;
        next = number + 1;
        while distance >= 32 {
            out.push(six_bits(32 + distance % 32));
            distance /= 32;
        }
        out.push(six_bits(distance));
        out.push(six_bits(u32::from(*weight)));
    }
    out
}

fn six_bits(value: u32) -> char {
    char::from(SIX_BITS[value as usize % 64])
}

/// JSON text; what is written here is text and numbers, which cannot fail.
fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
