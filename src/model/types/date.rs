//! `date`: a day.

use std::cmp::Ordering;

use super::value_type::{TypeKeys, ValueError, ValueJson, ValueType};
use crate::base::Date;
use crate::model::labels::ValueLabels;
use crate::model::value::Value;

/// A day.
#[derive(Clone, Debug, PartialEq)]
pub struct DateType;

/// Days that programs write where they have none.
const STAND_INS: [(i16, i8, i8); 4] = [(1, 1, 1), (1900, 1, 1), (1970, 1, 1), (9999, 12, 31)];

fn day(value: &Value) -> Option<Date> {
    let Value::Date(day) = value else { return None };
    Some(*day)
}

impl ValueType for DateType {
    fn with_article() -> &'static str {
        "a date"
    }

    fn keys() -> &'static [&'static str] {
        &["better"]
    }

    fn declare(_keys: TypeKeys) -> Result<Self, ValueError> {
        Ok(Self)
    }

    fn takes(&self) -> &'static str {
        "a date"
    }

    fn hint(&self) -> String {
        "a day, as 2026-11-23".to_owned()
    }

    fn read(&self, text: &str) -> Result<Value, ValueError> {
        text.parse::<Date>().map(Value::Date).map_err(|message| {
            let (message, help) = message.split_once("; ").unwrap_or((&message, "look at the calendar"));
            ValueError::new(message, help)
        })
    }

    fn order(&self, a: &Value, b: &Value) -> Option<Ordering> {
        Some(day(a)?.cmp(&day(b)?))
    }

    fn display(&self, value: &Value, labels: &ValueLabels) -> String {
        day(value).map(|day| labels.date(day)).unwrap_or_default()
    }

    fn takes_qualifier(&self) -> bool {
        true
    }

    fn json<'a>(&self, value: &'a Value) -> ValueJson<'a> {
        ValueJson::Text(self.field(value))
    }

    fn field(&self, value: &Value) -> String {
        day(value).map(|day| day.to_string()).unwrap_or_default()
    }

    fn is_stand_in(&self, value: &Value) -> bool {
        day(value)
            .is_some_and(|day| STAND_INS.iter().any(|(year, month, date)| Date::new(*year, *month, *date) == Some(day)))
    }
}
