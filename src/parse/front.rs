//! Front matter: the YAML between two lines of `---` at the beginning of a page.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::blocks::{BlockArguments, Checklist, Cta, Diagram, DisclosureText, Faq, Stats};
use super::body::Raw;
use super::yaml::Spanned;
use crate::base::Date;

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

/// Where the front matter and the text of a page begin and end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split<'t> {
    /// The YAML and where it begins.
    pub yaml: Option<(&'t str, usize)>,
    /// The Markdown.
    pub body: &'t str,
    /// Where the Markdown begins.
    pub body_at: usize,
}

/// Parts a page's text. `Err` is the offset of an opening `---` that is never closed.
pub fn split(text: &str) -> Result<Split<'_>, usize> {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let rest = &text[start..];
    let open = ["---\n", "---\r\n"].into_iter().find(|open| rest.starts_with(open));
    let Some(open) = open else { return Ok(Split { yaml: None, body: rest, body_at: start }) };
    let yaml_at = start + open.len();
    let mut at = yaml_at;
    for line in text[yaml_at..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            let body_at = at + line.len();
            return Ok(Split { yaml: Some((&text[yaml_at..at], yaml_at)), body: &text[body_at..], body_at });
        }
        at += line.len();
    }
    Err(start)
}
