//! Utility: how good a value is, from 0 to 1, between ends that do not move.
//!
//! It refuses to know other subjects: the ends are the criterion's own, never the least and the greatest value
//! shown, so that adding a subject changes nobody's utility.

use crate::model::{Better, Criterion, CriterionType, Support, Value};

/// How good `value` is, in [0, 1]; `None` for what is not scored or has no value.
///
/// A rating runs from the first level of its scale (0) to the last (1), support is 1, ½ or 0, a number runs
/// between its anchors and is cut off there.
pub fn utility(criterion: &Criterion, value: &Value) -> Option<f64> {
    let up = match (&criterion.kind, value) {
        (CriterionType::Rating(scale), Value::Rating(level)) => {
            between(f64::from(*level), 1.0, f64::from(u32::try_from(scale.levels.len()).ok()?))
        }
        (CriterionType::Support, Value::Support(support)) => match support {
            Support::Yes => 1.0,
            Support::Partial => 0.5,
            Support::No => 0.0,
        },
        (CriterionType::Number { anchors, .. }, Value::Number(x))
        | (CriterionType::Money { anchors, .. }, Value::Money(x)) => between(*x, (*anchors)?.low, (*anchors)?.high),
        _ => return None,
    };
    match criterion.better {
        Better::Higher => Some(up),
        Better::Lower => Some(1.0 - up),
        Better::None => None,
    }
}

fn between(x: f64, low: f64, high: f64) -> f64 {
    ((x - low) / (high - low)).clamp(0.0, 1.0)
}
