//! What the components of blocks see.
//!
//! It refuses to know how they draw it.

mod views;

pub use self::views::*;
use serde::Serialize;
use serde_json::{Map, Value};

use super::cells;
use super::chart;
use super::chart::ChartView;
use super::checklist;
use super::checklist::ChecklistView;
use super::diagram;
use super::diagram::DiagramView;
use super::markup::{BlockView, Markup, PartView};
use super::matrix;
use super::matrix::MatrixView;
use super::ranking;
use super::ranking::RankingView;
use super::render_context::RenderContext;
use crate::base::Html;
use crate::base::html::escape_into;
use crate::link;
use crate::link::{CellRef, Content, ContentPart, Href, Joined, Page};
use crate::model::display;
use crate::parse::blocks as parsed;
use crate::parse::blocks::{Block, BlockArguments};

/// The arguments of a block's component, by block.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum BlockArgs {
    /// `note`.
    Note(NoteView),
    /// `use-cases`.
    UseCases(UseCasesView),
    /// `code-compare`.
    CodeCompare(CodeCompareView),
    /// `details`.
    Details(DetailsView),
    /// `columns` and `column`.
    Plain(PlainView),
    /// `disclosure`.
    Disclosure(DisclosureView),
    /// `stats`.
    Stats(StatsView),
    /// `cards`.
    Cards(CardsView),
    /// `faq`.
    Faq(FaqView),
    /// `cta`.
    Cta(CtaView),
    /// `matrix`.
    Matrix(MatrixView),
    /// `ranking`.
    Ranking(RankingView),
    /// `chart`.
    Chart(ChartView),
    /// `diagram`.
    Diagram(DiagramView),
    /// `checklist`.
    Checklist(ChecklistView),
    /// A datum in prose.
    Value(ValueView),
    /// A block of the theme's own.
    Custom(Map<String, Value>),
}

/// The markup of a content on `page`.
pub(crate) fn content(voice: RenderContext, page: &Page, content: &Content) -> Markup {
    let parts = content.parts.iter().filter_map(|part| match part {
        ContentPart::Html(html) => Some(PartView::Html(Html::trusted(html.as_str()))),
        ContentPart::Run(run) => Some(PartView::Run(run.hash)),
        ContentPart::Value(datum) => Some(PartView::Block(Box::new(value(voice, datum)?))),
        ContentPart::Block(block) => {
            let block = match block.args {
                BlockArguments::FromFrontMatter => page.joined.front_blocks.iter().find(|b| b.name == block.name)?,
                _ => block,
            };
            Some(PartView::Block(Box::new(self::block(voice, page, block))))
        }
    });
    Markup(parts.collect())
}

/// The markup of a content without blocks, data in it as text.
pub(crate) fn prose(voice: RenderContext, content: &Content) -> Markup {
    let mut html = String::new();
    for part in &content.parts {
        match part {
            ContentPart::Html(part) => html.push_str(part),
            ContentPart::Value(datum) => {
                let text = datum_view(voice, datum).map(|view| view.text);
                escape_into(&mut html, &text.unwrap_or_default());
            }
            ContentPart::Block(_) | ContentPart::Run(_) => {}
        }
    }
    Markup::html(html)
}

/// What the component of a block sees.
pub(crate) fn block(voice: RenderContext, page: &Page, block: &Block<Joined>) -> BlockView {
    let body = block.body.as_ref().map(|b| content(voice, page, b));
    let builder = Builder { voice, page, id: &block.id };
    let args = match &block.args {
        BlockArguments::Note(a) => BlockArgs::Note(NoteView { kind: a.kind, title: a.title.clone() }),
        BlockArguments::UseCases(a) => {
            BlockArgs::UseCases(UseCasesView { subject: a.subject.clone(), title: a.title.clone() })
        }
        BlockArguments::CodeCompare(a) => BlockArgs::CodeCompare(builder.code_compare(a)),
        BlockArguments::Details(a) => BlockArgs::Details(DetailsView { summary: a.summary.clone(), open: a.open }),
        BlockArguments::Columns | BlockArguments::Column | BlockArguments::FromFrontMatter => {
            BlockArgs::Plain(PlainView {})
        }
        BlockArguments::Disclosure(a) => BlockArgs::Disclosure(DisclosureView { kind: a.kind }),
        BlockArguments::Stats(a) => BlockArgs::Stats(builder.stats(a)),
        BlockArguments::Cards(a) => BlockArgs::Cards(builder.cards(a)),
        BlockArguments::Faq(a) => BlockArgs::Faq(builder.faq(a)),
        BlockArguments::Cta(a) => BlockArgs::Cta(builder.cta(a)),
        BlockArguments::Matrix(a) => BlockArgs::Matrix(matrix(voice, &a.data, &block.id, a.caption.clone())),
        BlockArguments::Ranking(a) => BlockArgs::Ranking(ranking(voice, a, &block.id)),
        BlockArguments::Checklist(a) => {
            BlockArgs::Checklist(checklist(voice.site, page, a, &block.id, |c| content(voice, page, c)))
        }
        BlockArguments::Custom(a) => BlockArgs::Custom(a.clone()),
        BlockArguments::Chart(a) => BlockArgs::Chart(chart(voice, a, &block.id)),
        BlockArguments::Diagram(a) => BlockArgs::Diagram(diagram(a, &block.id)),
    };
    BlockView { name: block.name.clone(), args, body }
}

