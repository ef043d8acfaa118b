//! Publishes datasets as JSON and as CSV: pure functions from a dataset to text.
//!
//! Both read back to the same dataset: the CSV is a `values.csv`, the JSON holds what a dataset file holds and, beside
//! it, what a script needs to draw and to score.

pub mod csv;
pub mod json;
pub mod shape;

pub use self::csv::{FORMULA_STARTS, csv};
pub use self::json::json;
