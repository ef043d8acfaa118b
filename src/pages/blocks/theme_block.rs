//! What the component of a block of the theme's own sees: the arguments as they are written, and Markdown as HTML.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::{BlockContext, PlainForm};
use crate::link::Joined;
use crate::pages::Markup;
use crate::pages::plain_html::PlainHtml;
use crate::parse::blocks::{ThemeArgument, ThemeArguments};

/// The arguments, by name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ThemeArgumentsView(BTreeMap<String, ThemeArgumentView>);

/// An argument.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum ThemeArgumentView {
    /// A value without Markdown.
    Value(Value),
    /// Markdown, as HTML.
    Markup(Markup),
    /// A list with Markdown in it.
    List(Vec<Self>),
    /// A mapping with Markdown in it.
    Map(BTreeMap<String, Self>),
}

impl ThemeArgumentsView {
    pub(super) fn of(context: &BlockContext, arguments: &ThemeArguments<Joined>) -> Self {
        Self(ThemeArgumentView::entries(context, &arguments.0))
    }
}

impl ThemeArgumentView {
    fn of(context: &BlockContext, argument: &ThemeArgument<Joined>) -> Self {
        match argument {
            ThemeArgument::Value(value) => Self::Value(value.clone()),
            ThemeArgument::Markdown(text) => Self::Markup(context.markup(&text.0)),
            ThemeArgument::Inline(text) => Self::Markup(context.markup(&text.0)),
            ThemeArgument::List(items) => Self::List(items.iter().map(|item| Self::of(context, item)).collect()),
            ThemeArgument::Map(entries) => Self::Map(Self::entries(context, entries)),
        }
    }

    fn entries(context: &BlockContext, entries: &BTreeMap<String, ThemeArgument<Joined>>) -> BTreeMap<String, Self> {
        entries.iter().map(|(key, argument)| (key.clone(), Self::of(context, argument))).collect()
    }

    /// Writes the Markdown; what other values mean is known to the theme alone.
    fn write_plain(&self, plain: &mut PlainHtml) {
        match self {
            Self::Value(_) => {}
            Self::Markup(markup) => plain.within("div", |plain| plain.markup(markup)),
            Self::List(items) => {
                plain.within("ul", |plain| items.iter().for_each(|i| plain.within("li", |plain| i.write_plain(plain))));
            }
            Self::Map(entries) => entries.values().for_each(|entry| entry.write_plain(plain)),
        }
    }
}

impl PlainForm for ThemeArgumentsView {
    fn write_plain(&self, plain: &mut PlainHtml, body: Option<&Markup>) {
        if let Some(ThemeArgumentView::Value(Value::String(title))) = self.0.get("title") {
            plain.title(Some(title));
        }
        self.0.values().for_each(|argument| argument.write_plain(plain));
        plain.body(body);
    }
}
