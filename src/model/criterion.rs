//! Criteria: what subjects are compared by, of which type, and which direction is better.
//!
//! It refuses to know any subject.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use super::{CriterionId, GroupId, ScaleId};
use crate::base::{MaxAge, Place};

/// One row of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    /// Its id.
    pub id: CriterionId,
    /// Its name.
    pub name: String,
    /// The group it is shown in.
    pub group: Option<GroupId>,
    /// The type of its values.
    pub kind: CriterionType,
    /// Which direction is better.
    pub better: Better,
    /// Its weight where nobody chooses another, from 0; 0 for what is not scored.
    pub weight: f64,
    /// A sentence that explains it.
    pub help: Option<String>,
    /// Whether each known value needs a source.
    pub require_source: bool,
    /// How old a value may grow.
    pub max_age: Option<MaxAge>,
    /// Where it is declared.
    pub place: Place,
}

impl Criterion {
    /// Whether its values have a utility: a direction is better, and its type has fixed ends.
    pub fn is_scored(&self) -> bool {
        self.better != Better::None && self.kind.has_ends()
    }
}

/// The type of a criterion's values.
#[derive(Clone, Debug, PartialEq)]
pub enum CriterionType {
    /// A level of a named scale.
    Rating(Arc<Scale>),
    /// Yes, partial or no.
    Support,
    /// A number.
    Number {
        /// What is counted or measured.
        unit: Option<String>,
        /// The fixed ends between which it scores.
        anchors: Option<Anchors>,
    },
    /// An amount of money.
    Money {
        /// Three capital letters, as in ISO 4217.
        currency: String,
        /// What it is paid for, as `per month`.
        unit: Option<String>,
        /// The fixed ends between which it scores.
        anchors: Option<Anchors>,
    },
    /// A day.
    Date,
    /// A version.
    Version,
    /// Words.
    Text,
    /// Several words.
    List,
}

impl CriterionType {
    /// The name of the type, as authors write it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Rating(_) => "rating",
            Self::Support => "support",
            Self::Number { .. } => "number",
            Self::Money { .. } => "money",
            Self::Date => "date",
            Self::Version => "version",
            Self::Text => "text",
            Self::List => "list",
        }
    }

    /// The fixed ends of a number or an amount.
    pub fn anchors(&self) -> Option<Anchors> {
        match self {
            Self::Number { anchors, .. } | Self::Money { anchors, .. } => *anchors,
            _ => None,
        }
    }

    fn has_ends(&self) -> bool {
        matches!(self, Self::Rating(_) | Self::Support) || self.anchors().is_some()
    }
}

/// The fixed ends of a number, in its unit; `low` is less than `high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchors {
    /// Scores 0 where higher is better.
    pub low: f64,
    /// Scores 1 where higher is better.
    pub high: f64,
}

/// Which direction is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// Neither: it is shown, not scored.
    None,
}

/// Named levels, the lowest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Its id.
    pub id: ScaleId,
    /// The names of the levels, from level 1 up; two or more.
    pub levels: Vec<String>,
}

impl Scale {
    /// The name of a level, from 1.
    pub fn name(&self, level: u8) -> Option<&str> {
        self.levels.get(usize::from(level).checked_sub(1)?).map(String::as_str)
    }

    /// The level of that name, whatever its case.
    pub fn level(&self, name: &str) -> Option<u8> {
        let same = |level: &String| level.to_lowercase() == name.to_lowercase();
        self.levels.iter().position(same).and_then(|i| u8::try_from(i + 1).ok())
    }
}

/// A heading over some criteria.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its id.
    pub id: GroupId,
    /// Its name.
    pub name: String,
}
