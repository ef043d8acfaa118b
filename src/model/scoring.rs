//! Weighted scores: what is selected, the ranking of it, and which weights would change the result.

#[cfg(test)]
pub mod properties;
pub mod ranking;
pub mod selection;
pub mod sensitivity;
