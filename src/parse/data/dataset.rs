//! A dataset's own file as its author writes it.

use schemars::JsonSchema;
use serde::Deserialize;

use super::cell::RawSource;
use super::subject::RawSubject;
use crate::base::MaxAge;
use crate::model::{Better, TypeName};
use crate::parse::yaml::{Entries, Scalar, Spanned};

/// A dataset: `content/data/NAME.yaml` or `content/data/NAME/dataset.yaml`.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Dataset")]
pub struct RawDataset {
    /// Its title.
    pub title: String,
    /// What it is about.
    pub description: Option<String>,
    /// The terms on which others may use it, as CC BY 4.0.
    pub licence: Option<String>,
    /// Scales of ratings: for each id the names of its levels, the lowest first.
    #[serde(default)]
    pub scales: Entries<Vec<Scalar>>,
    /// Headings over criteria, in the order they are shown.
    #[serde(default)]
    pub groups: Vec<RawGroup>,
    /// What subjects are compared by, in the order they are shown.
    pub criteria: Vec<RawCriterion>,
    /// Where values are from, by id.
    #[serde(default)]
    pub sources: Entries<RawSource>,
    /// Named weights and must-haves.
    #[serde(default)]
    pub profiles: Vec<RawProfile>,
    /// Subjects by id, where they do not stand in files of their own.
    #[serde(default)]
    pub subjects: Entries<RawSubject>,
    /// The difference of scores, from 0 to 1, up to which subjects are tied; 0.05 if not given.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub tie_margin: Option<Spanned<f64>>,
    /// The share of the weights, from 0 to 1, that must be known of a subject, and must apply to it, to be ranked; 0.6
    /// if not given.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub min_coverage: Option<Spanned<f64>>,
}

/// A heading over some criteria.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Group")]
pub struct RawGroup {
    /// Its id: lower-case letters, digits, - and _.
    #[schemars(with = "String", regex(pattern = r"^[a-z0-9][a-z0-9_-]*$"))]
    pub id: Scalar,
    /// Its name.
    pub name: String,
}

/// One row of a comparison.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Criterion")]
pub struct RawCriterion {
    /// Its id: lower-case letters, digits, - and _.
    #[schemars(with = "String", regex(pattern = r"^[a-z0-9][a-z0-9_-]*$"))]
    pub id: Scalar,
    /// Its name.
    pub name: String,
    /// The id of the group it is shown in.
    pub group: Option<Scalar>,
    /// The type of its values.
    #[serde(rename = "type")]
    pub kind: TypeName,
    /// The id of its scale; for a rating, which must have one.
    pub scale: Option<Scalar>,
    /// What is counted or measured; for a number or money.
    pub unit: Option<Spanned<String>>,
    /// Three capital letters, as EUR; for money, which must have one.
    #[schemars(with = "Option<String>", regex(pattern = r"^[A-Z]{3}$"))]
    pub currency: Option<Scalar>,
    /// Which direction is better. A rating and support take higher if nothing is said, the others none.
    pub better: Option<Spanned<Better>>,
    /// How much it weighs, from 0; 1 for what can be scored if nothing is said.
    #[schemars(range(min = 0.0))]
    pub weight: Option<Spanned<f64>>,
    /// A sentence that explains it.
    pub help: Option<String>,
    /// The fixed ends, low and high, between which a number or money scores.
    #[schemars(length(equal = 2))]
    pub anchors: Option<Spanned<Vec<f64>>>,
    /// Whether each known value needs a source.
    #[serde(default)]
    pub require_source: bool,
    /// How old a value may grow, as 90d, 12mo or 2y.
    pub max_age: Option<MaxAge>,
}

/// A named set of weights and must-haves: what somebody in some situation wants.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Profile")]
pub struct RawProfile {
    /// Its id: lower-case letters, digits, - and _.
    #[schemars(with = "String", regex(pattern = r"^[a-z0-9][a-z0-9_-]*$"))]
    pub id: Scalar,
    /// Its name.
    pub name: String,
    /// Who it is for.
    pub description: Option<String>,
    /// Weights by the id of their criterion, in place of the criterion's own.
    #[serde(default)]
    pub weights: Entries<Spanned<f64>>,
    /// What a subject must reach to be considered, by the id of the criterion.
    #[serde(default)]
    pub require: Entries<Scalar>,
}
