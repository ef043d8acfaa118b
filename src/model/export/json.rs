//! A dataset as JSON.
//!
//! It refuses to know the order of pages and blocks: everything is there, the script chooses.

use std::collections::HashMap;

use schemars::Schema;

use super::shape::{
    CellJson, CriterionJson, DatasetJson, FORMAT, Figure, GroupJson, ProfileJson, SourceJson, SubjectJson, ValueJson,
};
use crate::base::format as text;
use crate::model::order::ranks;
use crate::model::scoring::selection::lacks;
use crate::model::scoring::utility::utility;
use crate::model::{
    Criterion, CriterionType, DataSource, Dataset, Datum, GroupId, Profile, Scale, SourceId, Subject, Support, Value,
    ValueLabels, display,
};

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
        let data = dataset.subjects.values().map(|subject| subject.values.get(&criterion.id));
        ranks(&data.map(|datum| datum.map(|datum| &datum.value)).collect::<Vec<_>>())
    };
    dataset.criteria.values().map(|criterion| (criterion.id.as_str(), of(criterion))).collect()
}

fn criterion(criterion: &Criterion) -> CriterionJson<'_> {
    let (scale, unit, currency) = match &criterion.kind {
        CriterionType::Rating(scale) => (Some(scale.id.as_str()), None, None),
        CriterionType::Number { unit, .. } => (None, unit.as_deref(), None),
        CriterionType::Money { currency, unit, .. } => (None, unit.as_deref(), Some(currency.as_str())),
        _ => (None, None, None),
    };
    CriterionJson {
        id: criterion.id.as_str(),
        name: &criterion.name,
        group: criterion.group.as_ref().map(GroupId::as_str),
        kind: criterion.kind.name(),
        scale,
        unit,
        currency,
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
    let lacking = dataset.subjects.values().filter_map(|subject| {
        let lacks = lacks(dataset, &profile.require, subject);
        (!lacks.is_empty()).then(|| (subject.id.as_str(), lacks.into_iter().map(|(id, ..)| id.as_str()).collect()))
    });
    ProfileJson {
        id: profile.id.as_str(),
        name: &profile.name,
        description: profile.description.as_deref(),
        weights: profile.weights.iter().map(|(id, weight)| (id.as_str(), Figure(*weight))).collect(),
        require: profile.require.iter().map(|(id, minimum)| (id.as_str(), value(minimum))).collect(),
        ruled_out: lacking.collect(),
    }
}

fn subject<'a>(
    dataset: &'a Dataset,
    subject: &'a Subject,
    words: &ValueLabels,
    rank: impl Fn(&str) -> Option<u32>,
) -> SubjectJson<'a> {
    let cells = subject.values.iter().filter_map(|(id, datum)| {
        let criterion = dataset.criteria.get(id)?;
        Some((id.as_str(), cell(criterion, datum, words, rank(id.as_str()))))
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

fn cell<'a>(criterion: &Criterion, datum: &'a Datum, words: &ValueLabels, rank: Option<u32>) -> CellJson<'a> {
    CellJson {
        value: value(&datum.value),
        display: display(criterion, datum, words),
        text: datum.text.as_deref(),
        utility: utility(criterion, &datum.value).map(Figure),
        rank,
        note: datum.note.as_deref(),
        source: datum.source.as_ref().map(SourceId::as_str),
        as_of: datum.as_of,
        confidence: datum.confidence,
        qualifier: datum.qualifier,
    }
}

fn value(value: &Value) -> ValueJson<'_> {
    match value {
        Value::Rating(level) => ValueJson::Number(Figure(f64::from(*level))),
        Value::Number(x) | Value::Money(x) => ValueJson::Number(Figure(*x)),
        Value::Support(Support::Yes) => ValueJson::Text("yes".into()),
        Value::Support(Support::Partial) => ValueJson::Text("partial".into()),
        Value::Support(Support::No) => ValueJson::Text("no".into()),
        Value::Date(day) => ValueJson::Text(day.to_string()),
        Value::Version(version) => ValueJson::Text(version.to_string()),
        Value::Text(text) => ValueJson::Text(text.clone()),
        Value::List(items) => ValueJson::List(items),
        Value::Unknown => ValueJson::Text("unknown".into()),
        Value::NotApplicable => ValueJson::Text("na".into()),
    }
}
