//! What must hold of the index whatever the pages.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::document::Document;
use super::index;
use super::index::{Index, PageTerms};
use super::shard;
use super::shard::SearchFile;
use crate::base::{Bucket, Hash128, Remember, SitePath};
use crate::search::{TermCounts, words};

const SIX_BITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn folder() -> SitePath {
    SitePath::new("search/")
}

fn documents() -> impl Strategy<Value = Vec<Document>> {
    let text = || prop_oneof![4 => "[a-e ]{0,40}", 1 => "\\PC{0,30}", 1 => "[a-dà-ü本語日+#. 0-3]{0,30}"];
    let parts = prop::collection::vec(("[a-z]{0,3}", text(), text()), 0..4);
    let document = (text(), text(), parts).prop_map(|(title, description, parts)| Document {
        path: String::new(),
        title,
        section: String::new(),
        description,
        parts,
    });
    prop::collection::vec(document, 0..150).prop_map(|mut documents| {
        for (i, document) in documents.iter_mut().enumerate() {
            document.path = format!("{i:03}/");
        }
        documents
    })
}

fn all_words(document: &Document) -> Vec<String> {
    let headings = document.parts.iter().flat_map(|(_, title, text)| [title, text]);
    let mut found = Vec::new();
    for text in [&document.title, &document.description].into_iter().chain(headings) {
        words::each(&words::fold(text), |word| found.push(word.to_owned()));
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

fn index(documents: &[Document]) -> Index {
    let words = documents.iter().map(|document| {
        let (terms, lengths) = TermCounts::of(document.parts.iter().map(|(_, title, text)| (&**title, &**text)));
        let (title, description) = (document.title.clone(), document.description.clone());
        PageTerms::new(Hash128::of_value(document), title, description, Cow::Owned(terms), lengths)
    });
    index::build(&words.collect::<Vec<_>>(), &Forgetful)
}

/// The index as the reader's side sees it: words to pages and weights.
fn read(files: &[SearchFile]) -> BTreeMap<String, Vec<(usize, usize)>> {
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
    fn every_word_of_a_page_finds_it_and_no_other_word_does(documents in documents()) {
        let index = read(&shard::files_of_words(&folder(), index(&documents), documents.len(), 1, String::new()).1);
        let mut expected: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, document) in documents.iter().enumerate() {
            for word in all_words(document) {
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
        let folded = words::fold(&text);
        prop_assert_eq!(&words::fold(&folded), &folded);
        words::each(&folded, |word| assert!(!word.is_empty()));
    }
}

#[test]
fn a_word_counts_most_in_a_title_then_in_a_heading() {
    let page = |title: &str, heading: &str, text: &str| Document {
        path: String::new(),
        title: title.to_owned(),
        section: String::new(),
        description: String::new(),
        parts: vec![("a".to_owned(), heading.to_owned(), text.to_owned())],
    };
    let pages = [page("needle", "x", "y z"), page("x", "needle", "y z"), page("x", "y", "needle z")];
    let index = index(&pages);
    let (_, found) = index.iter().find(|(word, _)| &**word == "needle").expect("it is there");
    let found = decoded(&found.text);
    assert!(found.is_sorted_by(|a, b| a.1 > b.1), "{found:?}");
}

#[test]
fn the_names_of_files_follow_their_content() {
    let page = |title: &str| Document {
        path: "a/".to_owned(),
        title: title.to_owned(),
        section: String::new(),
        description: String::new(),
        parts: Vec::new(),
    };
    let names = |title: &str| -> Vec<String> {
        let (list, files) = shard::files_of_words(&folder(), index(&[page(title)]), 1, 1, String::new());
        std::iter::once(list).chain(files).map(|(path, _)| path.to_string()).collect()
    };
    assert_eq!(names("one"), names("one"));
    assert!(names("one").iter().zip(&names("two")).all(|(a, b)| a != b));
    assert!(names("one")[0].starts_with("search/index."));
}
