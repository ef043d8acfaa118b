//! Content: a body once other files are joined in.

use super::data_ref::{CellRef, DataRef, SubjectRef};
use crate::base::html::escape_into;
use crate::base::url::encode_fragment;
use crate::base::{Place, SitePath};
use crate::parse::blocks::{Block, BlockStage};
use crate::parse::body::{Body, Segment, StoredHtml};

/// Parts, in the order they are drawn.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// The parts.
    pub parts: Vec<ContentPart>,
}

/// A part of a content.
#[derive(Clone, Debug)]
pub enum ContentPart {
    /// Finished markup.
    Html(String),
    /// Finished markup that stands in the page's prose.
    Run(StoredHtml),
    /// A datum in prose.
    Value(Box<CellRef>),
    /// A block, for the theme to draw.
    Block(Box<Block<Joined>>),
}

/// The stage of blocks into which other files are joined.
#[derive(Clone, Copy, Debug)]
pub enum Joined {}

impl BlockStage for Joined {
    type Rich = Content;
    type Link = Href;
    type Subject = SubjectRef;
    type Datum = CellRef;
    type Data = DataRef;
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Href {
    /// To a page or file of the site, and to a place on it.
    Site(SitePath, Option<String>),
    /// To an address elsewhere.
    Web(String),
}

impl Href {
    /// The address as a page at `from` prints it, not yet escaped.
    pub fn from_page(&self, from: &SitePath) -> String {
        match self {
            Self::Site(path, Some(anchor)) if path == from => format!("#{}", encode_fragment(anchor)),
            Self::Site(path, Some(anchor)) => format!("{}#{}", from.href_to(path), encode_fragment(anchor)),
            Self::Site(path, None) => from.href_to(path),
            Self::Web(address) => address.clone(),
        }
    }
}

impl Content {
    /// The content of a body of text alone, whose references lead to `links`, in their order. Those that are not among
    /// these lead nowhere.
    pub(super) fn of_text(body: &Body, links: &[(String, Place)]) -> Self {
        let mut links = links.iter().peekable();
        let mut content = Self::default();
        for segment in &body.segments {
            match segment {
                Segment::Html(html) | Segment::Code(_, html) => content.push_html(html),
                Segment::Run(run) => content.parts.push(ContentPart::Run(*run)),
                Segment::Reference(reference) => {
                    if let Some((address, _)) = links.next_if(|(_, place)| place.span == reference.span) {
                        content.push_href(address);
                    }
                }
                Segment::Image(_) | Segment::Include(_) | Segment::Value(_) | Segment::Block(_) => {}
            }
        }
        content
    }

    /// Appends the attribute of a link.
    pub(super) fn push_href(&mut self, address: &str) {
        self.write_html(|html| {
            html.push_str("href=\"");
            escape_into(html, address);
            html.push('"');
        });
    }

    /// Appends markup.
    pub fn push_html(&mut self, markup: &str) {
        self.write_html(|html| html.push_str(markup));
    }

    /// Has markup appended.
    pub fn write_html(&mut self, write: impl FnOnce(&mut String)) {
        if let Some(ContentPart::Html(html)) = self.parts.last_mut() {
            write(html);
        } else {
            let mut html = String::new();
            write(&mut html);
            self.parts.push(ContentPart::Html(html));
        }
    }

    /// Puts other markup in the place of each piece.
    pub fn each_html(&mut self, change: impl Fn(&str) -> String) {
        for part in &mut self.parts {
            if let ContentPart::Html(html) = part {
                *html = change(html);
            }
        }
    }

    /// Gives back the room that is not needed: a site has many of these.
    pub fn shrink_to_fit(&mut self) {
        for part in &mut self.parts {
            if let ContentPart::Html(html) = part {
                html.shrink_to_fit();
            }
        }
        self.parts.shrink_to_fit();
    }

    /// Whether nothing would be drawn.
    pub fn is_blank(&self) -> bool {
        self.parts.iter().all(|p| matches!(p, ContentPart::Html(html) if html.trim().is_empty()))
    }
}
