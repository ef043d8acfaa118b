//! Which rule matches next.
//!
//! It refuses to know what the rule does then.

use std::rc::Rc;
use std::sync::Arc;

use onig::{Regex, SearchOptions};

use super::{InForce, MAX_LEVELS, Parser};
use crate::highlight::candidates::{Bits, Candidates, EndCount};
use crate::highlight::chain::Link;
use crate::highlight::effort::Exhausted;
use crate::highlight::grammar::{Operation, Rule};
use crate::highlight::level::substituted;
use crate::highlight::pattern::{MatchEnd, Pattern, compile};

/// So many bytes are read by an automaton at the price of a step.
const READ_A_STEP: u64 = 5;

/// The engine sees so many bytes of a line from where it is asked. Some patterns look through all that they see, again and
/// again, without taking back what could be counted; no token is that long.
const WINDOW: usize = 4_000;

/// A line that is being read.
pub(super) struct Reading<'l, S> {
    pub(super) line: &'l str,
    pub(super) at: usize,
    /// Where a rule opened a context and read nothing, and how many levels there were then.
    pub(super) pushed_at: (usize, usize),
    /// Whether rules were going in a circle here, so that only those count that read something.
    pub(super) must_read: bool,
    /// Rules that match nothing, with no effect, until the next match.
    muted: Option<Bits>,
    searched: Vec<Searched<S>>,
}

impl<'l, S> Reading<'l, S> {
    pub(super) fn new(line: &'l str) -> Self {
        Self { line, at: 0, pushed_at: (0, 0), must_read: false, muted: None, searched: Vec::new() }
    }
}

/// What comes next in a line.
#[derive(Clone, Copy)]
pub(super) enum Hit {
    /// A rule of the chain matches.
    Rule { link: usize, start: usize, end: usize },
    /// All that matches is a rule that would close the context that has just been opened, and nothing was read.
    Loop,
}

/// What the search for a pattern with `\G` came to: it depends on where the search began, so it is not repeated.
pub(super) struct Searched<S> {
    rule: Arc<Rule<S>>,
    found: Option<(usize, usize)>,
}

