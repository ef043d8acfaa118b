//! Criteria: what subjects are compared by, of which type, and which direction is better.

use super::id::{CriterionId, GroupId};
use super::types::CriterionType;
use super::types::value_type::{Better, FigureRange};
use super::value::Value;
use crate::base::{MaxAge, Place};

/// One row of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    /// The criterion's id.
    pub id: CriterionId,
    /// The criterion's name.
    pub name: String,
    /// The group it is shown in.
    pub group: Option<GroupId>,
    /// The type of its values.
    pub kind: CriterionType,
    /// Which direction is better.
    pub better: Better,
    /// The default weight, from 0; 0 for what is not scored.
    pub weight: f64,
    /// A sentence that explains it.
    pub help: Option<String>,
    /// Whether each known value needs a source.
    pub require_source: bool,
    /// How old a value may grow.
    pub max_age: Option<MaxAge>,
    /// Where it is declared.
    pub place: Place,
}

impl Criterion {
    /// Whether its values have a utility: a direction is better, and its type has fixed ends.
    pub fn is_scored(&self) -> bool {
        self.better != Better::None && matches!(self.kind.range(), FigureRange::Between(..))
    }

    /// How good `value` is, in [0, 1]; `None` for what is not scored or has no value.
    ///
    /// A rating runs from the first level of its scale (0) to the last (1), support is 1, ½ or 0, a number runs
    /// between its anchors and is cut off there. The ends are the criterion's own, never the least and the greatest
    /// value shown, so that adding a subject changes no other's utility.
    pub fn utility(&self, value: &Value) -> Option<f64> {
        let FigureRange::Between(low, high) = self.kind.range() else { return None };
        let up = ((self.kind.figure(value)? - low) / (high - low)).clamp(0.0, 1.0);
        match self.better {
            Better::Higher => Some(up),
            Better::Lower => Some(1.0 - up),
            Better::None => None,
        }
    }
}

/// A heading over some criteria.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The group's id.
    pub id: GroupId,
    /// The group's name.
    pub name: String,
}
