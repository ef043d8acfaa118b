//! What may be concluded from the scores of several subjects.

use super::table::{ROUNDING, RankingRules, Sums, TableSubject, UtilityTable};
use crate::model::id::SubjectId;

/// What may be concluded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Must-haves rule everybody out, or there was nobody.
    Nobody,
    /// One subject is left, so there is nothing to compare it with.
    Only(SubjectId),
    /// No criterion has a weight above 0.
    NoWeights,
    /// This one leads by more than the margin, whatever the unknown values are.
    Certain(SubjectId),
    /// This one leads by more than the margin on what is known.
    Leads(SubjectId),
    /// These are within the margin of the best, the best first: it depends on the weights.
    Tied(Vec<SubjectId>),
    /// Of fewer than two subjects is enough known.
    NotEnoughData,
}

impl Verdict {
    /// The leader, the tied with the best first, or the one that is left; else nobody.
    pub fn leaders(&self) -> &[SubjectId] {
        match self {
            Self::Certain(one) | Self::Leads(one) | Self::Only(one) => std::slice::from_ref(one),
            Self::Tied(tied) => tied,
            Self::NotEnoughData | Self::NoWeights | Self::Nobody => &[],
        }
    }

    /// The subject that leads all others.
    pub fn leader(&self) -> Option<&SubjectId> {
        match self {
            Self::Certain(one) | Self::Leads(one) => Some(one),
            _ => None,
        }
    }

    /// A stable word for it: `nobody`, `only`, `no-weights`, `certain`, `leads`, `tied`, `not-enough-data`.
    pub fn slug(&self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Only(_) => "only",
            Self::NoWeights => "no-weights",
            Self::Certain(_) => "certain",
            Self::Leads(_) => "leads",
            Self::Tied(_) => "tied",
            Self::NotEnoughData => "not-enough-data",
        }
    }
}

/// A subject as the verdict sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Contender<'a> {
    pub id: &'a SubjectId,
    pub sums: Sums,
    /// Whether a must-have is undecided.
    pub undecided: bool,
}

impl Contender<'_> {
    /// The score, if enough is known to be ranked.
    pub(crate) fn ranked_score(&self, rules: RankingRules) -> Option<f64> {
        self.sums.score().filter(|_| !self.undecided && self.sums.is_enough(rules.min_coverage))
    }
}

/// The subjects of a table with their sums.
pub(crate) fn contenders(table: &UtilityTable) -> Vec<Contender<'_>> {
    let contenders = table.subjects.iter().map(|TableSubject { id, cells, undecided }| Contender {
        id,
        sums: Sums::of(table, cells, None),
        undecided: !undecided.is_empty(),
    });
    contenders.collect()
}

/// The verdict on contenders; equal scores are in their order.
pub(crate) fn decide(contenders: &[Contender<'_>], rules: RankingRules) -> Verdict {
    match contenders {
        [] => return Verdict::Nobody,
        [only] => return Verdict::Only(only.id.clone()),
        [first, ..] if first.sums.total <= 0.0 => return Verdict::NoWeights,
        _ => {}
    }
    let mut ranked: Vec<(&Contender<'_>, f64)> =
        contenders.iter().filter_map(|one| Some((one, one.ranked_score(rules)?))).collect();
    ranked.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let Some((best, score)) = ranked.first() else { return Verdict::NotEnoughData };
    if is_certain(best, contenders, rules) {
        return Verdict::Certain(best.id.clone());
    }
    let near = ranked.iter().take_while(|(_, other)| score - other <= rules.tie_margin + ROUNDING);
    let tied: Vec<SubjectId> = near.map(|(one, _)| one.id.clone()).collect();
    match tied.len() {
        _ if ranked.len() < 2 => Verdict::NotEnoughData,
        1 => Verdict::Leads(best.id.clone()),
        _ => Verdict::Tied(tied),
    }
}

/// Whether the least that `best` may score exceeds the most of every other by more than the margin.
fn is_certain(best: &Contender<'_>, contenders: &[Contender<'_>], rules: RankingRules) -> bool {
    let Some((low, _)) = best.sums.range() else { return false };
    let others = contenders.iter().filter(|other| other.id != best.id);
    others.filter_map(|other| other.sums.range()).all(|(_, high)| low - high > rules.tie_margin + ROUNDING)
}
