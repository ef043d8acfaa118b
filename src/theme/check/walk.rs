//! Walks templates from tag to tag, with what can be seen at each.
//!
//! It refuses to know schemas.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::library::{Component, Library, component_name};
use super::scope::Scope;
use super::shape::SchemaShape;
use super::tokens::{TemplatePiece, Token, TokenKind};
use crate::base::{Code, Diagnostic, Place, suggest};
use crate::theme::files::TemplateSources;

/// How deep includes and calls are followed; Tera gives up there as well.
const DEEPEST: usize = 20;

/// Walks templates and gathers what they use and cannot see.
pub(crate) struct TemplateWalker<'l, 't> {
    library: &'l Library<'t>,
    /// The template that is being walked.
    template: &'t str,
    depth: usize,
    /// The components that were walked, each with what it was called with.
    called: BTreeSet<(String, Vec<(usize, usize)>)>,
    /// By template and place.
    faults: BTreeMap<(&'t str, usize), TemplateFault>,
}

struct TemplateFault {
    code: Code,
    span: Range<usize>,
    message: String,
    help: String,
}

impl<'l, 't> TemplateWalker<'l, 't> {
    pub(crate) fn new(library: &'l Library<'t>) -> Self {
        Self { library, template: "", depth: 0, called: BTreeSet::new(), faults: BTreeMap::new() }
    }

    /// What was found, as messages.
    pub(crate) fn finish(self, sources: &TemplateSources) -> Vec<Diagnostic> {
        let faults = self.faults.into_iter().map(|((template, _), fault)| {
            let error = Diagnostic::error(fault.code, fault.message).help(fault.help);
            match sources.get(template) {
                Some((file, _)) => error.at(Place::new(file, fault.span)),
                None => error,
            }
        });
        faults.collect()
    }

    /// Walks a template that sees `scope`.
    pub(crate) fn template(&mut self, name: &'t str, scope: &mut Scope) {
        let Some(template) = self.library.templates.get(name) else { return };
        self.within(name, |walker| walker.range(0..template.pieces.len(), scope));
    }

    /// Walks the component of a block, which is called with the arguments that it declares of those in its view.
    pub(crate) fn block<'s>(
        &mut self,
        block: &str,
        component: &Component<'t>,
        view: Option<BTreeMap<&str, SchemaShape<'s>>>,
        around: &Scope<'s>,
    ) {
        let Some(view) = view else { return self.enter(component, &BTreeMap::new(), around) };
        for argument in component.info.args().iter().filter(|arg| arg.is_required() && !view.contains_key(arg.name())) {
            let name = argument.name();
            let message = format!("the view of the block `{block}` has no `{name}`");
            let help = suggest::advice(name, view.keys().copied());
            let help = help.unwrap_or_else(|| "`versus schema blocks` prints what it has".to_owned());
            self.fault_in_head(component, name, message, help);
        }
        let given = view.into_iter().map(|(name, shape)| (name.to_owned(), shape)).collect();
        self.enter(component, &given, around);
    }

    /// An implicit argument that a component would not get where it is called.
    fn nothing_around(&mut self, component: &Component<'t>, name: &str, caller: &Scope) {
        let message = format!("`{}` takes `@{name}`, and there is no `{name}` where it is drawn", component.name);
        let names: BTreeSet<&str> = caller.names().collect();
        let help = suggest::advice(name, names.iter().copied());
        let help = help.unwrap_or_else(|| "give it a default, or pass it as an argument".to_owned());
        self.fault_in_head(component, name, message, help);
    }

    /// A fault at an argument that a component declares.
    fn fault_in_head(&mut self, component: &Component<'t>, argument: &str, message: String, help: String) {
        let head = self.head(component);
        if let Some(token) = head.iter().rev().find(|token| token.is_word(argument)) {
            let outer = std::mem::replace(&mut self.template, component.template);
            self.fault(Code::UnknownVariable, token, message, help);
            self.template = outer;
        }
    }

