//! Reads a block from its fence: the name first, then its arguments, as YAML or as options, and its body.

use std::ops::Range;

use serde::de::DeserializeOwned;

use super::options::BlockOptions;
use super::{Block, BlockArguments, MapStage, MarkdownMap, NAMES};
use crate::base::{Code, Diagnostic, Place, suggest};
use crate::parse::body::{Body, ParsedStage, Raw};
use crate::parse::front;
use crate::parse::markdown::{Fragment, MarkdownSession};
use crate::parse::yaml::{self, Origin};

/// Blocks nested deeper than this are no document.
const MAX_DEPTH: usize = 12;

/// A block as it is written: the name in braces and what is between the lines of the fence.
pub struct BlockFence<'f> {
    /// The name.
    pub name: &'f str,
    /// Its bytes in the file.
    pub name_span: Range<usize>,
    /// The text between the lines of the fence.
    pub content: &'f Fragment,
}

/// Reads the blocks of one file.
pub struct BlockReader<'r, 'a> {
    pub(super) session: &'r mut MarkdownSession<'a>,
}

impl<'r, 'a> BlockReader<'r, 'a> {
    /// A reader that reports to `session`.
    pub fn new(session: &'r mut MarkdownSession<'a>) -> Self {
        Self { session }
    }

    /// Reads a block; `None` if it cannot be drawn, which has been reported.
    pub fn block(&mut self, fence: &BlockFence) -> Option<Block<ParsedStage>> {
        let place = self.place_of(fence);
        if self.session.depth >= MAX_DEPTH {
            let error = Diagnostic::error(Code::MarkdownLimits, "blocks nest too deep here");
            self.report(error.at(place).help("flatten them"));
            return None;
        }
        let faults = self.session.diagnostics.len();
        let (args, body) = if front::BLOCKS.contains(&fence.name) && fence.content.text.trim().is_empty() {
            (self.front_matter_block(fence)?, None)
        } else if let Some(read) = BlockArguments::built_in(fence.name) {
            read(self, fence)?
        } else if let Some(declared) = self.session.context.theme_blocks.get(fence.name) {
            let (args, body) = self.theme_block(fence, declared)?;
            (BlockArguments::Theme(args), body)
        } else {
            let error = self.unknown(fence.name).at(place);
            self.report(error);
            return None;
        };
        // What is left out because of a fault does not make the block empty.
        if self.session.diagnostics.len() == faults && args.is_empty(body.as_ref()) {
            self.report(nothing_in(fence.name).at(place.clone()).help("fill it, or take it out"));
        }
        args.check(&place, &mut self.session.diagnostics);
        let id = self.session.block_id(fence.name);
        Some(Block { name: fence.name.to_owned(), id, name_span: fence.name_span.clone(), args, body })
    }

    /// The place of a block's name.
    pub(super) fn place_of(&self, fence: &BlockFence) -> Place {
        Place::new(self.session.file, fence.name_span.clone())
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.session.diagnostics.push(diagnostic);
    }

    /// The value, or `None` when its fault has been reported.
    pub(super) fn keep<T>(&mut self, found: Result<T, Diagnostic>) -> Option<T> {
        found.map_err(|fault| self.report(fault)).ok()
    }

    fn front_matter_block(&mut self, fence: &BlockFence) -> Option<BlockArguments<ParsedStage>> {
        if self.session.front_blocks.contains(&fence.name) {
            return Some(BlockArguments::FromFrontMatter);
        }
        let help = format!("give it arguments here, or a key `{}` in the front matter", fence.name);
        self.report(nothing_in(fence.name).at(self.place_of(fence)).help(help));
        None
    }

    /// Nothing draws a block of this name. It may be meant for another block, or for the language of a code block.
    fn unknown(&self, name: &str) -> Diagnostic {
        let context = self.session.context;
        let error = Diagnostic::error(Code::UnknownBlock, format!("there is no block `{name}`"));
        let names = NAMES.iter().copied().chain(context.theme_blocks.keys().map(String::as_str));
        if let Some(near) = suggest::nearest(name, names) {
            return error.help(format!("did you mean `{near}`?"));
        }
        let language = name.trim_start_matches('.').to_lowercase();
        let known = context.highlight.known(&language).then(|| language.clone());
        match known.or_else(|| context.highlight.nearest(&language)).filter(|language| !language.is_empty()) {
            Some(language) => error.help(format!("the language of a code block has no braces: ```{language}")),
            None => error.help(format!("the theme would draw it with a file `blocks/{name}.html`")),
        }
    }

    pub(super) fn arguments<T: DeserializeOwned>(&mut self, content: &Fragment) -> Option<T> {
        match yaml::read(&content.text, &Origin::whole(self.session.file)) {
            Ok(arguments) => Some(arguments),
            Err(errors) => {
                self.session.diagnostics.extend(errors.into_iter().map(|e| content.relocate(e)));
                None
            }
        }
    }

    /// Reads arguments as YAML, and the Markdown in them.
    pub(super) fn yaml<A: DeserializeOwned + MapStage<Raw>>(
        &mut self,
        fence: &BlockFence,
    ) -> Option<A::At<ParsedStage>> {
        let raw: A = self.arguments(fence.content)?;
        raw.map_stage(&mut MarkdownMap { session: self.session, source: fence.content }, &fence.name_span)
    }

    /// The options at the beginning of a block that holds Markdown.
    pub(super) fn options<'f>(&self, fence: &BlockFence<'f>) -> BlockOptions<'f>
    where
        'a: 'f,
    {
        BlockOptions::read(self.session.file, fence)
    }

    /// Reports unknown options, and reads the Markdown behind them.
    pub(super) fn body_behind(&mut self, options: BlockOptions) -> Body {
        let (faults, content) = options.finish();
        self.session.diagnostics.extend(faults);
        self.body(&content)
    }

    pub(super) fn body(&mut self, content: &Fragment) -> Body {
        self.session.depth += 1;
        let body = self.session.markdown(content);
        self.session.depth -= 1;
        body
    }
}

fn nothing_in(name: &str) -> Diagnostic {
    Diagnostic::warning(Code::EmptyBlock, format!("this `{name}` has nothing in it"))
}
