//! Blocks that only a theme knows: what their component declares, and their arguments.
//!
//! An argument is a value of YAML unless the component declares it as Markdown; then it is read like prose, so that
//! links in it are resolved and checked.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;
use serde_json::Value;

use super::{BlockFence, BlockReader, BlockStage, InlineText, Map, MapStage, MarkdownMap, RichText};
use crate::base::{Code, Diagnostic, suggest};
use crate::parse::body::{Body, ParsedStage, Raw};
use crate::parse::yaml::YamlTree;

/// A block of a theme's own, as its component declares it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ThemeBlock {
    /// The names of the arguments, and whether each must be given.
    pub arguments: BTreeMap<String, bool>,
    /// Whether it takes any other as well.
    pub rest: bool,
    /// The arguments that are Markdown, by path: `text`, or `items.text` for the `text` of each of the `items`.
    pub markdown: BTreeMap<String, MarkdownForm>,
}

/// The blocks of a theme that are not built in, by name.
pub type ThemeBlocks = BTreeMap<String, ThemeBlock>;

/// How much Markdown an argument may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum MarkdownForm {
    /// Any number of paragraphs, lists and so on.
    Blocks,
    /// One paragraph, which is drawn without its element.
    Inline,
}

/// The arguments of a block of the theme's own, by name.
#[derive(Clone, Debug)]
pub struct ThemeArguments<S: BlockStage>(pub BTreeMap<String, ThemeArgument<S>>);

/// An argument of a block of the theme's own.
#[derive(Clone, Debug)]
pub enum ThemeArgument<S: BlockStage> {
    /// A value without Markdown.
    Value(Value),
    /// Markdown of any number of paragraphs.
    Markdown(RichText<S>),
    /// Markdown of one paragraph.
    Inline(InlineText<S>),
    /// A list with Markdown in it.
    List(Vec<Self>),
    /// A mapping with Markdown in it.
    Map(BTreeMap<String, Self>),
}

impl<S: BlockStage> MapStage<S> for ThemeArguments<S> {
    type At<T: BlockStage> = ThemeArguments<T>;

    fn map_stage<M: Map<From = S>>(&self, m: &mut M, block: &Range<usize>) -> Option<ThemeArguments<M::To>> {
        map_entries(&self.0, m, block).map(ThemeArguments)
    }
}

impl<S: BlockStage> MapStage<S> for ThemeArgument<S> {
    type At<T: BlockStage> = ThemeArgument<T>;

    fn map_stage<M: Map<From = S>>(&self, m: &mut M, block: &Range<usize>) -> Option<ThemeArgument<M::To>> {
        Some(match self {
            Self::Value(value) => ThemeArgument::Value(value.clone()),
            Self::Markdown(text) => ThemeArgument::Markdown(text.map_stage(m, block)?),
            Self::Inline(text) => ThemeArgument::Inline(text.map_stage(m, block)?),
            Self::List(items) => ThemeArgument::List(items.map_stage(m, block)?),
            Self::Map(entries) => ThemeArgument::Map(map_entries(entries, m, block)?),
        })
    }
}

fn map_entries<S: BlockStage, M: Map<From = S>>(
    entries: &BTreeMap<String, ThemeArgument<S>>,
    m: &mut M,
    block: &Range<usize>,
) -> Option<BTreeMap<String, ThemeArgument<M::To>>> {
    entries.iter().map(|(key, value)| Some((key.clone(), value.map_stage(m, block)?))).collect()
}

