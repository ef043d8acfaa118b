//! `support`: yes, partial or no.

use std::cmp::Ordering;

use super::value_type::{Better, FigureRange, TypeKeys, ValueError, ValueJson, ValueType};
use crate::model::labels::ValueLabels;
use crate::model::value::{Support, Value};

/// Whether something is supported.
#[derive(Clone, Debug, PartialEq)]
pub struct SupportType;

/// The least first, each with the word that authors write.
const LEVELS: [(Support, &str); 3] = [(Support::No, "no"), (Support::Partial, "partial"), (Support::Yes, "yes")];

fn support(value: &Value) -> Option<Support> {
    let Value::Support(support) = value else { return None };
    Some(*support)
}

fn written(support: Support) -> &'static str {
    LEVELS.iter().find(|(level, _)| *level == support).map_or("", |(_, word)| word)
}

/// The support that a reader's wording plainly states.
fn stated(text: &str) -> Option<Support> {
    match text.trim().trim_end_matches(['.', '!']).to_lowercase().as_str() {
        "yes" | "supported" | "fully" | "✓" | "✔" => Some(Support::Yes),
        "partial" | "partly" | "partially" | "in part" => Some(Support::Partial),
        "no" | "none" | "not supported" | "unsupported" | "✗" | "✘" => Some(Support::No),
        _ => None,
    }
}

impl ValueType for SupportType {
    fn with_article() -> &'static str {
        "support"
    }

    fn keys() -> &'static [&'static str] {
        &["better"]
    }

    fn default_better() -> Better {
        Better::Higher
    }

    fn declare(_keys: TypeKeys) -> Result<Self, ValueError> {
        Ok(Self)
    }

    fn takes(&self) -> &'static str {
        "yes, partial or no"
    }

    fn hint(&self) -> String {
        "yes, no, or partial with a note that says in what".to_owned()
    }

    fn read(&self, text: &str) -> Result<Value, ValueError> {
        let found = LEVELS.iter().find(|(_, word)| *word == text);
        found.map(|(level, _)| Value::Support(*level)).ok_or_else(|| {
            ValueError::new(format!("`{text}` does not say how far it is supported"), "write yes, partial or no")
        })
    }

    fn order(&self, a: &Value, b: &Value) -> Option<Ordering> {
        Some(support(a)?.cmp(&support(b)?))
    }

    fn range(&self) -> FigureRange {
        FigureRange::Between(0.0, 1.0)
    }

    fn figure(&self, value: &Value) -> Option<f64> {
        Some(match support(value)? {
            Support::No => 0.0,
            Support::Partial => 0.5,
            Support::Yes => 1.0,
        })
    }

    fn ticks(&self, _from: f64, _to: f64) -> Vec<Value> {
        LEVELS.iter().map(|(level, _)| Value::Support(*level)).collect()
    }

    /// Neither what is lacking nor what is partial.
    fn may_be_best(&self, utility: f64) -> bool {
        utility >= 1.0
    }

    fn display(&self, value: &Value, labels: &ValueLabels) -> String {
        match support(value) {
            Some(Support::Yes) => labels.yes.clone(),
            Some(Support::Partial) => labels.partly.clone(),
            Some(Support::No) => labels.no.clone(),
            None => String::new(),
        }
    }

    fn word(&self, value: &Value, labels: &ValueLabels) -> Option<String> {
        support(value).map(|_| self.display(value, labels).to_lowercase())
    }

    fn json<'a>(&self, value: &'a Value) -> ValueJson<'a> {
        ValueJson::Text(self.field(value))
    }

    fn field(&self, value: &Value) -> String {
        support(value).map(written).unwrap_or_default().to_owned()
    }

    fn contradiction(&self, value: &Value, text: &str) -> Option<String> {
        let (stated, support) = (stated(text)?, support(value)?);
        (stated != support).then(|| format!("{}, but the value is {}", written(stated), written(support)))
    }
}
