//! The view of a `note`.

use schemars::JsonSchema;
use serde::Serialize;

use super::{BlockContext, DrawBlock, PlainForm};
use crate::pages::Markup;
use crate::pages::plain_html::PlainHtml;
use crate::parse::blocks::Note;

/// `note`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct NoteView {
    /// `note`, `tip`, `important`, `warning` or `caution`.
    pub kind: &'static str,
    /// Its heading, else the kind's own.
    pub title: Option<String>,
}

impl DrawBlock for Note {
    type View = NoteView;

    fn view(&self, _: &BlockContext) -> NoteView {
        NoteView { kind: self.kind, title: self.title.clone() }
    }
}

impl PlainForm for NoteView {
    fn write_plain(&self, plain: &mut PlainHtml, body: Option<&Markup>) {
        plain.out.push_str("<blockquote>");
        plain.title(Some(self.title.as_deref().unwrap_or(plain.speech.text(self.kind))));
        plain.body(body);
        plain.out.push_str("</blockquote>\n");
    }
}
