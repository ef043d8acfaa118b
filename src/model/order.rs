//! The order of values of one criterion: for sorting, for marking the best, for must-haves.

use std::cmp::Ordering;

use super::criterion::Criterion;
use super::types::value_type::Better;
use super::value::Value;

/// The rank of each value from 0 up, level values sharing one; `None` for those without a value.
pub fn ranks(criterion: &Criterion, values: &[Option<&Value>]) -> Vec<Option<u32>> {
    let mut known: Vec<(usize, &Value)> =
        values.iter().enumerate().filter_map(|(i, v)| v.filter(|v| v.is_known()).map(|v| (i, v))).collect();
    let order = |a, b| criterion.kind.order(a, b).unwrap_or(Ordering::Equal);
    known.sort_by(|(_, a), (_, b)| order(a, b));
    let mut ranks = vec![None; values.len()];
    let mut rank = 0;
    for (n, (i, value)) in known.iter().enumerate() {
        rank += u32::from(n > 0 && order(known[n - 1].1, value).is_ne());
        ranks[*i] = Some(rank);
    }
    ranks
}

/// Which of the values are best. None is when there is no better direction, when fewer than two are known, or
/// when all that are known are level.
pub fn best(criterion: &Criterion, values: &[Option<&Value>]) -> Vec<bool> {
    let ranks = ranks(criterion, values);
    let known = || ranks.iter().flatten();
    let ends = known().min().zip(known().max()).filter(|(low, high)| low < high);
    let wanted = match (criterion.better, ends) {
        (Better::Higher, Some((_, high))) => Some(*high),
        (Better::Lower, Some((low, _))) => Some(*low),
        _ => None,
    };
    ranks.iter().map(|rank| wanted.is_some() && *rank == wanted).collect()
}

/// Whether `value` reaches `minimum`. Where less is better the minimum is the most that is allowed; a text must be
/// the same, a list must hold all that is asked for.
pub fn reaches(criterion: &Criterion, value: &Value, minimum: &Value) -> bool {
    let in_order = || match criterion.better {
        Better::Lower => criterion.kind.order(value, minimum).is_some_and(Ordering::is_le),
        _ => criterion.kind.order(value, minimum).is_some_and(Ordering::is_ge),
    };
    criterion.kind.satisfies(value, minimum).unwrap_or_else(in_order)
}
