//! Criterion types: one file for each, a table of all, and what holds for every type, whatever its values.
//!
//! Until a criterion's type reads it, a scalar is text: `3.10` is a version, `no` is not a boolean, `.inf` is no price.

pub mod date;
pub mod list;
pub mod money;
pub mod number;
pub mod rating;
pub mod support;
pub mod text;
pub mod value_type;
pub mod version;

use std::cmp::Ordering;

use schemars::JsonSchema;
use serde::Deserialize;

use self::value_type::{Anchors, Better, FigureRange, Scale, TypeKeys, ValueError, ValueJson, ValueType};
use super::labels::ValueLabels;
use super::value::Value;

/// Makes both enums and their dispatch from one line for each type.
macro_rules! types {
    ($($(#[$doc:meta])* $name:ident($type:ty) $word:literal;)*) => {
        /// The type of a criterion's values. Every type also takes `unknown` and `na`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
        #[serde(rename_all = "lowercase")]
        #[schemars(rename = "Kind")]
        pub enum TypeName {
            $($(#[$doc])* $name,)*
        }

        impl TypeName {
            /// The type in a sentence, with its article.
            pub fn with_article(self) -> &'static str {
                match self { $(Self::$name => <$type>::with_article(),)* }
            }

            /// The keys of a criterion that mean something for this type.
            pub fn keys(self) -> &'static [&'static str] {
                match self { $(Self::$name => <$type>::keys(),)* }
            }

            /// The direction that is better by default.
            pub fn default_better(self) -> Better {
                match self { $(Self::$name => <$type>::default_better(),)* }
            }

            /// Makes the type from the keys of a criterion.
            ///
            /// # Errors
            /// When a required key is missing; the message completes "`ID` …".
            pub fn declare(self, keys: TypeKeys) -> Result<CriterionType, ValueError> {
                match self { $(Self::$name => <$type>::declare(keys).map(CriterionType::$name),)* }
            }
        }

        /// A criterion type with what its criterion declares.
        #[derive(Clone, Debug, PartialEq)]
        pub enum CriterionType {
            $($(#[$doc])* $name($type),)*
        }

        impl CriterionType {
            /// The name of the type, as authors write it.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$name(_) => $word,)* }
            }

            fn inner(&self) -> &dyn ValueType {
                match self { $(Self::$name(inner) => inner,)* }
            }
        }
    };
}

types! {
    /// A level of a named scale: its number from 1, or its name.
    Rating(rating::RatingType) "rating";
    /// yes, partial or no.
    Support(support::SupportType) "support";
    /// A number.
    Number(number::NumberType) "number";
    /// An amount of money.
    Money(money::MoneyType) "money";
    /// A day, as 2026-11-23.
    Date(date::DateType) "date";
    /// A version, as 3.10.
    Version(version::VersionType) "version";
    /// Words.
    Text(text::TextType) "text";
    /// A list of words.
    List(list::ListType) "list";
}

/// Reads a scalar: `unknown` and `na`, else as its type reads it.
fn scalar(text: &str, read: impl Fn(&str) -> Result<Value, ValueError>) -> Result<Value, ValueError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(ValueError::new("there is nothing here", "write a value, `unknown` or `na`"));
    }
    no_value(text).map_or_else(|| read(text), Ok)
}

/// `unknown` and `na`, which every type takes.
fn no_value(text: &str) -> Option<Value> {
    match text {
        "unknown" => Some(Value::Unknown),
        "na" => Some(Value::NotApplicable),
        _ => None,
    }
}

impl CriterionType {
    /// Reads a scalar.
    ///
    /// # Errors
    /// Why the text is not a value of this type.
    pub fn read(&self, text: &str) -> Result<Value, ValueError> {
        scalar(text, |text| self.inner().read(text))
    }

    /// Reads a field of a CSV file, where the items of a list share one field.
    ///
    /// # Errors
    /// Why the text is not a value of this type.
    pub fn read_field(&self, text: &str) -> Result<Value, ValueError> {
        scalar(text, |text| self.inner().read_field(text))
    }

    /// Reads a list of scalars.
    ///
    /// # Errors
    /// Why the items are not a value of this type.
    pub fn read_list(&self, items: &[&str]) -> Result<Value, ValueError> {
        self.inner().read_list(items).unwrap_or_else(|| {
            let message = format!("a list where a {} is expected", self.name());
            Err(ValueError::new(message, "write one value, or make the criterion `type: list`"))
        })
    }

    /// Reads the least that a must-have asks for; one text asks for one item of a list.
    ///
    /// # Errors
    /// Why the text is not a value of this type.
    pub fn read_minimum(&self, text: &str) -> Result<Value, ValueError> {
        self.inner().read_list(&[text]).unwrap_or_else(|| self.read(text))
    }

    /// Which of two values comes first; `None` when one has no value.
    pub fn order(&self, a: &Value, b: &Value) -> Option<Ordering> {
        self.inner().order(a, b)
    }

    /// Whether `value` satisfies a must-have in a way of its type; `None` where the order decides.
    pub fn satisfies(&self, value: &Value, minimum: &Value) -> Option<bool> {
        self.inner().satisfies(value, minimum).filter(|_| value.is_known())
    }

    /// The figures between which values score and are drawn.
    pub fn range(&self) -> FigureRange {
        self.inner().range()
    }

    /// A value as a number in that range.
    pub fn figure(&self, value: &Value) -> Option<f64> {
        self.inner().figure(value)
    }

    /// The values that are marked on a scale that runs from `from` to `to`.
    pub fn ticks(&self, from: f64, to: f64) -> Vec<Value> {
        self.inner().ticks(from, to)
    }

    /// A value in words, with its unit.
    pub fn display(&self, value: &Value, labels: &ValueLabels) -> String {
        match value {
            Value::Unknown => labels.unknown.clone(),
            Value::NotApplicable => labels.not_applicable.clone(),
            known => self.inner().display(known, labels),
        }
    }

    /// The word for a level that is drawn as a colour.
    pub fn word(&self, value: &Value, labels: &ValueLabels) -> Option<String> {
        self.inner().word(value, labels)
    }

    /// Whether "at least" makes sense in front of a value.
    pub fn takes_qualifier(&self) -> bool {
        self.inner().takes_qualifier()
    }

    /// Whether values are aligned as numbers.
    pub fn is_numeric(&self) -> bool {
        self.inner().is_numeric()
    }

    /// The scale of a rating.
    pub fn scale(&self) -> Option<&Scale> {
        self.inner().scale()
    }

    /// What is counted or measured.
    pub fn unit(&self) -> Option<&str> {
        self.inner().unit()
    }

    /// The currency of money.
    pub fn currency(&self) -> Option<&str> {
        self.inner().currency()
    }

    /// The fixed ends of a number or an amount.
    pub fn anchors(&self) -> Option<Anchors> {
        self.inner().anchors()
    }

    /// What a cell takes, in a message.
    pub fn takes(&self) -> &'static str {
        self.inner().takes()
    }

    /// What to write in a cell, for an author who has just created a file.
    pub fn hint(&self) -> String {
        self.inner().hint()
    }

    /// A value in the published JSON.
    pub fn json<'a>(&self, value: &'a Value) -> ValueJson<'a> {
        match value {
            Value::Unknown => ValueJson::Text("unknown".into()),
            Value::NotApplicable => ValueJson::Text("na".into()),
            known => self.inner().json(known),
        }
    }

    /// A value in the published CSV.
    pub fn field(&self, value: &Value) -> String {
        match value {
            Value::Unknown => "unknown".to_owned(),
            Value::NotApplicable => "na".to_owned(),
            known => self.inner().field(known),
        }
    }

    /// What a cell's text claims that its value does not; `None` when they agree or the text is free wording.
    pub fn contradiction(&self, value: &Value, text: &str) -> Option<String> {
        self.inner().contradiction(value, text)
    }

    /// Whether a value of this utility is good enough by itself to be marked as the best.
    pub fn may_be_best(&self, utility: f64) -> bool {
        self.inner().may_be_best(utility)
    }

    /// Whether a value looks like a stand-in for having none.
    pub fn is_stand_in(&self, value: &Value) -> bool {
        self.inner().is_stand_in(value)
    }
}
