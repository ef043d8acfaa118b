//! `cards`: a heading, a lede and feature cards.

use schemars::JsonSchema;
use serde::Deserialize;

use super::stage::arguments;
use super::{BlockFence, BlockReader, InlineText, LinkTarget, ReadBlock, RichText, SubjectName};
use crate::parse::body::{Body, ParsedStage, Raw};

arguments! {
    /// A heading, a lede and feature cards.
    Cards<S> {
        /// The heading.
        #[serde(default)]
        title: Option<String>,
        /// What introduces them, in Markdown.
        #[serde(default)]
        lede: Option<InlineText<S>>,
        /// The cards.
        items: Vec<Card<S>>,
    }

    /// A card.
    Card<S> {
        /// Its heading.
        title: String,
        /// Its text, in Markdown.
        text: RichText<S>,
        /// The subject it favours.
        #[serde(default)]
        favours: Option<SubjectName<S>>,
        /// Where it leads.
        #[serde(default)]
        link: Option<LinkTarget<S>>,
    }
}

impl ReadBlock for Cards<ParsedStage> {
    fn read(reader: &mut BlockReader, fence: &BlockFence) -> Option<(Self, Option<Body>)> {
        Some((reader.yaml::<Cards<Raw>>(fence)?, None))
    }

    fn is_empty(&self, _: Option<&Body>) -> bool {
        self.items.is_empty()
    }
}
