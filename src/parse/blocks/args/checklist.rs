//! The arguments of `checklist`.
//!
//! It refuses to know a reader's answers.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::{BlockStage, Map};
use crate::parse::yaml::Spanned;

arguments! {
    /// The interactive decision checklist.
    Checklist {
        /// A stable name for links and storage.
        #[serde(default)]
        id: Option<Spanned<String>>,
        /// A heading above it.
        #[serde(default)]
        title: Option<String>,
        /// What introduces it, in Markdown.
        #[serde(default)]
        lede: Option<S::Rich>,
        /// How far apart two results must be to be told apart, 0 to 1.
        #[serde(default)]
        tie_margin: Option<f64>,
        /// The statements, by subject.
        groups: Vec<ChecklistGroup<S>>,
        /// What to say when decisive statements of two subjects are ticked, in Markdown.
        #[serde(default)]
        conflict: Option<S::Rich>,
    }

    /// The statements that speak for a subject.
    ChecklistGroup {
        /// The subject.
        subject: S::Subject,
        /// A heading above them.
        #[serde(default)]
        title: Option<String>,
        /// The statements.
        items: Vec<Statement<S>>,
    }

    /// A statement that a reader ticks when it is true for them.
    Statement {
        /// A stable name for links and storage.
        id: Spanned<String>,
        /// The statement, in Markdown.
        text: S::Rich,
        /// How much it counts, from 0; 1 when left out.
        #[serde(default = "one")]
        weight: Spanned<f64>,
        /// Whether it decides on its own.
        #[serde(default)]
        decisive: bool,
        /// More about it, in Markdown.
        #[serde(default)]
        note: Option<S::Rich>,
    }
}

fn one() -> Spanned<f64> {
    Spanned { value: 1.0, span: 0..0 }
}

impl<S: BlockStage> Checklist<S> {
    pub(in crate::parse::blocks) fn map<M: Map<From = S>>(&self, m: &mut M) -> Checklist<M::To> {
        Checklist {
            id: m.at_option(self.id.as_ref()),
            title: self.title.clone(),
            lede: self.lede.as_ref().map(|l| m.inline(l)),
            tie_margin: self.tie_margin,
            groups: self.groups.iter().filter_map(|g| g.map(m)).collect(),
            conflict: self.conflict.as_ref().map(|c| m.inline(c)),
        }
    }
}

impl<S: BlockStage> ChecklistGroup<S> {
    fn map<M: Map<From = S>>(&self, m: &mut M) -> Option<ChecklistGroup<M::To>> {
        let item = |i: &Statement<S>, m: &mut M| Statement {
            id: m.at(&i.id),
            text: m.inline(&i.text),
            weight: m.at(&i.weight),
            decisive: i.decisive,
            note: i.note.as_ref().map(|n| m.inline(n)),
        };
        Some(ChecklistGroup {
            subject: m.subject(&self.subject)?,
            title: self.title.clone(),
            items: self.items.iter().map(|i| item(i, m)).collect(),
        })
    }
}
