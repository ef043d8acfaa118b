//! The weighted result: scores with their reasons, who is not ranked or ruled out, and what would change it.

use super::matrix::subjects;
use super::{BlockContext, DatasetView, DrawBlock};
use crate::link;
use crate::link::blocks::ranking::selection;
use crate::link::{Joined, SubjectRef};
use crate::model::display;
use crate::model::{
    Contribution, CriterionId, Dataset, Overturn, Profile, Ranking, RuledOut, Selection, SubjectId, SubjectScore,
    TurningPoint, Value, Verdict,
};
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
            ranking: facts.result(selection),
        });
        Self {
            id: id.to_owned(),
            title: ranking.title.clone(),
            dataset: DatasetView::of(voice, &data.dataset),
            weights: facts.weights(&chosen),
            profiles: profiles.collect(),
            profile: profile.map(str::to_owned),
            result: facts.result(&chosen),
            tie_margin: plain(chosen.rules.tie_margin * 100.0),
            min_coverage: plain(chosen.rules.min_coverage * 100.0),
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

    fn result(&self, selection: &Selection) -> ResultView {
        let ranking = selection.rank(self.dataset);
        let leaders = ranking.verdict.leaders();
        let tied = |id: &SubjectId| leaders.len() > 1 && leaders.contains(id);
        ResultView {
            status: ranking.verdict.slug(),
            headline: self.headline(&ranking),
            leaders: leaders.iter().filter_map(|id| self.subject(id)).collect(),
            rows: self.rows(&ranking.entries, tied),
            not_ranked: ranking.not_ranked.iter().filter_map(|entry| self.not_ranked(entry, selection)).collect(),
            ruled_out: ranking.ruled_out.iter().filter_map(|out| self.ruled_out(out)).collect(),
            overturn: self.overturn(&ranking),
            turns: ranking.turns.iter().map(|turn| self.turn(turn)).collect(),
        }
    }

    /// Names as a phrase: “A, B and C”.
    fn phrase(&self, ids: &[SubjectId]) -> String {
        let names: Vec<&str> =
            ids.iter().filter_map(|id| self.dataset.subjects.get(id)).map(|subject| subject.name.as_str()).collect();
        match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => {
                format!("{}{}{last}", self.voice.speech.list(rest), self.voice.text("and"))
            }
            _ => names.concat(),
        }
    }

    fn headline(&self, ranking: &Ranking) -> String {
        let key = match ranking.verdict {
            Verdict::Certain(_) | Verdict::Leads(_) if !ranking.is_open() => "verdict_known".to_owned(),
            ref verdict => format!("verdict_{}", verdict.slug().replace('-', "_")),
        };
        let names = self.phrase(ranking.verdict.leaders());
        self.voice.speech.fill(&key, &[("name", &names), ("names", &names)])
    }

    fn rows(&self, entries: &[SubjectScore], tied: impl Fn(&SubjectId) -> bool) -> Vec<ScoreView> {
        let rows = entries.iter().enumerate().filter_map(|(i, entry)| {
            let score = entry.score?;
            let equal = |e: &SubjectScore| e.score.is_some_and(|other| (other - score).abs() < 1e-9);
            let rank = entries.iter().position(equal).unwrap_or(i) + 1;
            Some(ScoreView {
                subject: self.subject(&entry.subject)?,
                rank,
                score: points(score),
                percent: percent(score),
                known: self.known(entry),
                tied: tied(&entry.subject),
                reasons: self.reasons(entry),
            })
        });
        rows.collect()
    }

    /// What there is to know about a score that rests on a part of the criteria.
    fn known(&self, entry: &SubjectScore) -> Vec<String> {
        let speech = self.voice.speech;
        let names = |ids: &[CriterionId]| speech.list(&ids.iter().map(|id| self.name(id)).collect::<Vec<_>>());
        let of =
            |key: &str, ids: &[CriterionId]| (!ids.is_empty()).then(|| speech.fill(key, &[("names", &names(ids))]));
        let range = entry.range.filter(|_| entry.is_open());
        let range =
            range.map(|(low, high)| speech.fill("score_range", &[("low", &points(low)), ("high", &points(high))]));
        let coverage = entry.coverage.filter(|share| *share < 1.0);
        let coverage = coverage.map(|share| speech.fill("known_share", &[("percent", &points(share))]));
        let missing = of("missing_values", &entry.missing);
        let not_applicable = of("not_applicable_values", &entry.not_applicable);
        [range, coverage, missing, not_applicable].into_iter().flatten().collect()
    }

    fn reasons(&self, entry: &SubjectScore) -> Vec<ReasonView> {
        let reason = |part: &Contribution| ReasonView {
            criterion: part.criterion.as_str().to_owned(),
            name: self.name(&part.criterion),
            weight: plain(part.weight),
            points: points(part.utility),
            percent: percent(part.utility),
            text: self.text(&entry.subject, &part.criterion),
        };
        entry.parts.iter().map(reason).collect()
    }

    fn not_ranked(&self, entry: &SubjectScore, selection: &Selection) -> Option<NotRankedView> {
        let undecided = entry.undecided.iter().filter_map(|id| {
            let has = self.dataset.cell(entry.subject.as_str(), id.as_str()).is_some();
            let LackView { name, wanted, has } = self.lack(&entry.subject, id, selection.require.get(id)?, has)?;
            let has = has.as_deref().unwrap_or(&self.voice.speech.words().unknown);
            Some(self.voice.speech.fill("undecided", &[("name", &name), ("wanted", &wanted), ("has", has)]))
        });
        let reasons = undecided.chain(self.known(entry)).collect();
        Some(NotRankedView { subject: self.subject(&entry.subject)?, reasons })
    }

    fn ruled_out(&self, out: &RuledOut) -> Option<RuledOutView> {
        let lack = |(id, wanted, has): &(CriterionId, Value, Option<Value>)| {
            self.lack(&out.subject, id, wanted, has.is_some())
        };
        let reasons = out.reasons.iter().filter_map(lack).collect();
        Some(RuledOutView { subject: self.subject(&out.subject)?, reasons })
    }

    fn lack(&self, subject: &SubjectId, id: &CriterionId, wanted: &Value, has: bool) -> Option<LackView> {
        let criterion = self.dataset.criteria.get(id)?;
        Some(LackView {
            name: criterion.name.clone(),
            wanted: criterion.kind.display(wanted, self.voice.speech.words()),
            has: has.then(|| self.text(subject, id)),
        })
    }

    /// The values that could overturn the lead: each that could alone, else a sentence on those that could together.
    fn overturn(&self, ranking: &Ranking) -> Vec<String> {
        let speech = self.voice.speech;
        let Overturn { cells, together } = &ranking.overturn;
        if !together.is_empty() {
            return vec![speech.fill("overturn_together", &[("names", &self.phrase(together))])];
        }
        let cell = |(subject, criterion): &(SubjectId, CriterionId)| {
            let (who, name) = (self.phrase(std::slice::from_ref(subject)), self.name(criterion));
            let text = self.text(subject, criterion);
            speech.fill("overturn_cell", &[("subject", &who), ("name", &name), ("text", &text)])
        };
        cells.iter().map(cell).collect()
    }

    fn turn(&self, turn: &TurningPoint) -> TurnView {
        let speech = self.voice.speech;
        let decimal = |number: f64| plain(number).replace('.', &speech.words().decimal);
        let step = |at: f64, verdict: &str, ids: &[SubjectId]| {
            let names = self.phrase(ids);
            let then = speech.fill(verdict, &[("name", &names), ("names", &names)]);
            let at = decimal(beyond(at, turn.from, turn.up));
            speech.fill(if turn.up { "turn_up" } else { "turn_down" }, &[("at", &at), ("then", &then)])
        };
        let first = match &turn.verdict {
            Verdict::Tied(tied) => step(turn.at, "turn_tied", tied),
            Verdict::Certain(other) | Verdict::Leads(other) => step(turn.at, "turn_leads", std::slice::from_ref(other)),
            _ => step(turn.at, "turn_not_enough_data", &[]),
        };
        let next = turn.next.as_ref().filter(|_| turn.verdict.leader().is_none());
        let next = next.map(|(at, other)| step(*at, "turn_leads", std::slice::from_ref(other)));
        let steps = speech.list(&[first].into_iter().chain(next).collect::<Vec<_>>());
        let (name, from) = (self.name(&turn.criterion), decimal(turn.from));
        TurnView {
            criterion: turn.criterion.as_str().to_owned(),
            text: speech.fill("turn", &[("name", &name), ("from", &from), ("steps", &steps)]),
        }
    }
}

/// A turning point with one decimal, rounded away from the present weight, so that the result has turned there.
fn beyond(at: f64, from: f64, up: bool) -> f64 {
    // A hair on the wrong side of a decimal is rounding.
    let tenths = if up { (at * 10.0 - 1e-6).ceil() } else { (at * 10.0 + 1e-6).floor() };
    let rounded = tenths.max(0.0) / 10.0;
    let turned = if up { rounded > from } else { rounded < from };
    if turned || rounded <= 0.0 { rounded } else { (tenths + if up { 1.0 } else { -1.0 }).max(0.0) / 10.0 }
}

/// A share of 1 as readers see it: of 100, without decimals.
fn points(share: f64) -> String {
    format!("{:.0}", share * 100.0)
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
