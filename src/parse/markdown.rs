//! Markdown into segments: `CommonMark` with GitHub's tables, task lists, strikethrough, footnotes and alerts,
//! definition lists, heading attributes, bare addresses, blocks and roles.

pub mod code_block;
mod footnotes;
mod fragment;
mod merge;
mod sink;
mod writer;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use fragment::Fragment;

use super::body::{Body, Heading, TextSection};
use super::page::Context;
use crate::base::slug::{heading_id, slugify};
use crate::base::{Code, Diagnostic, SourcePath};

/// What a site chooses of Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MarkdownOptions {
    /// Whether raw HTML is passed on. The author of every page is then trusted with every reader's browser.
    pub raw_html: bool,
    /// Whether straight quotes, `--` and `...` become typographic ones.
    pub smart_punctuation: bool,
    /// How ids are made from the text of headings.
    pub ids: HeadingIds,
}

/// How ids are made from the text of headings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum HeadingIds {
    /// As GitHub makes them: `What's new` becomes `whats-new`, and other scripts stay.
    #[default]
    Github,
    /// Letters, digits and hyphens of ASCII: `What's new` becomes `what-s-new`, and other scripts are transliterated.
    Ascii,
}

/// What is read and said while one file's Markdown is parsed.
pub struct MarkdownSession<'a> {
    /// The file.
    pub file: &'a SourcePath,
    /// The site's choices and the highlighter.
    pub context: &'a Context<'a>,
    /// What was found wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// The ids given out in this file.
    pub ids: BTreeSet<String>,
    /// The headings outside blocks.
    pub headings: Vec<Heading>,
    /// The text of a level-1 heading before all else, which titles a page that has no other title.
    pub first_heading: Option<String>,
    /// The words, by heading.
    pub text: Vec<TextSection>,
    /// The first paragraph, or all before `<!-- more -->`.
    pub summary: Option<Body>,
    /// How deep blocks are nested here; 0 in the page itself.
    pub depth: usize,
    /// Whether text of other files is to be taken in.
    pub includes: bool,
    /// The work that highlighting took so far.
    highlight_steps: u64,
    /// The names of the blocks that the front matter holds.
    pub front_blocks: Vec<&'static str>,
    /// Whether there was an image.
    has_image: bool,
    /// How many runs of Markdown were parsed, to tell the footnotes of each from those of the others.
    runs: usize,
    /// The number of words in code blocks.
    words_of_code: usize,
    /// The ids that authors give in this file, which no id made by us may take before them.
    reserved: BTreeSet<String>,
    /// The next number to try behind a name that is taken.
    numbers: BTreeMap<String, usize>,
}

impl<'a> MarkdownSession<'a> {
    /// A session for one file in which nothing was read yet.
    pub fn new(file: &'a SourcePath, context: &'a Context<'a>) -> Self {
        Self {
            file,
            context,
            diagnostics: Vec::new(),
            ids: BTreeSet::new(),
            headings: Vec::new(),
            first_heading: None,
            text: vec![TextSection::default()],
            summary: None,
            depth: 0,
            includes: false,
            highlight_steps: 0,
            front_blocks: Vec::new(),
            has_image: false,
            runs: 0,
            words_of_code: 0,
            reserved: BTreeSet::new(),
            numbers: BTreeMap::new(),
        }
    }

    /// Leaves the ids that headings in `text` ask for to them.
    pub fn reserve_ids(&mut self, text: &str) {
        let headings = text.lines().filter(|line| line.trim_end().ends_with('}'));
        let attributes = headings.filter_map(|line| line.rsplit_once('{')).flat_map(|(_, a)| a.split([' ', '}']));
        self.reserved.extend(attributes.filter_map(|word| word.strip_prefix('#')).map(str::to_owned));
    }

    /// Parses a run of Markdown.
    pub fn markdown(&mut self, fragment: &Fragment) -> Body {
        writer::write(self, fragment)
    }

