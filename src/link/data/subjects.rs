//! Subjects: from the dataset's own file, from files of their own, and from the rows of the table.

use indexmap::IndexMap;

use super::Parts;
use super::cells::{self, CellLayout};
use super::report::DataReport;
use super::schema::{DatasetSchema, checked_url};
use crate::base::{Code, Date, Place, SourcePath};
use crate::model::{Subject, SubjectId, id};
use crate::parse::data::{DataContent, DataFile, RawDataset, RawRow, RawSubject};
use crate::parse::yaml::Spanned;

/// All subjects: first those of the dataset's file, then the files by name, then the table's.
pub(super) fn join(
    raw: &RawDataset,
    file: &DataFile,
    parts: &Parts<'_>,
    frame: &mut DatasetSchema,
    report: &mut DataReport,
) -> IndexMap<SubjectId, Subject> {
    let mut join = Join { frame, report, subjects: IndexMap::new(), unread: Vec::new() };
    for (key, subject) in &raw.subjects.0 {
        join.declare(&key.text, subject, Place::new(&file.path, key.span.clone()));
    }
    for (id, file) in &parts.subjects {
        match &file.content {
            Some(DataContent::Subject(raw)) => join.declare(id, raw, Place::new(&file.path, raw.name.span.clone())),
            _ => join.unread.push(id),
        }
    }
    if let Some(DataFile { content: Some(DataContent::Values(rows)), path, .. }) = parts.values {
        join.rows(rows, path);
    }
    join.subjects
}

struct Join<'a> {
    frame: &'a mut DatasetSchema,
    report: &'a mut DataReport,
    subjects: IndexMap<SubjectId, Subject>,
    /// Ids of files that could not be read, which was said.
    unread: Vec<&'a str>,
}

impl Join<'_> {
    fn declare(&mut self, id: &str, raw: &RawSubject, place: Place) {
        if !id::is_id(id) {
            self.report.bad_id(id, place.clone());
        }
        if let Some(before) = self.subjects.get(id) {
            let message = format!("the subject `{id}` stands twice");
            return self.report.twice(Code::DuplicateId, place, before.place.clone(), message);
        }
        let path = place.file.clone();
        let id = SubjectId::new(id);
        let mut subject = Subject {
            id: id.clone(),
            name: raw.name.value.trim().to_owned(),
            url: checked_url(raw.url.as_ref(), &path, self.report),
            description: raw.description.as_deref().map(|text| text.trim().to_owned()),
            affiliate_url: checked_url(raw.affiliate_url.as_ref(), &path, self.report),
            as_of: raw.as_of.as_ref().map(|day| day.value),
            values: IndexMap::new(),
            as_of_place: raw.as_of.as_ref().map(|day| Place::new(&path, day.span.clone())),
            place,
        };
        cells::fill(&mut subject, &raw.values, &path, CellLayout::Yaml, self.frame, self.report);
        self.subjects.insert(id, subject);
    }

    fn rows(&mut self, rows: &[RawRow], path: &SourcePath) {
        let mut seen: IndexMap<&str, Place> = IndexMap::new();
        for row in rows {
            let (id, place) = (row.subject.text.as_str(), Place::new(path, row.subject.span.clone()));
            if let Some(first) = seen.get(id) {
                let message = format!("the subject `{id}` has two rows");
                self.report.twice(Code::DuplicateId, place, first.clone(), message);
                continue;
            }
            seen.insert(id, place.clone());
            if !self.subjects.contains_key(id) && !self.unread.contains(&id) {
                self.declare_row(row, place);
            }
            if let Some(subject) = self.subjects.get_mut(id) {
                let layout = CellLayout::Csv(row.as_of.as_ref().filter(|_| row.name.is_none()));
                cells::fill(subject, &row.values, path, layout, self.frame, self.report);
            }
        }
    }

    fn declare_row(&mut self, row: &RawRow, place: Place) {
        let Some(name) = &row.name else {
            let known = self.subjects.keys().map(SubjectId::as_str).collect::<Vec<_>>();
            return self.report.unknown(Code::UnknownSubject, place, "subject", &row.subject.text, known);
        };
        let raw = RawSubject {
            name: name.clone(),
            url: row.url.clone(),
            description: row.description.clone(),
            affiliate_url: row.affiliate_url.clone(),
            as_of: row.as_of.clone(),
            values: crate::parse::yaml::Entries::default(),
        };
        self.declare(&row.subject.text, &raw, place);
    }
}

/// The day of a row, for values that say no other.
pub(super) type RowDay<'a> = Option<&'a Spanned<Date>>;
