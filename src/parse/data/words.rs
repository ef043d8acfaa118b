//! The closed sets of words that authors choose from.
//!
//! It refuses to know what follows from them; `compare` has its own types, and `link::data` leads from one to the other.

use schemars::JsonSchema;
use serde::Deserialize;

/// The type of a criterion's values. Every type also takes `unknown` and `na`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Kind")]
pub enum RawKind {
    /// A level of a named scale: its number from 1, or its name.
    Rating,
    /// yes, partial or no.
    Support,
    /// A number.
    Number,
    /// An amount of money.
    Money,
    /// A day, as 2026-11-23.
    Date,
    /// A version, as 3.10.
    Version,
    /// Words.
    Text,
    /// A list of words.
    List,
}

/// Which direction is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Better")]
pub enum RawBetter {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// Neither: it is shown, not scored.
    None,
}

/// How sure the author is of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Confidence")]
pub enum RawConfidence {
    /// Checked, and stable.
    High,
    /// Likely, or checked some time ago.
    Medium,
    /// A guess with a reason.
    Low,
}

impl RawConfidence {
    /// How they are written.
    pub(super) const NAMES: &[&str] = &["high", "medium", "low"];
}

/// What kind of bound a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Qualifier")]
pub enum RawQualifier {
    /// The true value is this or more.
    AtLeast,
    /// The true value is this or less.
    AtMost,
    /// The true value is near this.
    About,
}

impl RawQualifier {
    /// How they are written.
    pub(super) const NAMES: &[&str] = &["at-least", "at-most", "about"];
}

/// What kind of source it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "SourceKind")]
pub enum RawSourceKind {
    /// The project's or vendor's own word.
    Primary,
    /// Somebody else's report.
    Secondary,
    /// Measured, by whom and how the source says.
    Measurement,
    /// A judgement.
    Opinion,
}
