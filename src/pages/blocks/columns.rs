//! The view of `columns` and `column`, which have a body only.

use schemars::JsonSchema;
use serde::Serialize;

use super::{BlockContext, DrawBlock, PlainForm};
use crate::pages::Markup;
use crate::pages::plain_html::PlainHtml;
use crate::parse::blocks::{Column, Columns};

/// A container without options.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PlainView {}

impl DrawBlock for Columns {
    type View = PlainView;

    fn view(&self, _: &BlockContext) -> PlainView {
        PlainView {}
    }
}

impl DrawBlock for Column {
    type View = PlainView;

    fn view(&self, _: &BlockContext) -> PlainView {
        PlainView {}
    }
}

impl PlainForm for PlainView {
    fn write_plain(&self, plain: &mut PlainHtml, body: Option<&Markup>) {
        plain.body(body);
    }
}
