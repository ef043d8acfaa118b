//! Checks rankings: their weights, profiles and pick against the data; and what a ranking is made from.

use crate::base::{Code, Diagnostic, Place, SourcePath, Spanned, suggest};
use crate::link::content::Joined;
use crate::model::{CriterionId, Dataset, ProfileId, Selection, SubjectId, lint};
use crate::parse::blocks::Ranking;

/// What a ranking is made from: the author's arguments over the dataset's own weights.
pub fn selection(ranking: &Ranking<Joined>) -> Selection {
    let data = &ranking.data;
    let mut selection = Selection::all(&data.dataset).subjects(&data.subjects);
    if let Some(profile) = ranking.profile.as_ref().and_then(|p| data.dataset.profiles.get(p.value.as_str())) {
        selection = selection.profile(profile);
    }
    if let Some(weights) = &ranking.weights {
        let weights = weights.iter().map(|(id, w)| (CriterionId::new(&id.value), w.value)).collect();
        selection = selection.weights(&weights);
    }
    if data.chosen { selection.criteria(&data.dataset, &data.criteria) } else { selection }
}

/// What is wrong with a ranking; `name` is the place of the block's name.
pub(super) fn check(ranking: &Ranking<Joined>, file: &SourcePath, name: &Place) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    check_ranking(ranking, file, &mut faults);
    if faults.is_empty() {
        faults.extend(fragile(ranking, name));
    }
    faults
}

fn check_ranking(ranking: &Ranking<Joined>, file: &SourcePath, found: &mut Vec<Diagnostic>) {
    let dataset = &ranking.data.dataset;
    for profile in ranking.profile.iter().chain(ranking.profiles.iter().flatten()) {
        if !dataset.profiles.contains_key(profile.value.as_str()) {
            found.push(unknown_profile(dataset, profile, file));
        }
    }
    for (id, weight) in ranking.weights.iter().flatten() {
        let place = Place::new(file, id.span.clone());
        match dataset.criteria.get(id.value.as_str()) {
            None => {
                let error = Diagnostic::error(Code::UnknownCriterion, format!("there is no criterion `{}`", id.value));
                let advice = suggest::advice(&id.value, dataset.criteria.keys().map(CriterionId::as_str));
                found.push(with(error.at(place), advice));
            }
            Some(criterion) if !criterion.is_scored() => found.push(
                Diagnostic::error(
                    Code::BadWeight,
                    format!("`{}` is not scored, so it cannot weigh anything", id.value),
                )
                .at(place)
                .help("give the criterion `better` and, for a number, `anchors`; or take the weight out"),
            ),
            Some(_) => {}
        }
        if !(weight.value.is_finite() && weight.value >= 0.0) {
            let error = Diagnostic::error(Code::BadWeight, format!("{} is not a weight", weight.value));
            found.push(error.at(Place::new(file, weight.span.clone())).help("weights are numbers from 0"));
        }
    }
    if let Some(pick) = &ranking.pick {
        check_pick(ranking, pick, file, found);
    }
}

/// What hangs by a hair with the weights of this block alone; of those of the data that is said where they stand.
fn fragile(ranking: &Ranking<Joined>, place: &Place) -> Option<Diagnostic> {
    let own = ranking.weights.is_some() || ranking.data.chosen;
    let dataset = ranking.data.dataset.as_ref();
    let rank = (own && dataset.complete).then(|| selection(ranking).rank(dataset))?;
    lint::fragile(dataset, &rank, "with the weights of this block", place)
}

fn unknown_profile(dataset: &Dataset, profile: &Spanned<String>, file: &SourcePath) -> Diagnostic {
    let message = format!("the dataset `{}` has no profile `{}`", dataset.id, profile.value);
    let error = Diagnostic::error(Code::UnknownProfile, message).at(Place::new(file, profile.span.clone()));
    with(error, suggest::advice(&profile.value, dataset.profiles.keys().map(ProfileId::as_str)))
}

/// An author's verdict must be one that the data allow.
fn check_pick(ranking: &Ranking<Joined>, pick: &Spanned<String>, file: &SourcePath, found: &mut Vec<Diagnostic>) {
    let dataset = &ranking.data.dataset;
    let place = Place::new(file, pick.span.clone());
    if !ranking.data.subjects.iter().any(|s| s.as_str() == pick.value) {
        let error = Diagnostic::error(Code::UnknownSubject, format!("`{}` is not ranked here", pick.value)).at(place);
        found.push(with(error, suggest::advice(&pick.value, ranking.data.subjects.iter().map(SubjectId::as_str))));
        return;
    }
    let result = selection(ranking).rank(dataset);
    if result.allows(&pick.value) {
        return;
    }
    let leaders: Vec<&str> = result.verdict.leaders().iter().map(SubjectId::as_str).collect();
    let said = match leaders.as_slice() {
        [] => format!("name no leader ({})", result.verdict.slug()),
        [one] => format!("say `{one}`"),
        several => format!("say that {} are tied", several.join(" and ")),
    };
    found.push(
        Diagnostic::error(Code::ContradictedPick, format!("the verdict here is `{}`, and the data {said}", pick.value))
            .at(place)
            .help("change the pick, or the weights that it rests on, and say so in the text"),
    );
}

fn with(error: Diagnostic, advice: Option<String>) -> Diagnostic {
    match advice {
        Some(advice) => error.help(advice),
        None => error,
    }
}
