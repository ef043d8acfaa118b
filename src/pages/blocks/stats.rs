//! The view of `stats`.

use schemars::JsonSchema;
use serde::Serialize;

use super::value::ValueView;
use super::{BlockContext, DrawBlock, PlainForm, SourceView};
use crate::link;
use crate::link::{Joined, SubjectRef};
use crate::pages::plain_html::PlainHtml;
use crate::pages::{DateView, Markup};
use crate::parse::blocks::Stats;

/// `stats`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct StatsView {
    /// An id that nothing else on the page has.
    pub id: String,
    /// A heading above the tiles.
    pub title: Option<String>,
    /// The tiles.
    pub items: Vec<StatView>,
}

/// A figure.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct StatView {
    /// The figure as text.
    pub value: String,
    /// What it counts.
    pub label: String,
    /// The subject it speaks of.
    pub subject: Option<SubjectRef>,
    /// More about it.
    pub note: Option<Markup>,
    /// Where it comes from.
    pub source: Option<SourceView>,
    /// When it was true.
    pub as_of: Option<DateView>,
    /// Whether it is older than its criterion allows.
    pub stale: bool,
}

impl DrawBlock for Stats<Joined> {
    type View = StatsView;

    fn view(&self, context: &BlockContext) -> StatsView {
        let items = self.items.iter().map(|item| {
            let datum = item.datum.as_ref().map(|datum| &datum.0);
            let shown = datum.and_then(|d| ValueView::of(context.voice, d));
            let name = || datum.and_then(|d| Some(d.dataset.criteria.get(&d.criterion)?.name.clone()));
            let subject = || link::reference(&datum?.dataset, &datum?.subject, context.voice.site.subject_pages());
            StatView {
                value: item.value.clone().or_else(|| Some(shown.as_ref()?.text.clone())).unwrap_or_default(),
                label: item.label.clone().or_else(name).unwrap_or_default(),
                subject: item.subject.as_ref().map(|s| s.0.clone()).or_else(subject),
                note: item.note.as_ref().map(|n| context.markup(&n.0)),
                source: shown.as_ref().and_then(|s| s.source.clone()),
                as_of: shown.as_ref().and_then(|s| s.as_of.clone()),
                stale: shown.as_ref().is_some_and(|s| s.stale),
            }
        });
        StatsView { id: context.id.to_owned(), title: self.title.clone(), items: items.collect() }
    }
}

impl PlainForm for StatsView {
    fn write_plain(&self, plain: &mut PlainHtml, _: Option<&Markup>) {
        plain.title(self.title.as_deref());
        plain.within("ul", |plain| self.items.iter().for_each(|item| item.write_plain(plain)));
    }
}

impl StatView {
    fn write_plain(&self, plain: &mut PlainHtml) {
        plain.within("li", |plain| {
            plain.element("strong", &self.value);
            plain.text(&format!(" {}", self.label));
            if let Some(subject) = self.subject.as_ref().filter(|s| !self.label.contains(&s.name)) {
                plain.text(&format!(" ({})", subject.name));
            }
            if let Some(note) = &self.note {
                plain.out.push_str(". ");
                plain.markup(note);
            }
            if let Some(source) = &self.source {
                plain.out.push_str(if self.note.is_some() { " " } else { ". " });
                plain.text(&format!("{}: ", plain.speech.text("source")));
                source.write_plain(plain);
                plain.dated(self.as_of.as_ref(), self.stale);
            }
        });
    }
}
