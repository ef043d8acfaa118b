//! A cell as its author writes it: a bare value, or a value with text, note, source and the like.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::base::Date;
use crate::model::{Confidence, Qualifier, SourceKind};
use crate::parse::yaml::{NoMap, NodeShape, Spanned, YamlNode};

/// A bare value, a list, or a value with text, note, source, date, confidence and qualifier.
pub type RawCell = YamlNode<RawCellParts>;

/// A value and what is said about it.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Cell")]
pub struct RawCellParts {
    /// What sorts, tints and scores, of the criterion's type; or `unknown`, or `na` for not applicable.
    pub value: YamlNode<NoMap>,
    /// The reader's wording, shown in place of the value.
    pub text: Option<Spanned<String>>,
    /// A remark in plain words. A `partial` must have one.
    pub note: Option<String>,
    /// Where it is from: the id of a source, or a source that stands here.
    pub source: Option<YamlNode<RawSource>>,
    /// The day it was true, if not the subject's own.
    pub as_of: Option<Spanned<Date>>,
    /// How sure you are.
    pub confidence: Option<Confidence>,
    /// Whether the value is a bound or an estimate.
    pub qualifier: Option<Qualifier>,
}

/// Where a value is from.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Source")]
pub struct RawSource {
    /// Its title.
    pub title: String,
    /// Its address, http or https.
    pub url: Option<Spanned<String>>,
    /// What kind of source it is.
    pub kind: Option<SourceKind>,
}

impl RawSource {
    pub(super) fn trim(&mut self) {
        self.title = self.title.trim().to_owned();
    }
}

/// Settles a cell and its parts; see [`YamlNode::settle`].
pub(super) fn settle(datum: &mut RawCell, source: &str) {
    datum.settle(source);
    if let NodeShape::Map(cell) = &mut datum.shape {
        cell.value.settle(source);
        if let Some(from) = &mut cell.source {
            from.settle(source);
            if let NodeShape::Map(inline) = &mut from.shape {
                inline.trim();
            }
        }
    }
}
