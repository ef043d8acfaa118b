//! Floor 1: full-text search without a server: words of a text, their counts, and the index files.
//!
//! It refuses to know pages, sites and themes: texts go in, files come out.

pub mod terms;
pub mod words;

pub use self::terms::TermCounts;
