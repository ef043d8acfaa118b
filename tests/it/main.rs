//! The integration tests: one binary, a module for each subject.
//!
//! It refuses to know the insides of Versus; it uses what the library gives to everyone.

#![expect(clippy::print_stdout, reason = "tests say how often they tried and what they measured")]

#[cfg(unix)]
mod cache;
mod cli;
mod clock;
mod commonmark;
mod determinism;
mod docs;
#[cfg(unix)]
mod elsewhere;
#[cfg(feature = "external")]
mod external;
mod floors;
mod fuzz;
mod guide;
#[cfg(unix)]
mod hostile;
#[cfg(feature = "images")]
mod images;
mod machines;
#[path = "../support/memory_site.rs"]
mod memory_site;
mod messages;
#[cfg(unix)]
mod output;
mod program;
mod properties;
#[path = "../support/scale.rs"]
mod scale;
#[cfg(unix)]
mod scan;
#[cfg(all(unix, feature = "serve"))]
mod serve;
mod starting;
mod themes;
