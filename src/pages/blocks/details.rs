//! The view of `details`.

use schemars::JsonSchema;
use serde::Serialize;

use super::{BlockContext, DrawBlock, PlainForm};
use crate::pages::Markup;
use crate::pages::plain_html::PlainHtml;
use crate::parse::blocks::Details;

/// `details`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DetailsView {
    /// What is seen while it is closed.
    pub summary: String,
    /// Whether it starts open.
    pub open: bool,
}

impl DrawBlock for Details {
    type View = DetailsView;

    fn view(&self, _: &BlockContext) -> DetailsView {
        DetailsView { summary: self.summary.clone(), open: self.open }
    }
}

impl PlainForm for DetailsView {
    fn write_plain(&self, plain: &mut PlainHtml, body: Option<&Markup>) {
        plain.title(Some(&self.summary));
        plain.body(body);
    }
}
