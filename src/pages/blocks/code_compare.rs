//! The view of a `code-compare`.

use schemars::JsonSchema;
use serde::Serialize;

use super::{BlockContext, DrawBlock, PlainForm};
use crate::link::{Joined, SubjectRef};
use crate::pages::Markup;
use crate::pages::plain_html::PlainHtml;
use crate::parse::blocks::CodeCompare;

/// `code-compare`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CodeCompareView {
    /// An id that nothing else on the page has.
    pub id: String,
    /// A heading above the samples.
    pub title: Option<String>,
    /// The samples.
    pub panels: Vec<PanelView>,
}

/// A sample.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PanelView {
    /// An id that nothing else on the page has.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The language's name as the author wrote it.
    pub language: String,
    /// The subject it shows.
    pub subject: Option<SubjectRef>,
    /// The finished figure.
    pub html: Markup,
}

impl DrawBlock for CodeCompare<Joined> {
    type View = CodeCompareView;

    const FEATURE: Option<&'static str> = Some("code");

    fn view(&self, context: &BlockContext) -> CodeCompareView {
        let panels = self.panels.iter().enumerate().map(|(i, panel)| PanelView {
            id: format!("{}-panel-{}", context.id, i + 1),
            title: panel.title.clone(),
            language: panel.language.clone(),
            subject: panel.subject.as_ref().map(|s| s.0.clone()),
            html: context.markup(&panel.code.0),
        });
        CodeCompareView { id: context.id.to_owned(), title: self.title.clone(), panels: panels.collect() }
    }
}

impl PlainForm for CodeCompareView {
    fn write_plain(&self, plain: &mut PlainHtml, body: Option<&Markup>) {
        plain.title(self.title.as_deref());
        for panel in &self.panels {
            plain.title(Some(&panel.title));
            plain.markup(&panel.html);
        }
        plain.body(body);
    }
}
