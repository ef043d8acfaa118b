//! What the theme's script computes a ranking from when a reader changes the weights.

use indexmap::{IndexMap, IndexSet};
use serde::Serialize;

use super::Facts;
use crate::base::format::json;
use crate::link::SubjectRef;
use crate::model::{CellUtility, CriterionId, MustHave, Profile, Selection, SubjectId, Value, cell_utility, must_have};

/// What a script computes a ranking from. The module `ranking.js` of the theme describes it for its side.
#[derive(Serialize)]
struct RankingData<'a> {
    /// The difference of scores up to which subjects are tied.
    margin: f64,
    /// The share of the weights that must be known of a subject to be ranked.
    min_coverage: f64,
    subjects: Vec<SubjectRef>,
    /// All that the block or one of its profiles weighs.
    criteria: Vec<DataCriterion<'a>>,
    weights: Weights<'a>,
    /// All must-haves of the block and its profiles.
    musts: Vec<DataMust<'a>>,
    /// The ids of those that the block begins with.
    require: Vec<String>,
    /// The profile that the block begins with.
    profile: Option<&'a str>,
    profiles: Vec<DataProfile<'a>>,
}

type Weights<'a> = IndexMap<&'a str, f64>;

#[derive(Serialize)]
struct DataCriterion<'a> {
    id: &'a str,
    name: &'a str,
    /// One for each subject, in their order.
    cells: Vec<DataCell>,
    /// The values in the reader's wording, likewise.
    texts: Vec<String>,
}

/// What a cell contributes: null where nothing is known, `na` where the question makes no sense, a utility, or the
/// stated one of a bound or a range with the least and the most it may be.
#[derive(Serialize)]
#[serde(untagged)]
enum DataCell {
    Unknown(()),
    NotApplicable(&'static str),
    Exact(f64),
    Open(f64, f64, f64),
}

impl From<CellUtility> for DataCell {
    fn from(cell: CellUtility) -> Self {
        match cell {
            CellUtility::Unknown => Self::Unknown(()),
            CellUtility::NotApplicable => Self::NotApplicable("na"),
            CellUtility::Known { stated, .. } if !cell.is_open() => Self::Exact(stated),
            CellUtility::Known { stated, low, high } => Self::Open(stated, low, high),
        }
    }
}

#[derive(Serialize)]
struct DataProfile<'a> {
    id: &'a str,
    name: &'a str,
    weights: Weights<'a>,
    require: Vec<String>,
}

/// A must-have, who does not meet it, and of whom nobody can tell.
#[derive(Serialize)]
struct DataMust<'a> {
    id: String,
    /// The criterion's id.
    criterion: &'a str,
    name: &'a str,
    wanted: String,
    /// By subject: what it has instead.
    lacks: IndexMap<&'a str, String>,
    /// By subject: what it has, which does not decide it.
    undecided: IndexMap<&'a str, String>,
}

impl Facts<'_> {
    pub(crate) fn script_data(
        &self,
        chosen: &Selection,
        subjects: Vec<SubjectRef>,
        profile: Option<&str>,
        profiles: &[(&Profile, Selection)],
    ) -> String {
        let selections = || std::iter::once(chosen).chain(profiles.iter().map(|(_, selection)| selection));
        let weighed: IndexSet<&CriterionId> = selections().flat_map(|s| s.weights.keys()).collect();
        let criteria = weighed.into_iter().filter_map(|id| self.script_criterion(id, &chosen.subjects));
        let mut musts: IndexMap<String, DataMust> = IndexMap::new();
        for (id, minimum) in selections().flat_map(|s| &s.require) {
            if let Some(must) = self.script_must(id, minimum, &chosen.subjects) {
                musts.entry(must.id.clone()).or_insert(must);
            }
        }
        let data = RankingData {
            margin: chosen.rules.tie_margin,
            min_coverage: chosen.rules.min_coverage,
            subjects,
            criteria: criteria.collect(),
            weights: weights_of(chosen),
            require: self.musts_of(chosen),
            musts: musts.into_values().collect(),
            profile,
            profiles: profiles
                .iter()
                .map(|(profile, selection)| DataProfile {
                    id: profile.id.as_str(),
                    name: &profile.name,
                    weights: weights_of(selection),
                    require: self.musts_of(selection),
                })
                .collect(),
        };
        json(&data)
    }

    fn script_criterion<'s>(&'s self, id: &CriterionId, subjects: &[SubjectId]) -> Option<DataCriterion<'s>> {
        let criterion = self.dataset.criteria.get(id)?;
        let of = |subject: &SubjectId| {
            let cell = self.dataset.cell(subject.as_str(), id.as_str());
            DataCell::from(cell_utility(criterion, cell))
        };
        Some(DataCriterion {
            id: criterion.id.as_str(),
            name: &criterion.name,
            cells: subjects.iter().map(of).collect(),
            texts: subjects.iter().map(|subject| self.text(subject, id)).collect(),
        })
    }

    fn script_must<'s>(&'s self, id: &CriterionId, minimum: &Value, subjects: &'s [SubjectId]) -> Option<DataMust<'s>> {
        let criterion = self.dataset.criteria.get(id)?;
        let which = |outcome: MustHave| {
            let of = |s: &&SubjectId| must_have(criterion, self.dataset.cell(s.as_str(), id.as_str()), minimum);
            let found = subjects.iter().filter(move |subject| of(subject) == outcome);
            found.map(|subject| (subject.as_str(), self.text(subject, id))).collect()
        };
        let wanted = criterion.kind.display(minimum, self.voice.speech.words());
        Some(DataMust {
            id: format!("{id}:{wanted}"),
            criterion: criterion.id.as_str(),
            name: &criterion.name,
            lacks: which(MustHave::NotMet),
            undecided: which(MustHave::CannotTell),
            wanted,
        })
    }

    fn musts_of(&self, selection: &Selection) -> Vec<String> {
        let musts = selection.require.iter().filter_map(|(id, minimum)| self.script_must(id, minimum, &[]));
        musts.map(|must| must.id).collect()
    }
}

fn weights_of(selection: &Selection) -> Weights<'_> {
    selection.weights.iter().map(|(id, weight)| (id.as_str(), *weight)).collect()
}
