//! Variables in an expression, looked up one after the other.
//!
//! The order in which operators bind does not matter for that, so an expression is read from left to right. It
//! refuses to know tags.

use super::path;
use super::path::{Path, Target};
use super::scope::Scope;
use super::shape::{Field, SchemaShape};
use super::tokens::{Token, TokenKind};
use super::walk::TemplateWalker;

impl<'t> TemplateWalker<'_, 't> {
    /// Looks up the variables of an expression; what it evaluates to, if it is but one variable.
    pub(crate) fn expression<'s>(
        &mut self,
        tokens: &[Token<'t>],
        scope: &mut Scope<'s>,
        asked: bool,
    ) -> SchemaShape<'s> {
        let groups = path::asked_groups(tokens);
        let mut result = SchemaShape::any();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let asked = asked || groups.iter().any(|group| group.contains(&at));
            if let Some(path) = path::at(tokens, at) {
                let shape = self.path(tokens, at, &path, scope, asked);
                if at == 0 && path.end == tokens.len() {
                    result = shape;
                }
                at = path.end;
            } else if token.is_sign("[") {
                let close = path::closing(tokens, at);
                self.list(tokens.get(at + 1..close).unwrap_or_default(), scope, asked);
                at = close + 1;
            } else if token.is_sign("<") && may_begin(at.checked_sub(1).map(|before| &tokens[before])) {
                at += 1 + self.call(&tokens[at + 1..], scope);
            } else {
                at += 1;
            }
        }
        result
    }

    /// A list, or one made of another: `[page.path for page in pages]`.
    fn list(&mut self, tokens: &[Token<'t>], scope: &mut Scope, asked: bool) {
        let mark = scope.mark();
        if let Some(start) = outside_brackets(tokens, "for") {
            let names = tokens[start + 1..].iter().take_while(|token| !token.is_word("in"));
            names
                .filter(|token| token.kind == TokenKind::Word)
                .for_each(|token| scope.bind(token.text, SchemaShape::any()));
            self.expression(&tokens[..start], scope, asked);
            let rest = outside_brackets(&tokens[start..], "in").map_or(tokens.len(), |i| start + i + 1);
            self.expression(&tokens[rest..], scope, asked);
        } else {
            self.expression(tokens, scope, asked);
        }
        scope.back_to(mark);
    }

    fn path<'s>(
        &mut self,
        tokens: &[Token<'t>],
        start: usize,
        path: &Path,
        scope: &mut Scope<'s>,
        asked: bool,
    ) -> SchemaShape<'s> {
        for step in &path.steps {
            if let Target::Index(range) = &step.into {
                self.expression(tokens.get(range.clone()).unwrap_or_default(), scope, false);
            }
        }
        // Whether what the first steps lead to need not be there.
        let free = |walker: &Self, steps: usize| {
            asked
                || path.steps.get(steps).is_some_and(|next| next.optional)
                || steps == path.steps.len() && path::is_asked_for(tokens, path.end)
                || walker.is_asked(&path::written(tokens, start, &path.steps[..steps]))
        };
        let Some(mut shape) = scope.get(tokens[start].text) else {
            if !free(self, 0) {
                self.unknown(&tokens[start], scope);
            }
            return SchemaShape::any();
        };
        for (i, step) in path.steps.iter().enumerate() {
            if self.is_asked(&path::written(tokens, start, &path.steps[..i])) {
                return SchemaShape::any();
            }
            let name = match &step.into {
                Target::Field(token) => tokens.get(*token),
                Target::Index(range) => path::literal(tokens, range).filter(|_| !shape.is_single()),
            };
            let Some(name) = name else {
                shape = shape.element();
                continue;
            };
            match shape.field(name.text) {
                Field::Has(inner) => shape = inner,
                Field::Lacks => {
                    if !free(self, i + 1) {
                        self.lacking(name, &path::written(tokens, start, &path.steps[..i]), shape);
                    }
                    return SchemaShape::any();
                }
            }
        }
        shape
    }
}

/// Where a word first stands that is not in brackets.
fn outside_brackets(tokens: &[Token], word: &str) -> Option<usize> {
    let mut depth = 0_usize;
    tokens.iter().position(|token| {
        if token.kind == TokenKind::Sign && matches!(token.text, "[" | "(" | "{") {
            depth += 1;
        } else if token.kind == TokenKind::Sign && matches!(token.text, "]" | ")" | "}") {
            depth = depth.saturating_sub(1);
        }
        depth == 0 && token.is_word(word)
    })
}

/// Whether a call of a component may stand after a token, where otherwise `<` compares.
fn may_begin(before: Option<&Token>) -> bool {
    before.is_none_or(|token| match token.kind {
        TokenKind::Sign => !matches!(token.text, ")" | "]" | "}"),
        TokenKind::Word => matches!(token.text, "and" | "or" | "not" | "in" | "if" | "else"),
        TokenKind::Text | TokenKind::Number => false,
    })
}
