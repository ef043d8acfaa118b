//! Cells: raw values are read by their criteria's types.

use std::ops::Range;

use super::report::DataReport;
use super::schema::DatasetSchema;
use super::subjects::RowDay;
use crate::base::suggest::nearest;
use crate::base::{Code, Place, SourcePath};
use crate::model::{Cell, Criterion, CriterionId, Subject, Value};
use crate::parse::data::{RawCell, RawCellParts};
use crate::parse::yaml::{Entries, NoMap, NodeShape, Scalar, YamlNode};

/// How values are written.
#[derive(Clone, Copy)]
pub(super) enum CellLayout<'a> {
    /// A list is a list.
    Yaml,
    /// A list is one text; a day may stand for the whole row.
    Csv(RowDay<'a>),
}

/// Adds values to a subject; what cannot be read is reported and reads as unknown.
pub(super) fn fill(
    subject: &mut Subject,
    values: &Entries<RawCell>,
    path: &SourcePath,
    layout: CellLayout<'_>,
    frame: &mut DatasetSchema,
    report: &mut DataReport,
) {
    let mut misspelt = Vec::new();
    for (key, node) in &values.0 {
        let Some(id) = frame.criterion(key, path, report).map(|criterion| criterion.id.clone()) else {
            misspelt.extend((!frame.broken.contains(&key.text)).then_some(key));
            continue;
        };
        let mut datum = datum(subject, &id, node, path, layout, frame, report);
        if let CellLayout::Csv(Some(day)) = layout
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
fn guess(subject: &mut Subject, key: &Scalar, path: &SourcePath, frame: &DatasetSchema) {
    let free = frame.criteria.keys().filter(|id| !subject.values.contains_key(*id)).map(CriterionId::as_str);
    if let Some(id) = nearest(&key.text, free) {
        let unknown = Cell::new(Value::Unknown, Place::new(path, key.span.clone()));
        subject.values.insert(CriterionId::new(id), unknown);
    }
}

fn datum(
    subject: &Subject,
    id: &CriterionId,
    node: &RawCell,
    path: &SourcePath,
    layout: CellLayout<'_>,
    frame: &mut DatasetSchema,
    report: &mut DataReport,
) -> Cell {
    let criterion = &frame.criteria[id];
    let read = |shape: WrittenCell<'_>, span: &Range<usize>, report: &mut DataReport| {
        let place = Place::new(path, span.clone());
        Cell::new(value(criterion, shape, &place, layout, report), place)
    };
    let cell = match &node.shape {
        NodeShape::Map(cell) => cell,
        NodeShape::List(items) => return read(WrittenCell::List(items), &node.span, report),
        NodeShape::Scalar(text) => return read(WrittenCell::Scalar(text), &node.span, report),
        NodeShape::At(_) => return read(WrittenCell::Scalar(""), &node.span, report),
    };
    let mut datum = read(written(&cell.value), &cell.value.span, report);
    describe(&mut datum, cell);
    let owner = (subject.id.as_str(), id.as_str());
    datum.source = cell.source.as_ref().and_then(|source| frame.sources.refer(source, owner, path, report));
    datum
}

enum WrittenCell<'a> {
    Scalar(&'a str),
    List(&'a [Scalar]),
}

fn written(node: &YamlNode<NoMap>) -> WrittenCell<'_> {
    match &node.shape {
        NodeShape::Scalar(text) => WrittenCell::Scalar(text),
        NodeShape::List(items) => WrittenCell::List(items),
        NodeShape::At(_) => WrittenCell::Scalar(""),
        NodeShape::Map(never) => match **never {},
    }
}

fn value(
    criterion: &Criterion,
    written: WrittenCell<'_>,
    place: &Place,
    layout: CellLayout<'_>,
    report: &mut DataReport,
) -> Value {
    let kind = &criterion.kind;
    let read = match (written, layout) {
        (WrittenCell::List(items), _) => {
            kind.read_list(&items.iter().map(|item| item.text.as_str()).collect::<Vec<_>>())
        }
        (WrittenCell::Scalar(text), CellLayout::Csv(_)) => kind.read_field(text),
        (WrittenCell::Scalar(text), CellLayout::Yaml) => kind.read(text),
    };
    read.unwrap_or_else(|error| {
        let message = format!("`{}` takes {}: {}", criterion.id, kind.takes(), error.message);
        report.error(Code::BadValue, place.clone(), message, error.help);
        Value::Unknown
    })
}

/// What is said about a value.
fn describe(datum: &mut Cell, cell: &RawCellParts) {
    let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    datum.text = cell.text.as_ref().and_then(|text| some(&text.value));
    datum.text_span = cell.text.as_ref().map(|text| text.span.clone());
    datum.note = cell.note.as_deref().and_then(some);
    datum.as_of = cell.as_of.as_ref().map(|day| day.value);
    datum.as_of_span = cell.as_of.as_ref().map(|day| day.span.clone());
    datum.confidence = cell.confidence;
    datum.qualifier = cell.qualifier;
}
