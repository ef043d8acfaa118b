//! What must hold of the index whatever the pages.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use serde::Serialize;

use super::files::{IndexFile, IndexFiles};
use super::*;
use crate::base::fold::fold;
use crate::base::{Bucket, Hash128, Remember, SitePath};

const SIX_BITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The text of a page.
#[derive(Clone, Debug, Default, Serialize)]
struct IndexedPage {
    title: String,
    description: String,
    /// Headings and the text below them.
    parts: Vec<(String, String)>,
}

fn test_pages() -> impl Strategy<Value = Vec<IndexedPage>> {
    let text = || prop_oneof![4 => "[a-e ]{0,40}", 1 => "\\PC{0,30}", 1 => "[a-dà-ü本語日+#. 0-3]{0,30}"];
    let parts = prop::collection::vec((text(), text()), 0..4);
    let page =
        (text(), text(), parts).prop_map(|(title, description, parts)| IndexedPage { title, description, parts });
    prop::collection::vec(page, 0..150)
}

fn all_words(page: &IndexedPage) -> Vec<String> {
    let texts = page.parts.iter().flat_map(|(heading, text)| [heading, text]);
    let mut found = Vec::new();
    for text in [&page.title, &page.description].into_iter().chain(texts) {
        words::each(&fold(text), |word| found.push(word.to_owned()));
        variants::each(text, |word, _| found.push(words::shortened(&word).to_owned()));
    }
    found
}

/// Remembers nothing.
struct Forgetful;

impl Remember for Forgetful {
    fn remembered(&self, _: Bucket, _: Hash128, make: &dyn Fn() -> Vec<u8>) -> Arc<Vec<u8>> {
        Arc::new(make())
    }
}

fn index_files(pages: &[IndexedPage]) -> IndexFiles {
    let pages = pages.iter().map(|page| {
        let (terms, lengths) = TermCounts::of(page.parts.iter().map(|(heading, text)| (&**heading, &**text)));
        let (title, description) = (page.title.clone(), page.description.clone());
        PageTerms::new(Hash128::of_value(page), title, description, Cow::Owned(terms), lengths)
    });
    files(&SitePath::new("search/"), &pages.collect::<Vec<_>>(), &Forgetful)
}

/// The index as a browser reads it: words to pages and weights.
fn read(files: &[IndexFile]) -> BTreeMap<String, Vec<(usize, usize)>> {
    let mut index = BTreeMap::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.as_str().contains("words-")) {
        let list: Vec<String> = serde_json::from_slice(bytes).unwrap_or_else(|e| panic!("{path}: {e}"));
        for pair in list.chunks(2) {
            assert!(index.insert(pair[0].clone(), decoded(&pair[1])).is_none(), "{} stands twice", pair[0]);
        }
    }
    index
}

fn decoded(text: &str) -> Vec<(usize, usize)> {
    let digits: Vec<usize> = text.chars().map(|c| SIX_BITS.find(c).expect("six bits")).collect();
    let mut pages = Vec::new();
    let (mut at, mut next) = (0, 0);
    while at < digits.len() {
        let mut shift = 0;
        while digits[at] >= 32 {
            next += (digits[at] - 32) << shift;
            shift += 5;
            at += 1;
        }
        next += digits[at] << shift;
        pages.push((next, digits[at + 1]));
        next += 1;
        at += 2;
    }
    pages
}

proptest! {
    #![proptest_config(crate::test_scale::tries(16))]

    #[test]
    fn every_word_of_a_page_finds_it_and_no_other_word_does(pages in test_pages()) {
        let index = read(&index_files(&pages).words);
        let mut expected: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, page) in pages.iter().enumerate() {
            for word in all_words(page) {
                let pages = expected.entry(word).or_default();
                if pages.last() != Some(&number) {
                    pages.push(number);
                }
            }
        }
        let found: BTreeMap<String, Vec<usize>> =
            index.iter().map(|(word, pages)| (word.clone(), pages.iter().map(|(page, _)| *page).collect())).collect();
        prop_assert_eq!(found, expected);
        prop_assert!(index.values().flatten().all(|(_, weight)| (1..=63).contains(weight)));
    }

    #[test]
    fn any_text_is_taken_apart_and_folding_twice_changes_nothing(text in "\\PC{0,200}") {
        let folded = fold(&text);
        prop_assert_eq!(&fold(&folded), &folded);
        words::each(&folded, |word| assert!(!word.is_empty()));
    }
}

#[test]
fn a_word_counts_most_in_a_title_then_in_a_heading() {
    let page = |title: &str, heading: &str, text: &str| IndexedPage {
        title: title.to_owned(),
        description: String::new(),
        parts: vec![(heading.to_owned(), text.to_owned())],
    };
    let pages = [page("needle", "x", "y z"), page("x", "needle", "y z"), page("x", "y", "needle z")];
    let found = &read(&index_files(&pages).words)["needle"];
    assert!(found.is_sorted_by(|a, b| a.1 > b.1), "{found:?}");
}

#[test]
fn the_names_of_files_follow_their_content() {
    let names = |title: &str| -> Vec<String> {
        let files = index_files(&[IndexedPage { title: title.to_owned(), ..IndexedPage::default() }]);
        let finished = std::iter::once(files.manifest).chain(files.words).map(|(path, _)| path);
        finished.chain(files.excerpts.into_iter().map(|group| group.path)).map(|path| path.to_string()).collect()
    };
    assert_eq!(names("one"), names("one"));
    assert!(names("one").iter().zip(&names("two")).all(|(a, b)| a != b));
    assert!(names("one")[0].starts_with("search/index."));
}
