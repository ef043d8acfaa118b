//! A datum in prose, drawn by the component `value`, and what other blocks show of a datum as well: its source, and
//! whether it is stale.

use schemars::JsonSchema;
use serde::Serialize;

use super::PlainForm;
use crate::link::{CellRef, Site};
use crate::model::lint::freshness::staleness;
use crate::model::{Cell, Criterion, Dataset, SourceKind, Subject, display};
use crate::pages::plain_html::PlainHtml;
use crate::pages::render_context::RenderContext;
use crate::pages::{BlockArgs, BlockView, DateView, Markup};

/// A datum in prose, drawn by the component `value`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ValueView {
    /// The reader's wording.
    pub text: String,
    /// Where it comes from.
    pub source: Option<SourceView>,
    /// When it was true.
    pub as_of: Option<DateView>,
    /// Whether it is older than its criterion allows.
    pub stale: bool,
}

/// A source.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SourceView {
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: Option<String>,
    /// `primary`, `secondary`, `measurement` or `opinion`.
    pub kind: Option<SourceKind>,
}

impl ValueView {
    /// What is shown of a datum; `None` if it is missing.
    pub(crate) fn of(voice: RenderContext, datum: &CellRef) -> Option<Self> {
        let dataset = &datum.dataset;
        let (criterion, subject) = (dataset.criteria.get(&datum.criterion)?, dataset.subjects.get(&datum.subject)?);
        let found = datum.datum()?;
        Some(Self {
            text: display(criterion, found, voice.speech.words()),
            source: SourceView::of(dataset, found),
            as_of: subject.as_of(found).map(|d| voice.date(d)),
            stale: is_stale(voice.site, criterion, subject, found),
        })
    }
}

impl SourceView {
    /// The source of a datum.
    pub(crate) fn of(dataset: &Dataset, datum: &Cell) -> Option<Self> {
        let source = dataset.sources.get(datum.source.as_ref()?)?;
        Some(Self { title: source.title.clone(), url: source.url.clone(), kind: source.kind })
    }

    pub(crate) fn write_plain(&self, plain: &mut PlainHtml) {
        match &self.url {
            Some(url) => plain.link_to(url, &self.title),
            None => plain.text(&self.title),
        }
    }
}

/// Whether a datum is older than its criterion, or else the site, allows.
pub(crate) fn is_stale(site: &Site, criterion: &Criterion, subject: &Subject, datum: &Cell) -> bool {
    staleness(criterion, subject, datum, site.rules()).is_some()
}

/// A datum in prose.
pub(super) fn block(voice: RenderContext, datum: &CellRef) -> Option<BlockView> {
    let args = BlockArgs::Value(ValueView::of(voice, datum)?);
    Some(BlockView { name: "value".to_owned(), args, body: None })
}

impl PlainForm for ValueView {
    fn write_plain(&self, plain: &mut PlainHtml, _: Option<&Markup>) {
        plain.text(&self.text);
        if let Some(source) = &self.source {
            plain.out.push_str(" (");
            source.write_plain(plain);
            plain.dated(self.as_of.as_ref(), self.stale);
            plain.out.push(')');
        }
    }
}
