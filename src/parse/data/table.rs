//! `values.csv`: one row a subject, one column a criterion, each cell with its place.
//!
//! The header is `subject`, then for each criterion its id and, where
//! wanted, `ID.text`, `ID.note`, `ID.source`, `ID.as_of`, `ID.confidence` and `ID.qualifier`. The columns `name`,
//! `url`, `description`, `affiliate_url` and `as_of` describe the subject itself, `source` stands for all values of
//! the row that have none of their own. Items of a list stand with `;` between them. An empty cell is a missing value.

use std::ops::Range;

use super::cell::{RawCell, RawCellParts};
use super::records;
use crate::base::suggest::advice;
use crate::base::{Code, Date, Diagnostic, Place, SourcePath};
use crate::model::{Confidence, Qualifier};
use crate::parse::yaml::{Entries, MAX_BYTES, NodeShape, Scalar, Spanned, YamlNode};

const ROW_COLUMNS: [&str; 7] = ["subject", "name", "url", "description", "affiliate_url", "as_of", "source"];
const CELL_COLUMNS: [&str; 6] = ["text", "note", "source", "as_of", "confidence", "qualifier"];

/// A row: a subject's values, and what is said about the subject itself.
#[derive(Clone, Debug, PartialEq)]
pub struct RawRow {
    /// The subject's id.
    pub subject: Scalar,
    /// Its name; with one, the row declares the subject.
    pub name: Option<Spanned<String>>,
    /// Its own site.
    pub url: Option<Spanned<String>>,
    /// What it is.
    pub description: Option<String>,
    /// A link that pays the author.
    pub affiliate_url: Option<Spanned<String>>,
    /// The day that its values are of.
    pub as_of: Option<Spanned<Date>>,
    /// Its values by criterion. Lists are still one text.
    pub values: Entries<RawCell>,
}

/// Reads a table. Rows that cannot be used are reported and left out.
pub fn read(text: &str, path: &SourcePath) -> (Vec<RawRow>, Vec<Diagnostic>) {
    if text.len() > MAX_BYTES {
        let large = Diagnostic::error(
            Code::TooLarge,
            format!("this table has {} bytes; Versus reads up to {MAX_BYTES}", text.len()),
        );
        return (Vec::new(), vec![large.at(Place::start_of(path))]);
    }
    let mut reader = TableReader { path, diagnostics: Vec::new() };
    let (records, open) = records::split(text);
    if let Some(quote) = open {
        reader.report(Code::BadCsv, &quote, "this quotation mark is never closed", "close it, or write \"\" for one");
        return (Vec::new(), reader.diagnostics);
    }
    let mut records = records.into_iter();
    let header = records.next().unwrap_or_default();
    let rows = match reader.columns(&header) {
        Some(columns) => records.filter_map(|record| reader.row(&columns, record)).collect(),
        None => Vec::new(),
    };
    (rows, reader.diagnostics)
}

/// What a column holds.
enum TableColumn {
    /// Something about the subject, by its place in `ROW_COLUMNS`.
    Row(usize),
    /// The value of a criterion, or a part of what is said about it.
    Cell(Scalar, Option<&'static str>),
}

impl TableColumn {
    /// Whether it is said about a value for which there is no column among those `before`.
    fn is_before_its_value(&self, before: &[Self]) -> bool {
        let Self::Cell(criterion, Some(_)) = self else { return false };
        !before.iter().any(|column| matches!(column, Self::Cell(known, None) if known.text == criterion.text))
    }
}

struct TableReader<'a> {
    path: &'a SourcePath,
    diagnostics: Vec<Diagnostic>,
}

