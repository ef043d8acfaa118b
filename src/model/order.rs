//! The order of values of one criterion: for sorting, for marking the best, for must-haves.
//!
//! It refuses to know weights.

use std::cmp::Ordering;

use super::{Better, Criterion, Value};

/// Which of two values of one type comes first; `None` when one has no value or the types differ.
///
/// Ratings, support, numbers and money go by size, dates by day, versions as [`super::Version::order`] says,
/// text by letters, lists by length and then by letters.
pub fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Rating(a), Value::Rating(b)) => Some(a.cmp(b)),
        (Value::Support(a), Value::Support(b)) => Some(a.cmp(b)),
        (Value::Number(a), Value::Number(b)) | (Value::Money(a), Value::Money(b)) => a.partial_cmp(b),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        (Value::Version(a), Value::Version(b)) => Some(a.order(b)),
        (Value::Text(a), Value::Text(b)) => Some(a.to_lowercase().cmp(&b.to_lowercase()).then_with(|| a.cmp(b))),
        (Value::List(a), Value::List(b)) => Some(a.len().cmp(&b.len()).then_with(|| a.cmp(b))),
        _ => None,
    }
}

/// The rank of each value from 0 up, level values sharing one; `None` for those without a value.
pub fn ranks(values: &[Option<&Value>]) -> Vec<Option<u32>> {
    let mut known: Vec<(usize, &Value)> =
        values.iter().enumerate().filter_map(|(i, v)| v.filter(|v| v.is_known()).map(|v| (i, v))).collect();
    known.sort_by(|(_, a), (_, b)| order(a, b).unwrap_or(Ordering::Equal));
    let mut ranks = vec![None; values.len()];
    let mut rank = 0;
    for (n, (i, value)) in known.iter().enumerate() {
        rank += u32::from(n > 0 && order(known[n - 1].1, value).is_some_and(Ordering::is_ne));
        ranks[*i] = Some(rank);
    }
    ranks
}

/// Which of the values are best. None is when there is no better direction, when fewer than two are known, or
/// when all that are known are level.
pub fn best(criterion: &Criterion, values: &[Option<&Value>]) -> Vec<bool> {
    let ranks = ranks(values);
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
    match (value, minimum) {
        (Value::List(have), Value::List(want)) => want.iter().all(|item| have.contains(item)),
        (Value::Text(have), Value::Text(want)) => have.to_lowercase() == want.to_lowercase(),
        _ => match criterion.better {
            Better::Lower => order(value, minimum).is_some_and(Ordering::is_le),
            _ => order(value, minimum).is_some_and(Ordering::is_ge),
        },
    }
}
