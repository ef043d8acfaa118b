//! A body: what the text of one file becomes before other files are joined in.
//!
//! A body is a list of segments and depends on its own file's bytes alone. It refuses to know what its
//! references, data and included files turn out to be.

use std::borrow::Cow;
use std::ops::Range;

use super::blocks::{Block, BlockStage};
use super::code::fence::Fence;
use super::yaml::Spanned;
use crate::base::Hash128;

/// Segments, in the order they are drawn.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// The segments.
    pub segments: Vec<Segment>,
}

impl Body {
    /// Whether there is nothing in it but markup and references.
    pub fn is_text(&self) -> bool {
        let is_text = |segment: &Segment| {
            matches!(segment, Segment::Html(_) | Segment::Run(_) | Segment::Reference(_) | Segment::Code(..))
        };
        self.segments.iter().all(is_text)
    }

    /// The references in it, but for those in its blocks.
    pub fn references(&self) -> impl Iterator<Item = &LinkReference> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Reference(reference) => Some(reference),
            _ => None,
        })
    }
}

/// A piece of a body.
#[derive(Clone, Debug)]
pub enum Segment {
    /// Finished markup.
    Html(String),
    /// A run of finished markup that was taken out.
    Run(StoredHtml),
    /// The attribute that makes an element refer to something: `href="…"`.
    Reference(LinkReference),
    /// An image of the same site.
    Image(Box<Image>),
    /// A datum in prose.
    Value(Spanned<String>),
    /// A code block, drawn.
    Code(Box<Fence>, String),
    /// A code block whose text stands in another file.
    Include(Box<Fence>),
    /// A block.
    Block(Box<Block<ParsedStage>>),
}

/// A long run of finished markup that stands in the page's prose and no longer in its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredHtml {
    /// Its hash.
    pub hash: Hash128,
    /// Whether there is a code block in it.
    pub code: bool,
}

/// A link to something of the same site, or to an address elsewhere.
#[derive(Clone, Debug)]
pub struct LinkReference {
    /// The address as the author wrote it.
    pub target: String,
    /// Its bytes in the file.
    pub span: Range<usize>,
}

/// An image of the same site, of which its own file does not know how large it is.
#[derive(Clone, Debug)]
pub struct Image {
    /// The address as the author wrote it.
    pub target: String,
    /// Its bytes in the file.
    pub span: Range<usize>,
    /// What it says and is titled, as attributes.
    pub described: String,
    /// Whether it is the first on its page.
    pub first: bool,
}

impl Image {
    /// When it is loaded, as attributes. Who reads from the beginning sees the first image at once; the others wait
    /// until they are near.
    pub fn loading(first: bool) -> &'static str {
        if first { " decoding=\"async\"" } else { " loading=\"lazy\" decoding=\"async\"" }
    }
}

/// The stage of blocks whose own file has been read and no other.
#[derive(Clone, Copy, Debug)]
pub enum ParsedStage {}

impl BlockStage for ParsedStage {
    type Rich = Body;
    type Link = Spanned<String>;
    type Subject = Spanned<String>;
    type Datum = Spanned<String>;
    type Data = ();
}

/// The stage of blocks whose arguments are YAML and not looked into yet.
#[derive(Clone, Copy, Debug)]
pub enum Raw {}

impl BlockStage for Raw {
    type Rich = Spanned<String>;
    type Link = Spanned<String>;
    type Subject = Spanned<String>;
    type Datum = Spanned<String>;
    type Data = ();
}

impl Body {
    /// A body of finished markup only.
    pub fn html(markup: impl Into<String>) -> Self {
        Self { segments: vec![Segment::Html(markup.into())] }
    }

    /// The same without the paragraph around it; itself again if it is not just one paragraph.
    pub fn unwrap_paragraph(mut self) -> Result<Self, Self> {
        let paragraphs = self.segments.iter().map(|s| match s {
            Segment::Html(html) => html.matches("<p>").count(),
            _ => 0,
        });
        if paragraphs.sum::<usize>() != 1 {
            return if self.is_blank() { Ok(self) } else { Err(self) };
        }
        let opens = matches!(self.segments.first(), Some(Segment::Html(html)) if html.starts_with("<p>"));
        let closes = matches!(self.segments.last(), Some(Segment::Html(html)) if html.ends_with("</p>\n"));
        if !(opens && closes) {
            return Err(self);
        }
        if let Some(Segment::Html(html)) = self.segments.first_mut() {
            html.drain(..3);
        }
        if let Some(Segment::Html(html)) = self.segments.last_mut() {
            html.truncate(html.len() - 5);
        }
        Ok(self)
    }

    /// Whether nothing would be drawn.
    pub fn is_blank(&self) -> bool {
        self.segments.iter().all(|s| matches!(s, Segment::Html(html) if html.trim().is_empty()))
    }
}

/// A heading that a reader can be sent to.
#[derive(Clone, Debug)]
pub struct Heading {
    /// 2 to 6; a body's first heading of level 1 is the page's title and not among these.
    pub level: u8,
    /// Its id.
    pub id: String,
    /// Its text.
    pub title: String,
    /// Its place in the file.
    pub span: Range<usize>,
}

/// The plain text below one heading, for search.
#[derive(Clone, Debug, Default)]
pub struct TextSection {
    /// The heading's id, empty before the first.
    pub id: String,
    /// The heading's text.
    pub title: String,
    /// The words. A value from data is in them as its address (`TextSection::value`).
    pub text: String,
}

/// Stands before and after the address of a value.
const VALUE_MARK: char = '\u{fffc}';

impl TextSection {
    /// The text that stands for a value until its data are known.
    pub(super) fn value(address: &str) -> String {
        format!("{VALUE_MARK}{address}{VALUE_MARK}")
    }

    /// The text with the text of each value in the place of its address.
    pub fn filled<'v>(&self, value: impl Fn(&str) -> Option<Cow<'v, str>>) -> Cow<'_, str> {
        if !self.text.contains(VALUE_MARK) {
            return Cow::Borrowed(&self.text);
        }
        let pieces = self.text.split(VALUE_MARK).enumerate();
        let filled =
            pieces.map(|(i, piece)| if i % 2 == 1 { value(piece).unwrap_or(piece.into()) } else { piece.into() });
        Cow::Owned(filled.collect())
    }
}
