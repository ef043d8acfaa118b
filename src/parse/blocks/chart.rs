//! `chart`: ratings and numbers as a picture.

use schemars::JsonSchema;
use serde::Deserialize;

use super::stage::{arguments, same_at_all_stages};
use super::{BlockFence, BlockReader, BlockStage, ReadBlock, Select};
use crate::parse::body::{Body, ParsedStage, Raw};
use crate::parse::yaml::Spanned;

arguments! {
    /// A chart.
    Chart<S> with data {
        /// Its form.
        kind: ChartKind,
        /// What it shows, in a line.
        title: String,
        /// More about it.
        #[serde(default)]
        caption: Option<String>,
        /// The dataset, else the page's.
        #[serde(default)]
        dataset: Option<Spanned<String>>,
        /// The subjects, else all that the page compares.
        #[serde(default)]
        subjects: Option<Vec<Spanned<String>>>,
        /// The criteria, in order.
        criteria: Vec<Spanned<String>>,
    }
}

/// The form of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ChartKind {
    /// A table whose cells hold bars.
    Bars,
    /// A row for each criterion, a mark for each subject.
    Dots,
    /// Bars side by side for each criterion.
    Grouped,
    /// An axis for each criterion, an outline for each subject.
    Radar,
}

same_at_all_stages!(ChartKind);

impl<S: BlockStage> Chart<S> {
    /// What it shows.
    pub(super) fn select(&self) -> Select {
        Select {
            dataset: self.dataset.clone(),
            subjects: self.subjects.clone(),
            criteria: Some(self.criteria.clone()),
            groups: None,
        }
    }
}

impl ReadBlock for Chart<ParsedStage> {
    fn read(reader: &mut BlockReader, fence: &BlockFence) -> Option<(Self, Option<Body>)> {
        Some((reader.yaml::<Chart<Raw>>(fence)?, None))
    }

    fn is_empty(&self, _: Option<&Body>) -> bool {
        self.criteria.is_empty()
    }
}
