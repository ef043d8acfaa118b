//! `version`: a version as its project writes it.

use std::cmp::Ordering;

use super::value_type::{TypeKeys, ValueError, ValueJson, ValueType};
use crate::model::labels::ValueLabels;
use crate::model::value::Value;
use crate::model::version::Version;

/// A version.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionType;

fn version(value: &Value) -> Option<&Version> {
    let Value::Version(version) = value else { return None };
    Some(version)
}

impl ValueType for VersionType {
    fn with_article() -> &'static str {
        "a version"
    }

    fn keys() -> &'static [&'static str] {
        &["better"]
    }

    fn declare(_keys: TypeKeys) -> Result<Self, ValueError> {
        Ok(Self)
    }

    fn takes(&self) -> &'static str {
        "a version"
    }

    fn hint(&self) -> String {
        "a version, as 3.10".to_owned()
    }

    fn read(&self, text: &str) -> Result<Value, ValueError> {
        let not_one = || ValueError::new(format!("`{text}` is not a version"), "a version holds at least one digit");
        Version::new(text).map(Value::Version).ok_or_else(not_one)
    }

    fn order(&self, a: &Value, b: &Value) -> Option<Ordering> {
        Some(version(a)?.order(version(b)?))
    }

    fn display(&self, value: &Value, _labels: &ValueLabels) -> String {
        self.field(value)
    }

    fn takes_qualifier(&self) -> bool {
        true
    }

    fn json<'a>(&self, value: &'a Value) -> ValueJson<'a> {
        ValueJson::Text(self.field(value))
    }

    fn field(&self, value: &Value) -> String {
        version(value).map(Version::to_string).unwrap_or_default()
    }

    fn is_stand_in(&self, value: &Value) -> bool {
        version(value).is_some_and(|version| version.as_str().bytes().all(|b| matches!(b, b'0' | b'.')))
    }
}
