//! Must-haves: whether a subject has what a profile requires, as far as that is known.

use std::cmp::Ordering;

use indexmap::IndexMap;

use crate::model::criterion::Criterion;
use crate::model::dataset::{Dataset, Subject};
use crate::model::id::CriterionId;
use crate::model::types::value_type::Better;
use crate::model::value::{Cell, Qualifier, Value};

/// Whether a must-have is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MustHave {
    /// It is.
    Met,
    /// It is not, or does not apply.
    NotMet,
    /// The value is unknown, or a bound that allows both.
    CannotTell,
}

/// A must-have that is not met, or undecided: the criterion, what is required, and what there is.
pub type Lack<'a> = (&'a CriterionId, &'a Value, Option<&'a Value>);

/// Whether a cell has at least `minimum`. Where less is better, that is the most that is allowed; a text must be the
/// same, a list must hold all that is required. A missing cell is unknown.
pub fn check(criterion: &Criterion, cell: Option<&Cell>, minimum: &Value) -> MustHave {
    let Some(cell) = cell.filter(|cell| cell.value != Value::Unknown) else { return MustHave::CannotTell };
    let meets = reaches(criterion, &cell.value, minimum);
    let bound = cell.qualifier.filter(|_| cell.value.is_known() && criterion.kind.takes_qualifier());
    let opens_towards_better = match bound {
        Some(Qualifier::AtLeast) => criterion.better != Better::Lower,
        Some(Qualifier::AtMost) => criterion.better == Better::Lower,
        Some(Qualifier::About) | None => return if meets { MustHave::Met } else { MustHave::NotMet },
    };
    match (meets, opens_towards_better) {
        (true, true) => MustHave::Met,
        (false, false) => MustHave::NotMet,
        (true, false) | (false, true) => MustHave::CannotTell,
    }
}

fn reaches(criterion: &Criterion, value: &Value, minimum: &Value) -> bool {
    let in_order = || match criterion.better {
        Better::Lower => criterion.kind.order(value, minimum).is_some_and(Ordering::is_le),
        _ => criterion.kind.order(value, minimum).is_some_and(Ordering::is_ge),
    };
    criterion.kind.satisfies(value, minimum).unwrap_or_else(in_order)
}

/// The must-haves of a subject that come out as `wanted`.
pub fn lacks<'a>(
    dataset: &Dataset,
    require: &'a IndexMap<CriterionId, Value>,
    subject: &'a Subject,
    wanted: MustHave,
) -> Vec<Lack<'a>> {
    let lacking = require.iter().filter_map(|(id, minimum)| {
        let criterion = dataset.criteria.get(id)?;
        let cell = subject.values.get(id);
        (check(criterion, cell, minimum) == wanted).then_some((id, minimum, cell.map(|cell| &cell.value)))
    });
    lacking.collect()
}
