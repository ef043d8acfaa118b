//! What the components of the blocks in prose see.
//!
//! It refuses to know how it comes about.

use schemars::JsonSchema;
use serde::Serialize;

use crate::link::SubjectRef;
use crate::model::SourceKind;
use crate::pages::{DateView, Markup};

/// `note`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct NoteView {
    /// `note`, `tip`, `important`, `warning` or `caution`.
    pub kind: &'static str,
    /// Its heading, else the kind's own.
    pub title: Option<String>,
}

/// `use-cases`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct UseCasesView {
    /// The subject.
    pub subject: Option<SubjectRef>,
    /// A heading above the list.
    pub title: Option<String>,
}

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

/// `details`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DetailsView {
    /// What is seen while it is closed.
    pub summary: String,
    /// Whether it starts open.
    pub open: bool,
}

/// A container without options.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PlainView {}

/// `disclosure`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DisclosureView {
    /// `affiliate`, `sponsored` or `independent`.
    pub kind: &'static str,
}

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
