//! The figures of a chart: the position of each value between the ends of its criterion's scale.

use crate::link::{DataRef, SubjectRef};
use crate::model::{Better, Criterion, FigureRange, Value, ValueLabels, display};
use crate::svg::chart::{ChartFigure, FigureRow, Figures, Series, Tick};

/// The ends of a scale; the first is drawn at the left.
#[derive(Clone, Copy)]
struct Ends {
    from: f64,
    to: f64,
}

/// The criteria that a block selects.
pub(crate) fn criteria(data: &DataRef) -> impl Iterator<Item = &Criterion> {
    data.criteria.iter().filter_map(|id| data.dataset.criteria.get(id))
}

/// The figures of the data that a block selects.
pub(crate) fn figures(data: &DataRef, subjects: &[SubjectRef], words: &ValueLabels) -> Figures {
    let row = |criterion: &Criterion| {
        let datum = |s: &SubjectRef| data.dataset.cell(&s.id, criterion.id.as_str());
        let values: Vec<Option<&Value>> = subjects.iter().map(|s| datum(s).map(|d| &d.value)).collect();
        let ends = ends(criterion, &values);
        let share = |value: &Value| Some(ends?.share(criterion.kind.figure(value)?));
        let cells = subjects.iter().map(|subject| match datum(subject) {
            Some(datum) => ChartFigure { text: display(criterion, datum, words), share: share(&datum.value) },
            None => ChartFigure { text: words.unknown.clone(), share: None },
        });
        let ticks = ends.map_or_else(Vec::new, |ends| ticks(criterion, ends, words));
        FigureRow { name: criterion.name.clone(), ticks, cells: cells.collect() }
    };
    let series = subjects.iter().map(|s| Series { name: s.name.clone(), slot: s.slot });
    Figures { series: series.collect(), rows: criteria(data).map(row).collect() }
}

impl Ends {
    fn share(self, x: f64) -> f64 {
        let length = self.to - self.from;
        if length == 0.0 { 0.0 } else { ((x - self.from) / length).clamp(0.0, 1.0) }
    }
}

/// The ends of a criterion's scale: its own, swapped if less is better; without its own, zero and the greatest value
/// shown.
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
