//! The comparison table.

mod plain;

use std::collections::HashMap;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use super::value::is_stale;
use super::{BlockContext, DrawBlock, SourceView};
use crate::base::Date;
use crate::link;
use crate::link::generated::HUB;
use crate::link::{DataRef, Joined, SubjectRef};
use crate::model::display;
use crate::model::{
    Cell, Confidence, Criterion, Dataset, FigureRange, GroupId, SourceId, SubjectId, Value, ValueLabels, order,
};
use crate::pages::DateView;
use crate::pages::render_context::RenderContext;
use crate::parse::blocks::Matrix;

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
    pub notes: Vec<CellNote>,
    /// How many rows there are.
    pub criteria_count: usize,
    /// Whether a value is marked as the best.
    pub has_best: bool,
}

impl DrawBlock for Matrix<Joined> {
    type View = MatrixView;

    const FEATURE: Option<&'static str> = Some("matrix");

    fn view(&self, context: &BlockContext) -> MatrixView {
        MatrixView::of(context.voice, &self.data, context.id, self.caption.clone())
    }
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
    /// Classes for the style sheet, separated by spaces: `num`, `lv lv-1` to `lv-5` with the criterion's type as in
    /// `is-rating`, and the state unless it is `value`, as in `is-unknown`. Empty if none applies.
    pub class: String,
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
pub struct CellNote {
    /// Its number, from 1.
    pub n: usize,
    /// A remark, in plain words.
    pub html: Option<String>,
    /// Where the value is from.
    pub source: Option<SourceView>,
    /// When it was true.
    pub as_of: Option<DateView>,
}

impl MatrixView {
    /// What the table of some data shows.
    pub(crate) fn of(voice: RenderContext, data: &DataRef, id: &str, caption: Option<String>) -> Self {
        let mut table = MatrixData { voice, data, notes: Vec::new(), numbers: HashMap::new() };
        let groups = table.groups();
        let rows = || groups.iter().flat_map(|g| &g.rows);
        Self {
            id: id.to_owned(),
            caption: caption.unwrap_or_else(|| data.dataset.title.clone()),
            dataset: DatasetView::of(voice, &data.dataset),
            subjects: subjects(voice, data),
            criteria_count: rows().count(),
            has_best: rows().flat_map(|r| &r.cells).any(|c| c.best),
            notes: table.notes,
            groups,
        }
    }
}

/// The subjects that a block shows.
pub(crate) fn subjects(voice: RenderContext, data: &DataRef) -> Vec<SubjectRef> {
    let pages = voice.site.subject_pages();
    data.subjects.iter().filter_map(|id| link::reference(&data.dataset, id, pages)).collect()
}

impl DatasetView {
    /// How blocks name a dataset.
    pub(crate) fn of(voice: RenderContext, dataset: &Dataset) -> Self {
        let exports = voice.site.config.publish.exports;
        Self {
            id: dataset.id.as_str().to_owned(),
            title: dataset.title.clone(),
            path: Some(voice.site.edition.at(HUB).href()),
            json: exports.then(|| link::json_path(&voice.site.edition, dataset).href()),
            csv: exports.then(|| link::csv_path(dataset).href()),
            as_of: dataset.as_of_range.map(|(from, to)| RangeView { from: voice.date(from), to: voice.date(to) }),
            licence: dataset.licence.clone(),
        }
    }
}

fn class(criterion: &Criterion, cell: &CellView) -> String {
    let numeric = criterion.kind.is_numeric().then(|| "num".to_owned());
    let level = cell.level.map(|level| format!("lv lv-{level} is-{}", criterion.kind.name()));
    let state = (cell.state != "value").then(|| format!("is-{}", cell.state));
    numeric.into_iter().chain(level).chain(state).collect::<Vec<_>>().join(" ")
}

/// A remark, a source and a day.
type Says<'a> = (Option<&'a str>, Option<&'a SourceId>, Option<Date>);

struct MatrixData<'a> {
    voice: RenderContext<'a>,
    data: &'a DataRef,
    notes: Vec<CellNote>,
    /// The footnotes' numbers by what they say.
    numbers: HashMap<Says<'a>, usize>,
}

