//! What is ranked, as utilities alone, and what follows from one subject's utilities by themselves.
//!
//! Nothing here looks at a second subject, so adding or removing one changes no other's score, coverage, range or
//! whether it is ranked. The scorer of the browser (`score.js`) does the same arithmetic in the same order; both are
//! held to `tests/fixtures/scoring.json`.

use crate::model::id::{CriterionId, SubjectId};

/// Differences below this are rounding.
pub(crate) const ROUNDING: f64 = 1e-9;

/// What a cell contributes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CellUtility {
    /// The question makes no sense for this subject, so its weight does not count.
    NotApplicable,
    /// Nothing is known: any utility from 0 to 1.
    Unknown,
    /// A value. `low` and `high` differ from `stated` where it is a bound or a range.
    Known {
        /// The utility it scores with.
        stated: f64,
        /// The least it may be, at most `stated`.
        low: f64,
        /// The most it may be, at least `stated`.
        high: f64,
    },
}

impl CellUtility {
    /// A value that is neither a bound nor a range.
    pub fn exact(utility: f64) -> Self {
        Self::Known { stated: utility, low: utility, high: utility }
    }

    /// The utility it scores with.
    pub fn stated(self) -> Option<f64> {
        match self {
            Self::Known { stated, .. } => Some(stated),
            Self::NotApplicable | Self::Unknown => None,
        }
    }

    /// The least and the most it may be; `None` where it does not count.
    pub fn range(self) -> Option<(f64, f64)> {
        match self {
            Self::NotApplicable => None,
            Self::Unknown => Some((0.0, 1.0)),
            Self::Known { low, high, .. } => Some((low, high)),
        }
    }

    /// Whether it may turn out to be another utility than it scores with.
    pub fn is_open(self) -> bool {
        match self {
            Self::NotApplicable => false,
            Self::Unknown => true,
            Self::Known { low, high, .. } => low < high,
        }
    }
}

/// What is ranked.
#[derive(Clone, Debug, PartialEq)]
pub struct UtilityTable {
    /// The criteria and their weights, each finite and from 0.
    pub criteria: Vec<(CriterionId, f64)>,
    /// The subjects that no must-have rules out.
    pub subjects: Vec<TableSubject>,
    /// What is demanded of a ranking.
    pub rules: RankingRules,
}

/// One row of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableSubject {
    /// Who.
    pub id: SubjectId,
    /// One cell for each criterion, in their order.
    pub cells: Vec<CellUtility>,
    /// The must-haves of which nobody can tell whether it meets them. With any, it is not ranked.
    pub undecided: Vec<CriterionId>,
}

/// What is demanded of a ranking.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RankingRules {
    /// The difference of scores, from 0 to 1, up to which subjects are tied.
    pub tie_margin: f64,
    /// The share of the weights, from 0 to 1, that must be known, and must apply, for a subject to be ranked.
    pub min_coverage: f64,
}

/// The weighted sums of one subject's cells.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Sums {
    /// All weights.
    pub total: f64,
    /// The weights of what applies.
    pub applicable: f64,
    /// The weights of what is known.
    pub known: f64,
    /// The weighted utilities of what is known.
    pub points: f64,
    /// The weighted least utilities of what applies.
    pub low: f64,
    /// The weighted most utilities of what applies.
    pub high: f64,
}

impl Sums {
    /// Adds a cell with a weight.
    pub(crate) fn add(&mut self, cell: CellUtility, weight: f64) {
        self.total += weight;
        let Some((low, high)) = cell.range() else { return };
        self.applicable += weight;
        self.low += weight * low;
        self.high += weight * high;
        if let Some(stated) = cell.stated() {
            self.known += weight;
            self.points += weight * stated;
        }
    }

    /// The sums of a subject's cells; the criterion `without` is left out.
    pub(crate) fn of(table: &UtilityTable, cells: &[CellUtility], without: Option<usize>) -> Self {
        let mut sums = Self::default();
        for (k, ((_, weight), cell)) in table.criteria.iter().zip(cells).enumerate() {
            if Some(k) != without {
                sums.add(*cell, *weight);
            }
        }
        sums
    }

    /// The mean utility of what is known.
    pub(crate) fn score(&self) -> Option<f64> {
        (self.known > 0.0).then(|| (self.points / self.known).clamp(0.0, 1.0))
    }

    /// How much of what applies is known, from 0 to 1.
    pub(crate) fn coverage(&self) -> Option<f64> {
        (self.applicable > 0.0).then(|| self.known / self.applicable)
    }

    /// The least and the most that the score may be once all is known.
    pub(crate) fn range(&self) -> Option<(f64, f64)> {
        let share = |sum: f64| (sum / self.applicable).clamp(0.0, 1.0);
        (self.applicable > 0.0).then(|| (share(self.low), share(self.high)))
    }

    /// Whether enough is known, and enough applies, to be ranked.
    pub(crate) fn is_enough(&self, min_coverage: f64) -> bool {
        let enough = |part: f64, whole: f64| part / whole >= min_coverage - ROUNDING;
        self.known > 0.0 && enough(self.known, self.applicable) && enough(self.applicable, self.total)
    }
}
