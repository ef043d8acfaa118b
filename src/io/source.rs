//! Reading a project from the disk into a snapshot.

mod permissions;
pub mod scanner;
pub mod walk;

pub use self::permissions::restricted_modes;
