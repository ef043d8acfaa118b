//! The comparison table.
//!
//! It refuses to know how it is drawn.

use schemars::JsonSchema;
use serde::Serialize;

use super::blocks::SourceView;
use super::cells;
use super::page::{DateView, date};
use crate::base::SitePath;
use crate::compare::display::{self, Words};
use crate::compare::{Confidence, Criterion, Dataset, Datum, Kind, SubjectId, Value, order};
use crate::link::generated::HUB;
use crate::link::{self, DataRef, Site, SubjectRef};

/// `matrix`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct MatrixView {
    /// An id that nothing else on the page has.
    pub id: String,
    /// The table's caption.
    pub caption: String,
    /// The dataset.
    pub dataset: DatasetView,
    /// The columns.
    pub subjects: Vec<SubjectRef>,
    /// The rows, by group.
    pub groups: Vec<GroupView>,
    /// The footnotes.
    pub notes: Vec<NoteOf>,
    /// How many rows there are.
    pub criteria_count: usize,
    /// Whether a value is marked as the best.
    pub has_best: bool,
}

/// A dataset, as blocks name it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DatasetView {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The address of its page, relative to the site's root.
    pub path: Option<String>,
    /// The address of its JSON, relative to the site's root, if it is published.
    pub json: Option<String>,
    /// The address of its CSV, relative to the site's root, if it is published.
    pub csv: Option<String>,
    /// The first and the last day that its values are of.
    pub as_of: Option<RangeView>,
    /// The terms on which it may be used.
    pub licence: Option<String>,
}

/// A range of days.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct RangeView {
    /// The first.
    pub from: DateView,
    /// The last.
    pub to: DateView,
}

/// A group of rows.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct GroupView {
    /// Its id; none for rows without a group.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// The rows.
    pub rows: Vec<RowView>,
}

/// A row: a criterion.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct RowView {
    /// The criterion's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What explains it.
    pub help: Option<String>,
    /// The type of its values.
    pub kind: &'static str,
    /// What is counted or measured.
    pub unit: Option<String>,
    /// Whether its values are numbers, to be aligned at the right.
    pub numeric: bool,
    /// Whether all subjects shown have the same value.
    pub same: bool,
    /// The cells, in the order of the columns.
    pub cells: Vec<CellView>,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CellView {
    /// The subject's id.
    pub subject: String,
    /// The reader's wording.
    pub text: String,
    /// `value`, `unknown`, `na` or `missing`: these are not the same.
    pub state: &'static str,
    /// The step of colour, 1 to 5.
    pub level: Option<u8>,
    /// The word for the level, where the text does not say it.
    pub word: Option<String>,
    /// Whether no other subject shown has a better value.
    pub best: bool,
    /// What to sort by: the place of the value among those shown, from 0.
    pub sort: Option<u32>,
    /// The numbers of its footnotes.
    pub notes: Vec<usize>,
    /// The entries of a list.
    pub list: Option<Vec<String>>,
    /// Whether it is older than it may grow.
    pub stale: bool,
    /// `high`, `medium` or `low`.
    pub confidence: Option<Confidence>,
}

/// A footnote.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct NoteOf {
    /// Its number, from 1.
    pub n: usize,
    /// A remark, in plain words.
    pub html: Option<String>,
    /// Where the value is from.
    pub source: Option<SourceView>,
    /// When it was true.
    pub as_of: Option<DateView>,
}

/// What the table of some data shows.
pub(super) fn matrix(site: &Site, data: &DataRef, id: &str, caption: Option<String>) -> MatrixView {
    let mut table = Table { site, data, notes: Vec::new(), words: Words::default() };
    let groups = table.groups();
    let rows = || groups.iter().flat_map(|g| &g.rows);
    MatrixView {
        id: id.to_owned(),
        caption: caption.unwrap_or_else(|| data.dataset.title.clone()),
        dataset: dataset(site, &data.dataset),
        subjects: subjects(site, data),
        criteria_count: rows().count(),
        has_best: rows().flat_map(|r| &r.cells).any(|c| c.best),
        notes: table.notes,
        groups,
    }
}

/// The subjects that a block shows.
pub(super) fn subjects(site: &Site, data: &DataRef) -> Vec<SubjectRef> {
    let pages = site.config.publish.subjects;
    data.subjects.iter().filter_map(|id| link::reference(&data.dataset, id, pages)).collect()
}

/// How blocks name a dataset.
pub(super) fn dataset(site: &Site, dataset: &Dataset) -> DatasetView {
    let published = |ending: &str| site.config.publish.exports.then(|| link::export_path(dataset, ending).href());
    DatasetView {
        id: dataset.id.as_str().to_owned(),
        title: dataset.title.clone(),
        path: Some(SitePath::new(HUB).href()),
        json: published("json"),
        csv: published("csv"),
        as_of: dataset.as_of_range().map(|(from, to)| RangeView { from: date(from), to: date(to) }),
        licence: dataset.licence.clone(),
    }
}

