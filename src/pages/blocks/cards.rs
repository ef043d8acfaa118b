//! The view of `cards`.

use schemars::JsonSchema;
use serde::Serialize;

use super::{BlockContext, DrawBlock, PlainForm};
use crate::link::{Href, Joined, SubjectRef};
use crate::pages::Markup;
use crate::pages::plain_html::PlainHtml;
use crate::parse::blocks::Cards;

/// `cards`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CardsView {
    /// An id that nothing else on the page has.
    pub id: String,
    /// The heading.
    pub title: Option<String>,
    /// What introduces them.
    pub lede: Option<Markup>,
    /// The cards.
    pub items: Vec<CardView>,
}

/// A card.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CardView {
    /// Its heading.
    pub title: String,
    /// Its text.
    pub text: Markup,
    /// The subject it favours.
    pub favours: Option<SubjectRef>,
    /// Where it leads, as the page prints it.
    pub link: Option<String>,
    /// Whether that is elsewhere.
    pub external: bool,
}

impl DrawBlock for Cards<Joined> {
    type View = CardsView;

    fn view(&self, context: &BlockContext) -> CardsView {
        let items = self.items.iter().map(|item| CardView {
            title: item.title.clone(),
            text: context.markup(&item.text.0),
            favours: item.favours.as_ref().map(|s| s.0.clone()),
            link: item.link.as_ref().map(|l| context.href(&l.0)),
            external: item.link.as_ref().is_some_and(|l| matches!(l.0, Href::Web(_))),
        });
        CardsView {
            id: context.id.to_owned(),
            title: self.title.clone(),
            lede: self.lede.as_ref().map(|l| context.markup(&l.0)),
            items: items.collect(),
        }
    }
}

impl PlainForm for CardsView {
    fn write_plain(&self, plain: &mut PlainHtml, _: Option<&Markup>) {
        plain.title(self.title.as_deref());
        plain.paragraph(self.lede.as_ref());
        plain.within("ul", |plain| self.items.iter().for_each(|card| card.write_plain(plain)));
    }
}

impl CardView {
    fn write_plain(&self, plain: &mut PlainHtml) {
        plain.within("li", |plain| {
            plain.within("p", |plain| {
                plain.within("strong", |plain| match &self.link {
                    Some(link) => plain.link_to(link, &self.title),
                    None => plain.text(&self.title),
                });
                if let Some(subject) = &self.favours {
                    let favours = plain.speech.fill("favours", &[("name", &subject.name)]);
                    plain.text(&format!(" ({favours})"));
                }
            });
            plain.markup(&self.text);
        });
    }
}
