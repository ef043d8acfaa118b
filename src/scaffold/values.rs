//! The values of a new subject: `unknown` for each criterion, and what it takes.
//!
//! It refuses to know the subject.

use std::fmt::Write as _;

use crate::model::Dataset;

/// A line for each criterion of the dataset, each below one that tells what it takes.
pub(super) fn unknown(dataset: &Dataset) -> String {
    if dataset.criteria.is_empty() {
        return "{}".to_owned();
    }
    let mut out = String::new();
    for criterion in dataset.criteria.values() {
        let source = if criterion.require_source { "; it needs a source" } else { "" };
        // Writing to a string cannot fail.
        let _ = writeln!(out, "# {}: {}{source}", one_line(&criterion.name), one_line(&criterion.kind.hint()));
        let _ = writeln!(out, "{}: unknown", criterion.id);
    }
    out.trim_end().to_owned()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
