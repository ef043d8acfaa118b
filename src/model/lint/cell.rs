//! Lints of one cell by itself.

use crate::base::{Code, Diagnostic};
use crate::model::criterion::Criterion;
use crate::model::types::value_type::FigureRange;
use crate::model::value::{Cell, Support, Value};

/// Adds what is wrong with one cell.
pub(crate) fn check(criterion: &Criterion, cell: &Cell, found: &mut Vec<Diagnostic>) {
    if cell.value == Value::Support(Support::Partial) && cell.note.is_none() {
        let message = format!("`{}` is partial, and no note says in what", criterion.id);
        let help = "write {value: partial, note: what is there and what is not}";
        found.push(about_value(Diagnostic::error, Code::PartialWithoutNote, cell, message, help));
    }
    if criterion.require_source && cell.source.is_none() && cell.value.is_known() {
        let message = format!("`{}` needs a source here", criterion.id);
        let help = "add `source:` with the id of a source or {title: …, url: …}, or write `unknown`";
        found.push(about_value(Diagnostic::error, Code::Unsourced, cell, message, help));
    }
    if let Some(text) = &cell.text
        && let Some(says) = criterion.kind.contradiction(&cell.value, text)
    {
        found.push(
            Diagnostic::warning(Code::ContradictingText, format!("the text `{text}` says {says}"))
                .at(cell.place_of(cell.text_span.as_ref()))
                .note(cell.place.clone(), "the value")
                .help("change the text or the value"),
        );
    }
    if criterion.kind.is_stand_in(&cell.value) {
        let message = format!("this value of `{}` looks like a stand-in for having none", criterion.id);
        let help = "write `unknown` if nobody knows it, `na` if the question makes no sense";
        found.push(about_value(Diagnostic::warning, Code::Sentinel, cell, message, help));
    } else if let Some(message) = beyond_anchors(criterion, &cell.value) {
        let help = "check the value; if it is right, widen the criterion's anchors";
        found.push(about_value(Diagnostic::warning, Code::OutOfAnchors, cell, message, help));
    }
}

fn beyond_anchors(criterion: &Criterion, value: &Value) -> Option<String> {
    let FigureRange::Between(low, high) = criterion.kind.range() else { return None };
    let x = criterion.kind.figure(value)?;
    let (side, end) = if x < low {
        ("below", low)
    } else if x > high {
        ("above", high)
    } else {
        return None;
    };
    Some(format!("{x} is {side} the anchors of `{}` and scores as {end}", criterion.id))
}

/// A message about the value itself.
fn about_value(
    make: fn(Code, String) -> Diagnostic,
    code: Code,
    cell: &Cell,
    message: String,
    help: &str,
) -> Diagnostic {
    make(code, message).at(cell.place.clone()).help(help)
}
