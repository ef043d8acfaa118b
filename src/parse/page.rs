//! One Markdown file into a parsed page.

use std::sync::Arc;

use super::blocks::{Block, MarkdownMap, ThemeBlocks};
use super::body::{Body, Heading, ParsedStage, Raw};
use super::front::{self, FrontBlock, FrontMatter, RawFront, ReadFront};
use super::markdown::{Fragment, MarkdownOptions, MarkdownSession};
use super::prose::BodyStore;
use super::summary;
use super::yaml;
use crate::base::{Diagnostic, Hash128, Place, SourcePath};
use crate::highlight::highlighter::Highlighted;
use crate::search::TermCounts;

/// Highlights code, and remembers what it highlighted.
pub trait HighlightCode: Sync {
    /// Whether there is a grammar for the language, or it asks for none.
    fn known(&self, language: &str) -> bool;
    /// The known name nearest to one that is not.
    fn nearest(&self, language: &str) -> Option<String>;
    /// The code, highlighted.
    fn highlight(&self, language: &str, code: &str) -> Arc<Highlighted>;
}

/// What parsing a page depends on beside its bytes.
pub struct Context<'a> {
    /// The site's choices of Markdown.
    pub options: &'a MarkdownOptions,
    /// Whether a language without a grammar is an error rather than a warning.
    pub unknown_language_is_error: bool,
    /// The highlighter.
    pub highlight: &'a dyn HighlightCode,
    /// The blocks of the theme, by name.
    pub theme_blocks: &'a ThemeBlocks,
}

/// A page, parsed.
#[derive(Clone, Debug, Default)]
pub struct ParsedPage {
    /// What it says of itself.
    pub front: FrontMatter,
    /// Its text.
    pub body: Body,
    /// The blocks that the front matter holds, by name.
    pub front_blocks: Vec<Block<ParsedStage>>,
    /// The first paragraph, or all before `<!-- more -->`, as lists on other pages show it.
    pub summary: Body,
    /// The text of its level-1 heading, if it has one before all others.
    pub first_heading: Option<String>,
    /// Its headings.
    pub headings: Vec<Heading>,
    /// All ids on it, sorted.
    pub ids: Vec<String>,
    /// How many words it has.
    pub words: usize,
    /// What it can be found by.
    pub search: Searchable,
    /// The hash of all that other pages can see of it: its front matter and its first heading.
    pub head: Hash128,
    /// Whether it takes in text of other files.
    pub includes: bool,
}

/// What is known of a page's text without having it.
#[derive(Clone, Debug, Default)]
pub struct Searchable {
    /// The hash of the text.
    pub hash: Hash128,
    /// Its length in bytes.
    pub length: usize,
    /// How many words there are in its headings, and below them.
    pub lengths: [u32; 2],
    /// Its words.
    pub terms: Arc<TermCounts>,
}

/// What a file was parsed into.
pub struct PageOutcome {
    /// The page without its prose.
    pub page: ParsedPage,
    /// Its prose, which is most of it and needed only where the page is drawn.
    pub prose: BodyStore,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses a page. What is wrong is reported; what can be read is there all the same. What the page can be found by
/// is left to whoever wants it searched.
pub fn parse(path: &SourcePath, text: &str, context: &Context) -> PageOutcome {
    let mut session = MarkdownSession::new(path, context);
    let split = front::split(path, text).unwrap_or_else(|error| {
        session.diagnostics.push(error);
        front::Split { front: None, body: "", body_at: text.len() }
    });
    session.reserve_ids(split.body);
    let (front, front_blocks) = match split.front {
        Some(raw) => read_front(&mut session, raw),
        None => (FrontMatter::default(), Vec::new()),
    };
    session.depth = 0;
    let mut body = session.markdown(&Fragment::whole(split.body, split.body_at));
    let words = session.word_count();
    let prose = BodyStore::of(&mut body, std::mem::take(&mut session.text));
    let first_heading = session.first_heading.take();
    let raw = split.front.map(|raw| (raw.text, raw.at));
    let page = ParsedPage {
        front,
        body,
        front_blocks,
        words,
        summary: session.summary.take().map(summary::of).unwrap_or_default(),
        head: Hash128::of_value(&(raw, &first_heading)),
        includes: session.includes,
        first_heading,
        headings: std::mem::take(&mut session.headings),
        ids: std::mem::take(&mut session.ids).into_iter().collect(),
        search: Searchable::default(),
    };
    PageOutcome { page, prose, diagnostics: session.diagnostics }
}

/// The front matter, and the blocks that it holds.
fn read_front(session: &mut MarkdownSession, raw: RawFront) -> (FrontMatter, Vec<Block<ParsedStage>>) {
    match front::read(session.file, raw) {
        Ok(ReadFront { mut front, source, warnings }) => {
            session.diagnostics.extend(warnings);
            let blocks = front_blocks(session, &front, &source);
            front.relocate(&source);
            (front, blocks)
        }
        Err(errors) => {
            session.diagnostics.extend(errors);
            (FrontMatter::default(), Vec::new())
        }
    }
}

fn front_blocks(session: &mut MarkdownSession, front: &FrontMatter, source: &Fragment) -> Vec<Block<ParsedStage>> {
    let read = |FrontBlock { name, args, body }| {
        let name_span = source.span(0..0);
        let id = session.block_id(name);
        let raw = Block::<Raw> { name: name.to_owned(), id, name_span, args, body };
        let block = raw.map(&mut MarkdownMap { session, source })?;
        block.args.check(&Place::new(session.file, block.name_span.clone()), &mut session.diagnostics);
        session.front_blocks.push(name);
        Some(block)
    };
    front.blocks().into_iter().filter_map(read).collect()
}

impl FrontMatter {
    /// Moves the spans from where they stand in the YAML to where they stand in the file.
    fn relocate(&mut self, source: &Fragment) {
        fn at<T>(spanned: &mut yaml::Spanned<T>, source: &Fragment) {
            spanned.span = source.span(spanned.span.clone());
        }
        [&mut self.date, &mut self.updated].into_iter().flatten().for_each(|s| at(s, source));
        [&mut self.slug, &mut self.path, &mut self.template].into_iter().flatten().for_each(|s| at(s, source));
        self.aliases.iter_mut().for_each(|s| at(s, source));
        self.taxonomies = std::mem::take(&mut self.taxonomies)
            .into_iter()
            .map(|(mut name, mut terms)| {
                at(&mut name, source);
                for term in &mut terms {
                    at(term, source);
                }
                (name, terms)
            })
            .collect();
        if let Some(compare) = &mut self.compare {
            at(&mut compare.dataset, source);
            compare.pair.iter_mut().for_each(|s| at(s, source));
            compare.subjects.iter_mut().flatten().for_each(|s| at(s, source));
        }
    }
}
