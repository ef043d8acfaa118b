//! Writes the events of the Markdown parser as segments.
//!
//! Our own rather than the parser's, because references must stay open for other files to be joined in, and because
//! pages run without inline styles.

mod frames;
mod images;
mod leaves;
mod starts;

use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CowStr, Event, HeadingLevel, Options, Parser, TagEnd};

use super::MarkdownSession;
use super::footnotes::{Footnotes, Undrawn, undrawn};
use super::fragment::Fragment;
use super::merge::merged;
use super::sink::Sink;
use crate::base::{Code, Diagnostic};
use crate::parse::body::Body;

/// Elements nested deeper than this are no document.
const MAX_NESTING_LEVELS: usize = 100;

/// Parses `fragment` and writes it as a body.
pub(super) fn write(session: &mut MarkdownSession, fragment: &Fragment) -> Body {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    options.set(Options::ENABLE_SMART_PUNCTUATION, session.context.options.smart_punctuation);
    let parser = || Parser::new_ext(&fragment.text, options).into_offset_iter();
    let undrawn = if fragment.text.contains("[^") { undrawn(parser()) } else { Vec::new() };
    let mut undrawn = undrawn.into_iter().peekable();
    let prefix = session.next_prefix();
    let mut writer = HtmlWriter {
        session,
        fragment,
        sinks: vec![Sink::default()],
        frames: Vec::new(),
        alignments: Vec::new(),
        cell: 0,
        in_head: false,
        footnotes: Footnotes::default(),
        prefix,
        text_end: 0,
        passed_over: 0,
        depth: 0,
        paragraph_start: None,
    };
    // Up to where the text is passed over, as it is a footnote that is not drawn.
    let mut passed = 0;
    for (event, range) in merged(parser()) {
        if let Some(footnote) = undrawn.next_if(|footnote| footnote.range == range) {
            passed = range.end.max(passed);
            writer.warn_of_undrawn(&footnote);
        }
        if range.start < passed {
            continue;
        }
        if writer.too_deep(&event, &range) {
            return Body::default();
        }
        writer.event(event, range);
    }
    writer.finish()
}

/// Content that is put in place when its element ends.
enum OpenElement<'t> {
    Heading {
        level: HeadingLevel,
        id: Option<CowStr<'t>>,
        classes: Vec<CowStr<'t>>,
        range: Range<usize>,
        /// How much text there was before it.
        words: usize,
    },
    Alert(BlockQuoteKind, Range<usize>),
    Footnote(CowStr<'t>),
    Image {
        target: CowStr<'t>,
        title: CowStr<'t>,
        range: Range<usize>,
    },
    Code {
        info: CowStr<'t>,
        fenced: bool,
        range: Range<usize>,
        pieces: Vec<(CowStr<'t>, usize)>,
    },
    Html {
        text: String,
        range: Range<usize>,
    },
    /// A link whose address is not allowed: only its text is drawn.
    DeadLink,
    Link {
        /// How much text there was before it.
        words: usize,
        range: Range<usize>,
    },
}

struct HtmlWriter<'w, 'a, 't> {
    session: &'w mut MarkdownSession<'a>,
    fragment: &'t Fragment,
    sinks: Vec<Sink>,
    frames: Vec<OpenElement<'t>>,
    alignments: Vec<Alignment>,
    cell: usize,
    in_head: bool,
    footnotes: Footnotes,
    prefix: String,
    /// Where the last text event ended, to tell a role's name from text elsewhere.
    text_end: usize,
    /// Up to where the text has been read as something else.
    passed_over: usize,
    depth: usize,
    paragraph_start: Option<usize>,
}

impl<'t> HtmlWriter<'_, '_, 't> {
    fn out(&mut self) -> &mut Sink {
        if self.sinks.is_empty() {
            self.sinks.push(Sink::default());
        }
        let last = self.sinks.len() - 1;
        &mut self.sinks[last]
    }

    fn too_deep(&mut self, event: &Event, range: &Range<usize>) -> bool {
        match event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        let too_deep = self.depth > MAX_NESTING_LEVELS;
        if too_deep {
            let error =
                Diagnostic::error(Code::MarkdownLimits, format!("nested more than {MAX_NESTING_LEVELS} levels deep"))
                    .help("flatten the lists or quotes here");
            self.report(error, range.start..range.start);
        }
        too_deep
    }

