//! Floor 0: what every other floor may use. Diagnostics and the places they point at, paths and
//! addresses, dates, escaped HTML, hashes, the memo and the budget.
//!
//! It refuses to know anything of Markdown, comparison data, pages, templates or the operating system.

pub mod codes;
pub mod date;
pub mod diagnostic;
pub mod fold;
pub mod format;
pub mod hash;
pub mod html;
pub mod language;
pub mod memo;
pub mod panic;
pub mod path;
pub mod portable;
pub mod position;
pub mod slug;
pub mod snapshot;
pub mod spanned;
pub mod store;
pub mod suggest;
pub mod sync;
pub mod url;

pub use self::diagnostic::{Diagnostic, Place, Severity};
pub use codes::Code;
pub use date::{Date, MaxAge};
pub use hash::Hash128;
pub use html::Html;
pub use memo::Memo;
pub use path::{SitePath, SourcePath};
pub use snapshot::Snapshot;
pub use spanned::Spanned;
pub use store::{Bucket, Remember, Store};
pub use url::BaseUrl;
