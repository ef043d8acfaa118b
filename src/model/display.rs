//! What a reader sees in a cell.

use super::criterion::Criterion;
use super::labels::ValueLabels;
use super::value::{Cell, Qualifier};

/// The author's text, else the value in words.
pub fn display(criterion: &Criterion, cell: &Cell, labels: &ValueLabels) -> String {
    if let Some(text) = &cell.text {
        return text.clone();
    }
    let shown = criterion.kind.display(&cell.value, labels);
    let sized = cell.value.is_known() && criterion.kind.takes_qualifier();
    let Some(qualifier) = cell.qualifier.filter(|_| sized) else { return shown };
    let word = match qualifier {
        Qualifier::AtLeast => &labels.at_least,
        Qualifier::AtMost => &labels.at_most,
        Qualifier::About => &labels.about,
    };
    format!("{word} {shown}")
}
