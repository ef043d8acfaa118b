//! Checks blocks into which other files are joined: each file those of one block.

mod chart;
mod checklist;
mod diagram;
pub(super) mod disclosure;
pub mod ranking;

use super::content::Joined;
use crate::base::{Diagnostic, Place, SourcePath};
use crate::parse::blocks::{Block, BlockArguments};

/// What is wrong with a block, and whether it can be drawn all the same.
pub(super) fn check(block: &Block<Joined>, file: &SourcePath) -> (Vec<Diagnostic>, bool) {
    let name = Place::new(file, block.name_span.clone());
    match &block.args {
        BlockArguments::Chart(args) => drawn_if_sound(chart::check(args, file, &name)),
        BlockArguments::Diagram(args) => drawn_if_sound(diagram::check(args, file, &name)),
        BlockArguments::Ranking(args) => (ranking::check(args, file, &name), true),
        BlockArguments::Checklist(args) => (checklist::check(args, file, &name), true),
        _ => (Vec::new(), true),
    }
}

/// The drawing would leave out, or hide, what is wrong.
fn drawn_if_sound(faults: Vec<Diagnostic>) -> (Vec<Diagnostic>, bool) {
    let sound = faults.is_empty();
    (faults, sound)
}
