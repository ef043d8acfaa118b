//! Lints of dates: values that are too old, undated, or of a day in the future. Today is an argument.

use std::ops::Range;

use indexmap::IndexMap;

use crate::base::{Code, Date, Diagnostic, MaxAge, Place, Severity};
use crate::model::criterion::Criterion;
use crate::model::dataset::{Dataset, Subject};
use crate::model::id::CriterionId;
use crate::model::value::Cell;

/// What is checked against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The day of the check.
    pub today: Date,
    /// How old a value may be where its criterion sets no limit.
    pub max_age: Option<MaxAge>,
}

/// How stale a known value is: `None` when it is fresh, has no date or may grow as old as it likes; a warning past its
/// age, an error past twice its age.
pub fn staleness(criterion: &Criterion, subject: &Subject, cell: &Cell, rules: Rules) -> Option<Severity> {
    let age = criterion.max_age.or(rules.max_age).filter(|_| cell.value.is_known())?;
    let day = subject.as_of(cell)?;
    match () {
        () if rules.today > day.plus(age, 2) => Some(Severity::Error),
        () if rules.today > day.plus(age, 1) => Some(Severity::Warning),
        () => None,
    }
}

/// A day that values are of, and those of them that are too old.
struct Old<'a> {
    day: Date,
    place: Place,
    /// Whether it is a value's own day rather than the subject's.
    own: bool,
    values: Vec<(Severity, &'a CriterionId, MaxAge)>,
}

/// Adds what is wrong with the days of a subject's values. Values that take one and the same day, the subject's or
/// that of a row, share a message.
pub(crate) fn check(dataset: &Dataset, subject: &Subject, rules: Rules, found: &mut Vec<Diagnostic>) {
    if let (Some(day), Some(place)) = (subject.as_of, &subject.as_of_place) {
        future(day, place.clone(), rules, found);
    }
    let mut old: IndexMap<Option<Range<usize>>, Old<'_>> = IndexMap::new();
    for (id, cell) in &subject.values {
        let Some(criterion) = dataset.criteria.get(id) else { continue };
        if let Some(day) = cell.as_of {
            future(day, cell.place_of(cell.as_of_span.as_ref()), rules, found);
        }
        let age = criterion.max_age.or(rules.max_age);
        match (staleness(criterion, subject, cell, rules), age, subject.as_of(cell)) {
            (Some(severity), Some(age), Some(day)) => {
                let place = match &subject.as_of_place {
                    Some(place) if cell.as_of.is_none() => place.clone(),
                    _ => cell.place_of(cell.as_of_span.as_ref()),
                };
                let own = cell.as_of.is_some();
                let key = own.then(|| place.span.clone());
                let same = old.entry(key).or_insert_with(|| Old { day, place, own, values: Vec::new() });
                same.values.push((severity, id, age));
            }
            // A day that could not be read is not a day that is missing.
            _ if dataset.complete => undated(criterion, subject, cell, found),
            _ => {}
        }
    }
    for old in old.values() {
        for severity in [Severity::Error, Severity::Warning] {
            found.extend(stale(severity, subject, old));
        }
    }
}

fn future(day: Date, place: Place, rules: Rules, found: &mut Vec<Diagnostic>) {
    if day > rules.today {
        let message = format!("{day} has not come yet; today is {}", rules.today);
        found
            .push(Diagnostic::error(Code::FutureDate, message).at(place).help("write the day on which it was checked"));
    }
}

fn undated(criterion: &Criterion, subject: &Subject, cell: &Cell, found: &mut Vec<Diagnostic>) {
    if let (Some(age), None, true) = (criterion.max_age, subject.as_of(cell), cell.value.is_known()) {
        let message = format!("`{}` may be {} old, and no date tells how old this is", criterion.id, words(age));
        let diagnostic = Diagnostic::warning(Code::Undated, message).at(cell.place.clone());
        found.push(diagnostic.help("add `as_of:` here or at the subject"));
    }
}

fn stale(severity: Severity, subject: &Subject, old: &Old<'_>) -> Option<Diagnostic> {
    let all: Vec<_> = old.values.iter().filter(|(s, ..)| *s == severity).collect();
    let list: Vec<String> = all.iter().map(|(_, id, age)| format!("`{id}` ({})", words(*age))).collect();
    let day = old.day;
    if let ([(_, id, age)], true) = (&all[..], old.own) {
        let message = format!("`{id}` is of {day}, older than {}the {} it may be", twice(severity), words(*age));
        let diagnostic = Diagnostic::new(severity, Code::Stale, message).at(old.place.clone());
        return Some(diagnostic.help("check it again, then change its `as_of`"));
    }
    let values = match &list[..] {
        [] => return None,
        [one] => format!("{one} of `{}` is", subject.id),
        all if all.len() <= 4 => format!("{} of `{}` are", all.join(", "), subject.id),
        all => format!("{} and {} more values of `{}` are", all[..3].join(", "), all.len() - 3, subject.id),
    };
    let message = format!("{values} of {day}, older than {}what is allowed", twice(severity));
    let help = "check them again, then change `as_of`, or give single values an `as_of` of their own";
    Some(Diagnostic::new(severity, Code::Stale, message).at(old.place.clone()).help(help))
}

fn twice(severity: Severity) -> &'static str {
    if severity == Severity::Error { "twice " } else { "" }
}

/// `90 days`, `1 month`, `5 years`.
fn words(age: MaxAge) -> String {
    let (n, unit) = match age {
        MaxAge::Days(n) => (n, "day"),
        MaxAge::Months(n) if n % 12 == 0 => (n / 12, "year"),
        MaxAge::Months(n) => (n, "month"),
    };
    format!("{n} {unit}{}", if n == 1 { "" } else { "s" })
}
