//! Lints: what is wrong with values that are of their types. Every message points at the cell it is about.

mod cell;
pub mod freshness;
mod whole;

pub use self::freshness::Rules;
pub use self::whole::fragile;

use super::criterion::Criterion;
use super::dataset::{Dataset, Subject};
use crate::base::{Code, Diagnostic};

/// All that can be said of a dataset, cell by cell and then as a whole.
pub fn lint(dataset: &Dataset, rules: Rules) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for subject in dataset.subjects.values() {
        for criterion in dataset.criteria.values() {
            match subject.values.get(&criterion.id) {
                Some(content) => cell::check(criterion, content, &mut found),
                None => found.push(missing(subject, criterion)),
            }
        }
        freshness::check(dataset, subject, rules, &mut found);
    }
    if dataset.complete {
        whole::check(dataset, &mut found);
    }
    found
}

fn missing(subject: &Subject, criterion: &Criterion) -> Diagnostic {
    let message = format!("`{}` says nothing about `{}`", subject.id, criterion.id);
    Diagnostic::warning(Code::MissingValue, message)
        .at(subject.place.clone())
        .help(format!("give it a value; if there is none to give, write `{}: unknown` or `{0}: na`", criterion.id))
}
