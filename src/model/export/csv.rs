//! A dataset's values as CSV: one row per subject, as in `values.csv`.
//!
//! Nothing that a spreadsheet would run is written: text that begins like a formula gets an apostrophe in front, which
//! the reader takes off again. Numbers stay numbers, also negative ones.

use crate::model::criterion::Criterion;
use crate::model::dataset::{Dataset, Subject};
use crate::model::value::{Cell, Confidence, Qualifier};

/// What a spreadsheet takes for the beginning of a formula. In a CSV field of text an apostrophe goes in front of
/// these, and of an apostrophe itself, so that it can be taken off again.
pub const FORMULA_STARTS: [char; 8] = ['=', '+', '-', '@', '\t', '\r', '\n', '\''];

type CsvCell<T> = fn(&T) -> Option<String>;

/// The columns that describe a subject, after its id.
const ABOUT: [(&str, CsvCell<Subject>); 5] = [
    ("name", |subject| Some(text(&subject.name))),
    ("url", |subject| subject.url.as_deref().map(text)),
    ("description", |subject| subject.description.as_deref().map(text)),
    ("affiliate_url", |subject| subject.affiliate_url.as_deref().map(text)),
    ("as_of", |subject| subject.as_of.map(|day| day.to_string())),
];

/// The columns of a criterion, after its value.
const PARTS: [(&str, CsvCell<Cell>); 6] = [
    ("text", |cell| cell.text.as_deref().map(text)),
    ("note", |cell| cell.note.as_deref().map(text)),
    ("source", |cell| cell.source.as_ref().map(ToString::to_string)),
    ("as_of", |cell| cell.as_of.map(|day| day.to_string())),
    ("confidence", |cell| cell.confidence.and_then(|confidence| name(&Confidence::NAMES, confidence))),
    ("qualifier", |cell| cell.qualifier.and_then(|qualifier| name(&Qualifier::NAMES, qualifier))),
];

type CsvColumn<'a> = (String, Box<dyn Fn(&Subject) -> Option<String> + 'a>);

/// The table, with a header. A criterion's further columns are there where any subject has something to put in them.
pub fn csv(dataset: &Dataset) -> String {
    let columns = columns(dataset);
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let header = columns.iter().map(|(name, _)| name.clone());
    let rows =
        dataset.subjects.values().map(|subject| columns.iter().map(|(_, cell)| cell(subject).unwrap_or_default()));
    // Writing into memory cannot fail, and all rows have the header's length.
    let written =
        writer.write_record(header).and_then(|()| rows.into_iter().try_for_each(|row| writer.write_record(row)));
    debug_assert!(written.is_ok(), "{written:?}");
    writer.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

fn columns(dataset: &Dataset) -> Vec<CsvColumn<'_>> {
    let mut columns: Vec<CsvColumn<'_>> =
        vec![("subject".to_owned(), Box::new(|subject| Some(subject.id.to_string())))];
    for (name, cell) in ABOUT {
        if name == "name" || dataset.subjects.values().any(|subject| cell(subject).is_some()) {
            columns.push((name.to_owned(), Box::new(cell)));
        }
    }
    for criterion in dataset.criteria.values() {
        let value = |subject: &Subject| subject.values.get(&criterion.id).map(|cell| field(criterion, cell));
        columns.push((criterion.id.to_string(), Box::new(value)));
        columns.extend(parts(dataset, criterion));
    }
    columns
}

fn parts<'a>(dataset: &'a Dataset, criterion: &'a Criterion) -> impl Iterator<Item = CsvColumn<'a>> {
    let cells = move || dataset.subjects.values().filter_map(|subject| subject.values.get(&criterion.id));
    PARTS.into_iter().filter(move |(_, part)| cells().any(|cell| part(cell).is_some())).map(move |(name, part)| {
        let cell = move |subject: &Subject| subject.values.get(&criterion.id).and_then(part);
        (format!("{}.{name}", criterion.id), Box::new(cell) as _)
    })
}

fn field(criterion: &Criterion, cell: &Cell) -> String {
    let field = criterion.kind.field(&cell.value);
    if criterion.kind.is_numeric() { field } else { text(&field) }
}

/// Text that no spreadsheet runs.
fn text(plain: &str) -> String {
    if plain.starts_with(FORMULA_STARTS) { format!("'{plain}") } else { plain.to_owned() }
}

fn name<T: PartialEq>(names: &[(T, &str)], wanted: T) -> Option<String> {
    names.iter().find(|(one, _)| *one == wanted).map(|(_, name)| (*name).to_owned())
}
