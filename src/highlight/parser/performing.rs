//! What happens where a rule matches: scopes begin and end, contexts open and close.
//!
//! The order of changes is syntect's, whose comments say which of it is Sublime Text's. It refuses to know how a match
//! is found.

use std::rc::Rc;

use super::Parser;
use crate::highlight::grammar::{ContextId, GrammarContext, Operation, Rule};
use crate::highlight::level::ContextLevel;
use crate::highlight::operation::{Changes, ScopeChange};

impl<S: Copy> Parser<'_, S> {
    /// The scope of the grammar, which begins with the code.
    pub(super) fn first_scope(&self, changes: &mut Changes<S>) {
        let context = self.levels.last().and_then(|level| self.grammars.context(level.context));
        let scope = context.and_then(|context| context.meta_content_scope.first());
        changes.extend(scope.map(|scope| (0, ScopeChange::Push(*scope))));
    }

    /// Does what a rule does that matches from `start` to `end`.
    pub(super) fn perform(
        &mut self,
        rule: &Rule<S>,
        line: &str,
        (start, end): (usize, usize),
        changes: &mut Changes<S>,
    ) {
        let Some(context) = self.levels.last().and_then(|level| self.grammars.context(level.context)) else { return };
        self.before_match(context, &rule.operation, start, changes);
        changes.extend(rule.scope.iter().map(|scope| (start, ScopeChange::Push(*scope))));
        if !rule.captures.is_empty() {
            self.captures(rule, (start, end), changes);
        }
        if !rule.scope.is_empty() {
            changes.push((end, ScopeChange::Pop(rule.scope.len())));
        }
        self.after_match(context, &rule.operation, end, changes);
        self.change_levels(rule, line, (start, end));
    }

    fn captures(&self, rule: &Rule<S>, matched: (usize, usize), changes: &mut Changes<S>) {
        let mut sorted = Vec::new();
        for (group, scopes) in &rule.captures {
            let place = if *group == 0 { Some(matched) } else { self.region.pos(*group) };
            // Scopes of nothing would be sorted between others.
            let Some((start, end)) = place.filter(|(start, end)| start != end) else { continue };
            // The longer one begins first, and what ends comes before what begins.
            let longest_first = usize::MAX - (end - start);
            let pushes = scopes.iter().map(|scope| ((start, longest_first), (start, ScopeChange::Push(*scope))));
            sorted.extend(pushes);
            sorted.push(((end, 0), (end, ScopeChange::Pop(scopes.len()))));
        }
        sorted.sort_by_key(|(order, _)| *order);
        changes.extend(sorted.into_iter().map(|(_, change)| change));
    }

    fn before_match(&self, context: &GrammarContext<S>, operation: &Operation, at: usize, changes: &mut Changes<S>) {
        let (targets, is_set) = match operation {
            Operation::Stay => return,
            Operation::Pop => return pop(&context.meta_content_scope, at, changes),
            Operation::Push(targets) => (targets, false),
            Operation::Set(targets) => (targets, true),
        };
        if is_set && context.clear_scopes.is_some() {
            changes.push((at, ScopeChange::Restore));
        }
        for target in targets.iter().filter_map(|target| self.grammars.context(*target)) {
            if !is_set {
                changes.extend(target.clear_scopes.map(|amount| (at, ScopeChange::Clear(amount))));
            }
            changes.extend(target.meta_scope.iter().map(|scope| (at, ScopeChange::Push(*scope))));
        }
    }

    fn after_match(&self, context: &GrammarContext<S>, operation: &Operation, at: usize, changes: &mut Changes<S>) {
        let (targets, is_set) = match operation {
            Operation::Stay => return,
            Operation::Pop => {
                pop(&context.meta_scope, at, changes);
                changes.extend(context.clear_scopes.map(|_| (at, ScopeChange::Restore)));
                return;
            }
            Operation::Push(targets) => (targets, false),
            Operation::Set(targets) => (targets, true),
        };
        let targets = || targets.iter().filter_map(|target| self.grammars.context(*target));
        let own = context.meta_scope.len() + context.meta_content_scope.len();
        let pushed_again = |target: &GrammarContext<S>| {
            !target.meta_content_scope.is_empty() || is_set && target.clear_scopes.is_some()
        };
        if !(is_set && own > 0 || targets().any(pushed_again)) {
            return;
        }
        let meta: usize = targets().map(|target| target.meta_scope.len()).sum();
        let popped = meta + if is_set { own } else { 0 };
        changes.extend((popped > 0).then_some((at, ScopeChange::Pop(popped))));
        for target in targets() {
            if is_set {
                changes.extend(target.clear_scopes.map(|amount| (at, ScopeChange::Clear(amount))));
            }
            let scopes = target.meta_scope.iter().chain(&target.meta_content_scope);
            changes.extend(scopes.map(|scope| (at, ScopeChange::Push(*scope))));
        }
    }

    fn change_levels(&mut self, rule: &Rule<S>, line: &str, matched: (usize, usize)) {
        let (targets, mut kept) = match &rule.operation {
            Operation::Stay => return,
            Operation::Pop => return drop(self.levels.pop()),
            Operation::Push(targets) => (targets, Vec::new()),
            // Prototypes stay in force for what takes the place of their level.
            Operation::Set(targets) => (targets, self.levels.pop().map(|level| level.prototypes).unwrap_or_default()),
        };
        for (index, target) in targets.iter().enumerate() {
            let mut prototypes = std::mem::take(&mut kept);
            if index + 1 == targets.len() {
                prototypes.extend(rule.with_prototype);
            }
            let refers_back = self.refers_back(*target) || prototypes.iter().any(|id| self.refers_back(*id));
            let captured = refers_back.then(|| self.captured_texts(rule, line, matched));
            self.levels.push(ContextLevel { context: *target, prototypes, captured });
        }
    }

    fn refers_back(&self, id: ContextId) -> bool {
        self.grammars.context(id).is_some_and(|context| context.uses_back_references)
    }

    /// What the groups of a match hold, which is found again if the engine was not asked for the match.
    fn captured_texts(&mut self, rule: &Rule<S>, line: &str, (start, _): (usize, usize)) -> Rc<[Option<String>]> {
        if !self.has_region {
            self.ask_pattern(&rule.pattern, line, start);
        }
        let text = |group| self.region.pos(group).map(|(start, end)| line[start..end].to_owned());
        (0..self.region.len()).map(text).collect()
    }
}

fn pop<S>(scopes: &[S], at: usize, changes: &mut Changes<S>) {
    if !scopes.is_empty() {
        changes.push((at, ScopeChange::Pop(scopes.len())));
    }
}
