//! Fenced code: highlighted code, code to be included from another file, or a block.

use std::sync::Arc;

use super::{Fragment, MarkdownSession};
use crate::base::{Code, Diagnostic, Place};
use crate::highlight::{Highlighted, TooLong};
use crate::parse::blocks::{BlockFence, BlockReader};
use crate::parse::body::Segment;
use crate::parse::code::{Fence, Listing};
use crate::parse::page::HighlightCode;

/// The work that highlighting may take on one page, in steps of about 25 ns; common code takes one to ten a byte.
const PAGE_STEPS: u64 = 100_000_000;

/// The segments of a code block with the info string `info`, which stands at the file's byte `info_at`.
pub(super) fn segments(
    session: &mut MarkdownSession,
    info: Option<&str>,
    info_at: usize,
    content: Fragment,
) -> Vec<Segment> {
    let info = info.unwrap_or("").trim();
    if let Some((name, behind)) = info.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        let name_span = info_at + 1..info_at + 1 + name.len();
        if !behind.is_empty() {
            let end = info_at + info.len();
            let span = end - behind.trim_start().len()..end;
            session.diagnostics.push(words_behind(name).at(Place::new(session.file, span)));
        }
        let block = BlockReader::new(session).block(&BlockFence { name, name_span, content: &content });
        return block.map(|block| Segment::Block(Box::new(block))).into_iter().collect();
    }
    let (fence, diagnostics) = Fence::parse(info, session.file, info_at);
    session.diagnostics.extend(diagnostics);
    vec![segment(session, fence, &content.text)]
}

fn words_behind(name: &str) -> Diagnostic {
    Diagnostic::error(Code::BadFence, format!("nothing may follow the name of a block, as here after `{{{name}}}`"))
        .help("write a title inside: `:title: …` where the block holds Markdown, and `title: …` where it holds YAML")
}

/// The code itself, or what is to be included.
pub(super) fn segment(session: &mut MarkdownSession, fence: Fence, code: &str) -> Segment {
    check_language(session, &fence);
    if let Some(include) = &fence.include {
        if !code.trim().is_empty() {
            let error = Diagnostic::error(Code::BadFence, "this block includes a file and has code of its own as well")
                .at(Place::new(session.file, include.span.clone()))
                .help("take out the one or the other");
            session.diagnostics.push(error);
        }
        session.includes = true;
        return Segment::Include(Box::new(fence));
    }
    let listing = Listing::new(&fence, code);
    session.code_words(listing.code());
    let highlighted = if session.highlight_steps > PAGE_STEPS {
        Arc::new(Highlighted::given_up(listing.code()))
    } else {
        session.context.highlight.highlight(&fence.language.value, listing.code())
    };
    session.highlight_steps = session.highlight_steps.saturating_add(highlighted.steps);
    let (html, warning) = drawn(&fence, &listing, &highlighted);
    session.diagnostics.extend(warning.map(|w| w.at(Place::new(session.file, fence.language.span.clone()))));
    Segment::Code(Box::new(fence), html)
}

/// Highlights and draws the code of a fence; the warning, still without a place, says why it stayed plain.
pub fn draw(fence: &Fence, code: &str, highlight: &dyn HighlightCode) -> (String, Option<Diagnostic>) {
    let listing = Listing::new(fence, code);
    drawn(fence, &listing, &highlight.highlight(&fence.language.value, listing.code()))
}

fn drawn(fence: &Fence, listing: &Listing<'_>, highlighted: &Highlighted) -> (String, Option<Diagnostic>) {
    let warning = highlighted.fallback.as_ref().map(|reason| {
        let (code, help) = match reason {
            TooLong::Line(..) | TooLong::Block(_) => (Code::CodeTooLong, "break the line, or show less of it"),
            TooLong::Work(_) => (Code::CodeTooComplex, "break the line, or use `text` for code without colours"),
            TooLong::Page => (Code::CodeTooComplex, "use `text` for code without colours, or make two pages of it"),
        };
        Diagnostic::warning(code, format!("this code is shown without colours: {reason}")).help(help)
    });
    (listing.draw(fence, highlighted).into_string(), warning)
}

fn check_language(session: &mut MarkdownSession, fence: &Fence) {
    let language = &fence.language;
    if language.value.is_empty() || session.context.highlight.known(&language.value) {
        return;
    }
    let message = format!("there is no grammar for the language `{}`", language.value);
    let mut diagnostic = if session.context.unknown_language_is_error {
        Diagnostic::error(Code::UnknownLanguage, message)
    } else {
        Diagnostic::warning(Code::UnknownLanguage, message)
    };
    let near = session.context.highlight.nearest(&language.value);
    diagnostic = diagnostic.at(Place::new(session.file, language.span.clone())).help(match near {
        Some(near) => format!("did you mean `{near}`? `text` shows code without colours"),
        None => "use `text` for code without colours".to_owned(),
    });
    session.diagnostics.push(diagnostic);
}
