//! Floor 1: code to markup with classes, by the grammars of syntect.
//!
//! It refuses to know pages, sites and themes: code goes in, markup comes out.

pub mod classes;
pub mod highlighter;
pub mod languages;
pub mod lines;
#[cfg(test)]
#[cfg(test)]
mod reference;

pub use self::highlighter::{Highlighted, Highlighter, TooLong};