    fn warn_of_undrawn(&mut self, Undrawn { name, range, repeated }: &Undrawn) {
        let (why, help) = if *repeated {
            ("there is one of that name before it", "give it another name")
        } else {
            ("nothing refers to it", "refer to it from the text, or take it out")
        };
        let message = format!("the footnote `{name}` is not drawn: {why}");
        let end = range.start + "[^]:".len() + name.len();
        self.report(Diagnostic::warning(Code::UnusedFootnote, message).help(help), range.start..end);
    }

    fn report(&mut self, diagnostic: Diagnostic, range: Range<usize>) {
        let place = self.fragment.place(self.session.file, range);
        self.session.diagnostics.push(diagnostic.at(place));
    }

    fn event(&mut self, event: Event<'t>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, &range),
            Event::Text(text) => self.text(text, range),
            Event::Code(code) => self.code(&code, range),
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(&html, range),
            Event::SoftBreak => {
                self.out().text("\n");
                self.session.words(" ");
            }
            Event::HardBreak => {
                self.out().html("<br>\n");
                self.session.words(" ");
            }
            Event::Rule => {
                self.out().line();
                self.out().html("<hr>\n");
            }
            Event::FootnoteReference(name) => {
                let markup = self.footnotes.reference(&name, &self.prefix);
                self.out().html(&markup);
            }
            Event::TaskListMarker(done) => {
                let mark = if done { "☑" } else { "☐" };
                self.out().html(&format!("<span class=\"task\">{mark}</span> "));
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.out().text(&text),
        }
    }

    fn text(&mut self, mut text: CowStr<'t>, range: Range<usize>) {
        self.text_end = range.end;
        let read = self.passed_over.saturating_sub(range.start);
        if read > 0 && read <= text.len() {
            text = text[read..].to_owned().into();
        }
        match self.frames.last_mut() {
            Some(OpenElement::Code { pieces, .. }) => pieces.push((text, range.start)),
            Some(OpenElement::Html { text: html, .. }) => html.push_str(&text),
            Some(OpenElement::Link { .. }) => {
                self.session.words(&text);
                self.out().text(&text);
            }
            _ => {
                self.session.words(&text);
                self.linkify(&text, &range);
            }
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Heading(_)
            | TagEnd::FootnoteDefinition
            | TagEnd::Image
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::Link
            | TagEnd::BlockQuote(Some(_)) => self.end_frame(),
            TagEnd::Paragraph => {
                self.out().html("</p>\n");
                self.session.words("\n");
                if self.paragraph_start.take().is_some_and(|start| start == range.start) && self.sinks.len() == 2 {
                    self.end_top_paragraph();
                }
            }
            TagEnd::TableHead => {
                self.in_head = false;
                self.out().html("</tr></thead><tbody>\n");
            }
            TagEnd::Table => self.out().html("</tbody></table></div>\n"),
            TagEnd::TableCell => {
                let markup = if self.in_head { "</th>" } else { "</td>" };
                self.session.words(" ");
                self.out().html(markup);
            }
            tag => {
                self.out().html(&format!("</{}>", element(tag)));
                if is_block(tag) {
                    self.session.words("\n");
                    self.out().html("\n");
                }
            }
        }
    }

    fn finish(mut self) -> Body {
        let mut out = Sink::default();
        for sink in std::mem::take(&mut self.sinks) {
            out.append(sink);
        }
        let prefix = std::mem::take(&mut self.prefix);
        self.footnotes.finish(&mut out, &prefix);
        out.into_body()
    }
}

fn is_block(tag: TagEnd) -> bool {
    !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript)
}

fn element(tag: TagEnd) -> &'static str {
    match tag {
        TagEnd::BlockQuote(_) => "blockquote",
        TagEnd::List(true) => "ol",
        TagEnd::List(false) => "ul",
        TagEnd::Item => "li",
        TagEnd::DefinitionList => "dl",
        TagEnd::DefinitionListTitle => "dt",
        TagEnd::DefinitionListDefinition => "dd",
        TagEnd::TableRow => "tr",
        TagEnd::Emphasis => "em",
        TagEnd::Strong => "strong",
        TagEnd::Strikethrough => "del",
        TagEnd::Superscript => "sup",
        TagEnd::Subscript => "sub",
        _ => "div",
    }
}
