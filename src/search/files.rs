//! The files of the index, each small: a query needs a few of them.
//!
//! - `index.HASH.json` lists the others ([`IndexManifest`]).
//! - `words-N.HASH.json` holds neighbouring words, so that all words with one beginning are in one file or in the next:
//!   a list of word, postings, word, postings, …, the postings as text (see `codec`).
//! - `pages-N.HASH.json` holds what is shown of neighbouring pages. Only the names of these are made here.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use super::index;
use super::index::{Index, PageTerms};
use crate::base::format::json;
use crate::base::{Hash128, Remember, SitePath};

/// A file of words of this size takes no further word.
const MAX_WORDS_BYTES: usize = 12_000;

/// The average size of a file of excerpts.
const TARGET_EXCERPTS_BYTES: usize = 6_000;

/// On sites with more pages than these, words on a third of the pages or more do not tell pages apart.
const SMALL_SITE_PAGES: usize = 30;

/// How many digits of the content's hash a file name has. The number before them makes it one of few.
const NAME_DIGITS: usize = 6;

/// The list of the other files.
#[derive(Serialize)]
struct IndexManifest<'a> {
    version: u32,
    /// The number of pages.
    pages: usize,
    /// The number of pages in each file of excerpts.
    per: usize,
    /// Words on so many pages that a query with other words ignores them.
    common: Vec<String>,
    /// For each file of words its first word and the digits in its name.
    words: Vec<(&'a str, &'a str)>,
    /// The digits in the names of the files of excerpts, one after the other.
    files: String,
}

/// The path and the bytes of a file.
pub(crate) type IndexFile = (SitePath, Arc<[u8]>);

/// All files of an index.
pub(crate) struct IndexFiles {
    /// The file that lists the others.
    pub(crate) manifest: IndexFile,
    /// The files of words.
    pub(crate) words: Vec<IndexFile>,
    /// The files of excerpts, still to be written.
    pub(crate) excerpts: Vec<PageGroup>,
}

/// Neighbouring pages whose excerpts go into one file.
pub(crate) struct PageGroup {
    /// The file's path.
    pub(crate) path: SitePath,
    /// The pages, by their numbers.
    pub(crate) pages: Range<usize>,
    /// The hash of everything in the file.
    pub(crate) key: Hash128,
}

/// Makes the files of the index of some pages, in a folder.
pub(crate) fn files(folder: &SitePath, pages: &[PageTerms], memory: &dyn Remember) -> IndexFiles {
    let index = index::build(pages, memory);
    let per = pages_per_file(pages);
    let mut digits = String::new();
    let mut excerpts = Vec::new();
    for (number, group) in pages.chunks(per).enumerate() {
        let keys: Vec<Hash128> = group.iter().map(|page| page.key).collect();
        let key = Hash128::of_value(&(EXCERPTS, keys));
        let (path, own) = name(folder, "pages", number, key);
        digits += &own;
        let first = number * per;
        excerpts.push(PageGroup { path, pages: first..first + group.len(), key });
    }
    let (manifest, words) = files_of_words(folder, index, pages.len(), per, digits);
    IndexFiles { manifest, words, excerpts }
}

/// Tells the keys of excerpts from all others.
const EXCERPTS: &str = "excerpts";

/// The file that lists the others, and the files of words. The index of a large site is large itself, so each part of
/// it is dropped when its file is made.
fn files_of_words(
    folder: &SitePath,
    index: Index,
    pages: usize,
    per: usize,
    files: String,
) -> (IndexFile, Vec<IndexFile>) {
    let common = common(pages, &index);
    let made: Vec<(Box<str>, String, IndexFile)> = neighbours(index)
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

/// The name of a file by the hash of its content or of its input, and the digits of the hash in it.
fn name(folder: &SitePath, kind: &str, number: usize, hash: Hash128) -> (SitePath, String) {
    let digits = hash.short(NAME_DIGITS);
    (SitePath::new(format!("{folder}{kind}-{number}.{digits}.json")), digits)
}

fn pages_per_file(pages: &[PageTerms]) -> usize {
    let total: usize = pages.iter().map(|page| page.bytes).sum();
    (TARGET_EXCERPTS_BYTES * pages.len()).checked_div(total).unwrap_or(1).clamp(1, 32)
}

/// Splits the index into as many words as fit into one file each.
fn neighbours(index: Index) -> Vec<Index> {
    let mut files: Vec<Index> = Vec::new();
    let mut size = 0;
    for (word, pages) in index {
        let own = word.len() + pages.text.len() + 6;
        match files.last_mut() {
            Some(words) if size + own <= MAX_WORDS_BYTES => words.push((word, pages)),
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
    let often = index.iter().filter(|(_, postings)| pages > SMALL_SITE_PAGES && postings.count as usize * 3 > pages);
    often.map(|(word, _)| word.to_string()).collect()
}
