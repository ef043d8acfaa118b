//! The view of a `faq`.

use schemars::JsonSchema;
use serde::Serialize;

use super::{BlockContext, DrawBlock, PlainForm};
use crate::link::Joined;
use crate::pages::Markup;
use crate::pages::plain_html::PlainHtml;
use crate::parse::blocks::Faq;

/// `faq`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct FaqView {
    /// An id that nothing else on the page has.
    pub id: String,
    /// A heading above the questions.
    pub title: Option<String>,
    /// The questions.
    pub items: Vec<QuestionView>,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct QuestionView {
    /// An id that nothing else on the page has.
    pub id: String,
    /// The question, as plain text.
    pub question: String,
    /// The answer.
    pub answer: Markup,
}

impl DrawBlock for Faq<Joined> {
    type View = FaqView;

    fn view(&self, context: &BlockContext) -> FaqView {
        let items = self.items.iter().enumerate().map(|(i, item)| QuestionView {
            id: format!("{}-{}", context.id, i + 1),
            question: item.question.clone(),
            answer: context.markup(&item.answer.0),
        });
        FaqView { id: context.id.to_owned(), title: self.title.clone(), items: items.collect() }
    }
}

impl PlainForm for FaqView {
    fn write_plain(&self, plain: &mut PlainHtml, _: Option<&Markup>) {
        plain.title(self.title.as_deref());
        for item in &self.items {
            plain.title(Some(&item.question));
            plain.markup(&item.answer);
        }
    }
}
