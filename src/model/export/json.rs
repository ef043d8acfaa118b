//! A dataset as JSON: everything is there, and scripts choose.

use std::collections::HashMap;

use schemars::Schema;

use super::shape::{CellJson, CriterionJson, DatasetJson, FORMAT, GroupJson, ProfileJson, SourceJson, SubjectJson};
use crate::base::format as text;
use crate::model::criterion::Criterion;
use crate::model::dataset::{DataSource, Dataset, Profile, Subject};
use crate::model::display::display;
use crate::model::id::{GroupId, SourceId};
use crate::model::labels::ValueLabels;
use crate::model::order::ranks;
use crate::model::scoring::must_haves::{MustHave, lacks};
use crate::model::types::value_type::{Figure, Scale};
use crate::model::value::Cell;

/// The dataset in the shape of [`DatasetJson`], on one line; `words` make the texts that readers see.
pub fn json(dataset: &Dataset, words: &ValueLabels) -> String {
    text::json(&shape(dataset, words))
}

/// The JSON Schema of what [`json`] writes.
pub fn schema() -> Schema {
    schemars::schema_for!(DatasetJson<'static>)
}

fn shape<'a>(dataset: &'a Dataset, words: &ValueLabels) -> DatasetJson<'a> {
    let ranked = all_ranks(dataset);
    let rank = |subject: usize, id: &str| ranked.get(id).and_then(|ranks| ranks[subject]);
    let subjects = dataset.subjects.values().enumerate();
    DatasetJson {
        format: FORMAT,
        id: dataset.id.as_str(),
        title: &dataset.title,
        description: dataset.description.as_deref(),
        licence: dataset.licence.as_deref(),
        as_of: dataset.as_of_range,
        tie_margin: Figure(dataset.tie_margin),
        min_coverage: Figure(dataset.min_coverage),
        scales: dataset
            .scales
            .values()
            .map(|scale: &std::sync::Arc<Scale>| (scale.id.as_str(), &scale.levels[..]))
            .collect(),
        groups: dataset.groups.values().map(|group| GroupJson { id: group.id.as_str(), name: &group.name }).collect(),
        criteria: dataset.criteria.values().map(criterion).collect(),
        sources: dataset.sources.values().map(|s| (s.id.as_str(), source(s))).collect(),
        profiles: dataset.profiles.values().map(|p| profile(dataset, p)).collect(),
        subjects: subjects.map(|(i, s)| subject(dataset, s, words, |id| rank(i, id))).collect(),
    }
}

/// For each criterion the rank of every subject's value. Asked by id only, never walked.
fn all_ranks(dataset: &Dataset) -> HashMap<&str, Vec<Option<u32>>> {
    let of = |criterion: &Criterion| {
        let cells = dataset.subjects.values().map(|subject| subject.values.get(&criterion.id));
        ranks(criterion, &cells.map(|cell| cell.map(|cell| &cell.value)).collect::<Vec<_>>())
    };
    dataset.criteria.values().map(|criterion| (criterion.id.as_str(), of(criterion))).collect()
}

fn criterion(criterion: &Criterion) -> CriterionJson<'_> {
    CriterionJson {
        id: criterion.id.as_str(),
        name: &criterion.name,
        group: criterion.group.as_ref().map(GroupId::as_str),
        kind: criterion.kind.name(),
        scale: criterion.kind.scale().map(|scale| scale.id.as_str()),
        unit: criterion.kind.unit(),
        currency: criterion.kind.currency(),
        better: criterion.better,
        scored: criterion.is_scored(),
        weight: Figure(criterion.weight),
        anchors: criterion.kind.anchors().map(|ends| (Figure(ends.low), Figure(ends.high))),
        help: criterion.help.as_deref(),
        require_source: criterion.require_source,
        max_age: criterion.max_age,
    }
}

fn source(source: &DataSource) -> SourceJson<'_> {
    SourceJson { title: &source.title, url: source.url.as_deref(), kind: source.kind }
}

fn profile<'a>(dataset: &'a Dataset, profile: &'a Profile) -> ProfileJson<'a> {
    let lacking = |outcome: MustHave| {
        let subjects = dataset.subjects.values().map(|subject| {
            let criteria = lacks(dataset, &profile.require, subject, outcome).into_iter().map(|(id, ..)| id.as_str());
            (subject.id.as_str(), criteria.collect::<Vec<_>>())
        });
        subjects.filter(|(_, criteria)| !criteria.is_empty()).collect()
    };
    let require = profile
        .require
        .iter()
        .filter_map(|(id, minimum)| Some((id.as_str(), dataset.criteria.get(id)?.kind.json(minimum))));
    ProfileJson {
        id: profile.id.as_str(),
        name: &profile.name,
        description: profile.description.as_deref(),
        weights: profile.weights.iter().map(|(id, weight)| (id.as_str(), Figure(*weight))).collect(),
        require: require.collect(),
        ruled_out: lacking(MustHave::NotMet),
        undecided: lacking(MustHave::CannotTell),
    }
}

fn subject<'a>(
    dataset: &'a Dataset,
    subject: &'a Subject,
    words: &ValueLabels,
    rank: impl Fn(&str) -> Option<u32>,
) -> SubjectJson<'a> {
    let cells = subject.values.iter().filter_map(|(id, content)| {
        let criterion = dataset.criteria.get(id)?;
        Some((id.as_str(), cell(criterion, content, words, rank(id.as_str()))))
    });
    SubjectJson {
        id: subject.id.as_str(),
        name: &subject.name,
        url: subject.url.as_deref(),
        description: subject.description.as_deref(),
        affiliate_url: subject.affiliate_url.as_deref(),
        as_of: subject.as_of,
        values: cells.collect(),
    }
}

fn cell<'a>(criterion: &Criterion, cell: &'a Cell, words: &ValueLabels, rank: Option<u32>) -> CellJson<'a> {
    CellJson {
        value: criterion.kind.json(&cell.value),
        display: display(criterion, cell, words),
        text: cell.text.as_deref(),
        utility: criterion.utility(&cell.value).map(Figure),
        rank,
        note: cell.note.as_deref(),
        source: cell.source.as_ref().map(SourceId::as_str),
        as_of: cell.as_of,
        confidence: cell.confidence,
        qualifier: cell.qualifier,
    }
}
