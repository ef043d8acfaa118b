//! The weighted result: scores with their reasons, who is ruled out, ties, and what would change it.

use super::matrix::subjects;
use super::{BlockContext, DatasetView, DrawBlock};
use crate::link;
use crate::link::blocks::ranking::selection;
use crate::link::{Joined, SubjectRef};
use crate::model::display;
use crate::model::scoring::ranking::{RankedSubject, Ranking, RuledOut};
use crate::model::{CriterionId, Dataset, Profile, Selection, SubjectId};
use crate::pages::render_context::RenderContext;
use crate::parse::blocks as parsed;

mod plain;
mod script;
mod view;

pub use self::view::*;

impl DrawBlock for parsed::Ranking<Joined> {
    type View = RankingView;

    const FEATURE: Option<&'static str> = Some("ranking");

    fn view(&self, context: &BlockContext) -> RankingView {
        RankingView::of(context.voice, self, context.id)
    }
}

impl RankingView {
    /// What the ranking shows.
    pub(crate) fn of(voice: RenderContext, ranking: &parsed::Ranking<Joined>, id: &str) -> Self {
        let data = &ranking.data;
        let chosen = selection(ranking);
        let facts = Facts { voice, dataset: &data.dataset };
        let profile = ranking.profile.as_ref().map(|p| p.value.as_str());
        let offered: Vec<&Profile> = match &ranking.profiles {
            Some(ids) => ids.iter().filter_map(|p| data.dataset.profiles.get(p.value.as_str())).collect(),
            None => data.dataset.profiles.values().collect(),
        };
        let of_profile = |profile: &Profile| {
            let selection = Selection::all(&data.dataset).subjects(&data.subjects).profile(profile);
            if data.chosen { selection.criteria(&data.dataset, &data.criteria) } else { selection }
        };
        let offered: Vec<(&Profile, Selection)> = offered.into_iter().map(|p| (p, of_profile(p))).collect();
        let profiles = offered.iter().map(|(profile, selection)| ProfileView {
            id: profile.id.as_str().to_owned(),
            name: profile.name.clone(),
            description: profile.description.clone(),
            ranking: facts.result(&selection.rank(&data.dataset)),
        });
        Self {
            id: id.to_owned(),
            title: ranking.title.clone(),
            dataset: DatasetView::of(voice, &data.dataset),
            weights: facts.weights(&chosen),
            profiles: profiles.collect(),
            profile: profile.map(str::to_owned),
            result: facts.result(&chosen.rank(&data.dataset)),
            tie_margin: chosen.tie_margin,
            data: facts.script_data(&chosen, subjects(voice, data), profile, &offered),
        }
    }
}

struct Facts<'a> {
    voice: RenderContext<'a>,
    dataset: &'a Dataset,
}

impl Facts<'_> {
    fn subject(&self, id: &SubjectId) -> Option<SubjectRef> {
        link::reference(self.dataset, id, self.voice.site.subject_pages())
    }

    fn name(&self, id: &CriterionId) -> String {
        self.dataset.criteria.get(id).map_or_else(String::new, |c| c.name.clone())
    }

    fn text(&self, subject: &SubjectId, criterion: &CriterionId) -> String {
        let datum = self.dataset.cell(subject.as_str(), criterion.as_str());
        let criterion = self.dataset.criteria.get(criterion);
        match (criterion, datum) {
            (Some(criterion), Some(datum)) => display(criterion, datum, self.voice.speech.words()),
            _ => self.voice.speech.words().unknown.clone(),
        }
    }

    fn weights(&self, selection: &Selection) -> Vec<WeightView> {
        let criteria = selection.weights.iter().filter_map(|(id, w)| Some((self.dataset.criteria.get(id)?, *w)));
        criteria
            .map(|(criterion, weight)| WeightView {
                criterion: criterion.id.as_str().to_owned(),
                name: criterion.name.clone(),
                weight: plain(weight),
                help: criterion.help.clone(),
            })
            .collect()
    }

    fn result(&self, ranking: &Ranking) -> ResultView {
        let leaders = ranking.verdict.leaders();
        let tied = |id: &SubjectId| leaders.len() > 1 && leaders.contains(id);
        let flips = ranking.flips.iter().filter_map(|flip| {
            Some(FlipView {
                criterion: flip.criterion.as_str().to_owned(),
                name: self.name(&flip.criterion),
                from: plain(flip.from),
                at: plain(flip.at),
                up: flip.at > flip.from,
                challenger: self.subject(&flip.challenger)?,
            })
        });
        ResultView {
            status: ranking.verdict.slug(),
            leaders: leaders.iter().filter_map(|id| self.subject(id)).collect(),
            rows: self.rows(&ranking.entries, tied),
            ruled_out: ranking.ruled_out.iter().filter_map(|out| self.ruled_out(out)).collect(),
            coverage: CoverageView {
                used: ranking.coverage.have,
                of: ranking.coverage.of,
                missing: ranking.coverage.missing.iter().map(|id| self.name(id)).collect(),
            },
            flips: flips.collect(),
        }
    }

    fn rows(&self, entries: &[RankedSubject], tied: impl Fn(&SubjectId) -> bool) -> Vec<ScoreView> {
        let rows = entries.iter().enumerate().filter_map(|(i, entry)| {
            let equal = |e: &&RankedSubject| (e.score - entry.score).abs() < 1e-9;
            let rank = entries.iter().position(|e| equal(&e)).unwrap_or(i) + 1;
            Some(ScoreView {
                subject: self.subject(&entry.subject)?,
                rank,
                score: format!("{:.3}", entry.score),
                percent: percent(entry.score),
                tied: tied(&entry.subject),
                reasons: self.reasons(entry),
            })
        });
        rows.collect()
    }

    fn reasons(&self, entry: &RankedSubject) -> Vec<ReasonView> {
        let parts = entry.parts.iter().filter(|part| part.weight > 0.0);
        parts
            .map(|part| ReasonView {
                criterion: part.criterion.as_str().to_owned(),
                name: self.name(&part.criterion),
                weight: plain(part.weight),
                percent: percent(part.utility),
                text: self.text(&entry.subject, &part.criterion),
            })
            .collect()
    }

    fn ruled_out(&self, out: &RuledOut) -> Option<RuledOutView> {
        let reasons = out.reasons.iter().filter_map(|(id, wanted, has)| {
            let criterion = self.dataset.criteria.get(id)?;
            Some(LackView {
                name: criterion.name.clone(),
                wanted: criterion.kind.display(wanted, self.voice.speech.words()),
                has: has.as_ref().map(|_| self.text(&out.subject, id)),
            })
        });
        Some(RuledOutView { subject: self.subject(&out.subject)?, reasons: reasons.collect() })
    }
}

/// Below this a whole number has no digits that are made up.
const WHOLE: f64 = 1e15;

/// A weight as readers write it: up to three decimals, none that say nothing.
pub(crate) fn plain(weight: f64) -> String {
    // Most are whole; the shortest way to write a number is found several times quicker than its decimals.
    if weight.fract() == 0.0 && weight.abs() < WHOLE {
        return weight.to_string();
    }
    let text = format!("{weight:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

pub(crate) fn percent(share: f64) -> String {
    let text = format!("{:.1}", share * 100.0);
    text.trim_end_matches(".0").to_owned()
}
