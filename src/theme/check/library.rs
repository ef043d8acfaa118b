//! The templates of a theme as tags, and what is said in them of other templates, components and variables.
//!
//! It refuses to know views.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use tera::{ComponentInfo, Tera};

use super::path;
use super::tokens::{TemplatePiece, Token, TokenKind, pieces};
use crate::theme::compile::BUILT_IN;
use crate::theme::files::TemplateSources;

/// The templates and components of a theme.
pub(crate) struct Library<'t> {
    pub(crate) templates: BTreeMap<&'t str, Template<'t>>,
    pub(crate) components: BTreeMap<String, Component<'t>>,
}

/// A template as tags.
pub(crate) struct Template<'t> {
    pub(crate) pieces: Vec<TemplatePiece<'t>>,
    extends: Option<&'t str>,
    includes: BTreeSet<&'t str>,
    /// Variables that it sets itself, outside of components.
    pub(crate) assigned: BTreeSet<&'t str>,
    /// Variables that it asks for with `is defined`, as they are written.
    pub(crate) asked: BTreeSet<String>,
}

/// A component, and where it is defined.
pub(crate) struct Component<'t> {
    pub(crate) name: String,
    pub(crate) template: &'t str,
    /// The tags of its body; the one before is its head.
    pub(crate) body: Range<usize>,
    pub(crate) info: ComponentInfo,
}

impl<'t> Library<'t> {
    /// Reads the templates that could be compiled.
    pub(crate) fn new(tera: &Tera, sources: &'t TemplateSources) -> Self {
        let compiled: BTreeSet<&str> = tera.get_template_names().collect();
        let read = sources.iter().filter(|(name, _)| compiled.contains(name.as_str()));
        let templates: BTreeMap<&str, Template> =
            read.map(|(name, (_, text))| (name.as_str(), Template::read(text))).collect();
        let mut components = BTreeMap::new();
        // A component of the user's stands in for a built-in one.
        let (built_in, own): (Vec<_>, Vec<_>) = templates.iter().partition(|(name, _)| name.starts_with(BUILT_IN));
        for (template, found) in built_in.into_iter().chain(own) {
            for (name, body) in found.components() {
                if let Some(info) = tera.get_component_definition(&name) {
                    components.insert(name.clone(), Component { name, template, body, info });
                }
            }
        }
        Self { templates, components }
    }

    /// The name under which a template is known that another one names.
    pub(crate) fn resolve(&self, name: &str) -> Option<&'t str> {
        let found = self.templates.get_key_value(name);
        let found = found.or_else(|| self.templates.get_key_value(format!("{BUILT_IN}{name}").as_str()));
        found.map(|(name, _)| *name)
    }

    /// The templates that are drawn by themselves or that others extend, and whether for redirects.
    pub(crate) fn entries(&self) -> Vec<(&'t str, bool)> {
        let included: BTreeSet<&str> =
            self.templates.values().flat_map(|t| &t.includes).filter_map(|name| self.resolve(name)).collect();
        let names = self.templates.keys().filter(|name| !included.contains(*name));
        names.flat_map(|name| self.uses(name, 0).into_iter().map(|redirects| (*name, redirects))).collect()
    }

    /// Whether a template is drawn for redirects, for pages, or for both.
    fn uses(&self, name: &str, depth: usize) -> BTreeSet<bool> {
        let extends = |template: &Template| template.extends.and_then(|parent| self.resolve(parent)) == Some(name);
        let children: Vec<&str> = self.templates.iter().filter(|(_, t)| extends(t)).map(|(name, _)| *name).collect();
        if children.is_empty() || depth > self.templates.len() || plain(name) == "redirect.html" {
            return BTreeSet::from([plain(name) == "redirect.html"]);
        }
        children.into_iter().flat_map(|child| self.uses(child, depth + 1)).collect()
    }

    /// All variables that templates set outside of components; blocks see those of the templates above and below.
    pub(crate) fn assigned(&self) -> impl Iterator<Item = &'t str> {
        let all: BTreeSet<&str> = self.templates.values().flat_map(|t| t.assigned.iter().copied()).collect();
        all.into_iter()
    }

    /// The components that draw blocks, by the name of the block.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = (&'t str, &Component<'t>)> {
        self.components.values().filter_map(|component| {
            let block = plain(component.template).strip_prefix("blocks/")?.strip_suffix(".html")?;
            (block.replace('-', "_") == component.name).then_some((block, component))
        })
    }
}

