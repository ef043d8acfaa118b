//! Reads a block: its arguments as YAML or as options, and the Markdown in its texts and body.
//!
//! It refuses to know other files and the theme's own blocks: a name without a built-in meaning keeps its raw
//! arguments, and `link` finds out whether the theme can draw it.

use std::ops::Range;

use serde::de::DeserializeOwned;

use super::container::{ContainerOptions, DISCLOSURE_KINDS, NOTE_KINDS, one_of};
use super::{Block, BlockArguments, CodeCompare, Details, Disclosure, IN_FRONT_MATTER};
use super::{MarkdownMap, Note, Panel, UseCases};
use crate::base::{Code, Diagnostic, Place};
use crate::parse::body::{Body, ParsedStage, Raw, Segment};
use crate::parse::code::fence::Fence;
use crate::parse::markdown::{Fragment, MarkdownSession};
use crate::parse::yaml::{self, Origin, Spanned};

/// Blocks nested deeper than this are no document.
const DEEPEST: usize = 12;

/// Reads the blocks of one file.
pub struct BlockReader<'r, 'a> {
    session: &'r mut MarkdownSession<'a>,
}

impl<'r, 'a> BlockReader<'r, 'a> {
    /// A reader that reports to `session`.
    pub fn new(session: &'r mut MarkdownSession<'a>) -> Self {
        Self { session }
    }

    /// Reads the block `name`; `None` if it cannot be drawn, which has been reported.
    pub fn block(&mut self, name: &str, name_span: Range<usize>, content: &Fragment) -> Option<Block<ParsedStage>> {
        if self.session.depth >= DEEPEST {
            self.error(Code::MarkdownLimits, "blocks nest too deep here", name_span, "flatten them");
            return None;
        }
        let (args, body) = match name {
            "note" | "details" | "columns" | "column" | "disclosure" | "use-cases" | "code-compare" => {
                self.container(name, &name_span, content)?
            }
            _ if IN_FRONT_MATTER.contains(&name) && content.text.trim().is_empty() => {
                (BlockArguments::FromFrontMatter, None)
            }
            "stats" => (self.yaml(content, BlockArguments::Stats)?, None),
            "cards" => (self.yaml(content, BlockArguments::Cards)?, None),
            "faq" => (self.yaml(content, BlockArguments::Faq)?, None),
            "cta" => (self.yaml(content, BlockArguments::Cta)?, None),
            "diagram" => (self.yaml(content, BlockArguments::Diagram)?, None),
            "checklist" => (self.yaml(content, BlockArguments::Checklist)?, None),
            "matrix" => (self.yaml(content, BlockArguments::Matrix)?, None),
            "ranking" => (self.yaml(content, BlockArguments::Ranking)?, None),
            "chart" => (self.yaml(content, BlockArguments::Chart)?, None),
            _ => self.custom(content)?,
        };
        self.warn_if_empty(name, &name_span, &args, body.as_ref());
        check_tiles(self.session, &args, &name_span);
        let id = self.session.block_id(name);
        Some(Block { name: name.to_owned(), id, name_span, args, body })
    }

    fn error(&mut self, code: Code, message: impl Into<String>, span: Range<usize>, help: &str) {
        let place = Place::new(self.session.file, span);
        self.session.diagnostics.push(Diagnostic::error(code, message).at(place).help(help));
    }

    fn arguments<T: DeserializeOwned>(&mut self, content: &Fragment) -> Option<T> {
        match yaml::read(&content.text, &Origin::whole(self.session.file)) {
            Ok(arguments) => Some(arguments),
            Err(errors) => {
                self.session.diagnostics.extend(errors.into_iter().map(|e| content.relocate(e)));
                None
            }
        }
    }

    /// Reads arguments as YAML and the Markdown in them.
    fn yaml<T: DeserializeOwned>(
        &mut self,
        content: &Fragment,
        args: fn(T) -> BlockArguments<Raw>,
    ) -> Option<BlockArguments<ParsedStage>> {
        let raw = args(self.arguments(content)?);
        raw.map(&mut MarkdownMap { session: self.session, source: content }, &(0..0))
    }

    fn container(
        &mut self,
        name: &str,
        name_span: &Range<usize>,
        content: &Fragment,
    ) -> Option<(BlockArguments<ParsedStage>, Option<Body>)> {
        let mut options = ContainerOptions::read(&content.text);
        let mut known: &[&str] = &[];
        let file = self.session.file;
        let place = |range: Range<usize>| content.span(range);
        let text = |option: Option<(&str, Range<usize>)>| option.map(|(v, _)| v.to_owned());
        let spanned = |option: Option<(&str, Range<usize>)>| {
            option.map(|(v, span)| Spanned { value: v.to_owned(), span: content.span(span) })
        };
        let args = match name {
            "note" => {
                known = &["kind", "title"];
                one_of(NOTE_KINDS, options.take("kind"), file, place)
                    .map(|kind| BlockArguments::Note(Note { kind, title: text(options.take("title")) }))
            }
            "disclosure" => {
                known = &["kind"];
                one_of(DISCLOSURE_KINDS, options.take("kind"), file, place)
                    .map(|kind| BlockArguments::Disclosure(Disclosure { kind }))
            }
            "details" => {
                known = &["summary", "open"];
                let open = one_of(&["false", "true"], options.take("open"), file, place);
                match (options.take("summary"), open) {
                    (Some((summary, _)), Ok(open)) => {
                        Ok(BlockArguments::Details(Details { summary: summary.to_owned(), open: open == "true" }))
                    }
                    (None, _) => Err(Diagnostic::error(Code::MissingKey, "`details` needs a summary")
                        .at(Place::new(file, name_span.clone()))
                        .help("begin its body with `:summary: what is inside`")),
                    (_, Err(error)) => Err(error),
                }
            }
            "use-cases" => {
                known = &["subject", "title"];
                let subject = spanned(options.take("subject"));
                Ok(BlockArguments::UseCases(UseCases { subject, title: text(options.take("title")) }))
            }
            "code-compare" => {
                known = &["title"];
                Ok(BlockArguments::CodeCompare(CodeCompare { title: text(options.take("title")), panels: Vec::new() }))
            }
            "columns" => Ok(BlockArguments::Columns),
            _ => Ok(BlockArguments::Column),
        };
        let unknown = options.finish(known, |range| content.place(file, range));
        self.session.diagnostics.extend(unknown);
        let body = self.body(&content.from(options.body));
        match args {
            Ok(BlockArguments::CodeCompare(compare)) => Some(self.panels(compare, body, name_span)),
            Ok(args) => Some((args, Some(body))),
            Err(error) => {
                self.session.diagnostics.push(error);
                None
            }
        }
    }

