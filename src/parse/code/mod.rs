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
pub mod highlight;
pub mod languages;
mod markup;
mod openers;
pub mod region;
mod session;
mod tokens;

pub use fence::{Fence, IncludeRef, LineSet, Part};
pub use figure::Listing;
pub use highlight::{Highlighted, Highlighter, TooLong};

#[cfg(test)]
mod same;
#[cfg(test)]
mod tests;
