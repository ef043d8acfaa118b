//! The shape of a published dataset, key by key: the documentation and the JSON Schema are made from these types.
//!
//! The meaning of a published key never changes; `format` names it.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::base::{Date, MaxAge};
use crate::model::dataset::SourceKind;
use crate::model::types::value_type::{Better, Figure, ValueJson};
use crate::model::value::{Confidence, Qualifier};

/// The meaning of the keys below.
pub const FORMAT: &str = "versus-dataset-1";

/// A published dataset. Keys that have nothing to say are left out.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Dataset")]
pub struct DatasetJson<'a> {
    /// The meaning of these keys: `versus-dataset-1`.
    pub(crate) format: &'static str,
    /// Its id.
    pub(crate) id: &'a str,
    /// Its title.
    pub(crate) title: &'a str,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<&'a str>,
    /// The terms on which it may be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) licence: Option<&'a str>,
    /// The first and the last day that its values are of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) as_of: Option<(Date, Date)>,
    /// The difference of scores, from 0 to 1, up to which subjects are tied.
    pub(crate) tie_margin: Figure,
    /// The share of the weights, from 0 to 1, that must be known of a subject to be ranked.
    pub(crate) min_coverage: Figure,
    /// For each scale the names of its levels, from level 1 up.
    pub(crate) scales: IndexMap<&'a str, &'a [String]>,
    /// Headings over criteria, in the order they are shown.
    pub(crate) groups: Vec<GroupJson<'a>>,
    /// Rows, in the order they are shown.
    pub(crate) criteria: Vec<CriterionJson<'a>>,
    /// Where values are from, by id.
    pub(crate) sources: IndexMap<&'a str, SourceJson<'a>>,
    /// Named weights and must-haves.
    pub(crate) profiles: Vec<ProfileJson<'a>>,
    /// Columns, in the order they are shown.
    pub(crate) subjects: Vec<SubjectJson<'a>>,
}

/// A heading over some criteria.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Group")]
pub struct GroupJson<'a> {
    /// Its id.
    pub(crate) id: &'a str,
    /// Its name.
    pub(crate) name: &'a str,
}

/// One row.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Criterion")]
pub struct CriterionJson<'a> {
    /// Its id.
    pub(crate) id: &'a str,
    /// Its name.
    pub(crate) name: &'a str,
    /// The id of its group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) group: Option<&'a str>,
    /// `rating`, `support`, `number`, `money`, `date`, `version`, `text` or `list`.
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    /// The id of a rating's scale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) scale: Option<&'a str>,
    /// What a number counts or measures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) unit: Option<&'a str>,
    /// The currency of money, three letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) currency: Option<&'a str>,
    /// Which direction is better.
    pub(crate) better: Better,
    /// Whether its values have a utility.
    pub(crate) scored: bool,
    /// Its weight where nobody chooses another.
    pub(crate) weight: Figure,
    /// The fixed ends, low and high, of a number or money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) anchors: Option<(Figure, Figure)>,
    /// A sentence that explains it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) help: Option<&'a str>,
    /// Whether each known value needs a source.
    pub(crate) require_source: bool,
    /// How old a value may grow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) max_age: Option<MaxAge>,
}

/// Where a value is from.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Source")]
pub struct SourceJson<'a> {
    /// Its title.
    pub(crate) title: &'a str,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<&'a str>,
    /// What kind of source it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) kind: Option<SourceKind>,
}

/// Named weights and must-haves.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Profile")]
pub struct ProfileJson<'a> {
    /// Its id.
    pub(crate) id: &'a str,
    /// Its name.
    pub(crate) name: &'a str,
    /// Who it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<&'a str>,
    /// Weights by criterion, in place of the criteria's own.
    pub(crate) weights: IndexMap<&'a str, Figure>,
    /// What a subject must reach, by criterion.
    pub(crate) require: IndexMap<&'a str, ValueJson<'a>>,
    /// Who does not reach it: for each such subject the criteria it lacks. These are not scored.
    pub(crate) ruled_out: IndexMap<&'a str, Vec<&'a str>>,
    /// Of whom nobody can tell: for each such subject the criteria that are unknown. These are not ranked.
    pub(crate) undecided: IndexMap<&'a str, Vec<&'a str>>,
}

/// One column.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Subject")]
pub struct SubjectJson<'a> {
    /// Its id.
    pub(crate) id: &'a str,
    /// Its name.
    pub(crate) name: &'a str,
    /// Its own site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<&'a str>,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<&'a str>,
    /// A link that pays the author.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) affiliate_url: Option<&'a str>,
    /// The day that its values are of, where they say no other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) as_of: Option<Date>,
    /// Its cells by criterion; a missing one is missing here.
    pub(crate) values: IndexMap<&'a str, CellJson<'a>>,
}

/// One cell.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Cell")]
pub struct CellJson<'a> {
    /// The value, of the criterion's type. `unknown` and `na` stand for having none.
    pub(crate) value: ValueJson<'a>,
    /// What a reader sees.
    pub(crate) display: String,
    /// The author's wording, if that is what a reader sees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) text: Option<&'a str>,
    /// How good it is, from 0 to 1, if it is scored; a bound as good as its stated value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) utility: Option<Figure>,
    /// Its place among all values of the criterion from 0 up, level ones sharing it: what to sort by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rank: Option<u32>,
    /// A remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<&'a str>,
    /// The id of its source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) source: Option<&'a str>,
    /// The day it was true, if not the subject's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) as_of: Option<Date>,
    /// How sure the author is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) confidence: Option<Confidence>,
    /// What kind of bound it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) qualifier: Option<Qualifier>,
}
