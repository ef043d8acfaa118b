//! Versus compiles Markdown articles and typed comparison data into a static comparison-guide site.
//!
//! Data flows one way, through complete, immutable values; no stage reads back, none has a global:
//!
//! ```text
//! Snapshot ──parse──▶ Parsed ──link──▶ Site ──pages, output──▶ Jobs ──theme──▶ Outputs ──publish──▶ site/
//! (path→bytes)  one file at a time   all files   views, one job per output   theme+view→bytes
//! ```
//!
//! The floors, lowest first; a module imports only from lower ones (a test holds it to that):
//!
//! 0. [`base`]: diagnostics, paths, dates, hashes, the memo.
//! 1. [`model`]: the comparison model, pure; [`images`]: images to smaller ones; `svg`: figures and graphs to drawings;
//!    [`search`]: the words of texts; [`highlight`]: code to scopes.
//! 2. [`parse`]: one file to one value.
//! 3. [`link`]: all parsed files to the site.
//! 4. [`pages`]: the site to views, closed values, one for each template.
//! 5. [`theme`]: theme and view to bytes.
//! 6. [`output`]: which files there are, and how each is written.
//! 7. [`engine`]: runs the stages and owns the memos; [`scaffold`]: the text of new files.
//! 8. [`io`]: the only code that touches the operating system.
//! 9. [`cli`]: flags to checked options to a run; the only code that prints.

pub mod base;
pub mod cli;
pub mod engine;
pub mod highlight;
pub mod images;
pub mod io;
pub mod link;
pub mod model;
pub mod output;
pub mod pages;
pub mod parse;
pub mod scaffold;
pub mod search;
mod svg;
pub mod theme;

#[cfg(test)]
#[path = "../tests/support/scale.rs"]
mod test_scale;
