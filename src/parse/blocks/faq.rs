//! `faq`: questions with their answers.

use schemars::JsonSchema;
use serde::Deserialize;

use super::stage::arguments;
use super::{BlockFence, BlockReader, ReadBlock, RichText};
use crate::parse::body::{Body, ParsedStage, Raw};

arguments! {
    /// Questions with their answers.
    Faq<S> {
        /// A heading above them.
        #[serde(default)]
        title: Option<String>,
        /// The questions.
        items: Vec<Question<S>>,
    }

    /// A question.
    Question<S> {
        /// The question, as plain text.
        question: String,
        /// The answer, in Markdown.
        answer: RichText<S>,
    }
}

impl ReadBlock for Faq<ParsedStage> {
    fn read(reader: &mut BlockReader, fence: &BlockFence) -> Option<(Self, Option<Body>)> {
        Some((reader.yaml::<Faq<Raw>>(fence)?, None))
    }

    fn is_empty(&self, _: Option<&Body>) -> bool {
        self.items.is_empty()
    }
}
