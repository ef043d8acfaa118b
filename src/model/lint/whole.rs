//! Lints of a whole dataset, all of which could be read: unused sources, criteria that are the same for all subjects,
//! verdicts that a small change would turn.

use std::collections::BTreeSet;

use crate::base::{Code, Diagnostic, Place};
use crate::model::criterion::Criterion;
use crate::model::dataset::{Dataset, Subject};
use crate::model::id::{CriterionId, SubjectId};
use crate::model::scoring::TurningPoint;
use crate::model::scoring::ranking::Ranking;
use crate::model::scoring::selection::Selection;
use crate::model::scoring::verdict::Verdict;

/// How far a weight moves at one step of a slider.
const STEP: f64 = 1.0;

/// Adds what is to be said of the whole.
pub(crate) fn check(dataset: &Dataset, found: &mut Vec<Diagnostic>) {
    orphans(dataset, found);
    found.extend(dataset.criteria.values().filter(|c| same_for_all(dataset, c)).map(same));
    let all = Selection::all(dataset);
    let ranking = all.rank(dataset);
    left_out(dataset, &ranking, found);
    found.extend(fragile(dataset, &ranking, "with the default weights", &dataset.place));
    for profile in dataset.profiles.values() {
        let ranking = all.clone().profile(profile).rank(dataset);
        found.extend(fragile(dataset, &ranking, &format!("for `{}`", profile.id), &profile.place));
    }
}

fn orphans(dataset: &Dataset, found: &mut Vec<Diagnostic>) {
    let named: BTreeSet<_> =
        dataset.subjects.values().flat_map(|s| s.values.values()).filter_map(|d| d.source.as_ref()).collect();
    let orphans = dataset.sources.values().filter(|source| !named.contains(&source.id));
    found.extend(orphans.map(|source| {
        Diagnostic::warning(Code::OrphanSource, format!("no value names the source `{}`", source.id))
            .at(source.place.clone())
            .help("name it where it is used, or take it out")
    }));
}

fn same_for_all(dataset: &Dataset, criterion: &Criterion) -> bool {
    let mut values = dataset.subjects.values().map(|s: &Subject| s.values.get(&criterion.id).map(|cell| &cell.value));
    let first = values.next().flatten().filter(|value| value.is_known());
    dataset.subjects.len() > 1 && first.is_some() && values.all(|value| value == first)
}

fn same(criterion: &Criterion) -> Diagnostic {
    Diagnostic::info(Code::SameForAll, format!("all subjects have the same `{}`", criterion.id))
        .at(criterion.place.clone())
        .help("keep it if that is worth knowing; it tells none from another")
}

/// Weighted criteria that nobody has a value for, and those that a ranked subject lacks.
fn left_out(dataset: &Dataset, ranking: &Ranking, found: &mut Vec<Diagnostic>) {
    let weighs = |c: &Criterion| c.weight > 0.0 || dataset.profiles.values().any(|p| p.weights.get(&c.id) > Some(&0.0));
    let has = |s: &Subject, id: &CriterionId| s.values.get(id).is_some_and(|cell| cell.value.is_known());
    let nobody_has = |c: &Criterion| !dataset.subjects.values().any(|subject| has(subject, &c.id));
    let empty: Vec<&Criterion> =
        dataset.criteria.values().filter(|c| c.is_scored() && weighs(c) && nobody_has(c)).collect();
    // A dataset without any value has just been begun.
    if !dataset.subjects.values().any(|subject| subject.values.values().any(|cell| cell.value.is_known())) {
        return;
    }
    found.extend(empty.iter().map(|criterion| {
        let message = format!("`{}` weighs, and no subject has a value for it", criterion.id);
        Diagnostic::warning(Code::CriterionLeftOut, message)
            .at(criterion.place.clone())
            .help("find its values, or write `weight: 0` until you have some")
    }));
    for entry in &ranking.entries {
        let lacks = entry.missing.iter().filter(|id| !empty.iter().any(|criterion| criterion.id == **id));
        let lacks: Vec<String> = lacks.map(|id| format!("`{id}`")).collect();
        let Some(subject) = dataset.subjects.get(&entry.subject).filter(|_| !lacks.is_empty()) else { continue };
        let message = format!("`{}` is ranked without {}", subject.id, lacks.join(", "));
        found.push(
            Diagnostic::info(Code::CriterionLeftOut, message)
                .at(subject.place.clone())
                .help("its score rests on the other criteria; a ranking shows between which ends it may lie"),
        );
    }
}

/// Says that a verdict would turn within one step of one weight; `when` says by which weights it was found.
pub fn fragile(dataset: &Dataset, ranking: &Ranking, when: &str, place: &Place) -> Option<Diagnostic> {
    let leader = ranking.verdict.leader()?;
    let distance = |turn: &&TurningPoint| (turn.at - turn.from).abs();
    let near = || ranking.turns.iter().filter(|turn| distance(turn) <= STEP);
    let turn = near().min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
    let more = match near().count() - 1 {
        0 => String::new(),
        1 => " (1 more such weight)".to_owned(),
        n => format!(" ({n} more such weights)"),
    };
    let name = |id: &SubjectId| dataset.subjects.get(id).map_or_else(|| id.to_string(), |subject| subject.name.clone());
    let names = |ids: &[SubjectId]| ids.iter().map(name).collect::<Vec<_>>().join(" and ");
    let then = match &turn.verdict {
        Verdict::Tied(tied) => format!("{} are tied", names(tied)),
        Verdict::Certain(other) | Verdict::Leads(other) => format!("{} leads", name(other)),
        _ => "too little is known".to_owned(),
    };
    let weight = match (three(turn.at), three(turn.from)) {
        (at, from) if (at - from).abs() < f64::EPSILON => {
            format!("any {} weight than {from}", if turn.up { "greater" } else { "lesser" })
        }
        (at, from) => format!("a weight of {at} instead of {from}"),
    };
    let message = format!("{when} {} leads, but with {weight} for `{}` {then}{more}", name(leader), turn.criterion);
    let help = "say on the page that the verdict hangs on this weight; a ranking shows it";
    Some(Diagnostic::info(Code::FragileVerdict, message).at(place.clone()).help(help))
}

/// At most three decimals.
fn three(x: f64) -> f64 {
    (x * 1000.0).round() / 1000.0
}
