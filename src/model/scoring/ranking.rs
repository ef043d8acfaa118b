//! Scores: weighted means of utilities, how much they rest on, and what may be concluded.
//!
//! It refuses to know values and types; it sees utilities. The scorer of the browser does the same arithmetic in
//! the same order, and both are held to `tests/fixtures/scoring.json`.

use super::sensitivity::{TurningPoint, turning_points};
use crate::model::{CriterionId, SubjectId, Value};

/// Below this share of the weighted criteria no winner is named.
pub const LEAST_COVERAGE: f64 = 0.6;

/// Differences below this are rounding.
pub(crate) const ROUNDING: f64 = 1e-9;

/// What is ranked: a utility, or none, for each subject and criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct UtilityTable {
    /// The criteria and their weights, each finite and from 0.
    pub criteria: Vec<(CriterionId, f64)>,
    /// The subjects, each with one utility in [0, 1] for each criterion, in their order.
    pub subjects: Vec<(SubjectId, Vec<Option<f64>>)>,
    /// The difference of scores up to which subjects are tied.
    pub tie_margin: f64,
}

/// The result for some subjects, criteria and weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// The subjects by score, the best first; equal ones in the order of the table. Empty when the verdict is
    /// [`Verdict::NoWeights`] or [`Verdict::Nobody`], or when no criterion counts.
    pub entries: Vec<RankedSubject>,
    /// How much the scores rest on.
    pub coverage: Coverage,
    /// What may be concluded.
    pub verdict: Verdict,
    /// Where another would win; only when there is a winner.
    pub flips: Vec<TurningPoint>,
    /// Who was not considered, and why.
    pub ruled_out: Vec<RuledOut>,
}

impl Ranking {
    /// Whether an author may name `pick`: it wins, or is among the tied.
    pub fn allows(&self, pick: &str) -> bool {
        self.verdict.leaders().iter().any(|id| id.as_str() == pick)
    }
}

/// A subject's score.
#[derive(Clone, Debug, PartialEq)]
pub struct RankedSubject {
    /// Who.
    pub subject: SubjectId,
    /// The score, in [0, 1].
    pub score: f64,
    /// What it is made of: the criteria that count, in the table's order. The shares add up to the score.
    pub parts: Vec<Contribution>,
}

/// What one criterion adds to a score.
#[derive(Clone, Debug, PartialEq)]
pub struct Contribution {
    /// Which.
    pub criterion: CriterionId,
    /// How good the subject is there, in [0, 1].
    pub utility: f64,
    /// The criterion's weight.
    pub weight: f64,
    /// The utility times the weight, of the sum of all weights.
    pub share: f64,
}

/// How many of the weighted criteria every subject has a utility for; only these count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// Those that count.
    pub have: usize,
    /// All with a weight above 0.
    pub of: usize,
    /// Those with a weight above 0 that do not count.
    pub missing: Vec<CriterionId>,
}

impl Coverage {
    /// Whether it is enough to name a winner.
    #[expect(clippy::cast_precision_loss, reason = "numbers of criteria are small")]
    pub fn is_enough(&self) -> bool {
        self.have as f64 >= LEAST_COVERAGE * self.of as f64 - ROUNDING
    }
}

/// What may be concluded from scores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// This one leads by more than the margin.
    Winner(SubjectId),
    /// These are within the margin of the best, the best first: it depends on the weights.
    Tied(Vec<SubjectId>),
    /// One subject is left to consider, so there is nothing to compare it with.
    Only(SubjectId),
    /// Too few of the weighted criteria are known of all.
    LowCoverage,
    /// No criterion has a weight above 0.
    NoWeights,
    /// Must-haves rule everybody out, or there was nobody.
    Nobody,
}

impl Verdict {
    /// The winner, the tied with the best first, or the one that is left; else nobody.
    pub fn leaders(&self) -> &[SubjectId] {
        match self {
            Self::Winner(one) | Self::Only(one) => std::slice::from_ref(one),
            Self::Tied(tied) => tied,
            Self::LowCoverage | Self::NoWeights | Self::Nobody => &[],
        }
    }

