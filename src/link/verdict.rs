//! What a ranking is made from, and what is wrong with the arguments of blocks that judge: rankings, checklists, and
//! pages that show what pays their author.

use std::collections::BTreeSet;

use super::content::{Content, ContentPart, Joined};
use super::page::Page;
use crate::base::{Code, Diagnostic, Place, SourcePath, Spanned, suggest};
use crate::model::{CriterionId, Dataset, ProfileId, Selection, SubjectId, lint};
use crate::parse::blocks::{Block, BlockArguments, Checklist, Ranking};

/// A checklist is lopsided when one subject has this many times the statements of another.
const LOPSIDED: usize = 2;

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

/// What is wrong with a joined block.
pub(super) fn check(block: &Block<Joined>, file: &SourcePath, found: &mut Vec<Diagnostic>) {
    match &block.args {
        BlockArguments::Ranking(ranking) => {
            let faults = found.len();
            check_ranking(ranking, file, found);
            if found.len() == faults {
                found.extend(fragile(ranking, &Place::new(file, block.name_span.clone())));
            }
        }
        BlockArguments::Checklist(list) => {
            check_checklist(list, &Place::new(file, block.name_span.clone()), file, found)
        }
        _ => {}
    }
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

fn check_checklist(list: &Checklist<Joined>, place: &Place, file: &SourcePath, found: &mut Vec<Diagnostic>) {
    let mut ids = BTreeSet::new();
    for item in list.groups.iter().flat_map(|g| &g.items) {
        if !ids.insert(item.id.value.as_str()) {
            let error = Diagnostic::error(Code::DuplicateId, format!("two statements have the id `{}`", item.id.value));
            found.push(error.at(Place::new(file, item.id.span.clone())).help("give one of them another id"));
        }
        if !(item.weight.value.is_finite() && item.weight.value >= 0.0) {
            let error = Diagnostic::error(Code::BadWeight, format!("{} is not a weight", item.weight.value));
            found.push(error.at(Place::new(file, item.weight.span.clone())).help("weights are numbers from 0"));
        }
    }
    let counts = || list.groups.iter().map(|g| g.items.len());
    if let (Some(least), Some(most)) = (counts().min(), counts().max())
        && list.groups.len() > 1
        && most >= LOPSIDED * least.max(1)
        && most > least + 1
    {
        found.push(
            Diagnostic::warning(Code::Lopsided, format!("one subject has {most} statements and another {least}"))
                .at(place.clone())
                .help("give each side about as many, so that the number alone does not decide"),
        );
    }
}

/// A page that shows a subject with an affiliate link must say so.
pub(super) fn check_disclosure(page: &Page, content: &Content, front: &[Block<Joined>], found: &mut Vec<Diagnostic>) {
    let mut shown = ShownSubjects::default();
    shown.look(&content.parts);
    shown.discloses |= front.iter().any(|b| matches!(b.args, BlockArguments::Disclosure(_)));
    if let Some((span, subject)) = shown.affiliate.filter(|_| !shown.discloses) {
        found.push(
            Diagnostic::error(
                Code::UndisclosedAffiliate,
                format!("`{subject}` has an affiliate link, and this page does not say so"),
            )
            .at(Place::new(&page.source, span))
            .help("add a `disclosure` block, or the key `disclosure` to the front matter"),
        );
    }
}

/// What a page shows that pays its author, and whether it says so.
#[derive(Default)]
struct ShownSubjects {
    affiliate: Option<(std::ops::Range<usize>, String)>,
    discloses: bool,
}

impl ShownSubjects {
    fn look(&mut self, parts: &[ContentPart]) {
        for part in parts {
            let ContentPart::Block(block) = part else { continue };
            let data = match &block.args {
                BlockArguments::Matrix(a) => Some(&a.data),
                BlockArguments::Ranking(a) => Some(&a.data),
                _ => None,
            };
            let paid = data.and_then(|d| {
                d.subjects.iter().find(|id| d.dataset.subjects.get(*id).is_some_and(|s| s.affiliate_url.is_some()))
            });
            if let (Some(id), None) = (paid, &self.affiliate) {
                self.affiliate = Some((block.name_span.clone(), id.to_string()));
            }
            self.discloses |= matches!(block.args, BlockArguments::Disclosure(_));
            if let Some(body) = &block.body {
                self.look(&body.parts);
            }
        }
    }
}

fn with(error: Diagnostic, advice: Option<String>) -> Diagnostic {
    match advice {
        Some(advice) => error.help(advice),
        None => error,
    }
}
