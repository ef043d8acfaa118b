//! Floor 1: one file to one value and what is wrong with it.
//!
//! It refuses to know other files and addresses; what a file takes from others is joined in `link`.

pub mod blocks;
pub mod body;
pub mod code;
pub mod config;
pub mod data;
pub mod front;
pub mod markdown;
pub mod page;
pub mod prose;
pub mod saved;
pub mod summary;
pub mod yaml;
