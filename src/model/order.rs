//! The order of the values of one criterion: for sorting and for marking the best.

use std::cmp::Ordering;

use super::criterion::Criterion;
use super::types::value_type::Better;
use super::value::{Cell, Qualifier, Value};

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

/// Which cells are marked as best, where that tells something: the best of at least two known values, held by at most a
/// third of the cells (of two or three: by one), on a criterion with a direction. A level is only marked when it is good
/// by itself: not support that is lacking or partial, not a level below the middle. A bound is not marked, nor beside
/// one, where it may hide a better value.
pub fn best(criterion: &Criterion, cells: &[Option<&Cell>]) -> Vec<bool> {
    let values: Vec<Option<&Value>> = cells.iter().map(|cell| cell.map(|cell| &cell.value)).collect();
    let ranks = ranks(criterion, &values);
    let known = || ranks.iter().flatten();
    let ends = known().min().zip(known().max()).filter(|(low, high)| low < high);
    let wanted = match (criterion.better, ends) {
        (Better::Higher, Some((_, high))) => Some(*high),
        (Better::Lower, Some((low, _))) => Some(*low),
        _ => None,
    };
    let marks: Vec<bool> = ranks.iter().map(|rank| wanted.is_some() && *rank == wanted).collect();
    let holders = marks.iter().filter(|mark| **mark).count();
    let open = |towards: Qualifier, cell: &Cell| cell.qualifier == Some(towards) && criterion.kind.takes_qualifier();
    let (upwards, downwards) = match criterion.better {
        Better::Lower => (Qualifier::AtMost, Qualifier::AtLeast),
        _ => (Qualifier::AtLeast, Qualifier::AtMost),
    };
    let marked = |cell: Option<&Cell>, mark: bool| match cell.filter(|cell| cell.value.is_known()) {
        Some(cell) if mark => {
            let good = criterion.utility(&cell.value).is_none_or(|utility| criterion.kind.may_be_best(utility));
            good && !open(downwards, cell) && (holders == 1 || !open(upwards, cell))
        }
        Some(cell) => !open(upwards, cell),
        None => true,
    };
    if holders <= (cells.len() / 3).max(1) && cells.iter().zip(&marks).all(|(cell, mark)| marked(*cell, *mark)) {
        marks
    } else {
        vec![false; marks.len()]
    }
}
