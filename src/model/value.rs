//! The content of one cell: a value and what is known about it.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::id::SourceId;
use super::version::Version;
use crate::base::{Date, Place};

/// A value of a criterion's type, or one of the two ways of having none. A cell that is not there is neither.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A level of the criterion's scale, from 1.
    Rating(u8),
    /// Whether something is supported.
    Support(Support),
    /// A finite number, in the criterion's unit.
    Number(f64),
    /// A finite amount, in the criterion's currency.
    Money(f64),
    /// A day.
    Date(Date),
    /// A version.
    Version(Version),
    /// Words.
    Text(String),
    /// Several words, in the author's order.
    List(Vec<String>),
    /// There is a value, but nobody here knows it.
    Unknown,
    /// The question makes no sense for this subject.
    NotApplicable,
}

impl Value {
    /// Whether there is a value at all.
    pub fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown | Self::NotApplicable)
    }
}

/// How far something is supported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Support {
    /// Not at all.
    No,
    /// In part; a note says in which.
    Partial,
    /// Fully.
    Yes,
}

/// How sure the author is of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Checked, and stable.
    High,
    /// Likely, or checked some time ago.
    Medium,
    /// A guess with a reason.
    Low,
}

impl Confidence {
    /// All, with the word that authors write.
    pub const NAMES: [(Self, &str); 3] = [(Self::High, "high"), (Self::Medium, "medium"), (Self::Low, "low")];
}

/// Whether a value is a bound or an estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Qualifier {
    /// The true value is this or more.
    AtLeast,
    /// The true value is this or less.
    AtMost,
    /// The true value is near this.
    About,
}

impl Qualifier {
    /// All, with the word that authors write.
    pub const NAMES: [(Self, &str); 3] =
        [(Self::AtLeast, "at-least"), (Self::AtMost, "at-most"), (Self::About, "about")];
}

/// One cell: what a subject has for a criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// What sorts, tints and scores.
    pub value: Value,
    /// The reader's wording, where the author gave one; see `display`.
    pub text: Option<String>,
    /// A remark in plain text.
    pub note: Option<String>,
    /// Where it is from; an id that the dataset does not have was reported when it was read.
    pub source: Option<SourceId>,
    /// The day it was true, if not the subject's own; see `Subject::as_of`.
    pub as_of: Option<Date>,
    /// How sure the author is.
    pub confidence: Option<Confidence>,
    /// Whether it is a bound or an estimate.
    pub qualifier: Option<Qualifier>,
    /// Where the value is written.
    pub place: Place,
    /// The bytes of `text` in the same file.
    pub text_span: Option<Range<usize>>,
    /// The bytes of `as_of` in the same file.
    pub as_of_span: Option<Range<usize>>,
}

impl Cell {
    /// A cell with a value alone.
    pub fn new(value: Value, place: Place) -> Self {
        Self {
            value,
            text: None,
            note: None,
            source: None,
            as_of: None,
            confidence: None,
            qualifier: None,
            place,
            text_span: None,
            as_of_span: None,
        }
    }

    /// The place of a part of this cell, of its value when the part has none.
    pub fn place_of(&self, part: Option<&Range<usize>>) -> Place {
        part.map_or_else(|| self.place.clone(), |span| Place::new(&self.place.file, span.clone()))
    }
}
