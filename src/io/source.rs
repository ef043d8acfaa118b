//! Reading a project from the disk into a snapshot.

pub mod scanner;
pub mod walk;