/// A datum in prose.
fn value(voice: RenderContext, datum: &CellRef) -> Option<BlockView> {
    let args = BlockArgs::Value(datum_view(voice, datum)?);
    Some(BlockView { name: "value".to_owned(), args, body: None })
}

pub(crate) fn datum_view(voice: RenderContext, datum: &CellRef) -> Option<ValueView> {
    let dataset = &datum.dataset;
    let (criterion, subject) = (dataset.criteria.get(&datum.criterion)?, dataset.subjects.get(&datum.subject)?);
    let found = datum.datum()?;
    Some(ValueView {
        text: display(criterion, found, voice.speech.words()),
        source: cells::source(dataset, found),
        as_of: subject.as_of(found).map(|d| voice.date(d)),
        stale: cells::is_stale(voice.site, criterion, subject, found),
    })
}

struct Builder<'a> {
    voice: RenderContext<'a>,
    page: &'a Page,
    id: &'a str,
}

impl Builder<'_> {
    fn markup(&self, content: &Content) -> Markup {
        self::content(self.voice, self.page, content)
    }

    fn href(&self, href: &Href) -> String {
        href.from_page(&self.page.path)
    }

    fn code_compare(&self, compare: &parsed::CodeCompare<Joined>) -> CodeCompareView {
        let panels = compare.panels.iter().enumerate().map(|(i, panel)| PanelView {
            id: format!("{}-panel-{}", self.id, i + 1),
            title: panel.title.clone(),
            language: panel.language.clone(),
            subject: panel.subject.clone(),
            html: self.markup(&panel.code),
        });
        CodeCompareView { id: self.id.to_owned(), title: compare.title.clone(), panels: panels.collect() }
    }

    fn stats(&self, stats: &parsed::Stats<Joined>) -> StatsView {
        let items = stats.items.iter().map(|item| {
            let datum = item.datum.as_ref();
            let shown = datum.and_then(|d| datum_view(self.voice, d));
            let name = || datum.and_then(|d| Some(d.dataset.criteria.get(&d.criterion)?.name.clone()));
            let subject = || link::reference(&datum?.dataset, &datum?.subject, self.voice.site.subject_pages());
            StatView {
                value: item.value.clone().or_else(|| Some(shown.as_ref()?.text.clone())).unwrap_or_default(),
                label: item.label.clone().or_else(name).unwrap_or_default(),
                subject: item.subject.clone().or_else(subject),
                note: item.note.as_ref().map(|n| self.markup(n)),
                source: shown.as_ref().and_then(|s| s.source.clone()),
                as_of: shown.as_ref().and_then(|s| s.as_of.clone()),
                stale: shown.as_ref().is_some_and(|s| s.stale),
            }
        });
        StatsView { id: self.id.to_owned(), title: stats.title.clone(), items: items.collect() }
    }

    fn cards(&self, cards: &parsed::Cards<Joined>) -> CardsView {
        let items = cards.items.iter().map(|item| CardView {
            title: item.title.clone(),
            text: self.markup(&item.text),
            favours: item.favours.clone(),
            link: item.link.as_ref().map(|l| self.href(l)),
            external: matches!(item.link, Some(Href::Web(_))),
        });
        CardsView {
            id: self.id.to_owned(),
            title: cards.title.clone(),
            lede: cards.lede.as_ref().map(|l| self.markup(l)),
            items: items.collect(),
        }
    }

    fn faq(&self, faq: &parsed::Faq<Joined>) -> FaqView {
        let items = faq.items.iter().enumerate().map(|(i, item)| QuestionView {
            id: format!("{}-{}", self.id, i + 1),
            question: item.question.clone(),
            answer: self.markup(&item.answer),
        });
        FaqView { id: self.id.to_owned(), title: faq.title.clone(), items: items.collect() }
    }

    fn cta(&self, cta: &parsed::Cta<Joined>) -> CtaView {
        let actions = cta.actions.iter().map(|action| ActionView {
            label: action.label.clone(),
            link: self.href(&action.link),
            primary: action.primary,
            external: matches!(action.link, Href::Web(_)),
        });
        CtaView {
            title: cta.title.clone(),
            text: cta.text.as_ref().map(|t| self.markup(t)),
            actions: actions.collect(),
        }
    }
}
