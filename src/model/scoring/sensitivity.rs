//! Sensitivity: at which weight of one criterion the leader would lose the lead.
//!
//! Every quantity that the verdict compares is a ratio of two linear functions of that weight: a score is
//! (P + w·u) / (K + w), and so are the ends of a range and the coverage. So the weights at which the verdict can change
//! are the roots of linear and quadratic equations; between neighbouring roots it stays the same, and is decided once.

use super::table::{CellUtility, ROUNDING, RankingRules, Sums, UtilityTable};
use super::verdict::{Contender, Verdict, decide};
use crate::model::id::{CriterionId, SubjectId};

/// How many rivals are looked at, the best by score.
const MAX_RIVALS: usize = 20;

/// Weights are varied up to this one, or to twice the largest weight of the table.
const LEAST_RANGE: f64 = 10.0;

/// What happens when the weight of one criterion moves one way and all others stay.
#[derive(Clone, Debug, PartialEq)]
pub struct TurningPoint {
    /// The criterion whose weight moves.
    pub criterion: CriterionId,
    /// The weight it has.
    pub from: f64,
    /// Whether the weight rises.
    pub up: bool,
    /// The first weight at which the leader no longer leads.
    pub at: f64,
    /// What is concluded just beyond it.
    pub verdict: Verdict,
    /// The first weight beyond which another leads everybody, and who.
    pub next: Option<(f64, SubjectId)>,
}

/// The points where `leader` would lose the lead: for each criterion, in the table's order, on the way down and on the
/// way up.
pub(crate) fn turning_points(table: &UtilityTable, leader: &SubjectId) -> Vec<TurningPoint> {
    let rows = rows(table, leader);
    let largest = table.criteria.iter().map(|(_, weight)| *weight).fold(0.0, f64::max);
    let most = LEAST_RANGE.max(2.0 * largest);
    (0..table.criteria.len()).flat_map(|k| Line::new(table, &rows, k, most).turns(leader)).collect()
}

/// The rows of the leader and of its rivals, in the table's order.
fn rows(table: &UtilityTable, leader: &SubjectId) -> Vec<usize> {
    let score = |i: &usize| Sums::of(table, &table.subjects[*i].cells, None).score().unwrap_or(-1.0);
    let mut rivals: Vec<(usize, f64)> =
        (0..table.subjects.len()).filter(|i| table.subjects[*i].id != *leader).map(|i| (i, score(&i))).collect();
    rivals.sort_by(|a, b| b.1.total_cmp(&a.1));
    rivals.truncate(MAX_RIVALS);
    let own = table.subjects.iter().position(|subject| subject.id == *leader);
    let mut rows: Vec<usize> = rivals.into_iter().map(|(i, _)| i).chain(own).collect();
    rows.sort_unstable();
    rows
}

/// The weights that one criterion may have, and the subjects along them.
struct Line<'a> {
    criterion: &'a CriterionId,
    from: f64,
    most: f64,
    rules: RankingRules,
    points: Vec<Moving<'a>>,
}

/// A subject as a function of the weight.
struct Moving<'a> {
    id: &'a SubjectId,
    undecided: bool,
    /// The sums of all other criteria.
    others: Sums,
    cell: CellUtility,
}

/// (a + b·w) / (c + d·w).
#[derive(Clone, Copy)]
struct Ratio {
    a: f64,
    b: f64,
    c: f64,
    d: f64,
}

impl Moving<'_> {
    fn at(&self, weight: f64) -> Contender<'_> {
        let mut sums = self.others;
        sums.add(self.cell, weight);
        Contender { id: self.id, sums, undecided: self.undecided }
    }

    /// The score, the least and the most it may be, the coverage and what applies of the whole.
    fn ratios(&self) -> [Ratio; 5] {
        let Sums { total, applicable, known, points, low, high } = self.others;
        let mut own = Sums::default();
        own.add(self.cell, 1.0);
        [
            Ratio { a: points, b: own.points, c: known, d: own.known },
            Ratio { a: low, b: own.low, c: applicable, d: own.applicable },
            Ratio { a: high, b: own.high, c: applicable, d: own.applicable },
            Ratio { a: known, b: own.known, c: applicable, d: own.applicable },
            Ratio { a: applicable, b: own.applicable, c: total, d: 1.0 },
        ]
    }
}

impl<'a> Line<'a> {
    fn new(table: &'a UtilityTable, rows: &[usize], k: usize, most: f64) -> Self {
        let (criterion, from) = &table.criteria[k];
        let moving = |i: &usize| {
            let subject = &table.subjects[*i];
            Moving {
                id: &subject.id,
                undecided: !subject.undecided.is_empty(),
                others: Sums::of(table, &subject.cells, Some(k)),
                cell: subject.cells[k],
            }
        };
        Self { criterion, from: *from, most, rules: table.rules, points: rows.iter().map(moving).collect() }
    }

