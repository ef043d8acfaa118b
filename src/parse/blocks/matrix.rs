//! `matrix`: the comparison table.

use schemars::JsonSchema;
use serde::Deserialize;

use super::stage::arguments;
use super::{BlockFence, BlockReader, BlockStage, ReadBlock, Select};
use crate::parse::body::{Body, ParsedStage, Raw};
use crate::parse::yaml::Spanned;

arguments! {
    /// The comparison table.
    Matrix<S> with data {
        /// The dataset, else the page's.
        #[serde(default)]
        dataset: Option<Spanned<String>>,
        /// The subjects, in order, else all that the page compares.
        #[serde(default)]
        subjects: Option<Vec<Spanned<String>>>,
        /// The criteria, in order, else all.
        #[serde(default)]
        criteria: Option<Vec<Spanned<String>>>,
        /// The groups of criteria, else all.
        #[serde(default)]
        groups: Option<Vec<Spanned<String>>>,
        /// The table's caption.
        #[serde(default)]
        caption: Option<String>,
    }
}

impl<S: BlockStage> Matrix<S> {
    /// What it shows.
    pub(super) fn select(&self) -> Select {
        Select {
            dataset: self.dataset.clone(),
            subjects: self.subjects.clone(),
            criteria: self.criteria.clone(),
            groups: self.groups.clone(),
        }
    }
}

impl ReadBlock for Matrix<ParsedStage> {
    fn read(reader: &mut BlockReader, fence: &BlockFence) -> Option<(Self, Option<Body>)> {
        Some((reader.yaml::<Matrix<Raw>>(fence)?, None))
    }

    fn is_empty(&self, _: Option<&Body>) -> bool {
        false
    }
}
