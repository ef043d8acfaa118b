//! Lints of a whole dataset, all of which could be read: unused sources, criteria that are the same for all subjects,
//! verdicts that a small change would turn.

use std::collections::BTreeSet;

use crate::base::{Code, Diagnostic, Place};
use crate::model::{Criterion, Dataset, Ranking, Selection, Subject, TurningPoint, Verdict};

/// How far a weight moves at one step of a slider.
const STEP: f64 = 1.0;

/// Adds what is to be said of the whole.
pub(crate) fn check(dataset: &Dataset, found: &mut Vec<Diagnostic>) {
    orphans(dataset, found);
    found.extend(dataset.criteria.values().filter(|c| same_for_all(dataset, c)).map(same));
    let all = Selection::all(dataset);
    found.extend(fragile(dataset, &all.rank(dataset), "with the default weights", &dataset.place));
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

/// Says that a verdict would turn within one step of one weight; `when` says by which weights it was found.
pub fn fragile(dataset: &Dataset, ranking: &Ranking, when: &str, place: &Place) -> Option<Diagnostic> {
    let Verdict::Winner(winner) = &ranking.verdict else { return None };
    let distance = |flip: &&TurningPoint| (flip.at - flip.from).abs();
    let near = || ranking.flips.iter().filter(|flip| distance(flip) <= STEP);
    let flip = near().min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
    let more = match near().count() - 1 {
        0 => String::new(),
        1 => " (1 more such weight)".to_owned(),
        n => format!(" ({n} more such weights)"),
    };
    let name = |id: &str| dataset.subjects.get(id).map_or_else(|| id.to_owned(), |subject| subject.name.clone());
    let message = format!(
        "{when} {} leads, but a weight of {} instead of {} for `{}` would put {} level{more}",
        name(winner.as_str()),
        three(flip.at),
        three(flip.from),
        flip.criterion,
        name(flip.challenger.as_str()),
    );
    let help = "say on the page that the verdict hangs on this weight; a ranking shows it";
    Some(Diagnostic::info(Code::FragileVerdict, message).at(place.clone()).help(help))
}

/// At most three decimals.
fn three(x: f64) -> f64 {
    (x * 1000.0).round() / 1000.0
}
