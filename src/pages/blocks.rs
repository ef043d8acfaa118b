//! What the components of blocks see, and the plain form of blocks for readers without a theme.
//!
//! Each file holds one block; `parse/blocks.rs` has the table of them.

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
mod key;
mod matrix;
mod note;
mod ranking;
mod stats;
mod theme_block;
mod use_cases;
mod value;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

pub use self::cards::*;
pub use self::chart::*;
pub use self::checklist::*;
pub use self::code_compare::*;
pub use self::columns::*;
pub use self::cta::*;
pub use self::details::*;
pub use self::diagram::*;
pub use self::disclosure::*;
pub use self::faq::*;
pub use self::key::KeyView;
pub use self::matrix::*;
pub use self::note::*;
pub use self::ranking::*;
pub use self::stats::*;
pub use self::theme_block::*;
pub use self::use_cases::*;
pub use self::value::*;

use super::markup::{BlockView, Markup, PartView};
use super::plain_html::PlainHtml;
use super::render_context::RenderContext;
use crate::base::Html;
use crate::base::html::escape_into;
use crate::link::{Content, ContentPart, Href, Joined, Page};
use crate::parse::blocks as parsed;
use crate::parse::blocks::{Block, BlockArguments, with_blocks};

/// Makes the view of a block. The file of each block implements this for its arguments.
pub(crate) trait DrawBlock {
    /// What the block's component sees, without the body.
    type View: PlainForm + JsonSchema;

    /// The script that the block needs, as in [`PageData::features`](super::PageData::features).
    const FEATURE: Option<&'static str> = None;

    /// The view of the arguments.
    fn view(&self, context: &BlockContext) -> Self::View;
}

/// The plain form of a block. The file of each block implements this for its view.
pub(crate) trait PlainForm {
    /// Writes the block as plain HTML, with its body.
    fn write_plain(&self, plain: &mut PlainHtml, body: Option<&Markup>);
}

/// What the views of blocks are made from beside their arguments.
pub(crate) struct BlockContext<'a> {
    pub(crate) voice: RenderContext<'a>,
    pub(crate) page: &'a Page,
    /// The block's id, which nothing else on the page has.
    pub(crate) id: &'a str,
}

impl BlockContext<'_> {
    fn markup(&self, content: &Content) -> Markup {
        self::content(self.voice, self.page, content)
    }

    fn href(&self, href: &Href) -> String {
        href.from_page(&self.page.path)
    }
}

/// The stage that the table of blocks calls `S`.
macro_rules! joined {
    (S) => {
        Joined
    };
}

macro_rules! views_of_blocks {
    ($($name:literal $args:ident $(<$stage:ident>)?,)*) => {
        /// The arguments of a block's component.
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[serde(untagged)]
        #[expect(clippy::large_enum_variant, reason = "a page has few blocks, and each is boxed in its markup")]
        pub(crate) enum BlockArgs {
            $($args(<parsed::$args $(<joined!($stage)>)? as DrawBlock>::View),)*
            /// Of a block of the theme's own.
            Theme(ThemeArgumentsView),
            /// Of a value in prose.
            Value(ValueView),
        }

        /// The arguments of a block's component; `None` of a block that stands for one in the front matter.
        fn args(context: &BlockContext, args: &BlockArguments<Joined>) -> Option<BlockArgs> {
            Some(match args {
                $(BlockArguments::$args(args) => BlockArgs::$args(args.view(context)),)*
                BlockArguments::Theme(args) => BlockArgs::Theme(ThemeArgumentsView::of(context, args)),
                BlockArguments::FromFrontMatter => return None,
            })
        }

        impl BlockArgs {
            fn form(&self) -> &dyn PlainForm {
                match self {
                    $(Self::$args(view) => view,)*
                    Self::Theme(view) => view,
                    Self::Value(view) => view,
                }
            }
        }

        /// The script that a block needs.
        pub(crate) fn feature(args: &BlockArguments<Joined>) -> Option<&'static str> {
            match args {
                $(BlockArguments::$args(_) => <parsed::$args $(<joined!($stage)>)? as DrawBlock>::FEATURE,)*
                BlockArguments::Theme(_) | BlockArguments::FromFrontMatter => None,
            }
        }

        /// The schemas of what the components of blocks see, by the name of the block.
        pub(crate) fn schemas(generator: &mut SchemaGenerator) -> Vec<(&'static str, Schema)> {
            vec![
                $((
                    $name,
                    generator.subschema_for::<<parsed::$args $(<joined!($stage)>)? as DrawBlock>::View>(),
                ),)*
                ("value", generator.subschema_for::<ValueView>()),
            ]
        }
    };
}

with_blocks!(views_of_blocks);

impl BlockView {
    /// Writes the block as plain HTML.
    pub(crate) fn write_plain(&self, plain: &mut PlainHtml) {
        self.args.form().write_plain(plain, self.body.as_ref());
    }
}

/// The markup of a content on `page`.
pub(crate) fn content(voice: RenderContext, page: &Page, content: &Content) -> Markup {
    let parts = content.parts.iter().filter_map(|part| match part {
        ContentPart::Html(html) => Some(PartView::Html(Html::trusted(html.as_str()))),
        ContentPart::Run(run) => Some(PartView::Run(run.hash)),
        ContentPart::Value(datum) => Some(PartView::Block(Box::new(value::block(voice, datum)?))),
        ContentPart::Block(block) => {
            let block = match block.args {
                BlockArguments::FromFrontMatter => page.joined.front_blocks.iter().find(|b| b.name == block.name)?,
                _ => block,
            };
            self::block(voice, page, block)
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
                let text = ValueView::of(voice, datum).map(|view| view.text);
                escape_into(&mut html, &text.unwrap_or_default());
            }
            ContentPart::Block(_) | ContentPart::Run(_) => {}
        }
    }
    Markup::html(html)
}

/// A block for the theme to draw; `None` if it stands for one in the front matter.
pub(crate) fn block(voice: RenderContext, page: &Page, block: &Block<Joined>) -> Option<PartView> {
    let args = args(&BlockContext { voice, page, id: &block.id }, &block.args)?;
    let body = block.body.as_ref().map(|b| content(voice, page, b));
    Some(PartView::Block(Box::new(BlockView { name: block.name.clone(), args, body })))
}
