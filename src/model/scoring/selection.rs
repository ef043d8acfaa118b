//! Selections: which subjects and criteria are ranked, with which weights and must-haves.
//!
//! It refuses to know pages and blocks; whoever reads those fills one of these.

use indexmap::IndexMap;

use super::ranking::{Ranking, RuledOut, UtilityTable, rank};
use crate::model::{Criterion, CriterionId, Dataset, Profile, Subject, SubjectId, Value, order};

/// What is ranked. Ids that the dataset does not have, and criteria that are not scored, are passed over; whoever
/// takes them from an author reports them.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// Who is compared.
    pub subjects: Vec<SubjectId>,
    /// By what, and how much each weighs; from 0.
    pub weights: IndexMap<CriterionId, f64>,
    /// What each must reach to be considered.
    pub require: IndexMap<CriterionId, Value>,
    /// The difference of scores up to which subjects are tied.
    pub tie_margin: f64,
}

impl Selection {
    /// All subjects, and every scored criterion that has a weight.
    pub fn all(dataset: &Dataset) -> Self {
        let weighted = dataset.criteria.values().filter(|c| c.is_scored() && c.weight > 0.0);
        Self {
            subjects: dataset.subjects.keys().cloned().collect(),
            weights: weighted.map(|c| (c.id.clone(), c.weight)).collect(),
            require: IndexMap::new(),
            tie_margin: dataset.tie_margin,
        }
    }

    /// The same with these subjects only.
    #[must_use]
    pub fn subjects(mut self, ids: &[SubjectId]) -> Self {
        self.subjects = ids.to_vec();
        self
    }

    /// The same with these criteria only, each with the weight it has here, else its own. Comes last: a profile
    /// brings in what it weighs.
    #[must_use]
    pub fn criteria(mut self, dataset: &Dataset, ids: &[CriterionId]) -> Self {
        let own = |id: &CriterionId| dataset.criteria.get(id).filter(|c| c.is_scored()).map(|c| c.weight);
        let here = |id: &CriterionId| self.weights.get(id).copied().or_else(|| own(id));
        self.weights = ids.iter().filter_map(|id| Some((id.clone(), here(id)?))).collect();
        self
    }

    /// The same with these weights in place of others; a criterion that was not in it comes in.
    #[must_use]
    pub fn weights(mut self, weights: &IndexMap<CriterionId, f64>) -> Self {
        self.weights.extend(weights.iter().map(|(id, weight)| (id.clone(), *weight)));
        self
    }

    /// The same as somebody with this profile sees it: its weights in place of others, and its must-haves.
    #[must_use]
    pub fn profile(self, profile: &Profile) -> Self {
        let mut selection = self.weights(&profile.weights);
        selection.require.extend(profile.require.iter().map(|(id, minimum)| (id.clone(), minimum.clone())));
        selection
    }

    /// Ranks what is selected: must-haves rule out first, the rest is scored.
    pub fn rank(&self, dataset: &Dataset) -> Ranking {
        let subjects = self.subjects.iter().filter_map(|id| dataset.subjects.get(id));
        let checked: Vec<_> = subjects.map(|subject| (subject, lacks(dataset, &self.require, subject))).collect();
        let left = checked.iter().filter(|(_, lacks)| lacks.is_empty()).map(|(subject, _)| *subject);
        let mut ranking = rank(&self.table(dataset, left));
        let out = checked.iter().filter(|(_, lacks)| !lacks.is_empty());
        ranking.ruled_out = out.map(|(subject, lacks)| ruled_out(subject, lacks)).collect();
        ranking
    }

    /// The utilities of some subjects.
    fn table<'a>(&self, dataset: &Dataset, subjects: impl Iterator<Item = &'a Subject>) -> UtilityTable {
        let scored = |id: &CriterionId| dataset.criteria.get(id).filter(|c| c.is_scored());
        let rows: Vec<(&Criterion, f64)> = self.weights.iter().filter_map(|(id, w)| Some((scored(id)?, *w))).collect();
        let utilities = |subject: &Subject| {
            let utility = |c: &Criterion| c.utility(&subject.values.get(&c.id)?.value);
            rows.iter().map(|(criterion, _)| utility(criterion)).collect()
        };
        UtilityTable {
            subjects: subjects.map(|subject| (subject.id.clone(), utilities(subject))).collect(),
            criteria: rows.iter().map(|(criterion, weight)| (criterion.id.clone(), *weight)).collect(),
            tie_margin: self.tie_margin,
        }
    }
}

/// A must-have that is not reached: the criterion, what was asked for, and what there is.
pub type Lack<'a> = (&'a CriterionId, &'a Value, Option<&'a Value>);

/// The must-haves that a subject does not reach.
pub fn lacks<'a>(dataset: &Dataset, require: &'a IndexMap<CriterionId, Value>, subject: &'a Subject) -> Vec<Lack<'a>> {
    let lacking = require.iter().filter_map(|(id, minimum)| {
        let criterion = dataset.criteria.get(id)?;
        let found = subject.values.get(id).map(|cell| &cell.value);
        let reached = found.is_some_and(|value| order::reaches(criterion, value, minimum));
        (!reached).then_some((id, minimum, found))
    });
    lacking.collect()
}

fn ruled_out(subject: &Subject, lacks: &[Lack<'_>]) -> RuledOut {
    let reasons = lacks.iter().map(|(id, minimum, found)| ((*id).clone(), (*minimum).clone(), found.cloned()));
    RuledOut { subject: subject.id.clone(), reasons: reasons.collect() }
}
