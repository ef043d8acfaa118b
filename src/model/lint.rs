//! Lints: what is wrong with data that is of its types.
//!
//! It refuses to know the clock and the pages that use the data: today is an argument. Every message points at the
//! datum it is about.

mod cell;
pub mod freshness;
mod whole;
mod wording;

pub use self::whole::fragile;

use super::{Criterion, Dataset, Datum, Subject};
use crate::base::{Code, Date, Diagnostic, MaxAge};

/// What is checked against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The day of the check.
    pub today: Date,
    /// How old a value may grow where its criterion says nothing.
    pub max_age: Option<MaxAge>,
}

/// All that can be said of a dataset, cell by cell and then as a whole.
pub fn lint(dataset: &Dataset, rules: Rules) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for subject in dataset.subjects.values() {
        for criterion in dataset.criteria.values() {
            match subject.values.get(&criterion.id) {
                Some(datum) => cell::check(criterion, datum, &mut found),
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

/// A message about the value itself.
fn about_value(
    make: fn(Code, String) -> Diagnostic,
    code: Code,
    datum: &Datum,
    message: String,
    help: &str,
) -> Diagnostic {
    make(code, message).at(datum.place.clone()).help(help)
}
