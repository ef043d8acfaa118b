//! A pattern of a grammar: its text, the engine's form of it, and what an automaton may know of it.
//!
//! It refuses to know contexts and scopes.

mod automaton;
mod char_set;
mod expression;
mod factor;
mod lead;
mod measure;
mod reader;
mod simplify;

use std::sync::OnceLock;

use onig::{RegexOptions, Syntax};
use regex_automata::nfa::thompson::BuildError;

pub(super) use automaton::{Automaton, LINE_START};
use expression::Expression;
use lead::Lead;
pub(super) use measure::MatchEnd;

/// A pattern, compiled when it is first needed.
pub(super) struct Pattern {
    source: String,
    /// Whether it refers to what the rule captured that led to its context.
    refers_back: bool,
    bound_to_search: bool,
    compiled: OnceLock<Option<onig::Regex>>,
    relaxed: OnceLock<Option<Relaxed>>,
}

/// A pattern as automata read it.
struct Relaxed {
    leads: Vec<Lead>,
    end: MatchEnd,
    reads_far: bool,
}

impl Pattern {
    pub(super) fn new(source: String, refers_back: bool) -> Self {
        Self {
            bound_to_search: source.contains("\\G"),
            source,
            refers_back,
            compiled: OnceLock::new(),
            relaxed: OnceLock::new(),
        }
    }

    pub(super) fn source(&self) -> &str {
        &self.source
    }

    pub(super) fn refers_back(&self) -> bool {
        self.refers_back
    }

    /// Whether it asks where the search for it began.
    pub(super) fn is_bound_to_search(&self) -> bool {
        self.bound_to_search
    }

    /// The engine's form; `None` if it refuses the pattern.
    pub(super) fn compiled(&self) -> Option<&onig::Regex> {
        self.compiled.get_or_init(|| compile(&self.source)).as_ref()
    }

    /// Whether the engine may read on to the end of the line without taking anything back, which it does not count.
    pub(super) fn reads_far(&self) -> bool {
        self.relaxed().is_none_or(|relaxed| relaxed.reads_far)
    }

    fn relaxed(&self) -> Option<&Relaxed> {
        self.relaxed.get_or_init(|| Relaxed::read(&self.source)).as_ref()
    }

    /// Adds itself to an automaton, and says where its matches end; `None` if it cannot be read, so that it may match
    /// anywhere.
    pub(super) fn add_to(&self, automaton: &mut Automaton) -> Result<Option<MatchEnd>, BuildError> {
        let Some(relaxed) = self.relaxed() else {
            automaton.skip()?;
            return Ok(None);
        };
        let whole = automaton.add(&relaxed.leads)?;
        Ok(Some(if whole { relaxed.end } else { MatchEnd::Ask }))
    }
}

/// Compiles a pattern as syntect does.
pub(super) fn compile(source: &str) -> Option<onig::Regex> {
    onig::Regex::with_options(source, RegexOptions::REGEX_OPTION_CAPTURE_GROUP, Syntax::default()).ok()
}

impl Relaxed {
    fn read(source: &str) -> Option<Self> {
        let pattern = reader::read(source).ok()?;
        let reads_far = pattern.reads_far();
        let leads = Lead::all_of(&pattern).into_iter();
        let leads: Vec<Lead> = leads.map(|lead| Lead { rest: simplify::shortened(lead.rest), ..lead }).collect();
        let end = match leads.as_slice() {
            leads if !leads.iter().all(|lead| lead.exact) => MatchEnd::Ask,
            [lead] => MatchEnd::of(&lead.rest),
            // Which way is taken first is not followed: as long as all are of one length, it does not matter.
            leads => MatchEnd::of(&Expression::Alternation(leads.iter().map(|lead| lead.rest.clone()).collect())),
        };
        Some(Self { leads, end, reads_far })
    }
}

#[cfg(test)]
mod tests;
