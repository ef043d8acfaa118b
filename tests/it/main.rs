//! The integration tests: one binary, a module for each subject.
//!
//! It refuses to know the insides of Versus; it uses what the library gives to everyone.

#![expect(clippy::print_stdout, reason = "tests say how often they tried and what they measured")]

mod build;
#[cfg(unix)]
mod cache;
mod cases;
mod cli;
mod clock;
mod commonmark;
mod determinism;
mod docs;
mod external;
mod floors;
mod fuzz;
mod guide;
#[cfg(unix)]
mod hostile;
mod images;
mod machines;
mod messages;
#[cfg(unix)]
mod output;
mod program;
mod properties;
#[cfg(unix)]
mod scan;
#[cfg(unix)]
mod serve;
mod starting;
mod themes;
