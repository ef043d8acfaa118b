//! Floor 1: full-text search without a server: texts go in, the files of an index come out.
//!
//! It refuses to know pages, sites and themes, and how a query is answered: the theme's script does that
//! (`themes/default/static/js/find.js`), with the same rules for words.

mod codec;
mod files;
mod index;
mod leaf;
mod terms;
mod variants;
mod words;

pub(crate) use self::files::{PageGroup, files};
pub(crate) use self::index::PageTerms;
pub use self::terms::TermCounts;

#[cfg(test)]
mod tests;