impl<'a> MatrixData<'a> {
    /// The rows under the headings of their groups, in the dataset's order, unless the author chose another. Rows are
    /// made in the order they are drawn in, so that footnotes are numbered as a reader meets them.
    fn groups(&mut self) -> Vec<GroupView> {
        let data = self.data;
        let mut groups: IndexMap<Option<&GroupId>, Vec<&Criterion>> = IndexMap::new();
        for criterion in data.criteria.iter().filter_map(|id| data.dataset.criteria.get(id)) {
            groups.entry(criterion.group.as_ref()).or_default().push(criterion);
        }
        let view = |(id, criteria): (Option<&GroupId>, Vec<&Criterion>)| GroupView {
            id: id.map(|id| id.as_str().to_owned()),
            name: id.and_then(|id| data.dataset.groups.get(id)).map(|group| group.name.clone()),
            rows: criteria.into_iter().map(|criterion| self.row(criterion)).collect(),
        };
        groups.into_iter().map(view).collect()
    }

    fn row(&mut self, criterion: &Criterion) -> RowView {
        let shown = self.data;
        let datum = |subject: &SubjectId| shown.dataset.cell(subject.as_str(), criterion.id.as_str());
        let data: Vec<Option<&'a Cell>> = shown.subjects.iter().map(datum).collect();
        let values: Vec<Option<&Value>> = data.iter().map(|d| d.map(|d| &d.value)).collect();
        let same = values.len() > 1 && values.windows(2).all(|w| w[0] == w[1]);
        let best = if same { vec![false; values.len()] } else { order::best(criterion, &data) };
        let ranks = order::ranks(criterion, &values);
        let cells = shown.subjects.iter().zip(data).zip(best.into_iter().zip(ranks));
        let cells = cells.map(|((subject, datum), (best, sort))| {
            let cell = self.cell(criterion, subject, datum);
            CellView { class: class(criterion, &cell), best, sort, ..cell }
        });
        RowView {
            id: criterion.id.as_str().to_owned(),
            name: criterion.name.clone(),
            help: criterion.help.clone(),
            kind: criterion.kind.name(),
            unit: unit(criterion),
            numeric: criterion.kind.is_numeric(),
            same,
            cells: cells.collect(),
        }
    }

    fn cell(&mut self, criterion: &Criterion, subject: &SubjectId, datum: Option<&'a Cell>) -> CellView {
        let mut cell = CellView {
            subject: subject.as_str().to_owned(),
            text: String::new(),
            state: "missing",
            level: None,
            class: String::new(),
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
        cell.text = display(criterion, datum, self.voice.speech.words());
        if let Some((level, word)) = level(criterion, &datum.value, self.voice.speech.words()) {
            cell.level = Some(level);
            let says_it = word.eq_ignore_ascii_case(&cell.text);
            cell.word = (!says_it && datum.text.is_some()).then_some(word);
        }
        if let (Value::List(entries), None) = (&datum.value, &datum.text) {
            cell.list = Some(entries.clone());
        }
        cell.confidence = datum.confidence;
        let about = self.data.dataset.subjects.get(subject);
        cell.stale = about.is_some_and(|s| is_stale(self.voice.site, criterion, s, datum));
        let as_of = about.and_then(|s| s.as_of(datum));
        cell.notes.extend(self.note(datum, as_of));
        cell
    }

    /// The number of a datum's footnote; equal ones share it.
    fn note(&mut self, datum: &'a Cell, as_of: Option<Date>) -> Option<usize> {
        if datum.source.is_none() && datum.note.is_none() {
            return None;
        }
        let next = self.notes.len() + 1;
        let n = *self.numbers.entry((datum.note.as_deref(), datum.source.as_ref(), as_of)).or_insert(next);
        if n == next {
            let source = SourceView::of(&self.data.dataset, datum);
            self.notes.push(CellNote {
                n,
                html: datum.note.clone(),
                source,
                as_of: as_of.map(|day| self.voice.date(day)),
            });
        }
        Some(n)
    }
}

fn unit(criterion: &Criterion) -> Option<String> {
    let parts: Vec<&str> = criterion.kind.currency().into_iter().chain(criterion.kind.unit()).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Where on a scale, from 0 to 1, each step of colour begins after the first.
const TINTS: [f64; 4] = [0.25, 0.5, 0.75, 1.0];

/// The step of colour, 1 to 5, and the word for the level that the colour stands for.
fn level(criterion: &Criterion, value: &Value, words: &ValueLabels) -> Option<(u8, String)> {
    let word = criterion.kind.word(value, words)?;
    let FigureRange::Between(low, high) = criterion.kind.range() else { return None };
    let share = (criterion.kind.figure(value)? - low) / (high - low);
    let tint = TINTS.iter().fold(1, |tint, start| tint + u8::from(share >= *start));
    Some((tint, word))
}