    fn head(&self, component: &Component<'t>) -> &'l [Token<'t>] {
        let pieces = self.library.templates.get(component.template).map(|template| template.pieces.as_slice());
        match pieces.and_then(|pieces| pieces.get(component.body.start.checked_sub(1)?)) {
            Some(TemplatePiece::Tag(tokens)) => tokens,
            _ => &[],
        }
    }

    /// Walks the body of a component that is called with these arguments from a place that sees `caller`.
    fn enter<'s>(&mut self, component: &Component<'t>, given: &BTreeMap<String, SchemaShape<'s>>, caller: &Scope<'s>) {
        let Some(template) = self.library.templates.get(component.template) else { return };
        let mut scope = caller.inside();
        let mut key = Vec::new();
        for argument in component.info.args() {
            let given = given.get(argument.name()).copied();
            let taken = || caller.implicit(argument.name()).filter(|_| argument.is_implicit());
            let found = given.or_else(taken);
            if found.is_none() && argument.is_implicit() && argument.default().is_none() {
                self.nothing_around(component, argument.name(), caller);
            }
            let shape = found.unwrap_or_else(SchemaShape::any);
            key.push(shape.key());
            scope.bind(argument.name(), shape);
        }
        scope.bind_all(component.info.rest_param().into_iter().chain(["body"]));
        scope.bind_all(template.assigned_in(component.body.clone()));
        if self.called.insert((component.name.clone(), key)) {
            self.within(component.template, |walker| walker.range(component.body.clone(), &mut scope));
        }
    }

    fn within(&mut self, template: &'t str, walk: impl FnOnce(&mut Self)) {
        if self.depth < DEEPEST {
            let outer = std::mem::replace(&mut self.template, template);
            self.depth += 1;
            walk(self);
            self.depth -= 1;
            self.template = outer;
        }
    }

    fn range(&mut self, range: Range<usize>, scope: &mut Scope) {
        let Some(template) = self.library.templates.get(self.template) else { return };
        let mut loops = Vec::new();
        let mut at = range.start;
        while at < range.end {
            match &template.pieces[at] {
                TemplatePiece::Print(tokens) => {
                    self.expression(tokens, scope, false);
                }
                TemplatePiece::Tag(tokens) => match tokens.first().map_or("", |tag| tag.text) {
                    "component" => at = template.end_of_component(at),
                    "for" => {
                        loops.push(scope.mark());
                        self.begin_loop(&tokens[1..], scope);
                    }
                    "endfor" => scope.back_to(loops.pop().unwrap_or_default()),
                    _ => self.tag(tokens, scope),
                },
            }
            at += 1;
        }
    }

