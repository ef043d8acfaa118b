//! The figures of a chart: the position of each value between the ends of its criterion's scale.

use crate::link::{DataRef, SubjectRef};
use crate::model::display;
use crate::model::display::ValueLabels;
use crate::model::{Better, Criterion, CriterionType, Support, Value};
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
        let datum = |s: &SubjectRef| data.dataset.datum(&s.id, criterion.id.as_str());
        let values: Vec<Option<&Value>> = subjects.iter().map(|s| datum(s).map(|d| &d.value)).collect();
        let ends = ends(criterion, &values);
        let share = |value: &Value| Some(ends?.share(number(value)?));
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

/// A value as a number on its criterion's scale.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Rating(level) => Some(f64::from(*level)),
        Value::Support(Support::No) => Some(0.0),
        Value::Support(Support::Partial) => Some(0.5),
        Value::Support(Support::Yes) => Some(1.0),
        Value::Number(x) | Value::Money(x) => Some(*x),
        _ => None,
    }
}

/// The ends of a criterion's scale: its own, swapped if less is better; without its own, zero and the greatest value
/// shown.
fn ends(criterion: &Criterion, values: &[Option<&Value>]) -> Option<Ends> {
    let (from, to) = match &criterion.kind {
        CriterionType::Rating(scale) => (1.0, f64::from(u32::try_from(scale.levels.len()).ok()?)),
        CriterionType::Support => (0.0, 1.0),
        CriterionType::Number { anchors: Some(a), .. } | CriterionType::Money { anchors: Some(a), .. } => {
            (a.low, a.high)
        }
        CriterionType::Number { .. } | CriterionType::Money { .. } => {
            let numbers = || values.iter().filter_map(|v| number((*v)?));
            numbers().next()?;
            return Some(Ends { from: numbers().fold(0.0, f64::min), to: numbers().fold(0.0, f64::max) });
        }
        _ => return None,
    };
    Some(if criterion.better == Better::Lower { Ends { from: to, to: from } } else { Ends { from, to } })
}

fn ticks(criterion: &Criterion, ends: Ends, words: &ValueLabels) -> Vec<Tick> {
    let values = match &criterion.kind {
        CriterionType::Rating(scale) => {
            (1..=u8::try_from(scale.levels.len()).unwrap_or(u8::MAX)).map(Value::Rating).collect()
        }
        CriterionType::Support => [Support::No, Support::Partial, Support::Yes].map(Value::Support).to_vec(),
        CriterionType::Money { .. } => [ends.from, ends.to].map(Value::Money).to_vec(),
        _ => [ends.from, ends.to].map(Value::Number).to_vec(),
    };
    let tick = |value: &Value| {
        let text = display::value(criterion, value, words);
        Some(Tick { share: ends.share(number(value)?), text })
    };
    let mut ticks: Vec<Tick> = values.iter().filter_map(tick).collect();
    ticks.sort_by(|a, b| a.share.total_cmp(&b.share));
    ticks.dedup();
    ticks
}
