//! A page of the site: its file, its address, its place among the others, and its text with what it takes from other
//! files.

use std::borrow::Cow;
use std::sync::Arc;

use super::content::{Content, Joined};
use super::data_ref::CellRef;
use super::image::PageImage;
use super::taxonomy::TermId;
use crate::base::{Date, Diagnostic, Hash128, Place, SitePath, SourcePath};
use crate::parse::blocks::Block;
use crate::parse::page::ParsedPage;

/// Counts into the pages of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub usize);

/// The home page.
pub const HOME: PageId = PageId(0);

/// What a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// The section at the top.
    Home,
    /// A section: `_index.md`.
    Section,
    /// An article.
    Page,
}

/// A page with its address and its place in the tree.
#[derive(Clone)]
pub struct Page {
    /// Its source; a home page without a file has the file it could have.
    pub source: SourcePath,
    /// The path that its source would have without a language in its name: what translations share.
    pub key: SourcePath,
    /// Of a page that is not translated and stands in for its translation: where the original stands.
    pub original: Option<SitePath>,
    /// What it is.
    pub kind: PageKind,
    /// Its address.
    pub path: SitePath,
    /// Its title.
    pub title: String,
    /// Its template.
    pub template: String,
    /// The parsed file.
    pub parsed: Arc<ParsedPage>,
    /// Its date: its own, or the one that its file's name begins with.
    pub date: Option<Date>,
    /// Whether it is a draft, built because drafts were asked for.
    pub draft: bool,
    /// The section it belongs to; the home page has none.
    pub parent: Option<PageId>,
    /// Of a section: the pages in it, in its order.
    pub pages: Vec<PageId>,
    /// Of a section: the sections in it, in order.
    pub sections: Vec<PageId>,
    /// The page before it in its section.
    pub previous: Option<PageId>,
    /// The page after it in its section.
    pub next: Option<PageId>,
    /// Its terms, by taxonomy.
    pub terms: Vec<TermId>,
    /// Pages that speak of the same things, nearest first.
    pub related: Vec<PageId>,
    /// Its text, with what it takes from other files.
    pub joined: Arc<JoinedPage>,
    /// The hash of all that this text is made of.
    pub origin: Hash128,
}

/// What joining makes of one page.
#[derive(Debug, Default)]
pub struct JoinedPage {
    /// Its text; of a page of text alone it is left to whoever asks ([`Page::content`]), as most are seldom asked for.
    pub(super) content: Option<Content>,
    /// Its first paragraph, or all before `<!-- more -->`, as lists on other pages show it.
    pub summary: Content,
    /// The blocks that its front matter holds.
    pub front_blocks: Vec<Block<Joined>>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
    /// Each link as it is printed, and where it stands.
    pub links: Vec<(String, Place)>,
    /// The images that smaller ones can be made of.
    pub pictures: Vec<PageImage>,
    /// The values that it takes from data, by their addresses.
    pub values: Vec<(String, CellRef)>,
}

impl Page {
    /// The day it was last changed in substance. No page was changed before it was published.
    pub fn last_changed(&self) -> Option<Date> {
        self.parsed.front.updated.as_ref().map(|updated| updated.value).max(self.date)
    }

    /// Its text, with what it takes from other files.
    pub fn content(&self) -> Cow<'_, Content> {
        match &self.joined.content {
            Some(content) => Cow::Borrowed(content),
            None => Cow::Owned(Content::of_text(&self.parsed.body, &self.joined.links)),
        }
    }
}
