//! Cells: raw values meet their criteria's types.
//!
//! It refuses to know which file a subject came from, but for the places it points at.

use std::ops::Range;

use super::report::Report;
use super::schema::Frame;
use super::subjects::RowDay;
use crate::base::suggest::nearest;
use crate::base::{Code, Place, SourcePath};
use crate::model::{Confidence, Criterion, CriterionId, Datum, Kind, Qualifier, Subject, Value, read};
use crate::parse::data::{RawCell, RawConfidence, RawDatum, RawQualifier};
use crate::parse::yaml::{Entries, NoMap, Node, Scalar, Shape};

/// How values are written.
#[derive(Clone, Copy)]
pub(super) enum Layout<'a> {
    /// A list is a list.
    Yaml,
    /// A list is one text; a day may stand for the whole row.
    Csv(RowDay<'a>),
}

/// Adds values to a subject; what cannot be read is reported and reads as unknown.
pub(super) fn fill(
    subject: &mut Subject,
    values: &Entries<RawDatum>,
    path: &SourcePath,
    layout: Layout<'_>,
    frame: &mut Frame,
    report: &mut Report,
) {
    let mut misspelt = Vec::new();
    for (key, node) in &values.0 {
        let Some(id) = frame.criterion(key, path, report).map(|criterion| criterion.id.clone()) else {
            misspelt.extend((!frame.broken.contains(&key.text)).then_some(key));
            continue;
        };
        let mut datum = datum(subject, &id, node, path, layout, frame, report);
        if let Layout::Csv(Some(day)) = layout
            && datum.as_of.is_none()
        {
            datum.as_of = Some(day.value);
            datum.as_of_span = Some(day.span.clone());
        }
        if let Some(before) = subject.values.get(&id) {
            let message = format!("`{}` has two values for `{id}`", subject.id);
            report.twice(Code::DuplicateKey, datum.place, before.place.clone(), message);
        } else {
            subject.values.insert(id, datum);
        }
    }
    for key in misspelt {
        guess(subject, key, path, frame);
    }
}

/// A misspelt criterion: the one that is probably meant does not count as missing too.
fn guess(subject: &mut Subject, key: &Scalar, path: &SourcePath, frame: &Frame) {
    let free = frame.criteria.keys().filter(|id| !subject.values.contains_key(*id)).map(CriterionId::as_str);
    if let Some(id) = nearest(&key.text, free) {
        let unknown = Datum::new(Value::Unknown, Place::new(path, key.span.clone()));
        subject.values.insert(CriterionId::new(id), unknown);
    }
}

fn datum(
    subject: &Subject,
    id: &CriterionId,
    node: &RawDatum,
    path: &SourcePath,
    layout: Layout<'_>,
    frame: &mut Frame,
    report: &mut Report,
) -> Datum {
    let criterion = &frame.criteria[id];
    let read = |shape: Written<'_>, span: &Range<usize>, report: &mut Report| {
        let place = Place::new(path, span.clone());
        Datum::new(value(criterion, shape, &place, layout, report), place)
    };
    let cell = match &node.shape {
        Shape::Map(cell) => cell,
        Shape::List(items) => return read(Written::List(items), &node.span, report),
        Shape::Scalar(text) => return read(Written::Scalar(text), &node.span, report),
        Shape::At(_) => return read(Written::Scalar(""), &node.span, report),
    };
    let mut datum = read(written(&cell.value), &cell.value.span, report);
    describe(&mut datum, cell);
    let owner = (subject.id.as_str(), id.as_str());
    datum.source = cell.source.as_ref().and_then(|source| frame.sources.refer(source, owner, path, report));
    datum
}

enum Written<'a> {
    Scalar(&'a str),
    List(&'a [Scalar]),
}

fn written(node: &Node<NoMap>) -> Written<'_> {
    match &node.shape {
        Shape::Scalar(text) => Written::Scalar(text),
        Shape::List(items) => Written::List(items),
        Shape::At(_) => Written::Scalar(""),
        Shape::Map(never) => match **never {},
    }
}

fn value(criterion: &Criterion, written: Written<'_>, place: &Place, layout: Layout<'_>, report: &mut Report) -> Value {
    let read = match (written, layout) {
        (Written::List(items), _) => read::list(criterion, items.iter().map(|item| item.text.as_str())),
        (Written::Scalar(text), Layout::Csv(_))
            if criterion.kind == Kind::List && !matches!(text, "unknown" | "na") =>
        {
            read::list(criterion, read::items(text).iter().map(String::as_str))
        }
        (Written::Scalar(text), _) => read::scalar(criterion, text),
    };
    read.unwrap_or_else(|misfit| {
        let message = format!("`{}` takes {}: {}", criterion.id, takes(&criterion.kind), misfit.message);
        report.error(Code::BadValue, place.clone(), message, misfit.help.unwrap_or_default());
        Value::Unknown
    })
}

fn takes(kind: &Kind) -> &'static str {
    match kind {
        Kind::Rating(_) => "a level of its scale",
        Kind::Support => "yes, partial or no",
        Kind::Number { .. } => "a number",
        Kind::Money { .. } => "an amount",
        Kind::Date => "a date",
        Kind::Version => "a version",
        Kind::Text => "a text",
        Kind::List => "a list",
    }
}

/// What is said about a value.
fn describe(datum: &mut Datum, cell: &RawCell) {
    let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    datum.text = cell.text.as_ref().and_then(|text| some(&text.value));
    datum.text_span = cell.text.as_ref().map(|text| text.span.clone());
    datum.note = cell.note.as_deref().and_then(some);
    datum.as_of = cell.as_of.as_ref().map(|day| day.value);
    datum.as_of_span = cell.as_of.as_ref().map(|day| day.span.clone());
    datum.confidence = cell.confidence.map(|confidence| match confidence {
        RawConfidence::High => Confidence::High,
        RawConfidence::Medium => Confidence::Medium,
        RawConfidence::Low => Confidence::Low,
    });
    datum.qualifier = cell.qualifier.map(|qualifier| match qualifier {
        RawQualifier::AtLeast => Qualifier::AtLeast,
        RawQualifier::AtMost => Qualifier::AtMost,
        RawQualifier::About => Qualifier::About,
    });
}
