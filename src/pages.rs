//! Floor 4: views: what the template of each output sees, as closed values.
//!
//! A view holds all that its template can see. It refuses to know the text of templates, files, and which outputs there
//! are.

mod alternates;
mod blocks;
mod data_pages;
mod generated;
mod lists;
pub mod localized_sites;
mod markup;
mod page;
pub(crate) mod plain_html;
pub mod render_context;
pub mod schema;
mod search;
mod site;

use schemars::JsonSchema;
use serde::Serialize;

pub use self::alternates::{Alternate, Original};
pub use self::blocks::*;
pub use self::data_pages::*;
pub use self::lists::*;
pub use self::localized_sites::{LocalizedSites, PageRef};
pub use self::markup::{BlockView, Markup, PARTS, PartView};
pub use self::page::*;
pub use self::render_context::Messages;
pub use self::search::{SearchData, TEMPLATE as SEARCH_TEMPLATE};

pub use self::site::*;

/// What the template of a redirect sees beside `site`, `t` and `assets`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Redirect {
    /// The prefix that leads from its address to the site's root: `./`, `../`, …
    pub root: String,
    /// Where it leads, as a relative reference or an absolute address.
    pub target: String,
    /// The absolute address it leads to, if it is known.
    pub canonical: Option<String>,
    /// The language of the interface text.
    pub language: String,
}
