//! Every code is caused by a case, so that none in the table is a dead one.
//!
//! It refuses to know what causes which.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use versus::base::Code;

/// Codes that no project in a text file can cause, and where they are caused instead.
const ELSEWHERE: &[(&str, &str)] = &[
    ("not-text", "`properties::text`: a case is text itself"),
    ("too-large", "`scan`: a case is small"),
    ("unreadable-file", "`scan`"),
    ("skipped-file", "`scan`"),
    ("image-too-large", "`images`: a case is text, and an image is not"),
    ("bad-name", "`starting`: nothing new is begun in a case"),
    ("exists", "`starting`: nothing is written in a case"),
    ("output", "`output`"),
    ("serve", "`serve`"),
    ("internal", "`serve::broken`, by a fault of our own"),
];

#[test]
fn every_code_is_caused_by_a_case() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let texts: Vec<String> =
        super::case_files(&folder).iter().map(|path| fs::read_to_string(path).expect("a case is text")).collect();
    let caused = |slug: &str| {
        let heads = ["error", "warning", "info"].map(|severity| format!("{severity}[{slug}]: "));
        texts.iter().any(|text| text.lines().any(|line| heads.iter().any(|head| line.starts_with(head.as_str()))))
    };
    let elsewhere: BTreeSet<&str> = ELSEWHERE.iter().map(|(slug, _)| *slug).collect();
    let all = Code::ALL.iter().map(|code| code.slug());
    let dead: Vec<&str> = all.filter(|slug| caused(slug) == elsewhere.contains(slug)).collect();
    assert!(dead.is_empty(), "caused by no case, or by one and listed as caused elsewhere: {dead:#?}");
}
