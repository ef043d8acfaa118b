//! Code in articles: the info string of a fence, parts of included files, highlighting, the finished figure.
//!
//! It refuses to know Markdown around the fence, where files are, and which results are remembered: reading an
//! info string, cutting out a region and highlighting are pure functions of their arguments.
//!
//! ```text
//! info string ──Fence::parse──▶ Fence ─────────────────┐
//! file + part ──region::extract─▶ code ─Listing::new─▶ Listing ─draw─▶ Html
//!                                   └─Highlighter::highlight─▶ Highlighted ─┘
//! ```

pub mod fence;
pub mod figure;
pub mod region;

pub use fence::{Fence, FilePart, IncludeRef, LineSet};
pub use figure::Listing;

#[cfg(test)]
mod tests;
