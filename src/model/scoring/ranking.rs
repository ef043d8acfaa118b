//! Ranks the subjects of a table: scores, the verdict, what could overturn it and what would change it.

use super::overturn::{Overturn, overturn};
use super::sensitivity::{TurningPoint, turning_points};
use super::table::{CellUtility, Sums, TableSubject, UtilityTable};
use super::verdict::{Verdict, contenders, decide};
use crate::model::id::{CriterionId, SubjectId};
use crate::model::value::Value;

/// The result for some subjects, criteria and weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// The ranked subjects, the best first; equal ones in the order of the table.
    pub entries: Vec<SubjectScore>,
    /// The subjects that are not ruled out and not ranked, in the order of the table.
    pub not_ranked: Vec<SubjectScore>,
    /// What may be concluded.
    pub verdict: Verdict,
    /// What is unknown and could overturn the verdict; only where one leads on what is known.
    pub overturn: Overturn,
    /// The weights at which the leader would lose the lead; only where there is a leader.
    pub turns: Vec<TurningPoint>,
    /// Who was not considered, and why.
    pub ruled_out: Vec<RuledOut>,
}

impl Ranking {
    /// Whether an author may name `pick`: it leads, is the only one, or is among the tied.
    pub fn allows(&self, pick: &str) -> bool {
        self.verdict.leaders().iter().any(|id| id.as_str() == pick)
    }

    /// Whether anything that is unknown could change a score, or whether a subject is ranked.
    pub fn is_open(&self) -> bool {
        self.entries.iter().chain(&self.not_ranked).any(|entry| entry.is_open() || !entry.undecided.is_empty())
    }
}

/// What a subject's own cells say.
#[derive(Clone, Debug, PartialEq)]
pub struct SubjectScore {
    /// Who.
    pub subject: SubjectId,
    /// The mean utility of what is known, in [0, 1]; `None` where nothing is.
    pub score: Option<f64>,
    /// How much of what applies is known, in [0, 1]; `None` where nothing applies.
    pub coverage: Option<f64>,
    /// The least and the most that the score may be, in [0, 1]; `None` where nothing applies.
    pub range: Option<(f64, f64)>,
    /// What the score is made of: the weighted criteria that are known, in the table's order. The shares add up to
    /// the score.
    pub parts: Vec<Contribution>,
    /// The weighted criteria that are unknown.
    pub missing: Vec<CriterionId>,
    /// The weighted criteria that do not apply.
    pub not_applicable: Vec<CriterionId>,
    /// The must-haves of which nobody can tell whether it meets them.
    pub undecided: Vec<CriterionId>,
}

impl SubjectScore {
    /// Whether the score may turn out to be another.
    pub fn is_open(&self) -> bool {
        self.range.is_some_and(|(low, high)| low < high)
    }

    fn of(table: &UtilityTable, subject: &TableSubject) -> Self {
        let sums = Sums::of(table, &subject.cells, None);
        let weighted = || table.criteria.iter().zip(&subject.cells).filter(|((_, weight), _)| *weight > 0.0);
        let which = |wanted: CellUtility| {
            weighted().filter(|(_, cell)| **cell == wanted).map(|((id, _), _)| id.clone()).collect()
        };
        let part = |((id, weight), cell): (&(CriterionId, f64), &CellUtility)| {
            let utility = cell.stated()?;
            Some(Contribution { criterion: id.clone(), utility, weight: *weight, share: utility * weight / sums.known })
        };
        Self {
            subject: subject.id.clone(),
            score: sums.score(),
            coverage: sums.coverage(),
            range: sums.range(),
            parts: weighted().filter_map(part).collect(),
            missing: which(CellUtility::Unknown),
            not_applicable: which(CellUtility::NotApplicable),
            undecided: subject.undecided.clone(),
        }
    }
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
    /// The utility times the weight, of the sum of all known weights.
    pub share: f64,
}

/// A subject that does not meet a must-have.
#[derive(Clone, Debug, PartialEq)]
pub struct RuledOut {
    /// Who.
    pub subject: SubjectId,
    /// What it does not meet: the criterion, what is required, and what it has; at least one.
    pub reasons: Vec<(CriterionId, Value, Option<Value>)>,
}

/// Ranks the subjects of a table.
pub fn rank(table: &UtilityTable) -> Ranking {
    let contenders = contenders(table);
    let verdict = decide(&contenders, table.rules);
    let is_ranked: Vec<bool> = contenders.iter().map(|one| one.ranked_score(table.rules).is_some()).collect();
    let which = |ranked: bool| {
        let subjects = table.subjects.iter().zip(&is_ranked).filter(move |(_, is)| **is == ranked);
        subjects.map(|(subject, _)| SubjectScore::of(table, subject)).collect::<Vec<_>>()
    };
    let mut entries = which(true);
    entries.sort_by(|a, b| b.score.unwrap_or_default().total_cmp(&a.score.unwrap_or_default()));
    let turns = verdict.leader().map_or_else(Vec::new, |leader| turning_points(table, leader));
    let overturn = match &verdict {
        Verdict::Leads(leader) => overturn(table, leader),
        _ => Overturn::default(),
    };
    Ranking { entries, not_ranked: which(false), verdict, overturn, turns, ruled_out: Vec::new() }
}
