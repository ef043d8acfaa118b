//! Blocks: fenced code blocks whose info string is a name in braces.
//!
//! Each built-in block is a row of `with_blocks!` and a file of its name on each floor that it needs something of:
//!
//! - `parse/blocks/NAME.rs`: its arguments, how they are read, and when there is nothing in them;
//! - `link/blocks/NAME.rs`, of those whose arguments are checked against each other or the data: these checks;
//! - `pages/blocks/NAME.rs`: its view, how the arguments become it, and its form in plain HTML.
//!
//! Arguments are written once, generic over a [`BlockStage`]: YAML as it was read, then parsed Markdown, then with other
//! files joined in.

mod markdown_map;
mod options;
mod reader;
mod stage;
mod theme_block;

mod cards;
mod chart;
mod checklist;
mod code_compare;
mod columns;
mod cta;
mod details;
mod diagram;
mod disclosure;
mod faq;
mod matrix;
mod note;
mod ranking;
mod stats;
mod use_cases;

use std::ops::Range;

use super::body::{Body, ParsedStage};
use crate::base::{Diagnostic, Place};

pub use self::cards::{Card, Cards};
pub use self::chart::{Chart, ChartKind};
pub use self::checklist::{Checklist, ChecklistGroup, Statement};
pub use self::code_compare::{CodeCompare, Panel};
pub use self::columns::{Column, Columns};
pub use self::cta::{Action, Cta};
pub use self::details::Details;
pub use self::diagram::{Diagram, EdgeArgs, Lane, Node};
pub use self::disclosure::{Disclosure, DisclosureKind, DisclosureText};
pub use self::faq::{Faq, Question};
pub use self::markdown_map::MarkdownMap;
pub use self::matrix::Matrix;
pub use self::note::{NOTE_KINDS, Note};
pub use self::ranking::Ranking;
pub use self::reader::{BlockFence, BlockReader};
pub use self::stage::{
    BlockStage, DatumName, InlineText, LinkTarget, Map, MapStage, Rich, RichText, Select, SubjectName,
};
pub use self::stats::{Stat, Stats};
pub use self::theme_block::{MarkdownForm, ThemeArgument, ThemeArguments, ThemeBlock, ThemeBlocks};
pub use self::use_cases::UseCases;

/// The table of the built-in blocks: the name in the info string and the type of the arguments. It hands its rows to
/// the macro `$then`, so that all that is made for each block is made from this one list.
macro_rules! with_blocks {
    ($then:ident) => {
        $then! {
            "note" Note,
            "use-cases" UseCases<S>,
            "code-compare" CodeCompare<S>,
            "details" Details,
            "columns" Columns,
            "column" Column,
            "disclosure" Disclosure,
            "stats" Stats<S>,
            "cards" Cards<S>,
            "faq" Faq<S>,
            "cta" Cta<S>,
            "matrix" Matrix<S>,
            "ranking" Ranking<S>,
            "chart" Chart<S>,
            "diagram" Diagram<S>,
            "checklist" Checklist<S>,
        }
    };
}
pub(crate) use with_blocks;

/// How a block is read. The file of each block implements this for its arguments.
pub(crate) trait ReadBlock: Sized {
    /// Reads arguments and body; `None` if the block cannot be drawn, which has been reported.
    fn read(reader: &mut BlockReader, fence: &BlockFence) -> Option<(Self, Option<Body>)>;

    /// Whether nothing would be drawn, which is worth a warning.
    fn is_empty(&self, body: Option<&Body>) -> bool;

    /// Reports what is wrong with the arguments, wherever they were read; `block` is the place of the block's name.
    fn check(&self, _block: &Place, _faults: &mut Vec<Diagnostic>) {}
}

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
    /// The body, of blocks that take Markdown.
    pub body: Option<Rich<S>>,
}

impl<S: BlockStage> Block<S> {
    /// The block at the next stage; `None` when something it cannot do without is missing, which has been reported.
    pub fn map<M: Map<From = S>>(&self, m: &mut M) -> Option<Block<M::To>> {
        Some(Block {
            name: self.name.clone(),
            id: self.id.clone(),
            name_span: self.name_span.clone(),
            args: self.args.map_stage(m, &self.name_span)?,
            body: self.body.as_ref().map(|b| m.rich(b)),
        })
    }
}

macro_rules! arguments_of_blocks {
    ($($name:literal $args:ident $(<$s:ident>)?,)*) => {
        /// A block's arguments.
        #[derive(Clone, Debug)]
        #[expect(missing_docs, reason = "the types are documented")]
        pub enum BlockArguments<S: BlockStage> {
            $($args($args $(<$s>)?),)*
            /// Of a block of the theme's own.
            Theme(ThemeArguments<S>),
            /// Draws what the front matter holds under the block's name.
            FromFrontMatter,
        }

        /// The names of the built-in blocks.
        pub const NAMES: &[&str] = &[$($name),*];

        impl<S: BlockStage> MapStage<S> for BlockArguments<S> {
            type At<T: BlockStage> = BlockArguments<T>;

            fn map_stage<M: Map<From = S>>(&self, m: &mut M, block: &Range<usize>) -> Option<BlockArguments<M::To>> {
                Some(match self {
                    $(Self::$args(args) => BlockArguments::$args(args.map_stage(m, block)?),)*
                    Self::Theme(args) => BlockArguments::Theme(args.map_stage(m, block)?),
                    Self::FromFrontMatter => BlockArguments::FromFrontMatter,
                })
            }
        }

        impl BlockArguments<ParsedStage> {
            /// Reads the built-in block of a name; `None` if there is none.
            fn built_in(name: &str) -> Option<ReadArguments> {
                Some(match name {
                    $($name => |reader, fence| {
                        $args::read(reader, fence).map(|(args, body)| (Self::$args(args), body))
                    },)*
                    _ => return None,
                })
            }

            fn is_empty(&self, body: Option<&Body>) -> bool {
                match self {
                    $(Self::$args(args) => args.is_empty(body),)*
                    Self::Theme(_) | Self::FromFrontMatter => false,
                }
            }

            /// Reports what is wrong with the arguments; `block` is the place of the block's name.
            pub(super) fn check(&self, block: &Place, faults: &mut Vec<Diagnostic>) {
                match self {
                    $(Self::$args(args) => args.check(block, faults),)*
                    Self::Theme(_) | Self::FromFrontMatter => {}
                }
            }
        }
    };
}

/// Reads the arguments and the body of a block.
type ReadArguments = fn(&mut BlockReader, &BlockFence) -> Option<(BlockArguments<ParsedStage>, Option<Body>)>;

with_blocks!(arguments_of_blocks);
