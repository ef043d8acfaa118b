//! Holds templates to what they can see, before any page is drawn: each variable of a template is looked up in the
//! schema of its view.
//!
//! Templates are walked as they are drawn: what a template includes with the variables at that place, a component with
//! the arguments of each call. What cannot be known, such as the values under `extra`, may have any field, and what a
//! template asks for with `is defined`, `default` or `?.` need not be there. It refuses to know values; whether a
//! field that may be empty is, shows when a page is drawn.

mod expression;
mod library;
mod path;
mod scope;
mod shape;
mod tokens;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use tera::Tera;

use self::library::{Library, plain};
use self::scope::Scope;
use self::shape::SchemaShape;
use self::walk::TemplateWalker;
use super::files::TemplateSources;
use crate::base::Diagnostic;
use crate::pages::schema;

/// What all templates of a theme can see.
pub(crate) struct TemplateScope<'a> {
    /// The names of its interface text, in all languages.
    pub(crate) messages: BTreeSet<&'a str>,
    /// The names of its published files.
    pub(crate) assets: Vec<&'a str>,
}

/// The schemas of the views.
struct Views {
    page: Value,
    redirect: Value,
    site: Value,
    blocks: Value,
    messages: Value,
    assets: Value,
}

/// What the templates of a theme use and cannot see.
pub(crate) fn check(tera: &Tera, sources: &TemplateSources, sight: &TemplateScope) -> Vec<Diagnostic> {
    let views = Views::new(sight);
    let library = Library::new(tera, sources);
    let mut walker = TemplateWalker::new(&library);
    for (name, redirects) in library.entries() {
        let mut scope = if redirects { views.redirects() } else { views.pages() };
        scope.bind_all(library.assigned());
        walker.template(name, &mut scope);
    }
    for (block, component) in library.blocks() {
        walker.block(block, component, views.block(block), &views.around_blocks());
    }
    walker.finish(sources)
}

impl Views {
    fn new(sight: &TemplateScope) -> Self {
        Self {
            page: schema::page().to_value(),
            redirect: schema::redirect().to_value(),
            site: schema::site().to_value(),
            blocks: schema::blocks().to_value(),
            messages: texts(sight.messages.iter().copied()),
            assets: texts(sight.assets.iter().copied()),
        }
    }

    fn pages(&self) -> Scope<'_> {
        let mut names = SchemaShape::of(&self.page).properties();
        names.insert("page_messages", SchemaShape::of(&self.messages));
        self.shared(names)
    }

    fn redirects(&self) -> Scope<'_> {
        self.shared(SchemaShape::of(&self.redirect).properties())
    }

    /// What the components of blocks may take by themselves.
    fn around_blocks(&self) -> Scope<'_> {
        let page =
            SchemaShape::of(&self.page).properties().into_iter().filter(|(name, _)| matches!(*name, "root" | "page"));
        self.shared(page.collect())
    }

    fn shared<'a>(&'a self, mut names: BTreeMap<&'a str, SchemaShape<'a>>) -> Scope<'a> {
        names.insert("site", SchemaShape::of(&self.site));
        names.insert("t", SchemaShape::of(&self.messages));
        names.insert("assets", SchemaShape::of(&self.assets));
        Scope::new(names)
    }

    /// The arguments of a block's component; `None` for a block of the theme's own, which takes what authors write.
    fn block(&self, name: &str) -> Option<BTreeMap<&str, SchemaShape<'_>>> {
        let all = SchemaShape::of(&self.blocks).properties();
        all.get(plain(name)).map(|block| block.properties())
    }
}

fn texts<'a>(names: impl Iterator<Item = &'a str>) -> Value {
    let properties: serde_json::Map<String, Value> =
        names.map(|name| (name.to_owned(), json!({"type": "string"}))).collect();
    json!({"type": "object", "properties": properties})
}
