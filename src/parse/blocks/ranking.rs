//! `ranking`: the weighted result.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::stage::arguments;
use super::{BlockFence, BlockReader, BlockStage, ReadBlock, Select};
use crate::parse::body::{Body, ParsedStage, Raw};
use crate::parse::yaml::Spanned;

arguments! {
    /// The weighted result.
    Ranking<S> with data {
        /// The dataset, else the page's.
        #[serde(default)]
        dataset: Option<Spanned<String>>,
        /// The subjects, else all that the page compares.
        #[serde(default)]
        subjects: Option<Vec<Spanned<String>>>,
        /// The criteria that are scored, else all with a direction and a weight.
        #[serde(default)]
        criteria: Option<Vec<Spanned<String>>>,
        /// Weights that replace the criteria's own, by criterion.
        #[serde(default)]
        weights: Option<IndexMap<Spanned<String>, Spanned<f64>>>,
        /// The profile whose weights and must-haves are the default.
        #[serde(default)]
        profile: Option<Spanned<String>>,
        /// The profiles offered beside it, else all.
        #[serde(default)]
        profiles: Option<Vec<Spanned<String>>>,
        /// A heading above it.
        #[serde(default)]
        title: Option<String>,
        /// The author's own verdict; an error if the data contradict it.
        #[serde(default)]
        pick: Option<Spanned<String>>,
    }
}

impl<S: BlockStage> Ranking<S> {
    /// What it shows.
    pub(super) fn select(&self) -> Select {
        Select {
            dataset: self.dataset.clone(),
            subjects: self.subjects.clone(),
            criteria: self.criteria.clone(),
            groups: None,
        }
    }
}

impl ReadBlock for Ranking<ParsedStage> {
    fn read(reader: &mut BlockReader, fence: &BlockFence) -> Option<(Self, Option<Body>)> {
        Some((reader.yaml::<Ranking<Raw>>(fence)?, None))
    }

    fn is_empty(&self, _: Option<&Body>) -> bool {
        false
    }
}
