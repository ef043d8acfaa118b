//! `rating`: a level of a named scale.

use std::cmp::Ordering;
use std::sync::Arc;

use super::number;
use super::value_type::{Better, Figure, FigureRange, Scale, TypeKeys, ValueError, ValueJson, ValueType};
use crate::base::suggest::advice;
use crate::model::labels::ValueLabels;
use crate::model::value::Value;

/// A rating on a scale.
#[derive(Clone, Debug, PartialEq)]
pub struct RatingType {
    /// The levels.
    pub scale: Arc<Scale>,
}

impl RatingType {
    fn last(&self) -> u8 {
        u8::try_from(self.scale.levels.len()).unwrap_or(u8::MAX)
    }
}

impl ValueType for RatingType {
    fn with_article() -> &'static str {
        "a rating"
    }

    fn keys() -> &'static [&'static str] {
        &["scale", "better"]
    }

    fn default_better() -> Better {
        Better::Higher
    }

    fn declare(keys: TypeKeys) -> Result<Self, ValueError> {
        let scale = keys.scale.ok_or_else(|| ValueError::new("is a rating and names no scale", "add `scale: …`"))?;
        Ok(Self { scale })
    }

    fn scale(&self) -> Option<&Scale> {
        Some(&self.scale)
    }

    fn takes(&self) -> &'static str {
        "a level of its scale"
    }

    /// “Poor, Fair or Good”, the worst first.
    fn hint(&self) -> String {
        match self.scale.levels.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
            _ => self.scale.levels.concat(),
        }
    }

    /// A level by its name or its number; the name wins.
    fn read(&self, text: &str) -> Result<Value, ValueError> {
        let scale = &self.scale;
        let number = || text.parse::<u8>().ok().filter(|level| scale.name(*level).is_some());
        if let Some(level) = scale.level(text).or_else(number) {
            return Ok(Value::Rating(level));
        }
        let near =
            if number::read(text).is_ok() { None } else { advice(text, scale.levels.iter().map(String::as_str)) };
        let last = self.last();
        let [first, .., best] = &scale.levels[..] else {
            return Err(ValueError::new("this scale has no levels", "name two levels or more"));
        };
        let levels = || format!("the scale `{}` has the levels 1 ({first}) to {last} ({best})", scale.id);
        Err(ValueError::new(format!("`{text}` is not on the scale"), near.unwrap_or_else(levels)))
    }

    fn order(&self, a: &Value, b: &Value) -> Option<Ordering> {
        let (Value::Rating(a), Value::Rating(b)) = (a, b) else { return None };
        Some(a.cmp(b))
    }

    /// From the first level to the last.
    fn range(&self) -> FigureRange {
        FigureRange::Between(1.0, f64::from(self.last()))
    }

    fn figure(&self, value: &Value) -> Option<f64> {
        let Value::Rating(level) = value else { return None };
        Some(f64::from(*level))
    }

    /// All levels.
    fn ticks(&self, _from: f64, _to: f64) -> Vec<Value> {
        (1..=self.last()).map(Value::Rating).collect()
    }

    /// From the middle of the scale up.
    fn may_be_best(&self, utility: f64) -> bool {
        utility >= 0.5
    }

    fn display(&self, value: &Value, labels: &ValueLabels) -> String {
        self.word(value, labels).unwrap_or_default()
    }

    fn word(&self, value: &Value, _labels: &ValueLabels) -> Option<String> {
        let Value::Rating(level) = value else { return None };
        self.scale.name(*level).map(str::to_owned)
    }

    fn json<'a>(&self, value: &'a Value) -> ValueJson<'a> {
        ValueJson::Number(Figure(self.figure(value).unwrap_or_default()))
    }

    fn field(&self, value: &Value) -> String {
        self.figure(value).map(|level| level.to_string()).unwrap_or_default()
    }

    fn contradiction(&self, value: &Value, text: &str) -> Option<String> {
        let Value::Rating(level) = value else { return None };
        let named = self.scale.level(text.trim())?;
        let name = self.scale.name(*level)?;
        (named != *level).then(|| format!("level {named}, but the value is {level} ({name})"))
    }
}