impl TableReader<'_> {
    fn report(&mut self, code: Code, span: &Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let place = Place::new(self.path, span.clone());
        self.diagnostics.push(Diagnostic::error(code, message).at(place).help(help));
    }

    fn columns(&mut self, header: &[Scalar]) -> Option<Vec<TableColumn>> {
        if header.first().is_none_or(|first| first.text != "subject") {
            let span = header.first().map_or(0..0, |first| first.span.clone());
            self.report(
                Code::BadCsv,
                &span,
                "the first column is not `subject`",
                "begin with the line `subject,CRITERION,…`",
            );
            return None;
        }
        for (i, cell) in header.iter().enumerate() {
            if header[..i].iter().any(|before| before.text == cell.text) {
                self.report(
                    Code::DuplicateKey,
                    &cell.span,
                    format!("the column `{}` stands twice", cell.text),
                    "keep one of the two",
                );
                return None;
            }
        }
        let columns: Vec<TableColumn> = header.iter().map(|cell| self.column(cell)).collect::<Option<_>>()?;
        let early = columns.iter().enumerate().find(|(i, column)| column.is_before_its_value(&columns[..*i]));
        if let Some((i, TableColumn::Cell(criterion, _))) = early {
            let message = format!("no column `{}` stands before `{}`", criterion.text, header[i].text);
            let help = format!("put `{}` to the left of what is said about it", criterion.text);
            self.report(Code::BadCsv, &header[i].span, message, help);
            return None;
        }
        Some(columns)
    }

    fn column(&mut self, cell: &Scalar) -> Option<TableColumn> {
        if let Some(i) = ROW_COLUMNS.iter().position(|name| *name == cell.text) {
            return Some(TableColumn::Row(i));
        }
        let Some((criterion, part)) = cell.text.split_once('.') else {
            return Some(TableColumn::Cell(cell.clone(), None));
        };
        let known = CELL_COLUMNS.iter().find(|name| **name == part);
        if known.is_none() {
            let help = advice(part, CELL_COLUMNS).unwrap_or_default();
            self.report(Code::UnknownKey, &cell.span, format!("`{part}` means nothing here"), help);
        }
        let span = cell.span.start..cell.span.start + criterion.len();
        known.map(|part| TableColumn::Cell(Scalar { text: criterion.to_owned(), span }, Some(part)))
    }

    fn row(&mut self, columns: &[TableColumn], record: Vec<Scalar>) -> Option<RawRow> {
        if record.len() != columns.len() {
            let span = record.first()?.span.start..record.last()?.span.end;
            let message = format!("this row has {} cells, the header {}", record.len(), columns.len());
            self.report(Code::BadCsv, &span, message, "put a text that holds a comma in quotation marks");
            return None;
        }
        let mut about: [Option<Scalar>; 7] = Default::default();
        let mut parts: Vec<(&Scalar, Option<&str>, Scalar)> = Vec::new();
        for (column, cell) in columns.iter().zip(record) {
            match column {
                TableColumn::Row(0) => about[0] = Some(cell),
                _ if cell.text.is_empty() => {}
                TableColumn::Row(i) => about[*i] = Some(cell),
                TableColumn::Cell(criterion, part) => parts.push((criterion, *part, cell)),
            }
        }
        let [subject, name, url, description, affiliate_url, as_of, source] = about;
        let spanned = |cell: Option<Scalar>| cell.map(|cell| Spanned::new(cell.text, cell.span));
        Some(RawRow {
            subject: subject?,
            name: spanned(name),
            url: spanned(url),
            description: description.map(|cell| cell.text),
            affiliate_url: spanned(affiliate_url),
            as_of: as_of.and_then(|cell| self.day(&cell).map(|day| Spanned::new(day, cell.span))),
            values: self.values(&parts, source.as_ref()),
        })
    }

    fn values(&mut self, parts: &[(&Scalar, Option<&str>, Scalar)], source: Option<&Scalar>) -> Entries<RawCell> {
        let mut entries: Vec<(Scalar, RawCell)> = Vec::new();
        for (criterion, part, cell) in parts {
            let at = entries.iter().position(|(known, _)| known.text == criterion.text);
            match (part, at) {
                // What is wrong with the criterion is wrong with the column, whatever the row.
                (None, None) => entries.push(((*criterion).clone(), datum(cell, source))),
                (Some(part), Some(at)) => self.set(&mut entries[at].1, part, cell),
                (Some(part), None) => {
                    let message = format!("a {part} of `{}`, which has no value in this row", criterion.text);
                    self.report(Code::BadCsv, &cell.span, message, "give it a value, or `unknown`");
                    let unknown = Scalar { text: "unknown".to_owned(), span: cell.span.clone() };
                    entries.push(((*criterion).clone(), datum(&unknown, source)));
                }
                (None, Some(_)) => {}
            }
        }
        Entries(entries)
    }

    fn set(&mut self, datum: &mut RawCell, part: &str, cell: &Scalar) {
        let NodeShape::Map(raw) = &mut datum.shape else { return };
        match part {
            "text" => raw.text = Some(Spanned::new(cell.text.clone(), cell.span.clone())),
            "note" => raw.note = Some(cell.text.clone()),
            "source" => raw.source = Some(scalar(cell)),
            "as_of" => raw.as_of = self.day(cell).map(|day| Spanned::new(day, cell.span.clone())),
            "confidence" => raw.confidence = self.word(cell, Confidence::NAMES),
            _ => raw.qualifier = self.word(cell, Qualifier::NAMES),
        }
    }

    fn day(&mut self, cell: &Scalar) -> Option<Date> {
        let read = serde_json::from_value(serde_json::Value::String(cell.text.clone()));
        read.map_err(|error| {
            let text = error.to_string();
            let (message, help) = text.split_once("; ").unwrap_or((&text, "write it as 2026-11-23"));
            self.report(Code::BadDate, &cell.span, message, help);
        })
        .ok()
    }

    /// Reads a cell that holds one of a few words.
    fn word<T: Copy, const N: usize>(&mut self, cell: &Scalar, names: [(T, &str); N]) -> Option<T> {
        let found = names.iter().find(|(_, name)| *name == cell.text).map(|(one, _)| *one);
        if found.is_none() {
            let message = format!("`{}` is not a value of this column", cell.text);
            let help = advice(&cell.text, names.iter().map(|(_, name)| *name)).unwrap_or_default();
            self.report(Code::WrongType, &cell.span, &message, &help);
        }
        found
    }
}

fn datum(cell: &Scalar, source: Option<&Scalar>) -> RawCell {
    let raw = RawCellParts {
        value: scalar(cell),
        text: None,
        note: None,
        source: source.map(scalar),
        as_of: None,
        confidence: None,
        qualifier: None,
    };
    YamlNode { shape: NodeShape::Map(Box::new(raw)), span: cell.span.clone() }
}

fn scalar<M>(cell: &Scalar) -> YamlNode<M> {
    YamlNode { shape: NodeShape::Scalar(cell.text.clone()), span: cell.span.clone() }
}