impl BlockReader<'_, '_> {
    /// Reads a block of the theme's own: YAML, and behind a line of `---` a body.
    pub(super) fn theme_block(
        &mut self,
        fence: &BlockFence,
        declared: &ThemeBlock,
    ) -> Option<(ThemeArguments<ParsedStage>, Option<Body>)> {
        let content = fence.content;
        let (head, body) = match content.text.split_once("\n---\n") {
            Some((head, _)) => (content.until(head.len()), Some(content.from(head.len() + 5))),
            None => (content.clone(), None),
        };
        let values: serde_json::Map<String, Value> =
            if head.text.trim().is_empty() { serde_json::Map::new() } else { self.arguments(&head)? };
        let misfit = declared.misfit(fence.name, &values);
        let mut arguments = ThemeArguments(BTreeMap::new());
        let mut faults = Vec::new();
        if declared.markdown.is_empty() {
            arguments.0.extend(values.into_iter().map(|(key, value)| (key, ThemeArgument::Value(value))));
        } else if !values.is_empty() {
            let trees: BTreeMap<String, YamlTree> = self.arguments(&head)?;
            let mut marker = MarkdownMarker { declared, source: &head.text, faults: &mut faults };
            arguments.0 = marker.entries("", &values, &trees);
        }
        for (message, span) in faults {
            let error = Diagnostic::error(Code::WrongType, message).at(head.place(self.session.file, span));
            self.report(error.help("write text, or a list of texts"));
        }
        let parsed = arguments.map_stage(&mut MarkdownMap { session: self.session, source: &head }, &fence.name_span);
        let body = body.map(|body| self.body(&body));
        if let Some(misfit) = misfit {
            self.report(misfit.at(self.place_of(fence)));
            return None;
        }
        Some((parsed?, body))
    }
}

/// Finds the arguments that are Markdown.
struct MarkdownMarker<'m> {
    declared: &'m ThemeBlock,
    source: &'m str,
    faults: &'m mut Vec<(String, Range<usize>)>,
}

impl MarkdownMarker<'_> {
    /// The entries of a mapping whose keys have paths that begin with `prefix`.
    fn entries(
        &mut self,
        prefix: &str,
        values: &serde_json::Map<String, Value>,
        trees: &BTreeMap<String, YamlTree>,
    ) -> BTreeMap<String, ThemeArgument<Raw>> {
        let argument = |(key, value): (&String, &Value)| {
            let path = format!("{prefix}{key}");
            let argument = match trees.get(key) {
                Some(tree) if self.declared.has_markdown(&path) => self.argument(&path, value, tree),
                _ => ThemeArgument::Value(value.clone()),
            };
            (key.clone(), argument)
        };
        values.iter().map(argument).collect()
    }

    fn argument(&mut self, path: &str, value: &Value, tree: &YamlTree) -> ThemeArgument<Raw> {
        let form = self.declared.markdown.get(path);
        match (value, tree) {
            (Value::Array(values), YamlTree::List(trees)) => {
                let items = values.iter().zip(trees).map(|(value, tree)| self.argument(path, value, tree));
                ThemeArgument::List(items.collect())
            }
            (Value::Object(_), YamlTree::Map(_, span)) if form.is_some() => {
                let message = format!("`{path}` is Markdown, and here are keys with values");
                self.faults.push((message, span.clone()));
                ThemeArgument::Value(Value::Null)
            }
            (Value::Object(values), YamlTree::Map(trees, _)) => {
                ThemeArgument::Map(self.entries(&format!("{path}."), values, trees))
            }
            (value, YamlTree::Scalar(text)) if !value.is_null() => match form {
                Some(MarkdownForm::Blocks) => ThemeArgument::Markdown(RichText(text.settled(self.source))),
                Some(MarkdownForm::Inline) => ThemeArgument::Inline(InlineText(text.settled(self.source))),
                None => ThemeArgument::Value(value.clone()),
            },
            _ => ThemeArgument::Value(value.clone()),
        }
    }
}

impl ThemeBlock {
    /// Whether there is Markdown at a path or below it.
    fn has_markdown(&self, path: &str) -> bool {
        let below = |declared: &str| declared.strip_prefix(path).is_some_and(|r| r.is_empty() || r.starts_with('.'));
        self.markdown.keys().any(|declared| below(declared))
    }

    /// What is wrong with the names of the arguments.
    fn misfit(&self, name: &str, given: &serde_json::Map<String, Value>) -> Option<Diagnostic> {
        let names = self.arguments.keys().map(String::as_str);
        let unknown = given.keys().find(|key| !self.rest && !self.arguments.contains_key(*key));
        if let Some(unknown) = unknown {
            let error = Diagnostic::error(Code::UnknownKey, format!("the block `{name}` has no argument `{unknown}`"));
            return Some(match suggest::advice(unknown, names) {
                Some(advice) => error.help(advice),
                None => error.help("take it out"),
            });
        }
        let missing = self.arguments.iter().find(|(key, required)| **required && !given.contains_key(*key));
        missing.map(|(missing, _)| {
            Diagnostic::error(Code::MissingKey, format!("the block `{name}` needs an argument `{missing}`"))
                .help(format!("add `{missing}: …`"))
        })
    }
}
