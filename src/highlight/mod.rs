//! Highlighting: the rules of Sublime Text's grammars, read by a loop of our own.
pub mod grammar;
mod candidates;
mod chain;
mod level;
pub mod operation;
pub mod parser;
mod pattern;
mod scanner;
