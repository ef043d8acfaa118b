//! `checklist`: the interactive decision checklist.

use schemars::JsonSchema;
use serde::Deserialize;

use super::stage::arguments;
use super::{BlockFence, BlockReader, InlineText, ReadBlock, SubjectName};
use crate::parse::body::{Body, ParsedStage, Raw};
use crate::parse::yaml::Spanned;

arguments! {
    /// The interactive decision checklist.
    Checklist<S> {
        /// A stable name for links and storage.
        #[serde(default)]
        id: Option<Spanned<String>>,
        /// A heading above it.
        #[serde(default)]
        title: Option<String>,
        /// What introduces it, in Markdown.
        #[serde(default)]
        lede: Option<InlineText<S>>,
        /// How far apart two results must be to be told apart, 0 to 1.
        #[serde(default)]
        tie_margin: Option<f64>,
        /// The statements, by subject.
        groups: Vec<ChecklistGroup<S>>,
        /// What to say when decisive statements of two subjects are ticked, in Markdown.
        #[serde(default)]
        conflict: Option<InlineText<S>>,
    }

    /// The statements that speak for a subject.
    ChecklistGroup<S> {
        /// The subject.
        subject: SubjectName<S>,
        /// A heading above them.
        #[serde(default)]
        title: Option<String>,
        /// The statements.
        items: Vec<Statement<S>>,
    }

    /// A statement that a reader ticks when it is true for them.
    Statement<S> {
        /// A stable name for links and storage.
        id: Spanned<String>,
        /// The statement, in Markdown.
        text: InlineText<S>,
        /// How much it counts, from 0; 1 when left out.
        #[serde(default = "one")]
        weight: Spanned<f64>,
        /// Whether it decides on its own.
        #[serde(default)]
        decisive: bool,
        /// More about it, in Markdown.
        #[serde(default)]
        note: Option<InlineText<S>>,
    }
}

fn one() -> Spanned<f64> {
    Spanned { value: 1.0, span: 0..0 }
}

impl ReadBlock for Checklist<ParsedStage> {
    fn read(reader: &mut BlockReader, fence: &BlockFence) -> Option<(Self, Option<Body>)> {
        Some((reader.yaml::<Checklist<Raw>>(fence)?, None))
    }

    fn is_empty(&self, _: Option<&Body>) -> bool {
        self.groups.iter().all(|g| g.items.is_empty())
    }
}
