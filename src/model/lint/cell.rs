//! Lints of one cell by itself.
//!
//! It refuses to know other cells and the day.

use super::about_value;
use super::wording::contradiction;
use crate::base::{Code, Date, Diagnostic};
use crate::model::{Criterion, Datum, Support, Value};

/// Texts that people write where they have nothing to write.
const STAND_INS: [&str; 14] = ["-", "--", "–", "—", "?", "??", "...", "…", "n/a", "n.a.", "tbd", "tba", "todo", "null"];

/// Adds what is wrong with one cell.
pub(crate) fn check(criterion: &Criterion, datum: &Datum, found: &mut Vec<Diagnostic>) {
    if datum.value == Value::Support(Support::Partial) && datum.note.is_none() {
        let message = format!("`{}` is partial, and no note says in what", criterion.id);
        let help = "write {value: partial, note: what is there and what is not}";
        found.push(about_value(Diagnostic::error, Code::PartialWithoutNote, datum, message, help));
    }
    if criterion.require_source && datum.source.is_none() && datum.value.is_known() {
        let message = format!("`{}` needs a source here", criterion.id);
        let help = "add `source:` with the id of a source or {title: …, url: …}, or write `unknown`";
        found.push(about_value(Diagnostic::error, Code::Unsourced, datum, message, help));
    }
    if let Some(text) = &datum.text
        && let Some(says) = contradiction(criterion, &datum.value, text)
    {
        found.push(
            Diagnostic::warning(Code::ContradictingText, format!("the text `{text}` says {says}"))
                .at(datum.place_of(datum.text_span.as_ref()))
                .note(datum.place.clone(), "the value")
                .help("change the text or the value"),
        );
    }
    if is_stand_in(criterion, &datum.value) {
        let message = format!("this value of `{}` looks like a stand-in for having none", criterion.id);
        let help = "write `unknown` if nobody knows it, `na` if the question makes no sense";
        found.push(about_value(Diagnostic::warning, Code::Sentinel, datum, message, help));
    } else if let Some(message) = beyond_anchors(criterion, &datum.value) {
        let help = "check the value; if it is right, widen the criterion's anchors";
        found.push(about_value(Diagnostic::warning, Code::OutOfAnchors, datum, message, help));
    }
}

fn is_stand_in(criterion: &Criterion, value: &Value) -> bool {
    match value {
        Value::Number(x) | Value::Money(x) => is_stand_in_number(criterion, *x),
        Value::Text(text) => STAND_INS.contains(&text.to_lowercase().as_str()),
        Value::List(items) => items.len() == 1 && STAND_INS.contains(&items[0].to_lowercase().as_str()),
        Value::Date(day) => [(1, 1, 1), (1900, 1, 1), (1970, 1, 1), (9999, 12, 31)]
            .iter()
            .any(|(year, month, date)| Date::new(*year, *month, *date) == Some(*day)),
        Value::Version(version) => version.as_str().bytes().all(|b| matches!(b, b'0' | b'.')),
        Value::Rating(_) | Value::Support(_) | Value::Unknown | Value::NotApplicable => false,
    }
}

/// `-1` and its like where nothing negative is expected, `9999` and its like beyond the anchors.
fn is_stand_in_number(criterion: &Criterion, x: f64) -> bool {
    let anchors = criterion.kind.anchors();
    let is_one_of = |list: &[f64]| list.iter().any(|y| (x - y).abs() < f64::EPSILON);
    is_one_of(&[-1.0, -9.0, -99.0, -999.0, -9999.0]) && anchors.is_none_or(|ends| ends.low >= 0.0)
        || is_one_of(&[999.0, 9999.0, 99_999.0, 999_999.0, 9_999_999.0]) && anchors.is_some_and(|ends| ends.high < x)
}

fn beyond_anchors(criterion: &Criterion, value: &Value) -> Option<String> {
    let (Value::Number(x) | Value::Money(x)) = value else { return None };
    let ends = criterion.kind.anchors()?;
    let (side, end) = if *x < ends.low {
        ("below", ends.low)
    } else if *x > ends.high {
        ("above", ends.high)
    } else {
        return None;
    };
    Some(format!("{x} is {side} the anchors of `{}` and scores as {end}", criterion.id))
}
