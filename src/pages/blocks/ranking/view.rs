//! What the components of rankings see.

use schemars::JsonSchema;
use serde::Serialize;

use crate::link::SubjectRef;
use crate::pages::DatasetView;

/// `ranking`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct RankingView {
    /// An id that nothing else on the page has.
    pub id: String,
    /// A heading above it.
    pub title: Option<String>,
    /// The dataset.
    pub dataset: DatasetView,
    /// The criteria that are scored, with their weights.
    pub weights: Vec<WeightView>,
    /// The profiles, each with its own result.
    pub profiles: Vec<ProfileView>,
    /// The profile that the result is for, if one was chosen.
    pub profile: Option<String>,
    /// The result.
    pub result: ResultView,
    /// The difference of scores, of 100, up to which subjects are tied.
    pub tie_margin: String,
    /// How much of the weight must be known of a subject to be ranked, of 100.
    pub min_coverage: String,
    /// All that a script needs to compute the result again, as JSON text, in the form that `ranking.js` describes.
    pub data: String,
}

/// A criterion and its weight.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct WeightView {
    /// The criterion's id.
    pub criterion: String,
    /// Its name.
    pub name: String,
    /// Its weight, as readers see it: no fraction where there is none.
    pub weight: String,
    /// What explains it.
    pub help: Option<String>,
}

/// A profile.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ProfileView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who it is for.
    pub description: Option<String>,
    /// Its result.
    pub ranking: ResultView,
}

/// A result.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ResultView {
    /// `nobody`, `only`, `no-weights`, `certain`, `leads`, `tied` or `not-enough-data`.
    pub status: &'static str,
    /// The verdict, a sentence.
    pub headline: String,
    /// The leader, the tied with the best first, or the one that is left.
    pub leaders: Vec<SubjectRef>,
    /// The ranked subjects, the best first.
    pub rows: Vec<ScoreView>,
    /// The subjects of which too little is known to rank them, or too little applies.
    pub not_ranked: Vec<NotRankedView>,
    /// Who was not considered, and why.
    pub ruled_out: Vec<RuledOutView>,
    /// Where one leads on what is known: the values that could change that.
    pub overturn: Vec<String>,
    /// The weights at which the leader would lose the lead.
    pub turns: Vec<TurnView>,
}

/// A subject's score.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ScoreView {
    /// The subject.
    pub subject: SubjectRef,
    /// Its place, from 1; equal scores share it.
    pub rank: usize,
    /// The score, from 0 to 100, without decimals.
    pub score: String,
    /// The score of 100, with one decimal, to draw with.
    pub percent: String,
    /// What the score may turn out to be and what is unknown, in sentences; empty where all is known and applies.
    pub known: Vec<String>,
    /// Whether it is tied with the best.
    pub tied: bool,
    /// What each criterion adds.
    pub reasons: Vec<ReasonView>,
}

/// A subject that is not ranked.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct NotRankedView {
    /// The subject.
    pub subject: SubjectRef,
    /// Why not, in sentences.
    pub reasons: Vec<String>,
}

/// What a criterion adds to a score.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ReasonView {
    /// The criterion's id.
    pub criterion: String,
    /// Its name.
    pub name: String,
    /// Its weight.
    pub weight: String,
    /// How good the subject is there, of 100, without decimals.
    pub points: String,
    /// The same with one decimal, to draw with.
    pub percent: String,
    /// The value in the reader's wording.
    pub text: String,
}

/// A subject that lacks a must-have.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct RuledOutView {
    /// The subject.
    pub subject: SubjectRef,
    /// What it lacks.
    pub reasons: Vec<LackView>,
}

/// A must-have that is not met.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LackView {
    /// The criterion's name.
    pub name: String,
    /// What was asked for.
    pub wanted: String,
    /// What the subject has, if anything is known.
    pub has: Option<String>,
}

/// What happens when the weight of one criterion moves one way and all others stay.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TurnView {
    /// The criterion's id.
    pub criterion: String,
    /// From which weight on the leader no longer leads, and from which another does, in a sentence.
    pub text: String,
}