    /// A stable word for it: `winner`, `tied`, `only`, `low-coverage`, `no-weights`, `nobody`.
    pub fn slug(&self) -> &'static str {
        match self {
            Self::Winner(_) => "winner",
            Self::Tied(_) => "tied",
            Self::Only(_) => "only",
            Self::LowCoverage => "low-coverage",
            Self::NoWeights => "no-weights",
            Self::Nobody => "nobody",
        }
    }
}

/// A subject that lacks a must-have.
#[derive(Clone, Debug, PartialEq)]
pub struct RuledOut {
    /// Who.
    pub subject: SubjectId,
    /// What it lacks: the criterion, what was asked for, and what it has, if anything; at least one.
    pub reasons: Vec<(CriterionId, Value, Option<Value>)>,
}

/// Ranks the subjects of a table.
pub fn rank(table: &UtilityTable) -> Ranking {
    let counting = counting(table);
    let coverage = coverage(table, &counting);
    let entries = entries(table, &counting);
    let verdict = verdict(table, &coverage, &entries);
    let flips = match &verdict {
        Verdict::Winner(winner) => turning_points(table, winner),
        _ => Vec::new(),
    };
    Ranking { entries, coverage, verdict, flips, ruled_out: Vec::new() }
}

/// For each criterion whether every subject has a utility.
pub(crate) fn counting(table: &UtilityTable) -> Vec<bool> {
    (0..table.criteria.len())
        .map(|k| table.subjects.iter().all(|(_, u)| u.get(k).copied().flatten().is_some()))
        .collect()
}

fn coverage(table: &UtilityTable, counting: &[bool]) -> Coverage {
    let weighted = || table.criteria.iter().zip(counting).filter(|((_, weight), _)| *weight > 0.0);
    let missing: Vec<_> = weighted().filter(|(_, counts)| !**counts).map(|((id, _), _)| id.clone()).collect();
    let of = weighted().count();
    Coverage { have: of - missing.len(), of, missing }
}

fn entries(table: &UtilityTable, counting: &[bool]) -> Vec<RankedSubject> {
    let weights = table.criteria.iter().zip(counting).filter(|(_, counts)| **counts);
    let total: f64 = weights.map(|((_, weight), _)| weight).sum();
    if total <= 0.0 {
        return Vec::new();
    }
    let mut entries: Vec<RankedSubject> =
        table.subjects.iter().map(|(id, u)| entry(table, counting, total, id, u)).collect();
    entries.sort_by(|a, b| b.score.total_cmp(&a.score));
    entries
}

fn entry(
    table: &UtilityTable,
    counting: &[bool],
    total: f64,
    subject: &SubjectId,
    utilities: &[Option<f64>],
) -> RankedSubject {
    let parts: Vec<Contribution> = table
        .criteria
        .iter()
        .zip(utilities)
        .zip(counting)
        .filter(|(((_, weight), _), counts)| **counts && *weight > 0.0)
        .filter_map(|(((id, weight), utility), _)| {
            let utility = (*utility)?;
            Some(Contribution { criterion: id.clone(), utility, weight: *weight, share: utility * weight / total })
        })
        .collect();
    let sum: f64 = parts.iter().map(|part| part.utility * part.weight).sum();
    RankedSubject { subject: subject.clone(), score: (sum / total).clamp(0.0, 1.0), parts }
}

fn verdict(table: &UtilityTable, coverage: &Coverage, entries: &[RankedSubject]) -> Verdict {
    match (&table.subjects[..], entries) {
        ([], _) => Verdict::Nobody,
        ([(only, _)], _) => Verdict::Only(only.clone()),
        _ if coverage.of == 0 => Verdict::NoWeights,
        (_, [best, ..]) if coverage.is_enough() => {
            let near = |entry: &&RankedSubject| best.score - entry.score <= table.tie_margin + ROUNDING;
            let tied: Vec<_> = entries.iter().filter(near).map(|entry| entry.subject.clone()).collect();
            if tied.len() == 1 { Verdict::Winner(best.subject.clone()) } else { Verdict::Tied(tied) }
        }
        _ => Verdict::LowCoverage,
    }
}
