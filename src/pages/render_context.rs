//! A site with the language that is spoken of it: interface text, dates, and the words of data.
//!
//! It refuses to know where the text comes from; the theme has it.

use std::collections::BTreeMap;

use super::page::DateView;
use crate::base::Date;
use crate::base::format::fill;
use crate::link::{Page, Site};
use crate::model::ValueLabels;

/// The interface text of a language, and what is made from it.
#[derive(Clone, Debug)]
pub struct Messages {
    texts: BTreeMap<String, String>,
    words: ValueLabels,
}

impl Messages {
    /// A language's text by key; it is whole, as the theme fills gaps with another language's.
    pub fn new(texts: BTreeMap<String, String>) -> Self {
        let words = words(&texts);
        Self { texts, words }
    }

    /// The text of a key; nothing if there is none, which a test of the built-in theme makes sure of.
    pub(crate) fn text(&self, key: &str) -> &str {
        self.texts.get(key).map_or("", String::as_str)
    }

    /// The same with its names in braces filled in.
    pub(crate) fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.text(key), |name| values.iter().find(|(own, _)| *own == name).map(|(_, value)| value))
    }

    /// Names one after another, as in a list within a sentence.
    pub(crate) fn list<S: AsRef<str>>(&self, names: &[S]) -> String {
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        names.join(self.text("list_separator"))
    }

    /// The words of data.
    pub(crate) fn words(&self) -> &ValueLabels {
        &self.words
    }

    pub(crate) fn date(&self, date: Date) -> DateView {
        DateView { iso: date.to_string(), text: self.words.date(date) }
    }
}

/// The words of data among the texts; what is not there is English.
fn words(texts: &BTreeMap<String, String>) -> ValueLabels {
    let english = ValueLabels::default();
    let or = |key: &str, else_: String| texts.get(key).cloned().unwrap_or(else_);
    ValueLabels {
        yes: or("yes", english.yes),
        partly: or("partly", english.partly),
        no: or("no", english.no),
        unknown: or("value_unknown", english.unknown),
        not_applicable: or("value_not_applicable", english.not_applicable),
        at_least: or("at_least", english.at_least),
        at_most: or("at_most", english.at_most),
        about: or("about", english.about),
        thousands: or("thousands", english.thousands),
        decimal: or("decimal", english.decimal),
        date: or("date", english.date),
        months: or("months", english.months.join(", ")).split(", ").map(str::to_owned).collect(),
        money: or("money", english.money),
    }
}

/// A site and the language that is spoken of it.
#[derive(Clone, Copy)]
pub(crate) struct RenderContext<'a> {
    pub(crate) site: &'a Site,
    /// The language of the edition.
    pub(crate) speech: &'a Messages,
    /// The site's own language, in which pages that are not translated speak.
    pub(crate) main: &'a Messages,
    /// The name of that, in itself.
    pub(crate) main_name: &'a str,
}

impl<'a> RenderContext<'a> {
    /// The voice in which a page's own text speaks.
    pub(crate) fn of(self, page: &Page) -> RenderContext<'a> {
        if page.original.is_some() { Self { speech: self.main, ..self } } else { self }
    }

    pub(crate) fn date(self, date: Date) -> DateView {
        self.speech.date(date)
    }

    pub(crate) fn text(self, key: &str) -> &'a str {
        self.speech.text(key)
    }
}
