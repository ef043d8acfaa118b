//! Front matter: YAML between two lines of `---`, or TOML between two of `+++`, at the beginning of a page.

mod keys;
mod toml;

use std::ops::Range;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::blocks::{BlockArguments, Checklist, Cta, Diagram, DisclosureText, Faq, Stats};
use super::body::Raw;
use super::markdown::Fragment;
use super::yaml::{self, Origin, Spanned};
use crate::base::{Code, Date, Diagnostic, Place, SourcePath};

/// What a page says of itself.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FrontMatter {
    /// The title; the first heading when left out.
    pub title: Option<String>,
    /// What the page is about, in a sentence.
    pub description: Option<String>,
    /// When it was published. A page dated in the future is a draft until then.
    pub date: Option<Spanned<Date>>,
    /// When it was last changed in substance.
    pub updated: Option<Spanned<Date>>,
    /// Its place among its siblings, lightest first.
    pub weight: Option<i64>,
    /// Whether it is built only with `--drafts`.
    pub draft: bool,
    /// The last part of its address; made from the file's name when left out.
    pub slug: Option<Spanned<String>>,
    /// Its whole address; made from the file's path when left out.
    pub path: Option<Spanned<String>>,
    /// Older addresses that lead to it.
    pub aliases: Vec<Spanned<String>>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The template, else `page.html`, or `section.html` for `_index.md`.
    pub template: Option<Spanned<String>>,
    /// Its terms, by taxonomy.
    pub taxonomies: IndexMap<Spanned<String>, Vec<Spanned<String>>>,
    /// Whether it has a table of contents; yes when left out.
    pub toc: Option<bool>,
    /// Anything a theme wants to know.
    pub extra: serde_json::Map<String, serde_json::Value>,
    /// For `_index.md`: the order of the pages in the section.
    pub sort_by: Option<SortBy>,
    /// For `_index.md`: how many pages are listed at once; all when left out.
    pub paginate_by: Option<usize>,
    /// The data that a guide compares.
    pub compare: Option<Compare>,
    /// The arguments of the page's `stats` block.
    pub stats: Option<Box<Stats<Raw>>>,
    /// The arguments of the page's `diagram` block.
    pub diagram: Option<Box<Diagram<Raw>>>,
    /// The arguments of the page's `checklist` block.
    pub checklist: Option<Box<Checklist<Raw>>>,
    /// The arguments of the page's `faq` block.
    pub faq: Option<Box<Faq<Raw>>>,
    /// The arguments of the page's `cta` block.
    pub cta: Option<Box<Cta<Raw>>>,
    /// Who pays for what.
    pub disclosure: Option<Box<DisclosureText>>,
}

/// The blocks that the front matter may hold under their names, in the order in which a guide draws those that its text
/// does not place.
pub const BLOCKS: &[&str] = &["stats", "diagram", "checklist", "faq", "cta", "disclosure"];

/// A block of the front matter.
pub(super) struct FrontBlock {
    pub(super) name: &'static str,
    pub(super) args: BlockArguments<Raw>,
    pub(super) body: Option<Spanned<String>>,
}

impl FrontMatter {
    /// The blocks that it holds, in the order of [`BLOCKS`].
    pub(super) fn blocks(&self) -> Vec<FrontBlock> {
        let disclosure = self.disclosure.as_ref();
        let blocks = [
            ("stats", self.stats.as_ref().map(|args| BlockArguments::Stats((**args).clone())), None),
            ("diagram", self.diagram.as_ref().map(|args| BlockArguments::Diagram((**args).clone())), None),
            ("checklist", self.checklist.as_ref().map(|args| BlockArguments::Checklist((**args).clone())), None),
            ("faq", self.faq.as_ref().map(|args| BlockArguments::Faq((**args).clone())), None),
            ("cta", self.cta.as_ref().map(|args| BlockArguments::Cta((**args).clone())), None),
            (
                "disclosure",
                disclosure.map(|text| BlockArguments::Disclosure(text.arguments())),
                disclosure.map(|text| text.text.clone()),
            ),
        ];
        blocks.into_iter().filter_map(|(name, args, body)| Some(FrontBlock { name, args: args?, body })).collect()
    }
}

/// The order of the pages of a section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SortBy {
    /// By weight, then title.
    #[default]
    Weight,
    /// Newest first.
    Date,
    /// By title.
    Title,
}

/// The data that a guide compares.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Compare {
    /// The dataset's name.
    pub dataset: Spanned<String>,
    /// The subjects, in order; all when left out.
    #[serde(default)]
    pub subjects: Option<Vec<Spanned<String>>>,
    /// The address of the generated pair page that this page takes the place of: `nodejs-vs-python`.
    #[serde(default)]
    pub pair: Option<Spanned<String>>,
}

/// The front matter of a page as it is written, and its Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split<'t> {
    /// The front matter, if there is any.
    pub front: Option<RawFront<'t>>,
    /// The Markdown.
    pub body: &'t str,
    /// The byte at which the Markdown begins.
    pub body_at: usize,
}

/// Front matter as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawFront<'t> {
    /// The language it is written in.
    pub format: FrontFormat,
    /// The text between the two lines.
    pub text: &'t str,
    /// The byte at which it begins.
    pub at: usize,
}

