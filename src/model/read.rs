//! Reads a scalar as its criterion's type: until here all scalars are text.
//!
//! It refuses to know where the text stood. `3.10` is a version, `no` is not a boolean, `.inf` is no price.

use super::{Criterion, CriterionType, Scale, Support, Value, Version};
use crate::base::Date;
use crate::base::suggest::advice;

/// Why a text is not a value of its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    /// What is wrong, without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl ValueError {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: Some(help.into()) }
    }
}

/// Reads one scalar. `unknown` and `na` are values of every type; `list` takes its items one by one, see [`list`].
pub fn scalar(criterion: &Criterion, text: &str) -> Result<Value, ValueError> {
    let text = text.trim();
    match text {
        "unknown" => return Ok(Value::Unknown),
        "na" => return Ok(Value::NotApplicable),
        "" => return Err(ValueError::new("there is nothing here", "write a value, `unknown` or `na`")),
        _ => {}
    }
    match &criterion.kind {
        CriterionType::Rating(scale) => rating(scale, text),
        CriterionType::Support => support(text),
        CriterionType::Number { .. } => number(text).map(Value::Number),
        CriterionType::Money { currency, .. } => money(currency, text),
        CriterionType::Date => text.parse::<Date>().map(Value::Date).map_err(|message| {
            let (message, help) = message.split_once("; ").unwrap_or((&message, "look at the calendar"));
            ValueError::new(message, help)
        }),
        CriterionType::Version => Version::new(text)
            .map(Value::Version)
            .ok_or_else(|| ValueError::new(format!("`{text}` is not a version"), "a version holds at least one digit")),
        CriterionType::Text => Ok(Value::Text(text.to_owned())),
        CriterionType::List => Err(ValueError::new(
            format!("`{text}` is one text where a list is expected"),
            format!("write it as [{text}]"),
        )),
    }
}

/// Reads the items of a list.
pub fn list<'a>(criterion: &Criterion, items: impl IntoIterator<Item = &'a str>) -> Result<Value, ValueError> {
    if criterion.kind != CriterionType::List {
        let message = format!("a list where a {} is expected", criterion.kind.name());
        return Err(ValueError::new(message, "write one value, or make the criterion `type: list`"));
    }
    let items: Vec<String> = items.into_iter().map(|item| item.trim().to_owned()).collect();
    if items.is_empty() || items.iter().any(String::is_empty) {
        return Err(ValueError::new("a list with nothing in it", "take it out, or write `unknown` or `na`"));
    }
    Ok(Value::List(items))
}

/// Splits the items of a list that stand in one field: `;` is between them, `\\;` is a semicolon within one.
pub fn items(field: &str) -> Vec<String> {
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

/// Puts the items of a list into one field; undone by [`items`].
pub fn field(items: &[String]) -> String {
    let escaped = items.iter().map(|item| item.replace('\\', r"\\").replace(';', r"\;"));
    escaped.collect::<Vec<_>>().join("; ")
}

/// A finite number, written with `.` and without separators.
pub fn number(text: &str) -> Result<f64, ValueError> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
    let value = text.parse::<f64>().ok().filter(|value| plain && value.is_finite());
    // 0 and -0 are one number.
    value.map(|value| value + 0.0).ok_or_else(|| {
        ValueError::new(
            format!("`{text}` is not a number"),
            "write it with digits only, as 1200 or 0.5; a wording for readers goes into `text`, a unit into the criterion",
        )
    })
}

fn money(currency: &str, text: &str) -> Result<Value, ValueError> {
    match number(text) {
        Ok(amount) => Ok(Value::Money(amount)),
        Err(misfit) => {
            let other =
                text.split_whitespace().find(|word| word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase()));
            Err(match other {
                Some(word) if word != currency => ValueError::new(
                    format!("`{text}` is not in {currency}"),
                    format!("convert it to {currency} and say so in its note"),
                ),
                Some(_) => ValueError::new(misfit.message, "leave the currency out; the criterion names it"),
                None => misfit,
            })
        }
    }
}

fn rating(scale: &Scale, text: &str) -> Result<Value, ValueError> {
    if let Some(level) = scale.level(text) {
        return Ok(Value::Rating(level));
    }
    let last = scale.levels.len();
    let levels = format!(
        "the scale `{}` has the levels 1 ({}) to {last} ({})",
        scale.id,
        scale.levels[0],
        scale.levels[last - 1]
    );
    if let Some(level) = text.parse::<u8>().ok().filter(|level| scale.name(*level).is_some()) {
        return Ok(Value::Rating(level));
    }
    let near = if number(text).is_ok() { None } else { advice(text, scale.levels.iter().map(String::as_str)) };
    Err(ValueError::new(format!("`{text}` is not on the scale"), near.unwrap_or(levels)))
}

fn support(text: &str) -> Result<Value, ValueError> {
    match text {
        "yes" => Ok(Value::Support(Support::Yes)),
        "partial" => Ok(Value::Support(Support::Partial)),
        "no" => Ok(Value::Support(Support::No)),
        _ => Err(ValueError::new(format!("`{text}` does not say how far it is supported"), "write yes, partial or no")),
    }
}
