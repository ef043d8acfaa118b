//! `number`: a finite number with a unit, and what money shares with it.

use std::cmp::Ordering;

use super::value_type::{Anchors, Figure, FigureRange, TypeKeys, ValueError, ValueJson, ValueType};
use crate::model::labels::ValueLabels;
use crate::model::value::Value;

/// A number.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberType {
    /// What is counted or measured.
    pub unit: Option<String>,
    /// The fixed ends between which it scores.
    pub anchors: Option<Anchors>,
}

impl ValueType for NumberType {
    fn with_article() -> &'static str {
        "a number"
    }

    fn keys() -> &'static [&'static str] {
        &["unit", "anchors", "better"]
    }

    fn declare(TypeKeys { unit, anchors, .. }: TypeKeys) -> Result<Self, ValueError> {
        Ok(Self { unit, anchors })
    }

    fn unit(&self) -> Option<&str> {
        self.unit.as_deref()
    }

    fn anchors(&self) -> Option<Anchors> {
        self.anchors
    }

    fn takes(&self) -> &'static str {
        "a number"
    }

    fn hint(&self) -> String {
        format!("a number{}", of_unit(self.unit.as_deref()))
    }

    fn read(&self, text: &str) -> Result<Value, ValueError> {
        read(text).map(Value::Number)
    }

    fn order(&self, a: &Value, b: &Value) -> Option<Ordering> {
        self.figure(a)?.partial_cmp(&self.figure(b)?)
    }

    fn range(&self) -> FigureRange {
        range(self.anchors)
    }

    fn figure(&self, value: &Value) -> Option<f64> {
        let Value::Number(x) = value else { return None };
        Some(*x)
    }

    fn ticks(&self, from: f64, to: f64) -> Vec<Value> {
        [from, to].map(Value::Number).to_vec()
    }

    fn display(&self, value: &Value, labels: &ValueLabels) -> String {
        self.figure(value).map_or_else(String::new, |x| with_unit(display(x, labels), self.unit.as_deref()))
    }

    fn takes_qualifier(&self) -> bool {
        true
    }

    fn is_numeric(&self) -> bool {
        true
    }

    fn json<'a>(&self, value: &'a Value) -> ValueJson<'a> {
        ValueJson::Number(Figure(self.figure(value).unwrap_or_default()))
    }

    fn field(&self, value: &Value) -> String {
        self.figure(value).map(|x| x.to_string()).unwrap_or_default()
    }

    fn contradiction(&self, value: &Value, text: &str) -> Option<String> {
        contradiction(self.figure(value)?, text)
    }

    fn is_stand_in(&self, value: &Value) -> bool {
        self.figure(value).is_some_and(|x| is_stand_in(x, self.anchors))
    }
}

/// Reads a finite number, written with `.` and without separators.
pub(super) fn read(text: &str) -> Result<f64, ValueError> {
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

/// The range between anchors.
pub(super) fn range(anchors: Option<Anchors>) -> FigureRange {
    anchors.map_or(FigureRange::Open, |ends| FigureRange::Between(ends.low, ends.high))
}

/// `, packages`, after a word for the type.
pub(super) fn of_unit(unit: Option<&str>) -> String {
    unit.map_or_else(String::new, |unit| format!(", {unit}"))
}

/// A number in groups of three digits: `1,000,000`, `−0.25`.
pub(crate) fn display(x: f64, labels: &ValueLabels) -> String {
    grouped(&x.to_string(), labels)
}

/// Puts the marks of a language into a number as Rust writes it.
pub(super) fn grouped(plain: &str, labels: &ValueLabels) -> String {
    let (minus, digits) = plain.strip_prefix('-').map_or(("", plain), |rest| ("−", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = minus.to_owned();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push_str(&labels.thousands);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push_str(&labels.decimal);
        out.push_str(fraction);
    }
    out
}

/// `12 months`, but `40%` and `$5/month`.
pub(super) fn with_unit(amount: String, unit: Option<&str>) -> String {
    match unit {
        None => amount,
        Some(unit) if unit.starts_with(['%', '/', '°']) => amount + unit,
        Some(unit) => format!("{amount} {unit}"),
    }
}

/// The figure that a text states, where it is more than a tenth from the value.
pub(super) fn contradiction(x: f64, text: &str) -> Option<String> {
    let stated = stated(text)?;
    let tolerance = 0.1 * x.abs().max(stated.abs());
    ((stated - x).abs() > tolerance).then(|| format!("{stated}, but the value is {x}"))
}

/// The number of a text that is nothing but one: `1M+`, `≈ 2,100,000`, `$5`. Any word but a size makes it free wording,
/// as another unit may be meant.
fn stated(text: &str) -> Option<f64> {
    let bare = text.trim().trim_matches(|c: char| "+~≈≥≤<>=$€£¥%".contains(c) || c.is_whitespace());
    let (digits, size) = match bare.char_indices().last()? {
        (i, 'k' | 'K') => (&bare[..i], 1e3),
        (i, 'M') => (&bare[..i], 1e6),
        (i, 'B' | 'G') => (&bare[..i], 1e9),
        _ => (bare, 1.0),
    };
    let digits = digits.trim_end();
    // A comma or a point with three digits behind it may be either mark; such a text is only taken when it repeats.
    let grouped = digits.split(',').skip(1).all(|group| group.len() == 3) && digits.contains(',');
    let plain = if grouped { digits.replace(',', "") } else { digits.to_owned() };
    let is_figure = plain.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-');
    plain.parse::<f64>().ok().filter(|_| is_figure).map(|x| x * size)
}

/// `-1` and its like where nothing negative is expected, `9999` and its like beyond the anchors.
pub(super) fn is_stand_in(x: f64, anchors: Option<Anchors>) -> bool {
    let is_one_of = |list: &[f64]| list.iter().any(|y| (x - y).abs() < f64::EPSILON);
    is_one_of(&[-1.0, -9.0, -99.0, -999.0, -9999.0]) && anchors.is_none_or(|ends| ends.low >= 0.0)
        || is_one_of(&[999.0, 9999.0, 99_999.0, 999_999.0, 9_999_999.0]) && anchors.is_some_and(|ends| ends.high < x)
}