/// The languages of front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrontFormat {
    /// Between two lines of `---`.
    Yaml,
    /// Between two lines of `+++`.
    Toml,
}

impl FrontFormat {
    fn fence(self) -> &'static str {
        match self {
            Self::Yaml => "---",
            Self::Toml => "+++",
        }
    }
}

/// Separates the front matter of a page from its Markdown. Fails where front matter is not closed, and where text
/// looks like front matter and is none: what it says, as `draft: true`, must not become part of the page.
pub fn split<'t>(file: &SourcePath, text: &'t str) -> Result<Split<'t>, Diagnostic> {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let rest = &text[start..];
    let first = rest.lines().next().unwrap_or("");
    let format = [FrontFormat::Yaml, FrontFormat::Toml].into_iter().find(|format| first.trim_end() == format.fence());
    let Some(format) = format.filter(|_| rest.len() > first.len()) else {
        return match unread(rest) {
            Some((at, help)) => {
                Err(Diagnostic::error(Code::FrontMatter, "this looks like front matter, and is not read")
                    .at(Place::new(file, start + at.start..start + at.end))
                    .help(help))
            }
            None => Ok(Split { front: None, body: rest, body_at: start }),
        };
    };
    let front_at = start + rest.find('\n').map_or(rest.len(), |end| end + 1);
    let mut at = front_at;
    for line in text[front_at..].split_inclusive('\n') {
        if line.trim_end() == format.fence() {
            let body_at = at + line.len();
            let front = RawFront { format, text: &text[front_at..at], at: front_at };
            return Ok(Split { front: Some(front), body: &text[body_at..], body_at });
        }
        at += line.len();
    }
    Err(Diagnostic::error(Code::YamlSyntax, "the front matter is never closed")
        .at(Place::new(file, start..start + 3))
        .help(format!("close it with a line of `{}`", format.fence())))
}

/// What looks like front matter at the beginning of a page and is none: its first line, and what to do.
fn unread(text: &str) -> Option<(Range<usize>, &'static str)> {
    let at = skip_blank(text);
    let rest = &text[at..];
    let line = rest.lines().next()?;
    let place = at..at + line.trim_end().len();
    if rest.starts_with('{') && rest[1..].trim_start().starts_with('"') {
        return Some((place, "write it as YAML between two lines of `---`"));
    }
    let fence =
        [FrontFormat::Yaml, FrontFormat::Toml].map(FrontFormat::fence).into_iter().find(|f| line.starts_with(f))?;
    let mut lines = rest.lines().skip(1);
    let has_key = lines.by_ref().find(|line| !line.trim().is_empty()).is_some_and(is_key_line);
    let is_closed = lines.any(|line| line.trim_end() == fence);
    (has_key && is_closed).then_some((
        place,
        match (at, fence) {
            (0, "+++") => "the first line of the file must be `+++` alone",
            (0, _) => "the first line of the file must be `---` alone",
            _ => "nothing may be before the first line, not even blanks or a comment",
        },
    ))
}

/// The length of the blanks, blank lines and HTML comments that text begins with.
fn skip_blank(text: &str) -> usize {
    let mut rest = text.trim_start();
    while let Some((_, after)) = rest.strip_prefix("<!--").and_then(|comment| comment.split_once("-->")) {
        rest = after.trim_start();
    }
    text.len() - rest.len()
}

/// Whether a line sets a key, as `title: A` or `title = "A"`, or is a comment or the head of a table.
fn is_key_line(line: &str) -> bool {
    let key = line.trim_start().trim_start_matches(['"', '\'']);
    let rest = key.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\''));
    let is_set = rest.len() < key.len() && rest.trim_start().starts_with([':', '=']);
    is_set || key.starts_with('#') || key.starts_with('[')
}

/// Front matter that was read.
pub struct ReadFront {
    /// What the page says of itself, with the spans of its source.
    pub front: FrontMatter,
    /// The YAML it was read from, and the way back into the file.
    pub source: Fragment,
    /// What is doubtful in it.
    pub warnings: Vec<Diagnostic>,
}

/// Reads front matter. Fails with all keys that mean nothing, or with what else is wrong.
pub fn read(file: &SourcePath, raw: RawFront) -> Result<ReadFront, Vec<Diagnostic>> {
    let source = match raw.format {
        FrontFormat::Yaml => Fragment::whole(raw.text, raw.at),
        FrontFormat::Toml => toml::to_yaml(file, raw.text, raw.at).map_err(|error| vec![error])?,
    };
    let front = yaml::read(&source.text, &Origin::whole(file)).map_err(|errors: Vec<Diagnostic>| {
        let unknown = if errors.iter().any(|error| error.code == Code::UnknownKey) {
            keys::unknown(file, &source)
        } else {
            Vec::new()
        };
        if unknown.is_empty() { errors.into_iter().map(|error| source.relocate(error)).collect() } else { unknown }
    })?;
    let warnings = match raw.format {
        FrontFormat::Yaml => yaml::cut_texts(raw.text, &Origin::within(file, raw.at)),
        FrontFormat::Toml => Vec::new(),
    };
    Ok(ReadFront { front, source, warnings })
}
