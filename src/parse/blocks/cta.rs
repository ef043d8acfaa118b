//! `cta`: a call to action.

use schemars::JsonSchema;
use serde::Deserialize;

use super::stage::arguments;
use super::{BlockFence, BlockReader, LinkTarget, ReadBlock, RichText};
use crate::parse::body::{Body, ParsedStage, Raw};

arguments! {
    /// A call to action.
    Cta<S> {
        /// What to do.
        title: String,
        /// Why, in Markdown.
        #[serde(default)]
        text: Option<RichText<S>>,
        /// The buttons.
        actions: Vec<Action<S>>,
    }

    /// A button.
    Action<S> {
        /// Its text.
        label: String,
        /// Where it leads.
        link: LinkTarget<S>,
        /// Whether it is the one most readers want.
        #[serde(default)]
        primary: bool,
    }
}

impl ReadBlock for Cta<ParsedStage> {
    fn read(reader: &mut BlockReader, fence: &BlockFence) -> Option<(Self, Option<Body>)> {
        Some((reader.yaml::<Cta<Raw>>(fence)?, None))
    }

    fn is_empty(&self, _: Option<&Body>) -> bool {
        self.actions.is_empty()
    }
}
