//! Floor 5: the text of new files, for a project and for parts of one.
//!
//! What they begin as stands in real files: the starter beside this one, archetypes in the theme, where a project's
//! `themes/NAME/archetypes/` comes before the built-in ones. It refuses to know the disk, and what is there already
//! but for what the snapshot shows.

mod fill;
mod name;
mod part;
mod starter;
mod values;

pub use name::title_of_folder;
pub use part::{NewPart, NewPartRequest, part};
pub use starter::starter;

use std::collections::BTreeMap;

use crate::base::SourcePath;

/// New files by path, relative to the project's root.
pub type NewFiles = BTreeMap<SourcePath, String>;
