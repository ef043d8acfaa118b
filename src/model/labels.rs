//! The words and marks that values are displayed with. They come from outside, so that each language has its own.

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
