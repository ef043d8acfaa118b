//! Blocks: fenced code blocks whose info string is a name in braces. Their arguments, by stage.
//!
//! Every block is written once, generic over a [`Stage`] that says what its texts, links and subjects are:
//! YAML scalars as they were read, segments once the Markdown in them is parsed, finished values once other
//! files are joined in. One [`Map`] carries a block from a stage to the next.
//!
//! It refuses to know how a block is drawn (the theme does) and what its names refer to (`link` does).

mod args;
mod container;
mod markdown_map;
mod read;

use std::fmt::Debug;
use std::ops::Range;

use super::yaml::Spanned;

pub use args::*;
pub use container::*;
pub use markdown_map::MarkdownMap;
pub use read::{BlockReader, check_tiles};

/// What the open parts of a block are at one stage of the pipeline.
pub trait BlockStage {
    /// Text of an author's in Markdown, or the body of a container.
    type Rich: Clone + Debug;
    /// An address that a reader can follow.
    type Link: Clone + Debug;
    /// A subject of a dataset.
    type Subject: Clone + Debug;
    /// A datum: `subject.criterion`.
    type Datum: Clone + Debug;
    /// What the data blocks draw from.
    type Data: Clone + Debug;
}

/// Carries a block from one stage to the next.
pub trait Map {
    /// The stage it comes from.
    type From: BlockStage;
    /// The stage it goes to.
    type To: BlockStage;

    /// Maps a text of any number of paragraphs.
    fn rich(&mut self, rich: &Rich<Self::From>) -> Rich<Self::To>;
    /// Maps a text that stands in a line or a paragraph of the theme's.
    fn inline(&mut self, rich: &Rich<Self::From>) -> Rich<Self::To> {
        self.rich(rich)
    }
    /// Moves a value's span to where it stands in the file; after parsing it stands there.
    fn at<T: Clone>(&self, value: &Spanned<T>) -> Spanned<T> {
        value.clone()
    }
    /// Moves the span of a value that need not be there.
    fn at_option<T: Clone>(&self, value: Option<&Spanned<T>>) -> Option<Spanned<T>> {
        value.map(|v| self.at(v))
    }
    /// Moves the spans of a list that need not be there.
    fn at_all<T: Clone>(&self, values: Option<&Vec<Spanned<T>>>) -> Option<Vec<Spanned<T>>> {
        values.map(|v| v.iter().map(|v| self.at(v)).collect())
    }
    /// Maps an address.
    fn link(&mut self, link: &<Self::From as BlockStage>::Link) -> <Self::To as BlockStage>::Link;
    /// Maps a subject; `None` when there is no such subject, which has been reported.
    fn subject(&mut self, subject: &<Self::From as BlockStage>::Subject) -> Option<<Self::To as BlockStage>::Subject>;
    /// Maps a datum; `None` when there is none, which has been reported.
    fn datum(&mut self, datum: &<Self::From as BlockStage>::Datum) -> Option<<Self::To as BlockStage>::Datum>;
    /// Maps what a data block draws from; `None` when it cannot be drawn, which has been reported.
    fn data(
        &mut self,
        data: &<Self::From as BlockStage>::Data,
        select: &Select,
        span: &Range<usize>,
    ) -> Option<<Self::To as BlockStage>::Data>;
}

/// The text type of a stage.
pub type Rich<S> = <S as BlockStage>::Rich;

/// A block at a stage.
#[derive(Clone, Debug)]
pub struct Block<S: BlockStage> {
    /// Its name, as in the info string.
    pub name: String,
    /// An id that nothing else on the page has.
    pub id: String,
    /// The name's bytes in the file.
    pub name_span: Range<usize>,
    /// The arguments.
    pub args: BlockArguments<S>,
    /// The body, of containers and of blocks that only the theme knows.
    pub body: Option<Rich<S>>,
}

