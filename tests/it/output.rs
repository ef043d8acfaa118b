//! The promises about the output folder, each with a test that fails without it.
//!
//! It refuses to know pages and themes: sites here are a few files made on the spot, but for `whole`, which runs the
//! program.

mod child;
mod cleaning;
mod conflicts;
mod failures;
mod foreign;
mod kills;
mod paths;
mod refusals;
mod unchanged;
mod whole;
mod world;