impl<'t> Template<'t> {
    fn read(text: &'t str) -> Self {
        let mut template = Self {
            pieces: pieces(text),
            extends: None,
            includes: BTreeSet::new(),
            assigned: BTreeSet::new(),
            asked: BTreeSet::new(),
        };
        let inside: BTreeSet<usize> = template.components().into_iter().flat_map(|(_, body)| body).collect();
        for (i, piece) in template.pieces.iter().enumerate() {
            let (TemplatePiece::Print(tokens) | TemplatePiece::Tag(tokens)) = piece;
            template.asked.extend(asked(tokens));
            let [tag, name, ..] = tokens.as_slice() else { continue };
            match (piece, tag.text) {
                (TemplatePiece::Tag(_), "extends") => template.extends = Some(name.text),
                (TemplatePiece::Tag(_), "include") => {
                    template.includes.insert(name.text);
                }
                (TemplatePiece::Tag(_), "set" | "set_global") if !inside.contains(&i) => {
                    template.assigned.insert(name.text);
                }
                _ => {}
            }
        }
        template
    }

    /// The components that it defines, with their bodies.
    fn components(&self) -> Vec<(String, Range<usize>)> {
        let heads = self.pieces.iter().enumerate().filter_map(|(i, piece)| {
            let TemplatePiece::Tag(tokens) = piece else { return None };
            tokens.first().filter(|tag| tag.is_word("component"))?;
            Some((component_name(tokens.get(1..)?).0, i + 1..self.end_of_component(i)))
        });
        heads.collect()
    }

    /// The tag that ends the component that begins at a tag.
    pub(crate) fn end_of_component(&self, head: usize) -> usize {
        let ends = |piece: &TemplatePiece| matches!(piece, TemplatePiece::Tag(tokens) if tokens.first().is_some_and(|t| t.is_word("endcomponent")));
        let end = self.pieces.iter().skip(head).position(ends);
        end.map_or(self.pieces.len(), |length| head + length)
    }

    /// Variables that are set in a range of tags.
    pub(crate) fn assigned_in(&self, range: Range<usize>) -> impl Iterator<Item = &'t str> {
        self.pieces[range].iter().filter_map(|piece| match piece {
            TemplatePiece::Tag(tokens) => match tokens.as_slice() {
                [tag, name, ..] if matches!(tag.text, "set" | "set_global") => Some(name.text),
                _ => None,
            },
            TemplatePiece::Print(_) => None,
        })
    }
}

/// A name as users' templates have it.
pub(crate) fn plain(name: &str) -> &str {
    name.strip_prefix(BUILT_IN).unwrap_or(name)
}

/// The name at the beginning of a component's definition or call, and how many tokens it takes.
pub(crate) fn component_name(tokens: &[Token]) -> (String, usize) {
    let parts = |token: &&Token| token.is_sign(".");
    let mut name = tokens.first().map_or("", |token| token.text).to_owned();
    let mut length = 1;
    while let (Some(_), Some(part)) = (tokens.get(length).filter(parts), tokens.get(length + 1)) {
        name.push('.');
        name.push_str(part.text);
        length += 2;
    }
    (name, length)
}

/// The variables that are asked for with `is defined` and the like.
fn asked<'a>(tokens: &'a [Token]) -> impl Iterator<Item = String> + 'a {
    let words = (0..tokens.len()).filter(|i| tokens[*i].kind == TokenKind::Word);
    words.filter_map(|start| {
        let path = path::at(tokens, start)?;
        let test = tokens.get(path.end).is_some_and(|token| token.is_word("is"));
        (test && path::is_asked_for(tokens, path.end)).then(|| path::written(tokens, start, &path.steps))
    })
}
