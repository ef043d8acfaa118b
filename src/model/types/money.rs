//! `money`: an amount in the criterion's currency.

use std::cmp::Ordering;

use super::number;
use super::value_type::{Anchors, Figure, FigureRange, TypeKeys, ValueError, ValueJson, ValueType};
use crate::model::labels::ValueLabels;
use crate::model::value::Value;

/// An amount of money.
#[derive(Clone, Debug, PartialEq)]
pub struct MoneyType {
    /// Three capital letters, as in ISO 4217.
    pub currency: String,
    /// What it is paid for, such as `per month`.
    pub unit: Option<String>,
    /// The fixed ends between which it scores.
    pub anchors: Option<Anchors>,
}

impl ValueType for MoneyType {
    fn with_article() -> &'static str {
        "money"
    }

    fn keys() -> &'static [&'static str] {
        &["unit", "currency", "anchors", "better"]
    }

    fn declare(TypeKeys { currency, unit, anchors, .. }: TypeKeys) -> Result<Self, ValueError> {
        let missing =
            || ValueError::new("is money and names no currency", "write three capital letters, as `currency: EUR`");
        Ok(Self { currency: currency.ok_or_else(missing)?, unit, anchors })
    }

    fn unit(&self) -> Option<&str> {
        self.unit.as_deref()
    }

    fn currency(&self) -> Option<&str> {
        Some(&self.currency)
    }

    fn anchors(&self) -> Option<Anchors> {
        self.anchors
    }

    fn takes(&self) -> &'static str {
        "an amount"
    }

    fn hint(&self) -> String {
        format!("an amount of {}{}", self.currency, number::of_unit(self.unit.as_deref()))
    }

    fn read(&self, text: &str) -> Result<Value, ValueError> {
        number::read(text).map(Value::Money).map_err(|error| {
            let is_currency = |word: &&str| word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase());
            let currency = &self.currency;
            match text.split_whitespace().find(is_currency) {
                Some(other) if other != currency => ValueError::new(
                    format!("`{text}` is not in {currency}"),
                    format!("convert it to {currency} and say so in its note"),
                ),
                Some(_) => ValueError::new(error.message, "leave the currency out; the criterion names it"),
                None => error,
            }
        })
    }

    fn order(&self, a: &Value, b: &Value) -> Option<Ordering> {
        self.figure(a)?.partial_cmp(&self.figure(b)?)
    }

    fn range(&self) -> FigureRange {
        number::range(self.anchors)
    }

    fn figure(&self, value: &Value) -> Option<f64> {
        let Value::Money(x) = value else { return None };
        Some(*x)
    }

    fn ticks(&self, from: f64, to: f64) -> Vec<Value> {
        [from, to].map(Value::Money).to_vec()
    }

    fn display(&self, value: &Value, labels: &ValueLabels) -> String {
        let amount = |x| number::with_unit(display(x, &self.currency, labels), self.unit.as_deref());
        self.figure(value).map_or_else(String::new, amount)
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
        number::contradiction(self.figure(value)?, text)
    }

    fn is_stand_in(&self, value: &Value) -> bool {
        self.figure(value).is_some_and(|x| number::is_stand_in(x, self.anchors))
    }
}

/// An amount with its currency's sign or code; cents are written when there are any.
pub(crate) fn display(x: f64, currency: &str, labels: &ValueLabels) -> String {
    let cents = x.fract() != 0.0 && currency != "JPY";
    let amount = number::grouped(&if cents { format!("{:.2}", x.abs()) } else { x.abs().to_string() }, labels);
    let minus = if x < 0.0 { "−" } else { "" };
    let (currency, form) = match sign(currency) {
        Some(sign) => (sign, labels.money.clone()),
        // A code does not touch its number.
        None => (currency, labels.money.replace("{currency}{amount}", "{currency}\u{a0}{amount}")),
    };
    format!("{minus}{}", form.replace("{currency}", currency).replace("{amount}", &amount))
}

fn sign(currency: &str) -> Option<&'static str> {
    match currency {
        "USD" => Some("$"),
        "EUR" => Some("€"),
        "GBP" => Some("£"),
        "JPY" => Some("¥"),
        "INR" => Some("₹"),
        _ => None,
    }
}
