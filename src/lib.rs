//! Versus compiles Markdown articles and typed comparison data into a static comparison-guide site.
//!
//! Data flows one way, through complete, immutable values; no stage reads back, none has a global:
//!
//! ```text
//! Snapshot ──parse──▶ Parsed ──link──▶ Site ──view──▶ Jobs ──render──▶ Outputs ──emit──▶ site/
//! (path→bytes)  one file at a time   all files   closed values   theme+view→bytes
//! ```
//!
//! The floors, lowest first; a module imports only from lower ones (a test holds it to that):
//!
//! 0. [`base`]: diagnostics, paths, dates, hashes, the memo.
//! 1. [`compare`]: the comparison model, pure; [`highlight`]: code to scopes; [`pixels`]: images to smaller ones.
//! 2. [`parse`]: one file to one value.
//! 3. [`link`]: all parsed files to the site.
//! 4. [`view`]: the site to jobs, closed values, one for each output.
//! 5. [`render`]: theme and view to bytes.
//! 6. [`engine`]: runs the stages and owns the memos; [`scaffold`]: the text of new files.
//! 7. [`io`]: the only code that touches the operating system.
//! 8. [`cli`]: flags to checked options to a run; the only code that prints.

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
