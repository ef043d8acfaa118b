//! The values of a new subject: `unknown` for each criterion, and what it takes.
//!
//! It refuses to know the subject.

use std::fmt::Write as _;

use crate::model::{Criterion, CriterionType, Dataset, Scale};

/// A line for each criterion of the dataset, each below one that tells what it takes.
pub(super) fn unknown(dataset: &Dataset) -> String {
    if dataset.criteria.is_empty() {
        return "{}".to_owned();
    }
    let mut out = String::new();
    for criterion in dataset.criteria.values() {
        let source = if criterion.require_source { "; it needs a source" } else { "" };
        // Writing to a string cannot fail.
        let _ = writeln!(out, "# {}: {}{source}", one_line(&criterion.name), takes(criterion));
        let _ = writeln!(out, "{}: unknown", criterion.id);
    }
    out.trim_end().to_owned()
}

fn takes(criterion: &Criterion) -> String {
    let of = |unit: &Option<String>| unit.as_deref().map_or_else(String::new, |unit| format!(", {}", one_line(unit)));
    match &criterion.kind {
        CriterionType::Rating(scale) => levels(scale),
        CriterionType::Support => "yes, no, or partial with a note that says in what".to_owned(),
        CriterionType::Number { unit, .. } => format!("a number{}", of(unit)),
        CriterionType::Money { currency, unit, .. } => format!("an amount of {currency}{}", of(unit)),
        CriterionType::Date => "a day, as 2026-11-23".to_owned(),
        CriterionType::Version => "a version, as 3.10".to_owned(),
        CriterionType::Text => "words".to_owned(),
        CriterionType::List => "a list, as [this, that]".to_owned(),
    }
}

/// “Poor, Fair or Good”, the worst first.
fn levels(scale: &Scale) -> String {
    let levels: Vec<String> = scale.levels.iter().map(|level| one_line(level)).collect();
    match levels.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => levels.concat(),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
