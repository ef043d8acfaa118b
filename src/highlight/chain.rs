//! The rules in force at a place, in order, with what finds the places of all their patterns.
//!
//! It refuses to know what a rule does.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use regex_automata::nfa::thompson::{BuildError, NFA};

use super::candidates::{Bits, Candidates};
use super::grammar::{ContextId, Grammars, Rule};
use super::pattern::{Automaton, MatchEnd};
use super::scanner::{RuleScanner, ScanCache};

/// Rules in order.
pub(super) struct Chain<S> {
    /// Its number among all chains.
    pub(super) number: usize,
    pub(super) links: Vec<Link<S>>,
    /// Of how many contexts they are.
    pub(super) sources: usize,
    /// The links whose patterns could not be read: they may match anywhere.
    unread: Bits,
    has_unread: bool,
    scanner: Option<RuleScanner>,
}

/// A rule in its place.
pub(super) struct Link<S> {
    pub(super) rule: Arc<Rule<S>>,
    /// Which of the contexts it is from.
    pub(super) source: usize,
    pub(super) end: MatchEnd,
}

type MixedChains<S> = HashMap<Box<[ContextId]>, Arc<Chain<S>>>;

/// The chains that are made of more than a context and its prototype, and how many chains there are in all.
pub(super) struct Chains<S> {
    mixed: RwLock<MixedChains<S>>,
    count: AtomicUsize,
}

/// A chain that belongs to a context, or one that is mixed.
pub(super) enum ChainRef<'g, S> {
    OfContext(&'g Chain<S>),
    Mixed(Arc<Chain<S>>),
}

impl<S> Deref for ChainRef<'_, S> {
    type Target = Chain<S>;

    fn deref(&self) -> &Chain<S> {
        match self {
            Self::OfContext(chain) => chain,
            Self::Mixed(chain) => chain,
        }
    }
}

impl<S> Default for Chains<S> {
    fn default() -> Self {
        Self { mixed: RwLock::default(), count: AtomicUsize::new(0) }
    }
}

impl<S: Copy> Grammars<S> {
    /// The chain of the rules of a context and its prototype alone.
    pub(super) fn chain_of(&self, id: ContextId) -> Option<ChainRef<'_, S>> {
        let context = self.context(id)?;
        let chain = context.chain.get_or_init(|| {
            let contexts: Vec<ContextId> = context.prototype.into_iter().chain([id]).collect();
            Chain::new(self, &contexts)
        });
        Some(ChainRef::OfContext(chain))
    }

    /// The chain of the rules of `contexts`, in this order.
    pub(super) fn mixed_chain(&self, contexts: &[ContextId]) -> ChainRef<'_, S> {
        let mixed = &self.chains.mixed;
        let known = mixed.read().unwrap_or_else(PoisonError::into_inner).get(contexts).cloned();
        ChainRef::Mixed(known.unwrap_or_else(|| {
            let chain = Arc::new(Chain::new(self, contexts));
            let mut all = mixed.write().unwrap_or_else(PoisonError::into_inner);
            all.entry(contexts.into()).or_insert(chain).clone()
        }))
    }
}

impl<S: Copy> Chain<S> {
    fn new(grammars: &Grammars<S>, contexts: &[ContextId]) -> Self {
        let rules = contexts.iter().enumerate().flat_map(|(source, id)| {
            let rules = grammars.rules(*id).into_iter().cloned();
            rules.map(move |rule| Link { rule, source, end: MatchEnd::Ask })
        });
        let mut links: Vec<Link<S>> = rules.collect();
        let mut unread = Bits::new(links.len());
        let scanner = automaton(&mut links, &mut unread).ok().and_then(RuleScanner::new);
        if scanner.is_none() {
            (0..links.len()).for_each(|index| unread.insert(index));
        }
        let number = grammars.chains.count.fetch_add(1, Ordering::Relaxed);
        Self { number, links, sources: contexts.len(), has_unread: !unread.is_empty(), unread, scanner }
    }
}

impl<S> Chain<S> {
    pub(super) fn cache(&self) -> Option<ScanCache> {
        self.scanner.as_ref().map(RuleScanner::cache)
    }

    /// The first place from `at` on where any pattern may match; which ones is in `found`. It stops, with none, where
    /// more than `limit` bytes were read.
    pub(super) fn next_place(
        &self,
        cache: Option<&mut ScanCache>,
        line: &[u8],
        at: usize,
        found: &mut Candidates,
        limit: u64,
    ) -> Option<usize> {
        found.begin(&self.unread, self.has_unread, self.links.len());
        let mut places = (at..=line.len()).filter(|at| is_boundary(line, *at));
        let (Some(scanner), Some(cache)) = (&self.scanner, cache) else {
            return places.find(|_| self.has_unread);
        };
        places.find(|at| scanner.scan(cache, line, *at, found) || self.has_unread || found.steps > limit)
    }
}

/// Whether a character begins or the line ends there.
fn is_boundary(line: &[u8], at: usize) -> bool {
    line.get(at).is_none_or(|byte| !(0x80..0xc0).contains(byte))
}

/// The automaton over the patterns of all links, whose ends it fills in; what it cannot read is added to `unread`.
fn automaton<S>(links: &mut [Link<S>], unread: &mut Bits) -> Result<NFA, BuildError> {
    let mut automaton = Automaton::new();
    for (index, link) in links.iter_mut().enumerate() {
        match link.rule.pattern.add_to(&mut automaton)? {
            Some(end) => link.end = end,
            None => unread.insert(index),
        }
    }
    automaton.build()
}
