//! Reads code line by line by the rules of a grammar, as syntect does, and says where scopes begin and end.
//!
//! At each place from the last match on, the first rule in order whose pattern matches there wins. The automaton of the
//! chain says which patterns may match, and often where; otherwise the engine is asked, at that place only. It refuses
//! to know what scopes mean and how they are drawn.

mod idle;
mod matching;
mod performing;

use super::chain::ChainRef;
use super::effort::{Effort, Exhausted};
use super::grammar::{ContextId, Grammars, Operation};
use super::level::ContextLevel;
use super::operation::Changes;
use super::scratch::Scratch;
use idle::Idle;
use matching::{Hit, Reading};

/// No rule opens a context within so many.
const MAX_LEVELS: usize = 100;

/// Where the reading of code is: between two lines.
pub struct Parser<'g, S> {
    grammars: &'g Grammars<S>,
    start: ContextId,
    levels: Vec<ContextLevel>,
    /// The levels at which rules of a `with_prototype` opened a context: those of lower levels do not hold there.
    prototype_starts: Vec<usize>,
    is_first_line: bool,
    /// `None` after a change of levels.
    in_force: Option<InForce<'g, S>>,
    effort: Effort,
    scratch: Scratch,
    region: onig::Region,
    /// Whether `region` is of the last match.
    has_region: bool,
    /// See [`Parser::has_left_reference`].
    left_reference: bool,
}

/// The chain of the rules in force.
struct InForce<'g, S> {
    chain: ChainRef<'g, S>,
    /// The levels whose prototypes come first in the chain, one for each.
    below: Vec<usize>,
}

impl<S: Copy> Grammars<S> {
    /// A reader of so many bytes of code in the grammar at an index of the set; `None` if there is none.
    pub fn parser(&self, grammar: usize, bytes: usize) -> Option<Parser<'_, S>> {
        let start = self.start(grammar)?;
        Some(Parser {
            grammars: self,
            start,
            levels: vec![ContextLevel::new(start)],
            prototype_starts: Vec::new(),
            is_first_line: true,
            in_force: None,
            effort: Effort::new(bytes),
            scratch: self.scratches.take(),
            region: onig::Region::with_capacity(8),
            has_region: false,
            left_reference: false,
        })
    }
}

impl<'g, S: Copy> Parser<'g, S> {
    /// Begins anew with other code, which shares the work that is allowed.
    pub fn restart(&mut self) {
        self.levels = vec![ContextLevel::new(self.start)];
        self.prototype_starts.clear();
        self.is_first_line = true;
        self.in_force = None;
    }

    /// Reads a line with its line feed, and adds the changes of scopes.
    pub fn line(&mut self, line: &str, changes: &mut Changes<S>) -> Result<(), Exhausted> {
        if std::mem::take(&mut self.is_first_line) {
            self.first_scope(changes);
        }
        self.effort.begin_line(line.len());
        let mut reading = Reading::new(line);
        let mut idle = Idle::default();
        while self.token(&mut reading, changes)? {
            reading.must_read = idle.is_circle(reading.at, &self.levels, reading.pushed_at);
            self.left_reference |= reading.must_read;
        }
        Ok(())
    }

    /// Whether anything was done otherwise than syntect does it: it does not end where rules lead in a circle, and what
    /// it does at the limit of levels depends on what it searched for before.
    pub fn has_left_reference(&self) -> bool {
        self.left_reference
    }

    /// The work that was done so far, in steps of about 25 ns.
    pub fn spent(&self) -> u64 {
        self.effort.spent()
    }

    /// Goes on to the next match; whether there was one.
    fn token(&mut self, reading: &mut Reading<'_, S>, changes: &mut Changes<S>) -> Result<bool, Exhausted> {
        while self.prototype_starts.last().is_some_and(|start| *start >= self.levels.len()) {
            self.prototype_starts.pop();
        }
        let Some(in_force) = self.in_force.take().or_else(|| self.chain_in_force()) else { return Ok(false) };
        match self.best_match(reading, &in_force)? {
            None => {
                self.in_force = Some(in_force);
                Ok(false)
            }
            Some(Hit::Loop) => {
                self.in_force = Some(in_force);
                let next = reading.line[reading.at..].char_indices().nth(1);
                reading.at += next.map_or(0, |(length, _)| length);
                Ok(next.is_some())
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
                Ok(true)
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
        self.grammars.scratches.give_back(std::mem::take(&mut self.scratch));
    }
}
