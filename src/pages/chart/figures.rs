//! The figures of a chart: where each value stands between the ends of its criterion.
//!
//! It refuses to know how they are drawn.

use super::ChartCriterion;
use crate::link::{DataRef, SubjectRef};
use crate::model::{Better, Criterion, FigureRange, Value, ValueLabels, display};

/// A row for each criterion, a cell for each subject.
pub(crate) struct Figures {
    pub(crate) subjects: Vec<SubjectRef>,
    pub(crate) rows: Vec<Row>,
}

/// A criterion and its cells.
pub(crate) struct Row {
    pub(crate) criterion: ChartCriterion,
    /// Where words stand on its scale; none for what has no scale.
    pub(crate) ticks: Vec<Tick>,
    pub(crate) cells: Vec<ChartFigure>,
}

/// A word on a scale.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tick {
    /// Its place, 0 to 1.
    pub(crate) share: f64,
    pub(crate) text: String,
}

/// A value.
pub(crate) struct ChartFigure {
    pub(crate) text: String,
    /// Its place, 0 to 1; none where there is no value.
    pub(crate) share: Option<f64>,
}

/// The ends of a scale; the first is drawn at the left.
#[derive(Clone, Copy)]
struct Ends {
    from: f64,
    to: f64,
}

impl Figures {
    /// The figures of what a block selects.
    pub(crate) fn of(data: &DataRef, subjects: Vec<SubjectRef>, words: &ValueLabels) -> Self {
        let criteria = data.criteria.iter().filter_map(|id| data.dataset.criteria.get(id));
        let row = |criterion: &Criterion| {
            let datum = |s: &SubjectRef| data.dataset.cell(&s.id, criterion.id.as_str());
            let values: Vec<Option<&Value>> = subjects.iter().map(|s| datum(s).map(|d| &d.value)).collect();
            let ends = ends(criterion, &values);
            let share = |value: &Value| Some(ends?.share(criterion.kind.figure(value)?));
            let cells = subjects.iter().map(|subject| match datum(subject) {
                Some(datum) => ChartFigure { text: display(criterion, datum, words), share: share(&datum.value) },
                None => ChartFigure { text: words.unknown.clone(), share: None },
            });
            Row {
                criterion: ChartCriterion { id: criterion.id.as_str().to_owned(), name: criterion.name.clone() },
                ticks: ends.map_or_else(Vec::new, |ends| ticks(criterion, ends, words)),
                cells: cells.collect(),
            }
        };
        let rows = criteria.map(row).collect();
        Self { subjects, rows }
    }

    /// Whether there is nothing to draw.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty() || self.subjects.is_empty()
    }

    /// The scale, if all rows have the same.
    pub(crate) fn shared_ticks(&self) -> Option<&[Tick]> {
        let first = self.rows.first()?;
        self.rows.iter().all(|row| row.ticks == first.ticks).then_some(first.ticks.as_slice())
    }

    /// All that is drawn, in words; the names alone where there is much of it, as a table follows.
    pub(crate) fn description(&self) -> String {
        let much = self.rows.len() * self.subjects.len() > 40;
        let row = |row: &Row| {
            let cells = self.subjects.iter().zip(&row.cells).map(|(s, cell)| format!("{} {}", s.name, cell.text));
            let cells: Vec<String> = cells.collect();
            format!("{}: {}.", row.criterion.name, cells.join(", "))
        };
        if much {
            let names = |names: &mut dyn Iterator<Item = &str>| names.collect::<Vec<_>>().join(", ");
            let subjects = names(&mut self.subjects.iter().map(|s| s.name.as_str()));
            return format!("{subjects}: {}.", names(&mut self.rows.iter().map(|r| r.criterion.name.as_str())));
        }
        self.rows.iter().map(row).collect::<Vec<_>>().join(" ")
    }
}

impl Row {
    /// The subjects without a value here, each with what is known of it.
    pub(crate) fn gaps(&self, subjects: &[SubjectRef]) -> String {
        let gaps = self.cells.iter().zip(subjects).filter(|(cell, _)| cell.share.is_none());
        gaps.map(|(cell, subject)| format!("{}: {}", subject.name, cell.text)).collect::<Vec<_>>().join(" · ")
    }
}

impl Ends {
    fn share(self, x: f64) -> f64 {
        let length = self.to - self.from;
        if length == 0.0 { 0.0 } else { ((x - self.from) / length).clamp(0.0, 1.0) }
    }
}

/// The ends of a criterion's scale: its own, turned round where less is better; else nought and the greatest shown.
fn ends(criterion: &Criterion, values: &[Option<&Value>]) -> Option<Ends> {
    let (from, to) = match criterion.kind.range() {
        FigureRange::Between(low, high) => (low, high),
        FigureRange::Open => {
            let numbers = || values.iter().filter_map(|v| criterion.kind.figure((*v)?));
            numbers().next()?;
            return Some(Ends { from: numbers().fold(0.0, f64::min), to: numbers().fold(0.0, f64::max) });
        }
        FigureRange::None => return None,
    };
    Some(if criterion.better == Better::Lower { Ends { from: to, to: from } } else { Ends { from, to } })
}

fn ticks(criterion: &Criterion, ends: Ends, words: &ValueLabels) -> Vec<Tick> {
    let values = criterion.kind.ticks(ends.from, ends.to);
    let tick = |value: &Value| {
        let text = criterion.kind.display(value, words);
        Some(Tick { share: ends.share(criterion.kind.figure(value)?), text })
    };
    let mut ticks: Vec<Tick> = values.iter().filter_map(tick).collect();
    ticks.sort_by(|a, b| a.share.total_cmp(&b.share));
    ticks.dedup();
    ticks
}
