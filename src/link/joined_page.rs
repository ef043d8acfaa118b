//! A page once other files are joined in.
//!
//! It refuses to know how that is done.

use std::borrow::Cow;

use super::{CellRef, Content, Joined, Page, PageImage};
use crate::base::{Diagnostic, Place};
use crate::parse::blocks::Block;

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
    /// Its text, with what it takes from other files.
    pub fn content(&self) -> Cow<'_, Content> {
        match &self.joined.content {
            Some(content) => Cow::Borrowed(content),
            None => Cow::Owned(Content::of_text(&self.parsed.body, &self.joined.links)),
        }
    }
}
