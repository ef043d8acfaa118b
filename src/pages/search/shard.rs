//! The index and the stored pages as small files: what one query needs is a few of them.
//!
//! `index.HASH.json` lists the others. `words-N.HASH.json` holds neighbouring words, so that all words with one
//! beginning stand in one file or in the next: a list of word, pages, word, pages, …, the pages as text:
//! the distance to the page before in digits of five bits, the lowest first, a sixth bit set in all but the last,
//! then the root of the weight in six bits. `pages-N.HASH.json` holds neighbouring pages. It refuses to know what words mean.

use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use super::Excerpts;
use super::document::SearchEntry;
use super::index::{Index, PageTerms};
use crate::base::format::json;
use crate::base::{Hash128, SitePath};
use crate::link::Site;
use crate::link::generated::SEARCH;

/// How large a file of words may grow before the next word begins another, in bytes.
const WORDS: usize = 12_000;

/// How large a file of pages is on average, in bytes.
const PAGES: usize = 6_000;

/// In small sites every word may tell pages apart; in others those that stand on a third of the pages do not.
const SMALL: usize = 30;

/// How many digits of the content's hash the names of shards carry. The number before it makes it one of few.
const DIGITS: usize = 6;

/// What lists the other files.
#[derive(Serialize)]
struct IndexManifest<'a> {
    version: u32,
    /// How many pages there are.
    pages: usize,
    /// How many of them each file holds.
    per: usize,
    /// Words that stand on so many pages that a query with others does without them.
    common: Vec<String>,
    /// Of each file of words: the first of them, and the digits of its name.
    words: Vec<(&'a str, &'a str)>,
    /// The digits of the files of pages, one after the other.
    files: String,
}

/// A finished file.
pub(crate) type SearchFile = (SitePath, Arc<[u8]>);

/// The file that lists the others, the files of words, and what the files of pages are made of.
pub(crate) fn files(
    site: &Site,
    pages: &[SearchEntry],
    words: &[PageTerms],
    index: Index,
) -> (SearchFile, Vec<SearchFile>, Vec<(SitePath, Excerpts)>) {
    let folder = site.edition.at(SEARCH);
    let per = per_file(words);
    let mut digits = String::new();
    let mut excerpts = Vec::new();
    for (number, (pages, words)) in pages.chunks(per).zip(words.chunks(per)).enumerate() {
        let keys: Vec<Hash128> = words.iter().map(|page| page.key).collect();
        let key = Hash128::of_value(&(EXCERPTS, keys));
        let (path, own) = name(&folder, "pages", number, key);
        digits += &own;
        excerpts.push((path, Excerpts { pages: pages.to_vec(), key }));
    }
    let (list, files) = files_of_words(&folder, index, pages.len(), per, digits);
    (list, files, excerpts)
}

/// Tells the keys of excerpts from all others.
const EXCERPTS: &str = "excerpts";

/// The file that lists the others, and the files of words. The index of a large site is large itself, so each part of
/// it goes when its file is made.
pub(crate) fn files_of_words(
    folder: &SitePath,
    index: Index,
    pages: usize,
    per: usize,
    files: String,
) -> (SearchFile, Vec<SearchFile>) {
    let common = common(pages, &index);
    let made: Vec<(Box<str>, String, SearchFile)> = neighbours(index)
        .into_par_iter()
        .enumerate()
        .map(|(number, words)| {
            let list: Vec<&str> = words.iter().flat_map(|(word, pages)| [&**word, &pages.text]).collect();
            let bytes: Arc<[u8]> = json(&list).into_bytes().into();
            let (path, digits) = name(folder, "words", number, Hash128::of(&bytes));
            (words.into_iter().next().map(|(word, _)| word).unwrap_or_default(), digits, (path, bytes))
        })
        .collect();
    let words = made.iter().map(|(first, digits, _)| (&**first, &**digits)).collect();
    let manifest = IndexManifest { version: 1, pages, per, common, words, files };
    let bytes = json(&manifest).into_bytes();
    let list = (SitePath::new(format!("{folder}index.{}.json", Hash128::of(&bytes).short(10))), bytes.into());
    (list, made.into_iter().map(|(_, _, file)| file).collect())
}

/// The name of a file by the hash of its content or of all that makes it, and the digits of that in it.
fn name(folder: &SitePath, kind: &str, number: usize, hash: Hash128) -> (SitePath, String) {
    let digits = hash.short(DIGITS);
    (SitePath::new(format!("{folder}{kind}-{number}.{digits}.json")), digits)
}

fn per_file(pages: &[PageTerms]) -> usize {
    let total: usize = pages.iter().map(|page| page.bytes).sum();
    (PAGES * pages.len()).checked_div(total).unwrap_or(1).clamp(1, 32)
}

/// Neighbouring words with their pages, as many as fit into one file.
fn neighbours(index: Index) -> Vec<Index> {
    let mut files: Vec<Index> = Vec::new();
    let mut size = 0;
    for (word, pages) in index {
        let own = word.len() + pages.text.len() + 6;
        match files.last_mut() {
            Some(words) if size + own <= WORDS => words.push((word, pages)),
            _ => {
                files.push(vec![(word, pages)]);
                size = 0;
            }
        }
        size += own;
    }
    files
}

fn common(pages: usize, index: &Index) -> Vec<String> {
    let often = index.iter().filter(|(_, postings)| pages > SMALL && postings.count as usize * 3 > pages);
    often.map(|(word, _)| word.to_string()).collect()
}