struct Table<'a> {
    site: &'a Site,
    data: &'a DataRef,
    notes: Vec<NoteOf>,
    words: Words,
}

impl Table<'_> {
    /// The rows under the headings of their groups, in the dataset's order, unless the author chose another.
    fn groups(&mut self) -> Vec<GroupView> {
        let data = self.data;
        let mut groups: Vec<GroupView> = Vec::new();
        let criteria = data.criteria.iter().filter_map(|id| data.dataset.criteria.get(id));
        for criterion in criteria {
            let id = criterion.group.as_ref().map(|g| g.as_str().to_owned());
            let row = self.row(criterion);
            if let Some(group) = groups.iter_mut().find(|g| g.id == id) {
                group.rows.push(row);
            } else {
                let name = criterion.group.as_ref().and_then(|g| data.dataset.groups.get(g)).map(|g| g.name.clone());
                groups.push(GroupView { id, name, rows: vec![row] });
            }
        }
        groups
    }

    fn row(&mut self, criterion: &Criterion) -> RowView {
        let data: Vec<Option<&Datum>> = self
            .data
            .subjects
            .iter()
            .map(|subject| self.data.dataset.datum(subject.as_str(), criterion.id.as_str()))
            .collect();
        let values: Vec<Option<&Value>> = data.iter().map(|d| d.map(|d| &d.value)).collect();
        let same = values.len() > 1 && values.windows(2).all(|w| w[0] == w[1]);
        let best = if same { vec![false; values.len()] } else { order::best(criterion, &values) };
        let ranks = order::ranks(&values);
        let subjects = self.data.subjects.clone();
        let cells = subjects.iter().zip(data).zip(best.into_iter().zip(ranks));
        let cells = cells.map(|((subject, datum), (best, sort))| {
            let cell = self.cell(criterion, subject, datum);
            CellView { best, sort, ..cell }
        });
        RowView {
            id: criterion.id.as_str().to_owned(),
            name: criterion.name.clone(),
            help: criterion.help.clone(),
            kind: criterion.kind.name(),
            unit: unit(criterion),
            numeric: matches!(criterion.kind, Kind::Number { .. } | Kind::Money { .. }),
            same,
            cells: cells.collect(),
        }
    }

    fn cell(&mut self, criterion: &Criterion, subject: &SubjectId, datum: Option<&Datum>) -> CellView {
        let mut cell = CellView {
            subject: subject.as_str().to_owned(),
            text: String::new(),
            state: "missing",
            level: None,
            word: None,
            best: false,
            sort: None,
            notes: Vec::new(),
            list: None,
            stale: false,
            confidence: None,
        };
        let Some(datum) = datum else { return cell };
        cell.state = match datum.value {
            Value::Unknown => "unknown",
            Value::NotApplicable => "na",
            _ => "value",
        };
        cell.text = display::display(criterion, datum, &self.words);
        if let Some((level, word)) = cells::level(criterion, &datum.value) {
            cell.level = Some(level);
            let says_it = word.eq_ignore_ascii_case(&cell.text);
            cell.word = (!says_it && datum.text.is_some()).then_some(word);
        }
        if let (Value::List(entries), None) = (&datum.value, &datum.text) {
            cell.list = Some(entries.clone());
        }
        cell.confidence = datum.confidence;
        let about = self.data.dataset.subjects.get(subject);
        cell.stale = about.is_some_and(|s| cells::is_stale(self.site, criterion, s, datum));
        let as_of = about.and_then(|s| s.as_of(datum));
        cell.notes.extend(self.note(datum, as_of.map(date)));
        cell
    }

    /// The number of a datum's footnote; equal ones share it.
    fn note(&mut self, datum: &Datum, as_of: Option<DateView>) -> Option<usize> {
        let source = cells::source(&self.data.dataset, datum);
        if source.is_none() && datum.note.is_none() {
            return None;
        }
        let same = |n: &&NoteOf| n.html == datum.note && n.source == source && n.as_of == as_of;
        if let Some(note) = self.notes.iter().find(same) {
            return Some(note.n);
        }
        let n = self.notes.len() + 1;
        self.notes.push(NoteOf { n, html: datum.note.clone(), source, as_of });
        Some(n)
    }
}

fn unit(criterion: &Criterion) -> Option<String> {
    match &criterion.kind {
        Kind::Number { unit, .. } => unit.clone(),
        Kind::Money { currency, unit, .. } => {
            Some(unit.as_ref().map_or_else(|| currency.clone(), |unit| format!("{currency} {unit}")))
        }
        _ => None,
    }
}
