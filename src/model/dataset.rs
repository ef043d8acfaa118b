//! Datasets: criteria, subjects, sources and profiles that belong together.

use std::sync::Arc;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::criterion::{Criterion, Group};
use super::id::{CriterionId, DatasetId, GroupId, ProfileId, ScaleId, SourceId, SubjectId};
use super::types::value_type::Scale;
use super::value::{Cell, Value};
use crate::base::{Date, Place};

/// The difference of scores, from 0 to 1, up to which two subjects are tied, where a dataset sets no other.
pub const TIE_MARGIN: f64 = 0.05;

/// The share of the weights, from 0 to 1, that must be known of a subject to be ranked, where a dataset sets no other.
pub const MIN_COVERAGE: f64 = 0.6;

/// A checked dataset. All maps are in the author's order.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    /// Its id.
    pub id: DatasetId,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub description: Option<String>,
    /// The terms on which it may be used.
    pub licence: Option<String>,
    /// The difference of scores up to which subjects are tied.
    pub tie_margin: f64,
    /// The share of the weights that must be known of a subject, and must apply to it, to be ranked.
    pub min_coverage: f64,
    /// Scales of ratings.
    pub scales: IndexMap<ScaleId, Arc<Scale>>,
    /// Headings over criteria.
    pub groups: IndexMap<GroupId, Group>,
    /// Rows.
    pub criteria: IndexMap<CriterionId, Criterion>,
    /// Where values are from.
    pub sources: IndexMap<SourceId, DataSource>,
    /// Named weights.
    pub profiles: IndexMap<ProfileId, Profile>,
    /// Columns.
    pub subjects: IndexMap<SubjectId, Subject>,
    /// The first and the last day that its known values are of; found once, as all its pages show it.
    pub as_of_range: Option<(Date, Date)>,
    /// Whether all of it could be read. What can only be said of the whole is not said of a part.
    pub complete: bool,
    /// Where it is declared.
    pub place: Place,
}

impl Dataset {
    /// The cell of a subject and a criterion, if it is there.
    pub fn cell(&self, subject: &str, criterion: &str) -> Option<&Cell> {
        self.subjects.get(subject)?.values.get(criterion)
    }
}

/// The first and the last day that the known values of subjects are of.
pub fn as_of_range<'a>(subjects: impl Iterator<Item = &'a Subject> + Clone) -> Option<(Date, Date)> {
    let dates = || subjects.clone().flat_map(Subject::dates);
    Some((dates().min()?, dates().max()?))
}

/// One of the things compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    /// Its id.
    pub id: SubjectId,
    /// Its name.
    pub name: String,
    /// Its own site.
    pub url: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// A link that pays the author; it asks for a disclosure.
    pub affiliate_url: Option<String>,
    /// The day that its values are of, where they say no other.
    pub as_of: Option<Date>,
    /// Its cells, in the author's order; a cell that is missing is missing.
    pub values: IndexMap<CriterionId, Cell>,
    /// Where it is declared.
    pub place: Place,
    /// Where its `as_of` stands.
    pub as_of_place: Option<Place>,
}

impl Subject {
    /// The day that a cell is of: its own, else the subject's.
    pub fn as_of(&self, cell: &Cell) -> Option<Date> {
        cell.as_of.or(self.as_of)
    }

    fn dates(&self) -> impl Iterator<Item = Date> + '_ {
        self.values.values().filter(|cell| cell.value.is_known()).filter_map(|cell| self.as_of(cell))
    }
}

/// Where a value is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataSource {
    /// Its id.
    pub id: SourceId,
    /// Its title.
    pub title: String,
    /// Its address, `http` or `https`.
    pub url: Option<String>,
    /// What kind of source it is.
    pub kind: Option<SourceKind>,
    /// Where it is declared.
    pub place: Place,
}

/// What kind of source it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// The project's or vendor's own word.
    Primary,
    /// Somebody else's report.
    Secondary,
    /// Measured, by whom and how the source says.
    Measurement,
    /// A judgement.
    Opinion,
}

/// A named set of weights and must-haves: what somebody in some situation wants.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Its id.
    pub id: ProfileId,
    /// Its name.
    pub name: String,
    /// Who it is for.
    pub description: Option<String>,
    /// Weights that take the place of the criteria's own, from 0.
    pub weights: IndexMap<CriterionId, f64>,
    /// What a subject must reach to be considered, each of its criterion's type.
    pub require: IndexMap<CriterionId, Value>,
    /// Where it is declared.
    pub place: Place,
}
