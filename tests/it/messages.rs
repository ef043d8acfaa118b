//! The interface text of the built-in theme: whole in each of its languages, and nothing of it without use.
//!
//! It refuses to know what the texts say.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

type Texts = BTreeMap<String, String>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn texts(language: &str) -> Texts {
    let path = root().join(format!("themes/default/messages/{language}.yaml"));
    let text = fs::read_to_string(path).expect("the theme has these texts");
    serde_yaml::from_str(&text).expect("they are keys and texts")
}

/// The names in braces of a text.
fn names(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

#[test]
fn every_language_says_the_same_things() {
    let english = texts("en");
    let german = texts("de");
    assert_eq!(english.keys().collect::<Vec<_>>(), german.keys().collect::<Vec<_>>());
    for (key, text) in &english {
        assert_eq!(names(text), names(&german[key]), "{key}");
        assert!(!text.is_empty() && !german[key].is_empty(), "{key}");
    }
}

/// What follows `before` in the files below `folder`, as long as it is a key.
fn keys_after(folder: &str, before: &str, found: &mut BTreeSet<String>) {
    for path in files(&root().join(folder)) {
        let text = fs::read_to_string(&path).expect("a source is text");
        for (at, _) in text.match_indices(before) {
            let is_word = text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.');
            let key: String =
                text[at + before.len()..].chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            if !(key.is_empty() || before == "t." && is_word) {
                found.insert(key);
            }
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of sources").map(|entry| entry.expect("its entries").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Keys that are put together from what they are of, as `kind_primary` for a source of that kind.
const PUT_TOGETHER: &[&str] = &["checklist_", "confidence_", "kind_", "turn_", "verdict_"];

/// Keys that are the kind of a note or a disclosure.
const KINDS: &[&str] =
    &["note", "tip", "important", "warning", "caution", "affiliate", "sponsored", "independent", "terms", "sections"];

#[test]
fn every_text_that_is_asked_for_is_there_and_no_other() {
    let mut used: BTreeSet<String> = KINDS.iter().map(|key| (*key).to_owned()).collect();
    for folder in ["themes/default/templates", "themes/default/blocks"] {
        keys_after(folder, "t.", &mut used);
    }
    keys_after("themes/default/static/js", "messages.", &mut used);
    for call in ["speech.text(\"", "voice.text(\"", "speech.fill(\"", "labelled(\"", " of(\"", " or(\""] {
        keys_after("src/pages", call, &mut used);
        keys_after("src/output", call, &mut used);
    }
    let there: BTreeSet<String> = texts("en").into_keys().collect();
    let unknown: Vec<&String> = used.difference(&there).collect();
    assert_eq!(unknown, Vec::<&String>::new(), "asked for and not there");
    let unused = there.difference(&used).filter(|key| !PUT_TOGETHER.iter().any(|prefix| key.starts_with(prefix)));
    assert_eq!(unused.collect::<Vec<_>>(), Vec::<&String>::new(), "there and never asked for");
}
