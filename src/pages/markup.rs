//! Markup in a view: finished HTML, and blocks that the theme is still to draw.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::BlockArgs;
use crate::base::{Hash128, Html};
use crate::parse::prose::BodyStore;

/// HTML for a template to print. In a template it is a string that needs no escaping.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Markup(pub Vec<PartView>);

/// A part of markup.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PartView {
    /// Finished HTML.
    Html(Html),
    /// Finished HTML that stands in the page's prose, by its hash.
    Run(Hash128),
    /// A block.
    Block(Box<BlockView>),
}

/// A block for the theme to draw.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BlockView {
    /// Its name, as in the info string.
    pub name: String,
    /// What its component sees, without the body.
    pub(crate) args: BlockArgs,
    /// Its body.
    pub body: Option<Markup>,
}

/// The key under which markup with blocks in it is found when a view has become a value.
pub const PARTS: &str = "\0parts";

impl Markup {
    /// Finished HTML.
    pub fn html(html: impl Into<String>) -> Self {
        Self(vec![PartView::Html(Html::trusted(html))])
    }

    /// The same with the page's prose in its places.
    #[must_use]
    pub fn filled(&self, prose: &BodyStore) -> Self {
        let mut parts: Vec<PartView> = Vec::new();
        for part in &self.0 {
            let html = match part {
                PartView::Html(html) => html.as_str(),
                PartView::Run(hash) => prose.run(*hash),
                PartView::Block(_) => {
                    parts.push(part.clone());
                    continue;
                }
            };
            match parts.last_mut() {
                Some(PartView::Html(before)) => before.push(html),
                _ => parts.push(PartView::Html(Html::trusted(html))),
            }
        }
        Self(parts)
    }

    /// Whether some of it stands in the page's prose.
    pub fn is_open(&self) -> bool {
        self.0.iter().any(|part| matches!(part, PartView::Run(_)))
    }

    /// The HTML, if there are no blocks in it.
    pub fn as_html(&self) -> Option<&str> {
        match self.0.as_slice() {
            [] => Some(""),
            [PartView::Html(html)] => Some(html.as_str()),
            _ => None,
        }
    }
}

impl Serialize for Markup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(html) = self.as_html() {
            return serializer.serialize_bytes(html.as_bytes());
        }
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(PARTS, &self.0)?;
        map.end()
    }
}

impl JsonSchema for Markup {
    fn schema_name() -> Cow<'static, str> {
        "HTML".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({"type": "string", "contentMediaType": "text/html"})
    }
}
