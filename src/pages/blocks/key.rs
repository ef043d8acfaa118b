//! The key of a chart or a diagram: its subjects with the marks that they are drawn with.

use schemars::JsonSchema;
use serde::Serialize;

use crate::link::SubjectRef;
use crate::pages::Markup;
use crate::svg::mark::marks;

/// A subject and its mark.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct KeyView {
    /// The subject.
    pub subject: SubjectRef,
    /// Its mark, as a small drawing that says nothing to those who do not see it.
    pub mark: Markup,
}

/// The subjects with their marks; `lines` for drawings that have a line for each.
pub(crate) fn key(subjects: &[SubjectRef], lines: bool) -> Vec<KeyView> {
    let marks = marks(&subjects.iter().map(|s| s.slot).collect::<Vec<_>>());
    let entry = |(subject, mark): (&SubjectRef, _)| KeyView { subject: subject.clone(), mark };
    let drawn = marks.into_iter().map(|mark| Markup::html(mark.legend(lines)));
    subjects.iter().zip(drawn).map(entry).collect()
}