/// A block's arguments, by its name.
#[derive(Clone, Debug)]
pub enum BlockArguments<S: BlockStage> {
    /// `note`, and GitHub's alerts.
    Note(Note),
    /// `use-cases`.
    UseCases(UseCases<S>),
    /// `code-compare`.
    CodeCompare(CodeCompare<S>),
    /// `details`.
    Details(Details),
    /// `columns`.
    Columns,
    /// `column`.
    Column,
    /// `disclosure`.
    Disclosure(Disclosure),
    /// `stats`.
    Stats(Stats<S>),
    /// `cards`.
    Cards(Cards<S>),
    /// `faq`.
    Faq(Faq<S>),
    /// `cta`.
    Cta(Cta<S>),
    /// `matrix`.
    Matrix(Matrix<S>),
    /// `ranking`.
    Ranking(Ranking<S>),
    /// `chart`.
    Chart(Chart<S>),
    /// `diagram`.
    Diagram(Diagram<S>),
    /// `checklist`.
    Checklist(Checklist<S>),
    /// A block with no built-in meaning: its raw arguments, for the theme.
    Custom(serde_json::Map<String, serde_json::Value>),
    /// Draws what the front matter holds under the block's name.
    FromFrontMatter,
}

/// The names of the blocks with a built-in meaning.
pub const NAMES: &[&str] = &[
    "note",
    "use-cases",
    "code-compare",
    "details",
    "columns",
    "column",
    "disclosure",
    "stats",
    "cards",
    "faq",
    "cta",
    "matrix",
    "ranking",
    "chart",
    "diagram",
    "checklist",
];

/// Those of them that the front matter may hold under the same name, in the order a guide draws them in
/// when its body does not place them.
pub const IN_FRONT_MATTER: &[&str] = &["stats", "diagram", "checklist", "faq", "cta", "disclosure"];

impl<S: BlockStage> Block<S> {
    /// The same block at the next stage; `None` when something it cannot do without is not there.
    pub fn map<M: Map<From = S>>(&self, m: &mut M) -> Option<Block<M::To>> {
        Some(Block {
            name: self.name.clone(),
            id: self.id.clone(),
            name_span: self.name_span.clone(),
            args: self.args.map(m, &self.name_span)?,
            body: self.body.as_ref().map(|b| m.rich(b)),
        })
    }
}

impl<S: BlockStage> BlockArguments<S> {
    fn map<M: Map<From = S>>(&self, m: &mut M, span: &Range<usize>) -> Option<BlockArguments<M::To>> {
        Some(match self {
            Self::Note(a) => BlockArguments::Note(a.clone()),
            Self::UseCases(a) => BlockArguments::UseCases(a.map(m)),
            Self::CodeCompare(a) => BlockArguments::CodeCompare(a.map(m)),
            Self::Details(a) => BlockArguments::Details(a.clone()),
            Self::Columns => BlockArguments::Columns,
            Self::Column => BlockArguments::Column,
            Self::Disclosure(a) => BlockArguments::Disclosure(a.clone()),
            Self::Stats(a) => BlockArguments::Stats(a.map(m)),
            Self::Cards(a) => BlockArguments::Cards(a.map(m)),
            Self::Faq(a) => BlockArguments::Faq(a.map(m)),
            Self::Cta(a) => BlockArguments::Cta(a.map(m)),
            Self::Matrix(a) => BlockArguments::Matrix(a.map(m, span)?),
            Self::Ranking(a) => BlockArguments::Ranking(a.map(m, span)?),
            Self::Chart(a) => BlockArguments::Chart(a.map(m, span)?),
            Self::Diagram(a) => BlockArguments::Diagram(a.map(m)),
            Self::Checklist(a) => BlockArguments::Checklist(a.map(m)),
            Self::Custom(a) => BlockArguments::Custom(a.clone()),
            Self::FromFrontMatter => BlockArguments::FromFrontMatter,
        })
    }
}