    fn body(&mut self, content: &Fragment) -> Body {
        self.session.depth += 1;
        let body = self.session.markdown(content);
        self.session.depth -= 1;
        body
    }

    /// Takes the code fences out of the body of a `code-compare`.
    fn panels(
        &mut self,
        mut compare: CodeCompare<ParsedStage>,
        body: Body,
        name_span: &Range<usize>,
    ) -> (BlockArguments<ParsedStage>, Option<Body>) {
        let mut rest = Body::default();
        for segment in body.segments {
            match segment {
                Segment::Include(ref fence) | Segment::Code(ref fence, _) => {
                    compare.panels.push(panel(fence, segment.clone()));
                }
                other => rest.segments.push(other),
            }
        }
        if compare.panels.len() < 2 {
            self.error(
                Code::BadBlock,
                format!("`code-compare` compares two samples or more, not {}", compare.panels.len()),
                name_span.clone(),
                "put two code fences into it, in a fence with more backticks",
            );
        }
        (BlockArguments::CodeCompare(compare), Some(rest).filter(|r| !r.is_blank()))
    }

    fn custom(&mut self, content: &Fragment) -> Option<(BlockArguments<ParsedStage>, Option<Body>)> {
        let (head, body) = match content.text.split_once("\n---\n") {
            Some((head, _)) => (head, Some(content.from(head.len() + 5))),
            None => (content.text.as_str(), None),
        };
        let args =
            if head.trim().is_empty() { serde_json::Map::new() } else { self.arguments(&content.until(head.len()))? };
        let body = body.map(|b| self.body(&b));
        Some((BlockArguments::Custom(args), body))
    }

    fn warn_if_empty(
        &mut self,
        name: &str,
        span: &Range<usize>,
        args: &BlockArguments<ParsedStage>,
        body: Option<&Body>,
    ) {
        let empty = match args {
            BlockArguments::Stats(a) => a.items.is_empty(),
            BlockArguments::Cards(a) => a.items.is_empty(),
            BlockArguments::Faq(a) => a.items.is_empty(),
            BlockArguments::Cta(a) => a.actions.is_empty(),
            BlockArguments::Diagram(a) => a.nodes.is_empty(),
            BlockArguments::Checklist(a) => a.groups.iter().all(|g| g.items.is_empty()),
            BlockArguments::Chart(a) => a.criteria.is_empty(),
            BlockArguments::CodeCompare(_)
            | BlockArguments::Matrix(_)
            | BlockArguments::Ranking(_)
            | BlockArguments::Custom(_)
            | BlockArguments::FromFrontMatter => false,
            _ => body.is_none_or(Body::is_blank),
        };
        if empty {
            let warning = Diagnostic::warning(Code::EmptyBlock, format!("this `{name}` has nothing in it"))
                .at(Place::new(self.session.file, span.clone()))
                .help("fill it, or take it out");
            self.session.diagnostics.push(warning);
        }
    }
}

/// Reports the tiles of `stats` that show no figure, or one that nobody can tell the meaning of.
pub fn check_tiles(session: &mut MarkdownSession, args: &BlockArguments<ParsedStage>, span: &Range<usize>) {
    let BlockArguments::Stats(stats) = args else { return };
    for (number, tile) in (1..).zip(&stats.items) {
        let fault = match (&tile.value, &tile.datum, &tile.label) {
            (None, None, _) => "has neither a `value` nor a `datum`",
            (Some(_), Some(_), _) => "has both a `value` and a `datum`",
            (Some(_), None, None) => "has a `value` and no `label`",
            _ => continue,
        };
        let error = Diagnostic::error(Code::BadBlock, format!("tile {number} of this `stats` {fault}"))
            .at(Place::new(session.file, span.clone()))
            .help("a tile is a `value` with its `label`, or a `datum`");
        session.diagnostics.push(error);
    }
}

/// A sample of a comparison from its fence.
fn panel(fence: &Fence, code: Segment) -> Panel<ParsedStage> {
    let language = fence.language.value.clone();
    Panel {
        title: fence.title.clone().unwrap_or_else(|| language.clone()),
        language,
        subject: fence.subject.clone(),
        code: Body { segments: vec![code] },
    }
}
