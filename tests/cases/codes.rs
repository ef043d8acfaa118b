//! Every code is caused by a case, so that none in the table is a dead one.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use libtest_mimic::Failed;
use versus::base::Code;

/// Codes that no project in a text file can cause, and where they are caused instead.
const ELSEWHERE: &[(&str, &str)] = &[
    ("not-text", "`properties::text`: a case is text itself"),
    ("too-large", "`scan`: a case is small"),
    ("unreadable-file", "`scan`"),
    ("skipped-file", "`scan`"),
    ("exists", "`starting`"),
    ("bad-name", "`starting`"),
    ("dead-link", "`external`: a case asks nobody"),
    ("unchecked-link", "`external`"),
    ("image-too-large", "`images`: a case is text, and an image is not"),
    ("output", "`output`"),
    ("serve", "`serve`"),
    ("internal", "`serve::broken`, by a fault of our own"),
];

/// Fails with the codes that no case causes, and with those that one causes although they are listed here.
pub(super) fn every_code_is_caused_by_a_case(files: &[PathBuf]) -> Result<(), Failed> {
    let texts = files.iter().map(fs::read_to_string).collect::<Result<Vec<_>, _>>()?;
    let caused = |slug: &str| {
        let heads = ["error", "warning", "info"].map(|severity| format!("{severity}[{slug}]: "));
        texts.iter().any(|text| text.lines().any(|line| heads.iter().any(|head| line.starts_with(head.as_str()))))
    };
    let elsewhere: BTreeSet<&str> = ELSEWHERE.iter().map(|(slug, _)| *slug).collect();
    let all = Code::ALL.iter().map(|code| code.slug());
    let dead: Vec<&str> = all.filter(|slug| caused(slug) == elsewhere.contains(slug)).collect();
    if dead.is_empty() {
        return Ok(());
    }
    Err(format!("caused by no case, or by one and listed as caused elsewhere: {dead:#?}").into())
}
