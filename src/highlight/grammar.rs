//! Grammars as the loop wants them: contexts, rules and what their scopes mean.
//!
//! syntect keeps the contexts of a grammar to itself but gives them to serde, compressed as two-face ships them; they are
//! read from there when a grammar is first needed. It refuses to know how a pattern is matched.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use serde::Deserialize;
use syntect::parsing::{ClearAmount, SyntaxReference, SyntaxSet};

use super::amendments::amend;
use super::chain::{Chain, Chains};
use super::pattern::Pattern;
use super::scratch::Scratches;
use super::stored::{StoredContext, StoredContexts, StoredOperation, StoredPattern, StoredReference, StoredRule};

/// A context of a grammar: the grammar's index, and the context's in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
pub(super) struct ContextId {
    pub(super) syntax_index: usize,
    pub(super) context_index: usize,
}

/// All grammars of two-face, each read when it is first needed.
///
/// `S` is what a scope means to the caller: a class to draw, or the whole name to compare.
pub struct Grammars<S> {
    set: SyntaxSet,
    meaning: fn(&str) -> S,
    /// Whether what grammars misread is put right.
    amended: bool,
    read: Vec<OnceLock<Grammar<S>>>,
    pub(super) chains: Chains<S>,
    pub(super) scratches: Scratches,
}

/// The contexts of one grammar.
struct Grammar<S> {
    start: Option<ContextId>,
    contexts: Vec<GrammarContext<S>>,
}

/// Rules that hold together, and the scopes of what they cover.
pub(super) struct GrammarContext<S> {
    pub(super) meta_scope: Box<[S]>,
    pub(super) meta_content_scope: Box<[S]>,
    pub(super) clear_scopes: Option<ClearAmount>,
    pub(super) prototype: Option<ContextId>,
    pub(super) uses_back_references: bool,
    items: Box<[ContextItem<S>]>,
    /// The chain of this context and its prototype, which is the one in force nearly always.
    pub(super) chain: OnceLock<Chain<S>>,
}

enum ContextItem<S> {
    Rule(Arc<Rule<S>>),
    Include(ContextId),
}

/// A pattern and what happens where it matches.
pub(super) struct Rule<S> {
    pub(super) pattern: Pattern,
    pub(super) scope: Box<[S]>,
    /// Scopes by capture group.
    pub(super) captures: Box<[(usize, Box<[S]>)]>,
    pub(super) operation: Operation,
    pub(super) with_prototype: Option<ContextId>,
}

/// Where a rule leads.
pub(super) enum Operation {
    Push(Box<[ContextId]>),
    Set(Box<[ContextId]>),
    Pop,
    Stay,
}

impl<S: Copy> Grammars<S> {
    /// The grammars as they are; `meaning` says what a scope means.
    pub fn new(meaning: fn(&str) -> S) -> Self {
        let set = two_face::syntax::extra_newlines();
        let read = set.syntaxes().iter().map(|_| OnceLock::new()).collect();
        Self { set, meaning, amended: false, read, chains: Chains::default(), scratches: Scratches::default() }
    }

    /// The same grammars with amendments: strings that they do not know.
    #[must_use]
    pub fn amended(self) -> Self {
        Self { amended: true, ..self }
    }

    /// syntect's own set, for names and file extensions.
    pub fn set(&self) -> &SyntaxSet {
        &self.set
    }

    /// The context in which code begins.
    pub(super) fn start(&self, grammar: usize) -> Option<ContextId> {
        self.grammar(grammar)?.start
    }

    pub(super) fn context(&self, id: ContextId) -> Option<&GrammarContext<S>> {
        self.grammar(id.syntax_index)?.contexts.get(id.context_index)
    }

    /// The rules of a context in order, those of included contexts among them.
    pub(super) fn rules(&self, id: ContextId) -> Vec<&Arc<Rule<S>>> {
        let mut rules = Vec::new();
        let mut open: Vec<_> = self.context(id).map(|context| context.items.iter()).into_iter().collect();
        while let Some(items) = open.last_mut() {
            match items.next() {
                None => drop(open.pop()),
                Some(ContextItem::Rule(rule)) => rules.push(rule),
                Some(ContextItem::Include(id)) => open.extend(self.context(*id).map(|context| context.items.iter())),
            }
        }
        rules
    }

    fn grammar(&self, index: usize) -> Option<&Grammar<S>> {
        let syntax = self.set.syntaxes().get(index)?;
        Some(self.read.get(index)?.get_or_init(|| self.load(index, syntax).unwrap_or_else(Grammar::empty)))
    }

    fn load(&self, index: usize, syntax: &SyntaxReference) -> Option<Grammar<S>> {
        let mut contexts = StoredContexts::read(syntax)?;
        if self.amended {
            amend(&syntax.name, index, &mut contexts.contexts);
        }
        let mut meanings = Meanings { meaning: self.meaning, known: HashMap::new() };
        Some(Grammar {
            start: contexts.context_ids.get("__start").copied(),
            contexts: contexts.contexts.into_iter().map(|context| meanings.context(context)).collect(),
        })
    }
}

impl<S> Rule<S> {
    /// Whether groups of the pattern, other than all of it, have scopes of their own.
    pub(super) fn has_group_scopes(&self) -> bool {
        self.captures.iter().any(|(group, _)| *group != 0)
    }
}

impl<S> Grammar<S> {
    fn empty() -> Self {
        Self { start: None, contexts: Vec::new() }
    }
}

/// What scopes mean, each asked once for a grammar, which names its scopes many times.
struct Meanings<S> {
    meaning: fn(&str) -> S,
    known: HashMap<String, S>,
}

impl<S: Copy> Meanings<S> {
    fn context(&mut self, stored: StoredContext) -> GrammarContext<S> {
        let items = stored.patterns.into_iter().filter_map(|pattern| match pattern {
            StoredPattern::Match(rule) => Some(ContextItem::Rule(Arc::new(self.rule(rule)))),
            StoredPattern::Include(reference) => reference.target().map(ContextItem::Include),
        });
        let items = items.collect();
        GrammarContext {
            meta_scope: self.scopes(stored.meta_scope),
            meta_content_scope: self.scopes(stored.meta_content_scope),
            clear_scopes: stored.clear_scopes,
            prototype: stored.prototype,
            uses_back_references: stored.uses_backrefs,
            items,
            chain: OnceLock::new(),
        }
    }

    fn rule(&mut self, stored: StoredRule) -> Rule<S> {
        let captures = stored.captures.unwrap_or_default();
        Rule {
            pattern: Pattern::new(stored.regex, stored.has_captures),
            scope: self.scopes(stored.scope),
            captures: captures.into_iter().map(|(group, scopes)| (group, self.scopes(scopes))).collect(),
            operation: match stored.operation {
                StoredOperation::Push(references) => Operation::Push(targets(&references)),
                StoredOperation::Set(references) => Operation::Set(targets(&references)),
                StoredOperation::Pop => Operation::Pop,
                StoredOperation::None => Operation::Stay,
            },
            with_prototype: stored.with_prototype.and_then(|reference| reference.target()),
        }
    }

    fn scopes(&mut self, names: Vec<String>) -> Box<[S]> {
        let meaning = self.meaning;
        names.into_iter().map(|name| *self.known.entry(name).or_insert_with_key(|name| meaning(name))).collect()
    }
}

fn targets(references: &[StoredReference]) -> Box<[ContextId]> {
    references.iter().filter_map(StoredReference::target).collect()
}
