//! Scores: what is selected, what is known of each subject, what may be concluded, and what would change that.

pub mod must_haves;
mod overturn;
#[cfg(test)]
mod properties;
pub mod ranking;
pub mod selection;
mod sensitivity;
pub mod table;
pub mod verdict;

pub use self::overturn::Overturn;
pub use self::sensitivity::TurningPoint;
