//! `text`: words, shown as they are and never scored.

use std::cmp::Ordering;

use super::value_type::{TypeKeys, ValueError, ValueJson, ValueType};
use crate::base::fold::natural_order;
use crate::model::labels::ValueLabels;
use crate::model::value::Value;

/// Words.
#[derive(Clone, Debug, PartialEq)]
pub struct TextType;

/// Texts that people write where they have nothing to write.
const STAND_INS: [&str; 14] = ["-", "--", "–", "—", "?", "??", "...", "…", "n/a", "n.a.", "tbd", "tba", "todo", "null"];

/// Whether a text stands for having none.
pub(super) fn is_stand_in(text: &str) -> bool {
    STAND_INS.contains(&text.to_lowercase().as_str())
}

fn text(value: &Value) -> Option<&str> {
    let Value::Text(text) = value else { return None };
    Some(text)
}

impl ValueType for TextType {
    fn with_article() -> &'static str {
        "text"
    }

    fn keys() -> &'static [&'static str] {
        &[]
    }

    fn declare(_keys: TypeKeys) -> Result<Self, ValueError> {
        Ok(Self)
    }

    fn takes(&self) -> &'static str {
        "a text"
    }

    fn hint(&self) -> String {
        "words".to_owned()
    }

    fn read(&self, text: &str) -> Result<Value, ValueError> {
        Ok(Value::Text(text.to_owned()))
    }

    /// Naturally: by letters, whatever their case and accents, with numbers by value.
    fn order(&self, a: &Value, b: &Value) -> Option<Ordering> {
        let (a, b) = (text(a)?, text(b)?);
        Some(natural_order(a, b))
    }

    /// A text must be the one that is asked for.
    fn satisfies(&self, value: &Value, minimum: &Value) -> Option<bool> {
        Some(text(value).map(str::to_lowercase) == text(minimum).map(str::to_lowercase))
    }

    fn display(&self, value: &Value, _labels: &ValueLabels) -> String {
        self.field(value)
    }

    fn json<'a>(&self, value: &'a Value) -> ValueJson<'a> {
        ValueJson::Text(self.field(value))
    }

    fn field(&self, value: &Value) -> String {
        text(value).unwrap_or_default().to_owned()
    }

    fn is_stand_in(&self, value: &Value) -> bool {
        text(value).is_some_and(is_stand_in)
    }
}
