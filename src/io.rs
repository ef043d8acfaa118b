//! Floor 6: the only code that touches the operating system. It reads a project into a snapshot and
//! publishes finished files into the output folder or serves them.
//!
//! It refuses to know what the files mean: parsing, linking, viewing and rendering are not its business.

#[cfg(feature = "serve")]
pub mod browser;
pub mod cache;
pub mod clock;
pub mod create;
mod entry;
pub mod env;
mod error;
mod file;
#[cfg(feature = "external")]
pub mod links;
#[cfg(feature = "serve")]
pub mod preview;
pub mod publish;
pub mod source;
mod stamp;

pub use self::entry::resolve;
pub use self::publish::{OutputFile, Publication, PublishOptions, PublishReport, clean, publish};
pub use self::source::scanner::{Scanner, scan};
pub use cache::Cache;
pub use create::{check_empty, create};
