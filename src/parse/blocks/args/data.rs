//! The arguments of the blocks that draw data: `matrix`, `ranking`, `chart`.
//!
//! It refuses to know datasets: what was selected is of the stage's type.

use std::ops::Range;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::super::{BlockStage, Map};
use crate::parse::yaml::Spanned;

/// What a data block shows of a dataset.
#[derive(Clone, Debug, Default)]
pub struct Select {
    /// The dataset's name, else the page's.
    pub dataset: Option<Spanned<String>>,
    /// The subjects, in order, else all that the page compares.
    pub subjects: Option<Vec<Spanned<String>>>,
    /// The criteria, in order, else all.
    pub criteria: Option<Vec<Spanned<String>>>,
    /// The groups of criteria, else all.
    pub groups: Option<Vec<Spanned<String>>>,
}

arguments! {
    /// The comparison table.
    Matrix {
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
        /// What was selected, once it is joined.
        #[serde(skip)]
        data: S::Data,
    }

    /// The weighted result.
    Ranking {
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
        /// What was selected, once it is joined.
        #[serde(skip)]
        data: S::Data,
    }

    /// A chart.
    Chart {
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
        /// What was selected, once it is joined.
        #[serde(skip)]
        data: S::Data,
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

impl<S: BlockStage> Matrix<S> {
    pub(in crate::parse::blocks) fn map<M: Map<From = S>>(
        &self,
        m: &mut M,
        span: &Range<usize>,
    ) -> Option<Matrix<M::To>> {
        let select = Select {
            dataset: m.at_option(self.dataset.as_ref()),
            subjects: m.at_all(self.subjects.as_ref()),
            criteria: m.at_all(self.criteria.as_ref()),
            groups: m.at_all(self.groups.as_ref()),
        };
        Some(Matrix {
            data: m.data(&self.data, &select, span)?,
            dataset: select.dataset,
            subjects: select.subjects,
            criteria: select.criteria,
            groups: select.groups,
            caption: self.caption.clone(),
        })
    }
}

impl<S: BlockStage> Ranking<S> {
    pub(in crate::parse::blocks) fn map<M: Map<From = S>>(
        &self,
        m: &mut M,
        span: &Range<usize>,
    ) -> Option<Ranking<M::To>> {
        let select = Select {
            dataset: m.at_option(self.dataset.as_ref()),
            subjects: m.at_all(self.subjects.as_ref()),
            criteria: m.at_all(self.criteria.as_ref()),
            groups: None,
        };
        let weights = self.weights.as_ref().map(|w| w.iter().map(|(k, v)| (m.at(k), m.at(v))).collect());
        Some(Ranking {
            data: m.data(&self.data, &select, span)?,
            dataset: select.dataset,
            subjects: select.subjects,
            criteria: select.criteria,
            weights,
            profile: m.at_option(self.profile.as_ref()),
            profiles: m.at_all(self.profiles.as_ref()),
            title: self.title.clone(),
            pick: m.at_option(self.pick.as_ref()),
        })
    }
}

impl<S: BlockStage> Chart<S> {
    pub(in crate::parse::blocks) fn map<M: Map<From = S>>(
        &self,
        m: &mut M,
        span: &Range<usize>,
    ) -> Option<Chart<M::To>> {
        let select = Select {
            dataset: m.at_option(self.dataset.as_ref()),
            subjects: m.at_all(self.subjects.as_ref()),
            criteria: m.at_all(Some(&self.criteria)),
            groups: None,
        };
        Some(Chart {
            data: m.data(&self.data, &select, span)?,
            kind: self.kind,
            title: self.title.clone(),
            caption: self.caption.clone(),
            dataset: select.dataset,
            subjects: select.subjects,
            criteria: select.criteria.unwrap_or_default(),
        })
    }
}
