//! A subject as its author writes it. Its id is the name of its file or its key.

use schemars::JsonSchema;
use serde::Deserialize;

use super::cell::{RawCell, settle};
use crate::base::Date;
use crate::parse::yaml::{Entries, Spanned};

/// One of the things compared: `content/data/NAME/subjects/ID.yaml`.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Subject")]
pub struct RawSubject {
    /// Its name.
    pub name: Spanned<String>,
    /// Its own site, http or https.
    pub url: Option<Spanned<String>>,
    /// What it is, in a sentence.
    pub description: Option<String>,
    /// A link that pays you. A page that shows it needs a disclosure.
    pub affiliate_url: Option<Spanned<String>>,
    /// The day that its values are of, where they say no other.
    pub as_of: Option<Spanned<Date>>,
    /// Its values by the id of their criterion.
    #[serde(default)]
    pub values: Entries<RawCell>,
}

impl RawSubject {
    pub(super) fn settle(&mut self, source: &str) {
        self.values.0.iter_mut().for_each(|(_, datum)| settle(datum, source));
    }
}
