//! Checks checklists: each statement has an id of its own, weights are numbers, and no side has far more statements.

use std::collections::BTreeSet;

use crate::base::{Code, Diagnostic, Place, SourcePath};
use crate::link::content::Joined;
use crate::parse::blocks::Checklist;

/// A checklist is lopsided when one subject has this many times the statements of another.
const LOPSIDED: usize = 2;

/// What is wrong with a checklist; `name` is the place of the block's name.
pub(super) fn check(list: &Checklist<Joined>, file: &SourcePath, name: &Place) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut ids = BTreeSet::new();
    for item in list.groups.iter().flat_map(|g| &g.items) {
        if !ids.insert(item.id.value.as_str()) {
            let error = Diagnostic::error(Code::DuplicateId, format!("two statements have the id `{}`", item.id.value));
            found.push(error.at(Place::new(file, item.id.span.clone())).help("give one of them another id"));
        }
        if !(item.weight.value.is_finite() && item.weight.value >= 0.0) {
            let error = Diagnostic::error(Code::BadWeight, format!("{} is not a weight", item.weight.value));
            found.push(error.at(Place::new(file, item.weight.span.clone())).help("weights are numbers from 0"));
        }
    }
    let counts = || list.groups.iter().map(|g| g.items.len());
    if let (Some(least), Some(most)) = (counts().min(), counts().max())
        && list.groups.len() > 1
        && most >= LOPSIDED * least.max(1)
        && most > least + 1
    {
        found.push(
            Diagnostic::warning(Code::Lopsided, format!("one subject has {most} statements and another {least}"))
                .at(name.clone())
                .help("give each side about as many, so that the number alone does not decide"),
        );
    }
    found
}
