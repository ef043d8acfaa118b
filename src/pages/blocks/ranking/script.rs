//! What the theme's script computes a ranking from when a reader changes the weights.

use indexmap::{IndexMap, IndexSet};
use serde::Serialize;

use super::Facts;
use crate::base::format::json;
use crate::link::SubjectRef;
use crate::model::{CriterionId, Profile, Selection, SubjectId, Value, order};

/// What a script computes a ranking from. The module `ranking.js` of the theme describes it for its side.
#[derive(Serialize)]
struct RankingData<'a> {
    /// The difference of scores up to which subjects are tied.
    margin: f64,
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
    /// One for each subject, in their order; none where nothing is known of it.
    utilities: Vec<Option<f64>>,
    /// The values in the reader's wording, likewise.
    texts: Vec<String>,
}

#[derive(Serialize)]
struct DataProfile<'a> {
    id: &'a str,
    name: &'a str,
    weights: Weights<'a>,
    require: Vec<String>,
}

/// A must-have, and who does not meet it.
#[derive(Serialize)]
struct DataMust<'a> {
    id: String,
    name: &'a str,
    wanted: String,
    /// By subject: what it has instead.
    lacks: IndexMap<&'a str, String>,
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
            margin: chosen.tie_margin,
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
            let datum = self.dataset.cell(subject.as_str(), id.as_str())?;
            criterion.utility(&datum.value)
        };
        Some(DataCriterion {
            id: criterion.id.as_str(),
            name: &criterion.name,
            utilities: subjects.iter().map(of).collect(),
            texts: subjects.iter().map(|subject| self.text(subject, id)).collect(),
        })
    }

    fn script_must<'s>(&'s self, id: &CriterionId, minimum: &Value, subjects: &'s [SubjectId]) -> Option<DataMust<'s>> {
        let criterion = self.dataset.criteria.get(id)?;
        let meets = |subject: &&SubjectId| {
            let datum = self.dataset.cell(subject.as_str(), id.as_str());
            datum.is_some_and(|d| order::reaches(criterion, &d.value, minimum))
        };
        let lacking = subjects.iter().filter(|s| !meets(s));
        let wanted = criterion.kind.display(minimum, self.voice.speech.words());
        Some(DataMust {
            id: format!("{id}:{wanted}"),
            name: &criterion.name,
            lacks: lacking.map(|subject| (subject.as_str(), self.text(subject, id))).collect(),
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
