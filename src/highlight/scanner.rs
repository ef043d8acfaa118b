//! Finds where in a line which patterns of a list may match, by one lazy automaton over all of them.
//!
//! A scanner is shared by all threads; the states of its automaton are found as text needs them and kept in a
//! [`ScanCache`] by whoever reads. It refuses to know what patterns are for.

use std::sync::atomic::{AtomicU8, Ordering};

use regex_automata::hybrid::LazyStateID;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson::NFA;
use regex_automata::util::start;
use regex_automata::{Anchored, MatchKind};

use super::candidates::Candidates;
use super::pattern::LINE_START;

/// Room for the states of one automaton; beyond it they are forgotten and found again.
const CACHE_BYTES: usize = 4 << 20;

/// One automaton over all patterns of a list.
pub(super) struct RuleScanner {
    dfa: DFA,
    /// The class of each byte: bytes that no pattern tells apart are of one class.
    classes: [u8; 256],
    /// How many classes there are.
    count: usize,
    /// Whether any pattern may match, once it is known: by the class of the byte before the place, then of the byte at
    /// it, where the end of the line comes last.
    openings: Vec<AtomicU8>,
}

const UNKNOWN: u8 = 0;
const CLOSED: u8 = 1;
const OPEN: u8 = 2;

/// What is known of an automaton.
pub(super) struct ScanCache {
    states: Cache,
    /// The state after the byte before the place, by its class.
    starts: Vec<Option<LazyStateID>>,
    /// How often the states had been forgotten when `starts` began to be filled.
    clears: usize,
}

impl RuleScanner {
    /// A scanner over the patterns of an automaton; `None` if it is too large.
    pub(super) fn new(automaton: NFA) -> Option<Self> {
        let config =
            DFA::config().match_kind(MatchKind::All).cache_capacity(CACHE_BYTES).skip_cache_capacity_check(true);
        let dfa = DFA::builder().configure(config).build_from_nfa(automaton).ok()?;
        let mut classes = [0; 256];
        for (byte, class) in (0..=u8::MAX).zip(&mut classes) {
            *class = dfa.byte_classes().get(byte);
        }
        let count = dfa.byte_classes().alphabet_len() - 1;
        let openings = (0..count * (count + 1)).map(|_| AtomicU8::new(UNKNOWN)).collect();
        Some(Self { dfa, classes, count, openings })
    }

    pub(super) fn cache(&self) -> ScanCache {
        ScanCache { states: self.dfa.create_cache(), starts: vec![None; self.count], clears: 0 }
    }

    /// Whether any pattern may match at a place; which ones is added to `found`.
    pub(super) fn scan(&self, cache: &mut ScanCache, line: &[u8], at: usize, found: &mut Candidates) -> bool {
        let before = at.checked_sub(1).map_or(LINE_START, |before| line[before]);
        let class = usize::from(self.classes[usize::from(before)]);
        let next = line.get(at).map_or(self.count, |byte| usize::from(self.classes[usize::from(*byte)]));
        let opening = &self.openings[class * (self.count + 1) + next];
        match opening.load(Ordering::Relaxed) {
            CLOSED => return false,
            known => match self.walk(cache, line, at, (before, class), found) {
                Some(read) if known == UNKNOWN => {
                    opening.store(if read == 0 { CLOSED } else { OPEN }, Ordering::Relaxed);
                }
                Some(_) => {}
                None => found.add_all(),
            },
        }
        !found.is_empty()
    }

    /// Reads on as long as any pattern may go on, and says how far; `None` if the automaton gives up.
    fn walk(
        &self,
        cache: &mut ScanCache,
        line: &[u8],
        at: usize,
        (before, class): (u8, usize),
        found: &mut Candidates,
    ) -> Option<usize> {
        let mut state = self.start(cache, before, class)?;
        let mut beyond = !before.is_ascii() && before != LINE_START;
        let states = &mut cache.states;
        for (offset, byte) in line[at..].iter().enumerate() {
            state = self.dfa.next_state(states, state, *byte).ok()?;
            beyond |= !byte.is_ascii();
            if state.is_tagged() {
                if state.is_dead() {
                    found.steps += offset as u64;
                    return Some(offset);
                }
                self.matches(states, state, at + offset, beyond, found);
            }
        }
        let read = line.len() - at + 1;
        found.steps += read as u64;
        state = self.dfa.next_eoi_state(states, state).ok()?;
        self.matches(states, state, line.len(), beyond, found);
        Some(if found.is_empty() && read == 1 { 0 } else { read })
    }

    /// The state after the byte before a place.
    fn start(&self, cache: &mut ScanCache, before: u8, class: usize) -> Option<LazyStateID> {
        if cache.clears != cache.states.clear_count() {
            cache.starts.fill(None);
            cache.clears = cache.states.clear_count();
        }
        if cache.starts[class].is_none() {
            let config = start::Config::new().anchored(Anchored::Yes);
            let start = self.dfa.start_state(&mut cache.states, &config).ok()?;
            cache.starts[class] = Some(self.dfa.next_state(&mut cache.states, start, before).ok()?);
        }
        cache.starts[class]
    }

    fn matches(&self, states: &Cache, state: LazyStateID, end: usize, beyond: bool, found: &mut Candidates) {
        if state.is_match() {
            for index in 0..self.dfa.match_len(states, state) {
                found.add(self.dfa.match_pattern(states, state, index).as_usize(), end, beyond);
            }
        }
    }
}

impl ScanCache {
    /// How many bytes it takes, about.
    pub(super) fn memory(&self) -> usize {
        self.states.memory_usage() + self.starts.len() * size_of::<Option<LazyStateID>>()
    }
}
