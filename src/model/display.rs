//! The wording of a cell where the author gave none.
//!
//! It refuses to know HTML. The words come from outside, so that a page in another language has its own.

use super::{Criterion, CriterionType, Datum, Qualifier, Support, Value};
use crate::base::Date;

/// Words and marks that a wording is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueLabels {
    /// Supported.
    pub yes: String,
    /// Supported in part.
    pub partly: String,
    /// Not supported.
    pub no: String,
    /// No value is known.
    pub unknown: String,
    /// The question makes no sense.
    pub not_applicable: String,
    /// In front of a lower bound.
    pub at_least: String,
    /// In front of an upper bound.
    pub at_most: String,
    /// In front of an estimate.
    pub about: String,
    /// Between groups of three digits.
    pub thousands: String,
    /// Between the whole and the fraction.
    pub decimal: String,
    /// An amount of money, with `{currency}`, its sign, and `{amount}`.
    pub money: String,
    /// A date, with `{day}`, `{month}` (its name) and `{year}`; without any of them it is written 2026-11-23.
    pub date: String,
    /// The names of the months as dates have them, from January.
    pub months: Vec<String>,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Default for ValueLabels {
    /// English.
    fn default() -> Self {
        Self {
            yes: "Yes".into(),
            partly: "Partly".into(),
            no: "No".into(),
            unknown: "Unknown".into(),
            not_applicable: "Not applicable".into(),
            at_least: "at least".into(),
            at_most: "at most".into(),
            about: "about".into(),
            thousands: ",".into(),
            decimal: ".".into(),
            money: "{currency}{amount}".into(),
            date: "{day} {month} {year}".into(),
            months: MONTHS.map(Into::into).to_vec(),
        }
    }
}

impl ValueLabels {
    /// A date for readers; in figures if the months have no names.
    pub fn date(&self, date: Date) -> String {
        let (year, month, day) = date.parts();
        let Some(month) = usize::try_from(month - 1).ok().and_then(|i| self.months.get(i)) else {
            return date.to_string();
        };
        let filled = self.date.replace("{day}", &day.to_string()).replace("{year}", &year.to_string());
        if filled == self.date { date.to_string() } else { filled.replace("{month}", month) }
    }
}

/// What a reader sees in a cell: the author's text, else the value in words.
pub fn display(criterion: &Criterion, datum: &Datum, words: &ValueLabels) -> String {
    if let Some(text) = &datum.text {
        return text.clone();
    }
    let shown = value(criterion, &datum.value, words);
    let sized = matches!(datum.value, Value::Number(_) | Value::Money(_) | Value::Date(_) | Value::Version(_));
    let Some(qualifier) = datum.qualifier.filter(|_| sized) else { return shown };
    let word = match qualifier {
        Qualifier::AtLeast => &words.at_least,
        Qualifier::AtMost => &words.at_most,
        Qualifier::About => &words.about,
    };
    format!("{word} {shown}")
}

/// A value in words, with its unit.
pub fn value(criterion: &Criterion, value: &Value, words: &ValueLabels) -> String {
    match (value, &criterion.kind) {
        (Value::Rating(level), CriterionType::Rating(scale)) => {
            scale.name(*level).map_or_else(|| level.to_string(), str::to_owned)
        }
        (Value::Rating(level), _) => level.to_string(),
        (Value::Support(Support::Yes), _) => words.yes.clone(),
        (Value::Support(Support::Partial), _) => words.partly.clone(),
        (Value::Support(Support::No), _) => words.no.clone(),
        (Value::Number(x), CriterionType::Number { unit, .. }) => with_unit(number(*x, words), unit.as_deref()),
        (Value::Money(x), CriterionType::Money { currency, unit, .. }) => {
            with_unit(money(*x, currency, words), unit.as_deref())
        }
        (Value::Number(x) | Value::Money(x), _) => number(*x, words),
        (Value::Date(day), _) => words.date(*day),
        (Value::Version(version), _) => version.to_string(),
        (Value::Text(text), _) => text.clone(),
        (Value::List(items), _) => items.join(", "),
        (Value::Unknown, _) => words.unknown.clone(),
        (Value::NotApplicable, _) => words.not_applicable.clone(),
    }
}

/// A number with its groups of three digits apart: `1,000,000`, `−0.25`.
pub fn number(x: f64, words: &ValueLabels) -> String {
    grouped(&x.to_string(), words)
}

/// An amount with its currency's sign or code; cents are written when there are any.
pub fn money(x: f64, currency: &str, words: &ValueLabels) -> String {
    let cents = x.fract() != 0.0 && currency != "JPY";
    let amount = grouped(&if cents { format!("{:.2}", x.abs()) } else { x.abs().to_string() }, words);
    let minus = if x < 0.0 { "−" } else { "" };
    let (currency, form) = match sign(currency) {
        Some(sign) => (sign, words.money.clone()),
        // A code does not touch its number.
        None => (currency, words.money.replace("{currency}{amount}", "{currency}\u{a0}{amount}")),
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

/// `12 months`, but `40%` and `$5/month`.
fn with_unit(amount: String, unit: Option<&str>) -> String {
    match unit {
        None => amount,
        Some(unit) if unit.starts_with(['%', '/', '°']) => amount + unit,
        Some(unit) => format!("{amount} {unit}"),
    }
}

fn grouped(plain: &str, words: &ValueLabels) -> String {
    let (minus, digits) = plain.strip_prefix('-').map_or(("", plain), |rest| ("−", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = minus.to_owned();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push_str(&words.thousands);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push_str(&words.decimal);
        out.push_str(fraction);
    }
    out
}
