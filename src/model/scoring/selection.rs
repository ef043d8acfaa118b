//! Selections: which subjects and criteria are ranked, with which weights and must-haves.

use indexmap::IndexMap;

use super::must_haves::{Lack, MustHave, lacks};
use super::ranking::{Ranking, RuledOut, rank};
use super::table::{CellUtility, RankingRules, TableSubject, UtilityTable};
use crate::model::criterion::Criterion;
use crate::model::dataset::{Dataset, Profile, Subject};
use crate::model::id::{CriterionId, SubjectId};
use crate::model::types::value_type::Better;
use crate::model::value::{Cell, Qualifier, Value};

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
    /// What is demanded of the ranking.
    pub rules: RankingRules,
}

impl Selection {
    /// All subjects, and every scored criterion that has a weight.
    pub fn all(dataset: &Dataset) -> Self {
        let weighted = dataset.criteria.values().filter(|c| c.is_scored() && c.weight > 0.0);
        Self {
            subjects: dataset.subjects.keys().cloned().collect(),
            weights: weighted.map(|c| (c.id.clone(), c.weight)).collect(),
            require: IndexMap::new(),
            rules: RankingRules { tie_margin: dataset.tie_margin, min_coverage: dataset.min_coverage },
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

    /// Ranks what is selected: must-haves that are not met rule out first, the rest is scored.
    pub fn rank(&self, dataset: &Dataset) -> Ranking {
        let subjects = self.subjects.iter().filter_map(|id| dataset.subjects.get(id));
        let checked: Vec<_> =
            subjects.map(|subject| (subject, lacks(dataset, &self.require, subject, MustHave::NotMet))).collect();
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
        let subject = |subject: &Subject| TableSubject {
            id: subject.id.clone(),
            cells: rows
                .iter()
                .map(|(criterion, _)| cell_utility(criterion, subject.values.get(&criterion.id)))
                .collect(),
            undecided: lacks(dataset, &self.require, subject, MustHave::CannotTell)
                .into_iter()
                .map(|(id, ..)| id.clone())
                .collect(),
        };
        UtilityTable {
            subjects: subjects.map(subject).collect(),
            criteria: rows.iter().map(|(criterion, weight)| (criterion.id.clone(), *weight)).collect(),
            rules: self.rules,
        }
    }
}

/// What a cell contributes. One that is missing is unknown; a bound is open towards one end of the scale.
pub fn cell_utility(criterion: &Criterion, cell: Option<&Cell>) -> CellUtility {
    let Some(cell) = cell else { return CellUtility::Unknown };
    if cell.value == Value::NotApplicable {
        return CellUtility::NotApplicable;
    }
    let Some(stated) = criterion.utility(&cell.value) else { return CellUtility::Unknown };
    let bound = cell.qualifier.filter(|_| criterion.kind.takes_qualifier());
    let opens_up = match bound {
        Some(Qualifier::AtLeast) => criterion.better == Better::Higher,
        Some(Qualifier::AtMost) => criterion.better == Better::Lower,
        Some(Qualifier::About) | None => return CellUtility::exact(stated),
    };
    let (low, high) = if opens_up { (stated, 1.0) } else { (0.0, stated) };
    CellUtility::Known { stated, low, high }
}

fn ruled_out(subject: &Subject, lacks: &[Lack<'_>]) -> RuledOut {
    let reasons = lacks.iter().map(|(id, minimum, found)| ((*id).clone(), (*minimum).clone(), found.cloned()));
    RuledOut { subject: subject.id.clone(), reasons: reasons.collect() }
}
