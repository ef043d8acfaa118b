//! Reads code line by line by the rules of a grammar, as syntect does, and says where scopes begin and end.
//!
//! At each place from the last match on, the first rule in order whose pattern matches there wins. The automaton of the
//! chain says which patterns may match, and often where; otherwise the engine is asked, at that place only. It refuses
//! to know what scopes mean and how they are drawn.

mod matching;
mod performing;

use std::collections::HashMap;
use std::sync::{MutexGuard, PoisonError};

use super::candidates::{Bits, Candidates};
use super::chain::ChainRef;
use super::grammar::{ContextId, Grammars, Operation};
use super::level::Level;
use super::operation::Changes;
use super::scanner::ScanCache;
use matching::{Hit, Searched};

/// No rule opens a context within so many.
const MAX_LEVELS: usize = 100;

/// Where the reading of code is: between two lines.
pub struct Parser<'g, S> {
    grammars: &'g Grammars<S>,
    levels: Vec<Level>,
    /// The levels at which rules of a `with_prototype` opened a context: those of lower levels do not hold there.
    prototype_starts: Vec<usize>,
    is_first_line: bool,
    /// `None` after a change of levels.
    in_force: Option<InForce<'g, S>>,
    scratch: Scratch,
    region: onig::Region,
    /// Whether `region` is of the last match.
    has_region: bool,
}

/// The chain of the rules in force.
struct InForce<'g, S> {
    chain: ChainRef<'g, S>,
    /// The levels whose prototypes come first in the chain, one for each.
    below: Vec<usize>,
}

/// What highlighting has found out of grammars and goes on using.
#[derive(Default)]
pub(super) struct Scratch {
    /// By the number of the chain.
    caches: Vec<Option<ScanCache>>,
    found: Candidates,
    /// Patterns with what was captured in place of references.
    substituted: HashMap<String, Option<onig::Regex>>,
}

/// A line that is being read.
struct Reading<'l, S> {
    line: &'l str,
    at: usize,
    /// Where a rule opened a context and read nothing, and how many levels there were then.
    pushed_at: (usize, usize),
    /// Rules that match nothing, with no effect, until the next match.
    muted: Option<Bits>,
    searched: Vec<Searched<S>>,
}

impl<S: Copy> Grammars<S> {
    /// A reader of code in the grammar at an index of the set.
    pub fn parser(&self, grammar: usize) -> Option<Parser<'_, S>> {
        let scratch = self.scratches().pop().unwrap_or_default();
        Some(Parser::new(self, self.start(grammar)?, scratch))
    }

    fn scratches(&self) -> MutexGuard<'_, Vec<Scratch>> {
        self.scratches.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<'g, S: Copy> Parser<'g, S> {
    fn new(grammars: &'g Grammars<S>, start: ContextId, scratch: Scratch) -> Self {
        Self {
            grammars,
            levels: vec![Level::new(start)],
            prototype_starts: Vec::new(),
            is_first_line: true,
            in_force: None,
            scratch,
            region: onig::Region::with_capacity(8),
            has_region: false,
        }
    }

    /// Reads a line with its line feed, and adds the changes of scopes.
    pub fn line(&mut self, line: &str, changes: &mut Changes<S>) {
        if std::mem::take(&mut self.is_first_line) {
            self.first_scope(changes);
        }
        let mut reading = Reading { line, at: 0, pushed_at: (0, 0), muted: None, searched: Vec::new() };
        while self.token(&mut reading, changes) {}
    }

    /// Goes on to the next match; whether there was one.
    fn token(&mut self, reading: &mut Reading<'_, S>, changes: &mut Changes<S>) -> bool {
        while self.prototype_starts.last().is_some_and(|start| *start >= self.levels.len()) {
            self.prototype_starts.pop();
        }
        let Some(in_force) = self.in_force.take().or_else(|| self.chain_in_force()) else { return false };
        match self.best_match(reading, &in_force) {
            None => false,
            Some(Hit::Loop) => {
                self.in_force = Some(in_force);
                let next = reading.line[reading.at..].char_indices().nth(1);
                reading.at += next.map_or(0, |(length, _)| length);
                next.is_some()
            }
            Some(Hit::Rule { link, start, end }) => {
                let link = &in_force.chain.links[link];
                let pushes = matches!(link.rule.operation, Operation::Push(_));
                if pushes && end <= reading.at {
                    reading.pushed_at = (end, self.levels.len() + 1);
                }
                if link.source < in_force.below.len() {
                    self.prototype_starts.push(self.levels.len());
                }
                reading.at = end;
                self.perform(&link.rule, reading.line, (start, end), changes);
                if matches!(link.rule.operation, Operation::Stay) {
                    self.in_force = Some(in_force);
                }
                true
            }
        }
    }

    /// The chain of the levels that are open; `None` if none is.
    fn chain_in_force(&self) -> Option<InForce<'g, S>> {
        let top = self.levels.last()?;
        let from = self.prototype_starts.last().copied().unwrap_or(0);
        let levels = self.levels.iter().enumerate().skip(from);
        let below: Vec<usize> = levels.flat_map(|(index, level)| level.prototypes.iter().map(move |_| index)).collect();
        if below.is_empty() {
            return Some(InForce { chain: self.grammars.chain_of(top.context)?, below });
        }
        let prototypes = self.levels.iter().skip(from).flat_map(|level| level.prototypes.iter().copied());
        let own = self.grammars.context(top.context)?.prototype;
        let contexts: Vec<ContextId> = prototypes.chain(own).chain([top.context]).collect();
        Some(InForce { chain: self.grammars.mixed_chain(&contexts), below })
    }
}

impl<S> Drop for Parser<'_, S> {
    fn drop(&mut self) {
        let scratch = std::mem::take(&mut self.scratch);
        self.grammars.scratches.lock().unwrap_or_else(PoisonError::into_inner).push(scratch);
    }
}
