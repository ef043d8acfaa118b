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
    /// The difference of scores, 0 to 1, up to which subjects are tied.
    pub tie_margin: f64,
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
    /// `winner`, `tied`, `only`, `low-coverage`, `no-weights` or `nobody`.
    pub status: &'static str,
    /// The winner, the tied with the best first, or the one that is left.
    pub leaders: Vec<SubjectRef>,
    /// The subjects, best first.
    pub rows: Vec<ScoreView>,
    /// Who was not considered, and why.
    pub ruled_out: Vec<RuledOutView>,
    /// How many of the weighted criteria all subjects have a value for.
    pub coverage: CoverageView,
    /// Where another would win.
    pub flips: Vec<FlipView>,
}

/// A subject's score.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ScoreView {
    /// The subject.
    pub subject: SubjectRef,
    /// Its place, from 1; equal scores share it.
    pub rank: usize,
    /// The score, from 0 to 1, with three decimals.
    pub score: String,
    /// The score of 100, with one decimal.
    pub percent: String,
    /// Whether it is tied with the best.
    pub tied: bool,
    /// What each criterion adds.
    pub reasons: Vec<ReasonView>,
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
    /// How good the subject is there, of 100.
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

/// How much a result rests on.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CoverageView {
    /// The criteria that count.
    pub used: usize,
    /// All that have a weight.
    pub of: usize,
    /// The names of those that do not count.
    pub missing: Vec<String>,
}

/// A weight at which another subject would win.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct FlipView {
    /// The criterion's id.
    pub criterion: String,
    /// Its name.
    pub name: String,
    /// The weight it has.
    pub from: String,
    /// The weight at which they are level.
    pub at: String,
    /// Whether the weight would have to rise.
    pub up: bool,
    /// Who would win beyond it.
    pub challenger: SubjectRef,
}
