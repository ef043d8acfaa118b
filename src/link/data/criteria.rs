//! Criteria: whether the keys of each fit its type, and what is taken where nothing is said.
//!
//! It refuses to know values.

use super::report::DataReport;
use super::schema::{DatasetSchema, unique, weight};
use crate::base::{Code, Place, SourcePath};
use crate::model::id::{is_id, suggestion};
use crate::model::{Anchors, Better, Criterion, CriterionId, CriterionType, GroupId, ScaleId};
use crate::parse::data::{RawBetter, RawCriterion, RawKind};
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
        better: better(raw),
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

/// Keys that mean nothing for the type.
fn stray_keys(raw: &RawCriterion, path: &SourcePath, report: &mut DataReport) {
    let sized = matches!(raw.kind, RawKind::Number | RawKind::Money);
    let words = matches!(raw.kind, RawKind::Text | RawKind::List);
    let keys = [
        ("scale", raw.scale.as_ref().map(|s| &s.span), raw.kind == RawKind::Rating),
        ("unit", raw.unit.as_ref().map(|s| &s.span), sized),
        ("currency", raw.currency.as_ref().map(|s| &s.span), raw.kind == RawKind::Money),
        ("anchors", raw.anchors.as_ref().map(|s| &s.span), sized),
        ("better", raw.better.as_ref().filter(|b| b.value != RawBetter::None).map(|s| &s.span), !words),
    ];
    for (key, span, fits) in keys {
        if let (Some(span), false) = (span, fits) {
            let message = format!("`{key}` means nothing for {}", with_article(raw.kind));
            report.error(
                Code::BadCriterion,
                Place::new(path, span.clone()),
                message,
                "take it out, or change the type",
            );
        }
    }
}

fn with_article(kind: RawKind) -> &'static str {
    match kind {
        RawKind::Rating => "a rating",
        RawKind::Support => "support",
        RawKind::Number => "a number",
        RawKind::Money => "money",
        RawKind::Date => "a date",
        RawKind::Version => "a version",
        RawKind::Text => "text",
        RawKind::List => "a list",
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

fn better(raw: &RawCriterion) -> Better {
    match raw.better.as_ref().map(|better| better.value) {
        Some(RawBetter::Higher) => Better::Higher,
        Some(RawBetter::Lower) => Better::Lower,
        None if matches!(raw.kind, RawKind::Rating | RawKind::Support) => Better::Higher,
        Some(RawBetter::None) | None => Better::None,
    }
}

fn kind(
    frame: &DatasetSchema,
    raw: &RawCriterion,
    path: &SourcePath,
    report: &mut DataReport,
) -> Option<CriterionType> {
    let unit = || raw.unit.as_ref().map(|unit| unit.value.trim().to_owned());
    match raw.kind {
        RawKind::Rating => rating(frame, raw, path, report),
        RawKind::Support => Some(CriterionType::Support),
        RawKind::Number => Some(CriterionType::Number { unit: unit(), anchors: anchors(raw, path, report)? }),
        RawKind::Money => Some(CriterionType::Money {
            currency: currency(raw, path, report)?,
            unit: unit(),
            anchors: anchors(raw, path, report)?,
        }),
        RawKind::Date => Some(CriterionType::Date),
        RawKind::Version => Some(CriterionType::Version),
        RawKind::Text => Some(CriterionType::Text),
        RawKind::List => Some(CriterionType::List),
    }
}

fn rating(
    frame: &DatasetSchema,
    raw: &RawCriterion,
    path: &SourcePath,
    report: &mut DataReport,
) -> Option<CriterionType> {
    let known = || frame.scales.keys().map(ScaleId::as_str);
    let Some(scale) = &raw.scale else {
        let scales = known().collect::<Vec<_>>().join(", ");
        let help = if scales.is_empty() {
            "declare one under `scales`".to_owned()
        } else {
            format!("the scales are: {scales}")
        };
        let message = format!("`{}` is a rating and names no scale", raw.id.text);
        report.error(Code::BadCriterion, Place::new(path, raw.id.span.clone()), message, help);
        return None;
    };
    let found = frame.scales.get(scale.text.as_str());
    if found.is_none() && !frame.broken.contains(&format!("scale {}", scale.text)) {
        report.unknown(
            Code::UnknownScale,
            Place::new(path, scale.span.clone()),
            "scale",
            &scale.text,
            known().collect::<Vec<_>>(),
        );
    }
    found.map(|scale| CriterionType::Rating(scale.clone()))
}

fn currency(raw: &RawCriterion, path: &SourcePath, report: &mut DataReport) -> Option<String> {
    let given = raw.currency.as_ref();
    if let Some(code) = given.filter(|c| c.text.len() == 3 && c.text.bytes().all(|b| b.is_ascii_uppercase())) {
        return Some(code.text.clone());
    }
    let span = given.map_or_else(|| raw.id.span.clone(), |code| code.span.clone());
    let message = match given {
        Some(code) => format!("`{}` is not a currency", code.text),
        None => format!("`{}` is money and names no currency", raw.id.text),
    };
    report.error(
        Code::BadCriterion,
        Place::new(path, span),
        message,
        "write three capital letters, as `currency: EUR`",
    );
    None
}

/// `Some(None)` when there are none, `None` when they cannot be used.
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
