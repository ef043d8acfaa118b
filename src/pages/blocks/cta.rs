//! The view of a `cta`.

use schemars::JsonSchema;
use serde::Serialize;

use super::{BlockContext, DrawBlock, PlainForm};
use crate::link::{Href, Joined};
use crate::pages::Markup;
use crate::pages::plain_html::PlainHtml;
use crate::parse::blocks::Cta;

/// `cta`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CtaView {
    /// What to do.
    pub title: String,
    /// Why.
    pub text: Option<Markup>,
    /// The buttons.
    pub actions: Vec<ActionView>,
}

/// A button.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ActionView {
    /// Its text.
    pub label: String,
    /// Where it leads, as the page prints it.
    pub link: String,
    /// Whether it is the one most readers want.
    pub primary: bool,
    /// Whether it leads elsewhere.
    pub external: bool,
}

impl DrawBlock for Cta<Joined> {
    type View = CtaView;

    fn view(&self, context: &BlockContext) -> CtaView {
        let actions = self.actions.iter().map(|action| ActionView {
            label: action.label.clone(),
            link: context.href(&action.link.0),
            primary: action.primary,
            external: matches!(action.link.0, Href::Web(_)),
        });
        CtaView {
            title: self.title.clone(),
            text: self.text.as_ref().map(|t| context.markup(&t.0)),
            actions: actions.collect(),
        }
    }
}

impl PlainForm for CtaView {
    fn write_plain(&self, plain: &mut PlainHtml, _: Option<&Markup>) {
        plain.title(Some(&self.title));
        plain.paragraph(self.text.as_ref());
        plain.within("ul", |plain| {
            for action in &self.actions {
                plain.within("li", |plain| plain.link_to(&action.link, &action.label));
            }
        });
    }
}
