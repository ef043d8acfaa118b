//! The view of `use-cases`.

use schemars::JsonSchema;
use serde::Serialize;

use super::{BlockContext, DrawBlock, PlainForm};
use crate::link::{Joined, SubjectRef};
use crate::pages::Markup;
use crate::pages::plain_html::PlainHtml;
use crate::parse::blocks::UseCases;

/// `use-cases`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct UseCasesView {
    /// The subject.
    pub subject: Option<SubjectRef>,
    /// A heading above the list.
    pub title: Option<String>,
}

impl DrawBlock for UseCases<Joined> {
    type View = UseCasesView;

    fn view(&self, _: &BlockContext) -> UseCasesView {
        UseCasesView { subject: self.subject.as_ref().map(|s| s.0.clone()), title: self.title.clone() }
    }
}

impl PlainForm for UseCasesView {
    fn write_plain(&self, plain: &mut PlainHtml, body: Option<&Markup>) {
        plain.title(self.title.as_deref().or(self.subject.as_ref().map(|s| s.name.as_str())));
        plain.body(body);
    }
}