    /// An id made from `text` that no other element of the file has.
    pub fn unique_id(&mut self, text: &str) -> String {
        let slug = match self.context.options.ids {
            HeadingIds::Github => heading_id(text),
            HeadingIds::Ascii => slugify(text),
        };
        let base = if slug.is_empty() { "section" } else { slug.as_str() };
        self.first_free(base, 0)
    }

    /// An id for a block: its name and a number, so that a heading may have the name itself.
    pub fn block_id(&mut self, name: &str) -> String {
        self.first_free(name, 1)
    }

    /// The first of `base-1`, `base-2`, … from `first` on that nobody has; number 0 is `base` itself.
    fn first_free(&mut self, base: &str, first: usize) -> String {
        // Ids are never given back, so what was taken once need not be tried again.
        let from = self.numbers.get(base).copied().unwrap_or(0).max(first);
        let free = (from..).find_map(|n| {
            let id = if n == 0 { base.to_owned() } else { format!("{base}-{n}") };
            (!self.ids.contains(&id) && !self.reserved.contains(&id)).then_some((n, id))
        });
        let (number, id) = free.unwrap_or_default();
        self.numbers.insert(base.to_owned(), number + 1);
        self.ids.insert(id.clone());
        id
    }

    /// Takes the id that an author gave; a second use is an error, and the second heading gets another.
    pub fn claim_id(&mut self, id: &str, fragment: &Fragment, span: std::ops::Range<usize>) -> String {
        if self.ids.insert(id.to_owned()) {
            return id.to_owned();
        }
        let error = Diagnostic::error(Code::DuplicateId, format!("the id `{id}` stands twice on this page"))
            .at(fragment.place(self.file, span))
            .help("give one of them another id");
        self.diagnostics.push(error);
        self.unique_id(id)
    }

    /// What the ids of the footnotes in the next run of Markdown begin with; nothing in the page itself.
    fn next_prefix(&mut self) -> String {
        self.runs += 1;
        if self.depth == 0 { String::new() } else { format!("b{}-", self.runs) }
    }

    /// Adds the text of a code block, which search finds and the word count leaves out.
    fn code_words(&mut self, code: &str) {
        self.words("\n");
        self.words(code);
        self.words("\n");
        self.words_of_code += words(code);
    }

    /// Adds a value from data, whose text other files have, in place of the name of its role.
    fn value(&mut self, role: &str, address: &str) {
        if let Some(section) = self.text.last_mut() {
            section.text.truncate(section.text.strip_suffix(role).unwrap_or(&section.text).len());
        }
        self.words(&TextSection::value(address));
    }

    /// Adds words to the text of the current section.
    pub fn words(&mut self, text: &str) {
        if let Some(section) = self.text.last_mut() {
            section.text.push_str(text);
        }
    }

    /// How long the text of the current section is.
    fn text_length(&self) -> usize {
        self.text.last().map_or(0, |section| section.text.len())
    }

    /// Takes the words of a heading, which began at `start`, out of the text again: they title the next section.
    /// Inside a block, whose headings begin no section, they stay.
    fn end_words_of_heading(&mut self, start: usize) {
        if self.depth > 0 {
            self.words("\n");
        } else if let Some(section) = self.text.last_mut() {
            section.text.truncate(start);
        }
    }

    /// The number of words, without those of code blocks.
    pub fn word_count(&self) -> usize {
        let all: usize = self.text.iter().map(|section| words(&section.text)).sum();
        all.saturating_sub(self.words_of_code)
    }
}

/// How many words a text has, as white space parts them.
fn words(text: &str) -> usize {
    if !text.is_ascii() {
        return text.split_whitespace().count();
    }
    let is_space = |byte: &u8| matches!(byte, b' ' | 9..=13);
    let starts = text.as_bytes().windows(2).filter(|pair| is_space(&pair[0]) & !is_space(&pair[1])).count();
    starts + usize::from(text.bytes().next().is_some_and(|first| !is_space(&first)))
}
