//! `list`: several words, in the author's order.

use std::cmp::Ordering;

use super::text;
use super::value_type::{TypeKeys, ValueError, ValueJson, ValueType};
use crate::base::fold::NaturalKey;
use crate::model::labels::ValueLabels;
use crate::model::value::Value;

/// Several words.
#[derive(Clone, Debug, PartialEq)]
pub struct ListType;

fn items(value: &Value) -> Option<&[String]> {
    let Value::List(items) = value else { return None };
    Some(items)
}

impl ValueType for ListType {
    fn with_article() -> &'static str {
        "a list"
    }

    fn keys() -> &'static [&'static str] {
        &[]
    }

    fn declare(_keys: TypeKeys) -> Result<Self, ValueError> {
        Ok(Self)
    }

    fn takes(&self) -> &'static str {
        "a list"
    }

    fn hint(&self) -> String {
        "a list, as [this, that]".to_owned()
    }

    fn read(&self, text: &str) -> Result<Value, ValueError> {
        Err(ValueError::new(format!("`{text}` is one text where a list is expected"), format!("write it as [{text}]")))
    }

    fn read_list(&self, items: &[&str]) -> Option<Result<Value, ValueError>> {
        let items: Vec<String> = items.iter().map(|item| item.trim().to_owned()).collect();
        if items.is_empty() || items.iter().any(String::is_empty) {
            let help = "take it out, or write `unknown` or `na`";
            return Some(Err(ValueError::new("a list with nothing in it", help)));
        }
        Some(Ok(Value::List(items)))
    }

    fn read_field(&self, text: &str) -> Result<Value, ValueError> {
        let items = split(text);
        let items: Vec<&str> = items.iter().map(String::as_str).collect();
        self.read_list(&items).unwrap_or_else(|| self.read(text))
    }

    /// By length, then by the items' natural order.
    fn order(&self, a: &Value, b: &Value) -> Option<Ordering> {
        let (a, b) = (items(a)?, items(b)?);
        let natural = |items: &[String]| items.iter().map(|item| NaturalKey::new(item)).collect::<Vec<_>>();
        Some(a.len().cmp(&b.len()).then_with(|| natural(a).cmp(&natural(b))))
    }

    /// A list must hold all that is asked for.
    fn satisfies(&self, value: &Value, minimum: &Value) -> Option<bool> {
        let (have, want) = (items(value)?, items(minimum)?);
        Some(want.iter().all(|item| have.contains(item)))
    }

    fn display(&self, value: &Value, _labels: &ValueLabels) -> String {
        items(value).unwrap_or_default().join(", ")
    }

    fn json<'a>(&self, value: &'a Value) -> ValueJson<'a> {
        ValueJson::List(items(value).unwrap_or_default())
    }

    fn field(&self, value: &Value) -> String {
        let escaped = items(value).unwrap_or_default().iter().map(|item| item.replace('\\', r"\\").replace(';', r"\;"));
        escaped.collect::<Vec<_>>().join("; ")
    }

    fn is_stand_in(&self, value: &Value) -> bool {
        matches!(items(value), Some([one]) if text::is_stand_in(one))
    }
}

/// Splits the items of a list in one field: `;` separates them, `\\;` is a semicolon within one.
fn split(field: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut chars = field.chars();
    while let Some(c) = chars.next() {
        match (c, items.last_mut()) {
            (';', _) => items.push(String::new()),
            ('\\', Some(item)) => item.extend(chars.next()),
            (c, Some(item)) => item.push(c),
            (_, None) => {}
        }
    }
    items
}