impl<S: Copy> Parser<'_, S> {
    /// The first match from where the reading is.
    pub(super) fn best_match(
        &mut self,
        reading: &mut Reading<'_, S>,
        in_force: &InForce<'_, S>,
    ) -> Result<Option<Hit>, Exhausted> {
        let chain = &*in_force.chain;
        let mut cache = self.scratch.take_cache(chain);
        let mut found = std::mem::take(&mut self.scratch.found);
        let mut at = reading.at;
        reading.muted = None;
        found.steps = 0;
        let line = reading.line.as_bytes();
        let hit = loop {
            let limit = self.effort.left().saturating_mul(READ_A_STEP);
            let Some(place) = chain.next_place(cache.as_deref_mut(), line, at, &mut found, limit) else { break None };
            if let Some(hit) = self.match_at(reading, in_force, place, &found) {
                break Some(hit);
            }
            if found.steps > limit {
                break None;
            }
            at = place + 1;
        };
        self.effort.spend(2 + found.steps / READ_A_STEP);
        self.scratch.found = found;
        self.scratch.keep_cache(chain, cache);
        if self.effort.left() == 0 { Err(Exhausted) } else { Ok(hit) }
    }

    /// The first of the candidates that matches at `place` and does something.
    fn match_at(
        &mut self,
        reading: &mut Reading<'_, S>,
        in_force: &InForce<'_, S>,
        place: usize,
        found: &Candidates,
    ) -> Option<Hit> {
        let just_opened = reading.pushed_at == (reading.at, self.levels.len());
        let mut hit = None;
        let mut next = found.set.next(0);
        while let Some(index) = next {
            next = found.set.next(index + 1);
            if reading.muted.as_ref().is_some_and(|muted| muted.contains(index)) {
                continue;
            }
            let link = &in_force.chain.links[index];
            let Some(end) = self.end_of(reading, in_force, (index, link), place, found) else { continue };
            match link.rule.operation {
                Operation::Push(_) if self.levels.len() >= MAX_LEVELS => self.left_reference = true,
                Operation::Stay if end == place => {
                    let muted = reading.muted.get_or_insert_with(|| Bits::new(in_force.chain.links.len()));
                    muted.insert(index);
                }
                _ if reading.must_read && end == reading.at => {}
                Operation::Pop if just_opened && end == reading.at => hit = Some(Hit::Loop),
                _ => return Some(Hit::Rule { link: index, start: place, end }),
            }
        }
        hit
    }

    /// Where the pattern of a link ends if it matches at `place`.
    fn end_of(
        &mut self,
        reading: &mut Reading<'_, S>,
        in_force: &InForce<'_, S>,
        (index, link): (usize, &Link<S>),
        place: usize,
        found: &Candidates,
    ) -> Option<usize> {
        let rule = &link.rule;
        self.has_region = false;
        if !rule.has_group_scopes() {
            let ends = found.ends(index);
            match (ends.count, link.end) {
                (EndCount::Unsure, _) | (_, MatchEnd::Ask) | (EndCount::Several, MatchEnd::Single) => {}
                (_, MatchEnd::Fixed(length)) => return Some(place + length),
                (_, MatchEnd::Single | MatchEnd::Last) => return Some(ends.last),
                (_, MatchEnd::Run(length, set)) => {
                    let run = reading.line.as_bytes()[place + length..].iter();
                    let run = run.take_while(|byte| byte.is_ascii() && set & 1 << **byte != 0);
                    return Some(place + length + run.count());
                }
            }
        }
        if rule.pattern.is_bound_to_search() {
            return self.searched(reading, rule, place);
        }
        self.ask(reading.line, in_force, link, place)
    }

    /// Asks the engine whether the pattern of a link matches at `place`, and where it ends.
    fn ask(&mut self, line: &str, in_force: &InForce<'_, S>, link: &Link<S>, place: usize) -> Option<usize> {
        let pattern = &link.rule.pattern;
        let captured = pattern.refers_back().then(|| self.captured(in_force, link.source)).flatten();
        let Some(captured) = captured else { return self.ask_pattern(pattern, line, place) };
        let text = substituted(pattern.source(), &captured);
        // Taken out, as the engine is asked by the same value that holds it.
        let mut known = std::mem::take(&mut self.scratch.substituted);
        let compiled = known.entry(text).or_insert_with_key(|text| compile(text));
        let end = self.ask_engine(compiled.as_ref(), line, place, pattern.reads_far());
        self.scratch.substituted = known;
        end
    }

    /// Asks the engine whether a pattern matches at `place`, and where it ends.
    pub(super) fn ask_pattern(&mut self, pattern: &Pattern, line: &str, place: usize) -> Option<usize> {
        self.ask_engine(pattern.compiled(), line, place, pattern.reads_far())
    }

    fn ask_engine(&mut self, compiled: Option<&Regex>, line: &str, place: usize, far: bool) -> Option<usize> {
        let compiled = compiled?;
        self.has_region = true;
        let region = &mut self.region;
        let seen = &line[..line.floor_char_boundary(place + WINDOW)];
        let ahead = &seen.as_bytes()[place..];
        // Loops over few characters end where others follow.
        let is_common = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b' ' | b'\t');
        let bytes = if far { ahead.len() } else { ahead.iter().take_while(is_common).count() };
        let length = self.effort.patiently(bytes, |turns| {
            compiled.match_with_param(seen, place, SearchOptions::SEARCH_OPTION_NONE, Some(region), turns)
        });
        length.map(|length| place + length)
    }

    /// What was captured when the context was opened that a rule is from.
    fn captured(&self, in_force: &InForce<'_, S>, source: usize) -> Option<Rc<[Option<String>]>> {
        let level = match in_force.below.get(source) {
            Some(level) => self.levels.get(*level),
            None if source + 1 == in_force.chain.sources => self.levels.last(),
            None => None,
        };
        level?.captured.clone()
    }

    /// The first match of a pattern with `\G` from where the reading is, if it begins at `place`.
    fn searched(&mut self, reading: &mut Reading<'_, S>, rule: &Arc<Rule<S>>, place: usize) -> Option<usize> {
        let known = reading.searched.iter().position(|known| Arc::ptr_eq(&known.rule, rule));
        let compiled = rule.pattern.compiled()?;
        let found = match known.map(|index| reading.searched[index].found) {
            Some(found) if found.is_none_or(|(start, _)| start >= reading.at) => found,
            _ => {
                let found = self.search(compiled, reading);
                let searched = Searched { rule: rule.clone(), found };
                match known {
                    Some(index) => reading.searched[index] = searched,
                    None => reading.searched.push(searched),
                }
                found
            }
        };
        // Again, for what its groups hold: other patterns may have been asked in between.
        let (_, end) = found.filter(|(start, _)| *start == place).and_then(|_| self.search(compiled, reading))?;
        Some(end)
    }

    fn search(&mut self, compiled: &Regex, reading: &Reading<'_, S>) -> Option<(usize, usize)> {
        let (line, at, options) = (reading.line, reading.at, SearchOptions::SEARCH_OPTION_NONE);
        let region = &mut self.region;
        let start = self.effort.patiently(line.len() - at, |turns| {
            compiled.search_with_param(line, at, line.len(), options, Some(region), turns)
        });
        self.has_region = true;
        start.and_then(|_| self.region.pos(0))
    }
}
