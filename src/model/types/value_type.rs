//! The trait that each criterion type implements, and the vocabulary its methods share.

use std::cmp::Ordering;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

use crate::model::id::ScaleId;
use crate::model::labels::ValueLabels;
use crate::model::value::Value;

/// What distinguishes one criterion type from another. Each method but the first four takes values of this type;
/// `unknown` and `na`, which every type takes, never get here.
pub trait ValueType {
    /// The type in a sentence, with its article: `a rating`.
    fn with_article() -> &'static str
    where
        Self: Sized;

    /// The keys of a criterion that mean something for this type, of [`TypeKeys`] and `better`.
    fn keys() -> &'static [&'static str]
    where
        Self: Sized;

    /// The direction that is better by default.
    fn default_better() -> Better
    where
        Self: Sized,
    {
        Better::None
    }

    /// Makes the type from the keys of a criterion. Fails when a required key is missing; the message completes
    /// "`ID` …".
    ///
    /// # Errors
    /// The key that is missing, and how to write it.
    fn declare(keys: TypeKeys) -> Result<Self, ValueError>
    where
        Self: Sized;

    /// The scale it was declared with.
    fn scale(&self) -> Option<&Scale> {
        None
    }

    /// The unit it was declared with.
    fn unit(&self) -> Option<&str> {
        None
    }

    /// The currency it was declared with.
    fn currency(&self) -> Option<&str> {
        None
    }

    /// The anchors it was declared with.
    fn anchors(&self) -> Option<Anchors> {
        None
    }

    /// What a cell takes, in a message: `a level of its scale`.
    fn takes(&self) -> &'static str;

    /// What to write in a cell, for an author who has just created a file.
    fn hint(&self) -> String;

    /// Reads one scalar.
    ///
    /// # Errors
    /// Why the text is not a value of this type.
    fn read(&self, text: &str) -> Result<Value, ValueError>;

    /// Reads a list of scalars; `None` when the type is not a list.
    fn read_list(&self, _items: &[&str]) -> Option<Result<Value, ValueError>> {
        None
    }

    /// Reads one field of a CSV file.
    ///
    /// # Errors
    /// Why the text is not a value of this type.
    fn read_field(&self, text: &str) -> Result<Value, ValueError> {
        self.read(text)
    }

    /// The order of two values, for sorting and for the best mark.
    fn order(&self, a: &Value, b: &Value) -> Option<Ordering>;

    /// Whether `value` satisfies a must-have in its own way; `None` where the order decides.
    fn satisfies(&self, _value: &Value, _minimum: &Value) -> Option<bool> {
        None
    }

    /// The figures between which a value scores and is drawn.
    fn range(&self) -> FigureRange {
        FigureRange::None
    }

    /// The value as a number in that range.
    fn figure(&self, _value: &Value) -> Option<f64> {
        None
    }

    /// The values that are marked on a scale that runs from `from` to `to`.
    fn ticks(&self, _from: f64, _to: f64) -> Vec<Value> {
        Vec::new()
    }

    /// What a reader sees, with the unit.
    fn display(&self, value: &Value, labels: &ValueLabels) -> String;

    /// The word for a level that is drawn as a colour.
    fn word(&self, _value: &Value, _labels: &ValueLabels) -> Option<String> {
        None
    }

    /// Whether values are quantities, so that "at least" makes sense in front of one.
    fn takes_qualifier(&self) -> bool {
        false
    }

    /// Whether values are aligned as numbers.
    fn is_numeric(&self) -> bool {
        false
    }

    /// The value in the published JSON.
    fn json<'a>(&self, value: &'a Value) -> ValueJson<'a>;

    /// The value in the published CSV, as [`ValueType::read_field`] takes it.
    fn field(&self, value: &Value) -> String;

    /// What a cell's text claims that its value does not; `None` when they agree or the text is free wording.
    fn contradiction(&self, _value: &Value, _text: &str) -> Option<String> {
        None
    }

    /// Whether a value of this utility is good enough by itself to be marked as the best.
    fn may_be_best(&self, _utility: f64) -> bool {
        true
    }

    /// Whether the value looks like a stand-in for having none, such as `-1` or `n/a`.
    fn is_stand_in(&self, _value: &Value) -> bool {
        false
    }
}

/// Why a text is not a value of its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    /// What is wrong, without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl ValueError {
    /// An error and its remedy.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

/// The keys of a criterion that only some types have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TypeKeys {
    /// The scale of a rating.
    pub scale: Option<Arc<Scale>>,
    /// What is counted or measured.
    pub unit: Option<String>,
    /// Three capital letters, as in ISO 4217.
    pub currency: Option<String>,
    /// The fixed ends between which a number scores.
    pub anchors: Option<Anchors>,
}

/// Which direction is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// Neither: it is shown, not scored.
    None,
}

/// The figures between which values lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FigureRange {
    /// Values are not figures.
    None,
    /// Values are figures without fixed ends, so they have no utility.
    Open,
    /// From the first to the second.
    Between(f64, f64),
}

/// The fixed ends of a number, in its unit; `low` is less than `high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchors {
    /// Scores 0 where higher is better.
    pub low: f64,
    /// Scores 1 where higher is better.
    pub high: f64,
}

/// Named levels, the lowest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// The scale's id.
    pub id: ScaleId,
    /// The names of the levels, from level 1 up; two or more.
    pub levels: Vec<String>,
}

impl Scale {
    /// The name of a level, from 1.
    pub fn name(&self, level: u8) -> Option<&str> {
        self.levels.get(usize::from(level).checked_sub(1)?).map(String::as_str)
    }

    /// The level of a name, whatever its case.
    pub fn level(&self, name: &str) -> Option<u8> {
        let same = |level: &String| level.to_lowercase() == name.to_lowercase();
        self.levels.iter().position(same).and_then(|i| u8::try_from(i + 1).ok())
    }
}

/// A value: a rating's level, a number and an amount are numbers; support is `yes`, `partial` or `no`; a list is a list;
/// all else is text.
#[derive(JsonSchema, Serialize)]
#[serde(untagged)]
#[schemars(rename = "Value")]
pub enum ValueJson<'a> {
    /// A number.
    Number(Figure),
    /// A text.
    Text(String),
    /// A list.
    List(&'a [String]),
}

/// A number that is written without a point when it is whole.
#[derive(Clone, Copy)]
pub struct Figure(pub f64);

impl Serialize for Figure {
    #[expect(clippy::cast_possible_truncation, reason = "only numbers that fit are cast")]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let whole = self.0.fract() == 0.0 && self.0.abs() < 9_007_199_254_740_992.0;
        if whole { serializer.serialize_i64(self.0 as i64) } else { serializer.serialize_f64(self.0) }
    }
}

impl JsonSchema for Figure {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Figure".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "number"})
    }
}
