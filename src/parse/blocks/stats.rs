//! `stats`: figures at a glance.

use schemars::JsonSchema;
use serde::Deserialize;

use super::stage::arguments;
use super::{BlockFence, BlockReader, DatumName, InlineText, ReadBlock, SubjectName};
use crate::base::{Code, Diagnostic, Place};
use crate::parse::body::{Body, ParsedStage, Raw};

arguments! {
    /// Figures at a glance.
    Stats<S> {
        /// A heading above the tiles.
        #[serde(default)]
        title: Option<String>,
        /// The tiles.
        items: Vec<Stat<S>>,
    }

    /// One figure: a literal `value` with its `label`, or a `datum` of the data.
    Stat<S> {
        /// The figure as text.
        #[serde(default)]
        value: Option<String>,
        /// A datum that gives figure, source and date: `nodejs.packages`.
        #[serde(default)]
        datum: Option<DatumName<S>>,
        /// What it counts; a datum brings its criterion's name.
        #[serde(default)]
        label: Option<String>,
        /// The subject it speaks of.
        #[serde(default)]
        subject: Option<SubjectName<S>>,
        /// More about it, in Markdown.
        #[serde(default)]
        note: Option<InlineText<S>>,
    }
}

impl ReadBlock for Stats<ParsedStage> {
    fn read(reader: &mut BlockReader, fence: &BlockFence) -> Option<(Self, Option<Body>)> {
        Some((reader.yaml::<Stats<Raw>>(fence)?, None))
    }

    fn is_empty(&self, _: Option<&Body>) -> bool {
        self.items.is_empty()
    }

    /// A tile needs a figure and what it counts.
    fn check(&self, block: &Place, faults: &mut Vec<Diagnostic>) {
        for (number, tile) in (1..).zip(&self.items) {
            let fault = match (&tile.value, &tile.datum, &tile.label) {
                (None, None, _) => "has neither a `value` nor a `datum`",
                (Some(_), Some(_), _) => "has both a `value` and a `datum`",
                (Some(_), None, None) => "has a `value` and no `label`",
                _ => continue,
            };
            let error = Diagnostic::error(Code::BadBlock, format!("tile {number} of this `stats` {fault}"));
            faults.push(error.at(block.clone()).help("a tile is a `value` with its `label`, or a `datum`"));
        }
    }
}
