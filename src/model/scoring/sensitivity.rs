//! Sensitivity: at which weight of one criterion another subject would win.
//!
//! It refuses to know anything but utilities and weights. In closed form, nothing is searched: with d = u(winner)
//! − u(challenger) on each criterion and D = Σ w·d, both are level where weight k is w(k) − D/d(k).

use super::ranking::{ROUNDING, UtilityTable, counting};
use crate::model::{CriterionId, SubjectId};

/// A weight at which the winner changes when all other weights stay.
#[derive(Clone, Debug, PartialEq)]
pub struct TurningPoint {
    /// The criterion whose weight moves.
    pub criterion: CriterionId,
    /// The weight it has.
    pub from: f64,
    /// The weight, from 0, at which winner and challenger are level; beyond it, seen from `from`, the challenger leads.
    pub at: f64,
    /// Who would win.
    pub challenger: SubjectId,
}

/// All points where `winner`, the first of the table's ranking, would lose the lead: for each criterion that counts,
/// in the table's order, the nearest below its weight and the nearest above it.
pub fn turning_points(table: &UtilityTable, winner: &SubjectId) -> Vec<TurningPoint> {
    let counting = counting(table);
    let Some((_, best)) = table.subjects.iter().find(|(id, _)| id == winner) else { return Vec::new() };
    let rivals: Vec<Rival<'_>> = table
        .subjects
        .iter()
        .filter(|(id, _)| id != winner)
        .map(|(id, utilities)| Rival::new(table, &counting, id, best, utilities))
        .collect();
    let counted = (0..table.criteria.len()).filter(|k| counting[*k]);
    counted.flat_map(|k| nearest(table, &counting, &rivals, k)).collect()
}

/// A challenger, seen from the winner.
struct Rival<'a> {
    id: &'a SubjectId,
    /// How far the winner is ahead on each criterion; 0 where it does not count.
    ahead: Vec<f64>,
    /// How far it is ahead altogether.
    lead: f64,
}

impl<'a> Rival<'a> {
    fn new(
        table: &UtilityTable,
        counting: &[bool],
        id: &'a SubjectId,
        best: &[Option<f64>],
        own: &[Option<f64>],
    ) -> Self {
        let ahead: Vec<f64> = (0..table.criteria.len())
            .map(|k| if counting[k] { best[k].unwrap_or(0.0) - own[k].unwrap_or(0.0) } else { 0.0 })
            .collect();
        let lead = table.criteria.iter().zip(&ahead).map(|((_, weight), d)| weight * d).sum();
        Self { id, ahead, lead }
    }

    /// The weight of criterion `k` at which this one draws level.
    fn level_at(&self, table: &UtilityTable, k: usize) -> Option<f64> {
        let at = table.criteria[k].1 - self.lead / self.ahead[k];
        // A hair below 0 is a 0 that was rounded.
        let at = if (-ROUNDING..0.0).contains(&at) { 0.0 } else { at };
        (self.ahead[k].abs() > ROUNDING && at.is_finite() && at >= 0.0).then_some(at)
    }
}

/// Of all points of one criterion those that come first on the way down and on the way up; behind them somebody else
/// leads already. With all weights at 0 nobody leads, so that is no point.
fn nearest(table: &UtilityTable, counting: &[bool], rivals: &[Rival<'_>], k: usize) -> Vec<TurningPoint> {
    let (criterion, from) = &table.criteria[k];
    let others: f64 = table.criteria.iter().zip(counting).map(|((_, w), counts)| if *counts { *w } else { 0.0 }).sum();
    let flip = |rival: &Rival<'_>, at| TurningPoint {
        criterion: criterion.clone(),
        from: *from,
        at,
        challenger: rival.id.clone(),
    };
    let points = || {
        let level = rivals.iter().filter_map(|rival| Some((rival, rival.level_at(table, k)?)));
        level.filter(|(_, at)| *at > 0.0 || others - from > ROUNDING)
    };
    let down = points().filter(|(_, at)| at < from).max_by(|a, b| a.1.total_cmp(&b.1));
    let up = points().filter(|(_, at)| at > from).min_by(|a, b| a.1.total_cmp(&b.1));
    down.into_iter().chain(up).map(|(rival, at)| flip(rival, at)).collect()
}