    fn verdict(&self, weight: f64) -> Verdict {
        decide(&self.points.iter().map(|point| point.at(weight)).collect::<Vec<_>>(), self.rules)
    }

    /// The weights at which the verdict can change, in order; with a leader, those at which it may lose the lead.
    fn roots(&self, leader: Option<&SubjectId>) -> Vec<f64> {
        let RankingRules { tie_margin, min_coverage } = self.rules;
        let ratios: Vec<(&SubjectId, [Ratio; 5])> =
            self.points.iter().map(|point| (point.id, point.ratios())).collect();
        let mut roots = Vec::new();
        for (id, [score, low, _, coverage, applicable]) in &ratios {
            coverage.level(Ratio::constant(min_coverage), 0.0, &mut roots);
            applicable.level(Ratio::constant(min_coverage), 0.0, &mut roots);
            // Each pair both ways, so for plus and for minus the margin.
            let meet = |other: &&SubjectId| leader.is_none_or(|leader| leader == *id || leader == *other);
            for (_, [other, _, high, ..]) in ratios.iter().filter(|(other, _)| other != id && meet(other)) {
                low.level(*high, tie_margin, &mut roots);
                score.level(*other, tie_margin, &mut roots);
            }
        }
        roots.retain(|root| (0.0..=self.most).contains(root));
        roots.sort_by(f64::total_cmp);
        // Where two curves touch, both roots are one, and nothing changes there.
        roots.dedup_by(|b, a| *b - *a < ROUNDING * (1.0 + *a));
        roots
    }

    /// What happens on the way down and on the way up.
    fn turns(&self, leader: &SubjectId) -> Vec<TurningPoint> {
        // What takes the lead away lies where the leader meets a rival; who leads then, where any two meet.
        let own = self.roots(Some(leader));
        let turn = |up: bool| {
            let (at, verdict) = self.first(&self.way(self.from, &own, up), |leads| leads != Some(leader))?;
            let beyond = self.way(at, &self.roots(None), up);
            let next = self.first(&beyond, |leads| leads.is_some_and(|one| one != leader));
            let next = next.and_then(|(at, verdict)| Some((at, verdict.leader()?.clone())));
            Some(TurningPoint { criterion: self.criterion.clone(), from: self.from, up, at, verdict, next })
        };
        [false, true].into_iter().filter_map(turn).collect()
    }

    /// The roots that are met from a weight on, with both ends.
    fn way(&self, start: f64, roots: &[f64], up: bool) -> Vec<f64> {
        let mut way = vec![start];
        if up {
            way.extend(roots.iter().filter(|root| **root > start));
            way.push(self.most);
        } else {
            way.extend(roots.iter().rev().filter(|root| **root < start));
            way.push(0.0);
        }
        way.dedup();
        way
    }

    /// The first weight on a way beyond which the leader is as wanted, and the verdict there.
    fn first(&self, way: &[f64], wanted: impl Fn(Option<&SubjectId>) -> bool) -> Option<(f64, Verdict)> {
        let decided = way.windows(2).map(|pair| (pair[0], self.verdict(f64::midpoint(pair[0], pair[1]))));
        decided.into_iter().find(|(_, verdict)| wanted(verdict.leader()))
    }
}

impl Ratio {
    fn constant(value: f64) -> Self {
        Self { a: value, b: 0.0, c: 1.0, d: 0.0 }
    }

    /// Adds the weights at which this one exceeds another by `margin`.
    fn level(self, other: Self, margin: f64, roots: &mut Vec<f64>) {
        // (a + bw)(c' + d'w) − (a' + b'w)(c + dw) − m(c + dw)(c' + d'w) = 0
        let square = self.b * other.d - other.b * self.d - margin * self.d * other.d;
        let linear = self.a * other.d + self.b * other.c
            - other.a * self.d
            - other.b * self.c
            - margin * (self.c * other.d + self.d * other.c);
        let constant = self.a * other.c - other.a * self.c - margin * self.c * other.c;
        solve(square, linear, constant, roots);
    }
}

/// Coefficients below this, of sums of weights of about 1, are rounding.
const SMALL: f64 = 1e-12;

/// Adds the real roots of a·x² + b·x + c.
fn solve(a: f64, b: f64, c: f64, roots: &mut Vec<f64>) {
    let scale = a.abs().max(b.abs()).max(c.abs());
    if scale == 0.0 {
        return;
    }
    let (a, b, c) = (a / scale, b / scale, c / scale);
    if a.abs() < SMALL {
        if b.abs() >= SMALL {
            roots.push(-c / b);
        }
        return;
    }
    let inner = b * b - 4.0 * a * c;
    if inner < 0.0 {
        return;
    }
    // The form that does not subtract numbers that are nearly equal.
    let q = -0.5 * (b + inner.sqrt().copysign(b));
    roots.push(q / a);
    if q != 0.0 {
        roots.push(c / q);
    }
}
