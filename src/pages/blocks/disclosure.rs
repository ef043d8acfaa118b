//! The view of a `disclosure`.

use schemars::JsonSchema;
use serde::Serialize;

use super::{BlockContext, DrawBlock, PlainForm};
use crate::pages::Markup;
use crate::pages::plain_html::PlainHtml;
use crate::parse::blocks::Disclosure;

/// `disclosure`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DisclosureView {
    /// `affiliate`, `sponsored` or `independent`.
    pub kind: &'static str,
}

impl DrawBlock for Disclosure {
    type View = DisclosureView;

    fn view(&self, _: &BlockContext) -> DisclosureView {
        DisclosureView { kind: self.kind }
    }
}

impl PlainForm for DisclosureView {
    fn write_plain(&self, plain: &mut PlainHtml, body: Option<&Markup>) {
        plain.title(Some(plain.speech.text(self.kind)));
        plain.body(body);
    }
}
