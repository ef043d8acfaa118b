//! Highlights code by the grammars of Sublime Text, in a loop of our own that says what syntect says, many times faster.
//!
//! ```text
//! two-face ──Grammars──▶ contexts, rules ──Chain──▶ rules in force + RuleScanner (one lazy automaton)
//! line ──Parser──▶ next place where patterns may match ──▶ first rule that does ──▶ changes of scopes
//! ```
//!
//! It refuses to know pages and colours: what a scope means is said by whoever asks.

mod amendments;
mod candidates;
mod chain;
mod classes;
mod effort;
mod grammar;
pub mod highlighter;
mod languages;
mod level;
mod markup;
mod openers;
mod operation;
mod parser;
mod pattern;
#[cfg(test)]
mod reference;
mod scanner;
mod scratch;
mod session;
mod stored;

pub use effort::Exhausted;
pub use grammar::Grammars;
pub use highlighter::{Highlighted, Highlighter, TooLong};
pub use operation::{Changes, ScopeChange};
pub use parser::Parser;

#[cfg(test)]
mod tests;
