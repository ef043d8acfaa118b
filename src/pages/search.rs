//! The page to search on.

use schemars::JsonSchema;
use serde::Serialize;

use super::render_context::RenderContext;
use super::{PageData, PageView};
use crate::link::generated::SEARCH;

/// The template of a page with the search on it.
pub const TEMPLATE: &str = "search.html";

/// What the search page sees.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SearchData {
    /// The address of the index, relative to the site's root.
    pub index: String,
}

/// The search page, where no author wrote one.
pub(crate) fn page(voice: RenderContext) -> PageView {
    let path = voice.site.edition.at(SEARCH);
    let mut data = PageData::made(voice, "search", voice.text("search"), &path);
    data.noindex = true;
    PageView::of(&path, data, None)
}