    fn tag(&mut self, tokens: &'l [Token<'t>], scope: &mut Scope) {
        let Some((tag, rest)) = tokens.split_first() else { return };
        match tag.text {
            "if" | "elif" => {
                self.expression(rest, scope, false);
            }
            // What follows is a value, or filters, of which the first has no `|` before it.
            "set" | "set_global" | "filter" => {
                self.expression(rest.get(1..).unwrap_or_default(), scope, false);
            }
            "include" => {
                let name = rest.first().and_then(|name| self.library.resolve(name.text));
                let Some(name) = name else { return };
                let mark = scope.mark();
                let assigned = self.library.templates.get(name).map(|t| t.assigned.iter().copied());
                scope.bind_all(assigned.into_iter().flatten());
                self.template(name, scope);
                scope.back_to(mark);
            }
            "<" => {
                self.call(rest, scope);
            }
            _ => {}
        }
    }

    /// `for value in values`, `for key, value in map`.
    fn begin_loop(&mut self, tokens: &[Token<'t>], scope: &mut Scope) {
        let Some(of) = tokens.iter().position(|token| token.is_word("in")) else { return };
        let values = self.expression(&tokens[of + 1..], scope, false);
        scope.bind("loop", SchemaShape::any());
        match &tokens[..of] {
            [value] => scope.bind(value.text, values.element()),
            names => {
                for name in names.iter().filter(|token| token.kind == TokenKind::Word) {
                    scope.bind(name.text, SchemaShape::any());
                }
            }
        }
    }

    /// Walks a component as it is called; how many tokens the call takes. They begin after the `<`.
    pub(crate) fn call(&mut self, tokens: &[Token<'t>], scope: &mut Scope) -> usize {
        let (name, mut at) = component_name(tokens);
        let mut given = BTreeMap::new();
        while let Some(token) = tokens.get(at).filter(|token| !token.is_sign(">")) {
            let close = |open: usize| super::path::closing(tokens, open);
            let inner = |open: usize| tokens.get(open + 1..close(open)).unwrap_or_default();
            let next = tokens.get(at + 1);
            if token.is_sign("{") {
                self.expression(inner(at), scope, false);
                at = close(at) + 1;
            } else if token.kind == TokenKind::Word && next.is_some_and(|t| t.is_sign("=")) {
                let is_text = tokens.get(at + 2).is_some_and(|t| t.kind == TokenKind::Text);
                let (shape, end) = if is_text {
                    (SchemaShape::any(), at + 3)
                } else {
                    (self.expression(inner(at + 2), scope, false), close(at + 2) + 1)
                };
                given.insert(token.text.to_owned(), shape);
                at = end;
            } else if token.kind == TokenKind::Word {
                let shape = self.expression(std::slice::from_ref(token), scope, false);
                given.insert(token.text.to_owned(), shape);
                at += 1;
            } else {
                at += 1;
            }
        }
        if let Some(component) = self.library.components.get(name.as_str()) {
            self.enter(component, &given, scope);
        }
        at + 1
    }

    /// Whether the template asks somewhere whether this is there.
    pub(crate) fn is_asked(&self, written: &str) -> bool {
        self.library.templates.get(self.template).is_some_and(|template| template.asked.contains(written))
    }

    /// A variable that cannot be seen.
    pub(crate) fn unknown(&mut self, token: &Token<'t>, scope: &Scope) {
        let names: BTreeSet<&str> = scope.names().collect();
        let help = suggest::advice(token.text, names.iter().copied());
        let help = help.unwrap_or_else(|| "`versus schema page` prints what there is".to_owned());
        self.fault(Code::UnknownVariable, token, format!("there is no `{}` here", token.text), help);
    }

    /// A field that what is written as `of` does not have.
    pub(crate) fn lacking(&mut self, token: &Token<'t>, of: &str, shape: SchemaShape) {
        let names = shape.properties();
        let near = suggest::nearest(token.text, names.keys().copied());
        let near = near.map(|near| format!("did you mean `{near}`?"));
        let name = token.text;
        let (code, message, help) = match of {
            "t" => {
                let help = near.unwrap_or_else(|| format!("write `{name}: …` into the theme's messages/en.yaml"));
                (Code::MissingMessage, format!("the theme has no interface text `{name}`"), help)
            }
            "assets" => {
                let help = near.unwrap_or_else(|| format!("put it into the theme as static/{name}"));
                (Code::ThemeFile, format!("the theme has no file `{name}` below static/"), help)
            }
            _ => {
                let all = || suggest::advice(name, names.keys().copied());
                let help = near.or_else(all).unwrap_or_else(|| {
                    let kind = if matches!(of.split('.').next(), Some("site")) { "site" } else { "page" };
                    format!("`versus schema {kind}` prints what there is")
                });
                (Code::UnknownVariable, format!("`{of}` has no `{name}`"), help)
            }
        };
        self.fault(code, token, message, help);
    }

    fn fault(&mut self, code: Code, token: &Token<'t>, message: String, help: String) {
        let key = (self.template, token.span.start);
        self.faults.entry(key).or_insert_with(|| TemplateFault { code, span: token.span.clone(), message, help });
    }
}
