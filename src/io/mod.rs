//! Floor 6: the only code that touches the operating system. It reads a project into a snapshot and
//! publishes finished files into the output folder or serves them.
//!
//! It refuses to know what the files mean: parsing, linking, viewing and rendering are not its business.

pub mod browser;
pub mod cache;
pub mod clean;
pub mod clock;
pub mod create;
mod emit;
pub mod env;
pub mod external;
mod failure;
pub mod follow;
mod lock;
mod manifest;
pub mod output;
pub mod place;
mod plan;
pub mod scan;
pub mod server;
mod session;
mod spot;
mod stage;
mod stamp;
mod survey;
mod walk;
pub mod watch;

pub use cache::Cache;
pub use clean::clean;
pub use create::{check_empty, create};
pub use output::{Options, OutputFile, Publication, Report, publish};
pub use scan::{Scanner, scan};
