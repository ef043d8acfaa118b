//! Criteria: checks that the keys of each fit its type, and fills in the defaults.

use std::sync::Arc;

use super::report::DataReport;
use super::schema::{DatasetSchema, unique, weight};
use crate::base::{Code, Place, SourcePath};
use crate::model::id::{is_id, suggestion};
use crate::model::{
    Anchors, Better, Criterion, CriterionId, CriterionType, GroupId, Scale, ScaleId, TypeKeys, ValueError,
};
use crate::parse::data::RawCriterion;
use crate::parse::yaml::Scalar;

/// Adds all criteria to the frame; one that cannot be used is marked as broken.
pub(super) fn add(frame: &mut DatasetSchema, raw: &[RawCriterion], path: &SourcePath, report: &mut DataReport) {
    let ids: Vec<&Scalar> = raw.iter().map(|criterion| &criterion.id).collect();
    for (raw, id) in raw.iter().zip(unique(&ids, "criterion", path, report)) {
        let Some(id) = id else { continue };
        if !is_id(&id.text) {
            // Whether others write the id like this or as it should be: it was said once.
            frame.broken.extend([id.text.clone()].into_iter().chain(suggestion(&id.text)));
            continue;
        }
        match criterion(frame, raw, path, report) {
            Some(criterion) => _ = frame.criteria.insert(criterion.id.clone(), criterion),
            None => _ = frame.broken.insert(id.text.clone()),
        }
    }
}

fn criterion(
    frame: &DatasetSchema,
    raw: &RawCriterion,
    path: &SourcePath,
    report: &mut DataReport,
) -> Option<Criterion> {
    stray_keys(raw, path, report);
    let mut criterion = Criterion {
        id: CriterionId::new(&raw.id.text),
        name: raw.name.clone(),
        group: group(frame, raw, path, report),
        kind: kind(frame, raw, path, report)?,
        better: raw.better.as_ref().map_or_else(|| raw.kind.default_better(), |better| better.value),
        weight: 0.0,
        help: raw.help.clone(),
        require_source: raw.require_source,
        max_age: raw.max_age,
        place: Place::new(path, raw.id.span.clone()),
    };
    criterion.weight = match &raw.weight {
        Some(given) => weight(&criterion, given, path, report).unwrap_or(0.0),
        None if criterion.is_scored() => 1.0,
        None => 0.0,
    };
    Some(criterion)
}

/// Reports keys that mean nothing for the type.
fn stray_keys(raw: &RawCriterion, path: &SourcePath, report: &mut DataReport) {
    let keys = [
        ("scale", raw.scale.as_ref().map(|s| &s.span)),
        ("unit", raw.unit.as_ref().map(|s| &s.span)),
        ("currency", raw.currency.as_ref().map(|s| &s.span)),
        ("anchors", raw.anchors.as_ref().map(|s| &s.span)),
        ("better", raw.better.as_ref().filter(|b| b.value != Better::None).map(|s| &s.span)),
    ];
    let stray = keys.into_iter().filter(|(key, _)| !raw.kind.keys().contains(key));
    for (key, span) in stray.filter_map(|(key, span)| Some((key, span?))) {
        let message = format!("`{key}` means nothing for {}", raw.kind.with_article());
        report.error(Code::BadCriterion, Place::new(path, span.clone()), message, "take it out, or change the type");
    }
}

fn group(frame: &DatasetSchema, raw: &RawCriterion, path: &SourcePath, report: &mut DataReport) -> Option<GroupId> {
    let group = raw.group.as_ref()?;
    let found = frame.groups.get_key_value(group.text.as_str()).map(|(id, _)| id.clone());
    if found.is_none() {
        let known = frame.groups.keys().map(GroupId::as_str);
        report.unknown(Code::UnknownGroup, Place::new(path, group.span.clone()), "group", &group.text, known);
    }
    found
}

/// The type with what is declared for it; `None` when a key cannot be used or is missing.
fn kind(
    frame: &DatasetSchema,
    raw: &RawCriterion,
    path: &SourcePath,
    report: &mut DataReport,
) -> Option<CriterionType> {
    let takes = |key: &str| raw.kind.keys().contains(&key);
    let keys = TypeKeys {
        scale: if takes("scale") { Some(scale(frame, raw, path, report)?) } else { None },
        unit: raw.unit.as_ref().map(|unit| unit.value.trim().to_owned()),
        currency: if takes("currency") { currency(raw, path, report)? } else { None },
        anchors: if takes("anchors") { anchors(raw, path, report)? } else { None },
    };
    let missing = |error: ValueError| {
        let place = Place::new(path, raw.id.span.clone());
        report.error(Code::BadCriterion, place, format!("`{}` {}", raw.id.text, error.message), error.help);
    };
    raw.kind.declare(keys).map_err(missing).ok()
}

/// The scale that is named; reported when there is none.
fn scale(frame: &DatasetSchema, raw: &RawCriterion, path: &SourcePath, report: &mut DataReport) -> Option<Arc<Scale>> {
    let known = || frame.scales.keys().map(ScaleId::as_str).collect::<Vec<_>>();
    let Some(named) = &raw.scale else {
        let help = match &known()[..] {
            [] => "declare one under `scales`".to_owned(),
            scales => format!("the scales are: {}", scales.join(", ")),
        };
        let message = format!("`{}` is {} and names no scale", raw.id.text, raw.kind.with_article());
        report.error(Code::BadCriterion, Place::new(path, raw.id.span.clone()), message, help);
        return None;
    };
    let found = frame.scales.get(named.text.as_str());
    if found.is_none() && !frame.broken.contains(&format!("scale {}", named.text)) {
        let place = Place::new(path, named.span.clone());
        report.unknown(Code::UnknownScale, place, "scale", &named.text, known());
    }
    found.cloned()
}

/// The currency that is given; `None` when it is none.
#[expect(clippy::option_option, reason = "none given and none usable are different")]
fn currency(raw: &RawCriterion, path: &SourcePath, report: &mut DataReport) -> Option<Option<String>> {
    let Some(code) = &raw.currency else { return Some(None) };
    if code.text.len() == 3 && code.text.bytes().all(|b| b.is_ascii_uppercase()) {
        return Some(Some(code.text.clone()));
    }
    let help = "write three capital letters, as `currency: EUR`";
    let place = Place::new(path, code.span.clone());
    report.error(Code::BadCriterion, place, format!("`{}` is not a currency", code.text), help);
    None
}

/// The anchors that are given; `None` when they cannot be used.
#[expect(clippy::option_option, reason = "none given and none usable are different")]
fn anchors(raw: &RawCriterion, path: &SourcePath, report: &mut DataReport) -> Option<Option<Anchors>> {
    let Some(given) = &raw.anchors else { return Some(None) };
    match given.value[..] {
        [low, high] if low < high && (high - low).is_finite() => Some(Some(Anchors { low, high })),
        _ => {
            let place = Place::new(path, given.span.clone());
            report.error(
                Code::BadCriterion,
                place,
                "these are not two ends",
                "write [low, high], the lower number first",
            );
            None
        }
    }
}
