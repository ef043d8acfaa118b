//! Patterns as one automaton that tells which of them may match where it begins to read.
//!
//! It reads the character before the place first, [`LINE_START`] where there is none, so that what patterns ask of it is
//! answered too. Behind the first character that is not ASCII a pattern counts as matching: the engine knows more of
//! those. It refuses to know which match counts.

use regex_automata::nfa::thompson::{BuildError, Builder, NFA, Transition};
use regex_automata::util::look::Look;
use regex_automata::util::primitives::StateID;

use super::char_set::CharSet;
use super::expression::{Expression, Repeat};
use super::lead::Lead;

/// Stands for the beginning of a line; no byte of any text.
pub(in crate::highlight) const LINE_START: u8 = 0xff;
/// The bytes of characters other than ASCII.
const BEYOND: (u8, u8) = (0x80, 0xfe);
/// Longer counts are not counted to their end.
pub(super) const MAX_COPIES: u32 = 12;
/// A pattern that needs more states is cut off.
const MAX_STATES: usize = 4_000;

type Built<T> = Result<T, BuildError>;

/// Builds the automaton.
pub(in crate::highlight) struct Automaton {
    builder: Builder,
    starts: Vec<StateID>,
    /// Where the pattern that is being added matches.
    accept: StateID,
    /// How many states it has.
    states: usize,
}

impl Automaton {
    pub(in crate::highlight) fn new() -> Self {
        Self { builder: Builder::new(), starts: Vec::new(), accept: StateID::ZERO, states: 0 }
    }

    /// Adds the pattern that is next in order; whether nothing of it was cut off.
    pub(super) fn add(&mut self, leads: &[Lead]) -> Built<bool> {
        self.states = 0;
        self.builder.start_pattern()?;
        self.accept = self.builder.add_match()?;
        let starts = leads.iter().map(|lead| self.lead(lead)).collect::<Built<Vec<_>>>()?;
        let start = self.builder.add_union(starts)?;
        self.builder.finish_pattern(start)?;
        self.starts.push(start);
        Ok(self.states < MAX_STATES)
    }

    /// Adds a pattern that never matches, so that those behind it keep their numbers.
    pub(in crate::highlight) fn skip(&mut self) -> Built<()> {
        self.builder.start_pattern()?;
        let fail = self.builder.add_fail()?;
        self.builder.finish_pattern(fail)?;
        Ok(())
    }

    pub(in crate::highlight) fn build(mut self) -> Built<NFA> {
        let start = self.builder.add_union(self.starts)?;
        self.builder.build(start, start)
    }

    fn lead(&mut self, Lead { before, rest, .. }: &Lead) -> Built<StateID> {
        let (next, loose) = self.begin(rest)?;
        let mut transitions = transitions(before.set, next);
        if before.set.beyond {
            transitions.push(Transition { start: BEYOND.0, end: BEYOND.1, next: loose });
        }
        if before.start {
            transitions.push(Transition { start: LINE_START, end: LINE_START, next });
        }
        self.builder.add_sparse(transitions)
    }

    /// The state from which a pattern is read, and the one where other than an ASCII character is before it: whether that
    /// is a letter, at whose side a word may end, is not known.
    fn begin(&mut self, pattern: &Expression) -> Built<(StateID, StateID)> {
        // Most patterns that ask for the bound of a word begin with it, and what follows is the same for both.
        if let Expression::Concat(parts) = pattern
            && let [bound, rest @ ..] = parts.as_slice()
            && matches!(bound, Expression::WordBoundary | Expression::NotWordBoundary)
            && rest.first().is_some_and(|next| next.first().is_some())
        {
            let loose = self.concat(rest, self.accept)?;
            return Ok((self.compile(bound, loose)?, loose));
        }
        let next = self.compile(pattern, self.accept)?;
        let loose = loosened(pattern).map_or(Ok(next), |loose| self.compile(&loose, self.accept))?;
        Ok((next, loose))
    }

    fn concat(&mut self, parts: &[Expression], next: StateID) -> Built<StateID> {
        parts.iter().rev().try_fold(next, |next, part| self.compile(part, next))
    }

    /// The state from which `part` is read, before what is read from `next` on.
    fn compile(&mut self, part: &Expression, next: StateID) -> Built<StateID> {
        self.states += 1;
        if self.states >= MAX_STATES {
            return Ok(self.accept);
        }
        match part {
            Expression::Empty | Expression::LineStart => Ok(next),
            Expression::LookBehind(_) | Expression::NegativeLookBehind(_) => Ok(next),
            Expression::Char(set) => self.char(*set, next),
            Expression::Concat(parts) => self.concat(parts, next),
            Expression::Alternation(parts) => {
                let parts = parts.iter().map(|part| self.compile(part, next)).collect::<Built<_>>()?;
                self.builder.add_union(parts)
            }
            Expression::Repeat(inner, repeat) => self.repeat(inner, *repeat, next),
            Expression::LookAhead(inner) if next != self.accept && inner.as_set().is_some() => Ok(next),
            Expression::LookAhead(inner) => self.compile(inner, self.accept),
            Expression::NegativeLookAhead(inner) => self.negative(inner.as_set(), next),
            Expression::Atomic(inner) => self.compile(inner, next),
            Expression::LineEnd => self.builder.add_look(next, Look::EndLF),
            Expression::TextEnd => self.builder.add_look(next, Look::End),
            Expression::WordBoundary => self.boundary(Look::WordAscii, next),
            Expression::NotWordBoundary => self.boundary(Look::WordAsciiNegate, next),
            Expression::Anything => Ok(self.accept),
        }
    }

    fn char(&mut self, set: CharSet, next: StateID) -> Built<StateID> {
        let mut transitions = transitions(set, next);
        if set.beyond {
            transitions.push(Transition { start: BEYOND.0, end: BEYOND.1, next: self.accept });
        }
        if transitions.is_empty() { self.builder.add_fail() } else { self.builder.add_sparse(transitions) }
    }

    fn boundary(&mut self, look: Look, next: StateID) -> Built<StateID> {
        let look = self.builder.add_look(next, look)?;
        let beyond = Transition { start: BEYOND.0, end: BEYOND.1, next: self.accept };
        let beyond = self.builder.add_range(beyond)?;
        self.builder.add_union(vec![look, beyond])
    }

    /// No character of a set follows; another look that must fail is left out.
    fn negative(&mut self, set: Option<CharSet>, next: StateID) -> Built<StateID> {
        match set {
            Some(CharSet::WORD) => self.builder.add_look(next, Look::WordEndHalfAscii),
            Some(set) if next == self.accept => {
                let other = self.char(set.not(), next)?;
                let end = self.builder.add_look(next, Look::End)?;
                self.builder.add_union(vec![other, end])
            }
            _ => Ok(next),
        }
    }

    fn repeat(&mut self, inner: &Expression, repeat: Repeat, next: StateID) -> Built<StateID> {
        let endless = repeat.max.is_none_or(|max| max > MAX_COPIES);
        if endless && inner.is_wide() {
            let once = self.compile(inner, self.accept)?;
            return if repeat.min > 0 { Ok(once) } else { self.builder.add_union(vec![once, next]) };
        }
        let min = repeat.min.min(MAX_COPIES);
        let mut state = next;
        if endless {
            state = self.builder.add_union(vec![])?;
            let again = self.compile(inner, state)?;
            self.builder.patch(state, again)?;
            self.builder.patch(state, next)?;
        } else {
            for _ in min..repeat.max.unwrap_or(min) {
                let once = self.compile(inner, state)?;
                state = self.builder.add_union(vec![once, next])?;
            }
        }
        (0..min).try_fold(state, |state, _| self.compile(inner, state))
    }
}

fn transitions(set: CharSet, next: StateID) -> Vec<Transition> {
    set.ranges().map(|(start, end)| Transition { start, end, next }).collect()
}

/// The same without the bounds of words at its beginning; `None` if there are none.
fn loosened(part: &Expression) -> Option<Expression> {
    let boxed = |inner: &Expression| loosened(inner).map(Box::new);
    match part {
        Expression::WordBoundary | Expression::NotWordBoundary => Some(Expression::Empty),
        Expression::Repeat(inner, repeat) => Some(Expression::Repeat(boxed(inner)?, *repeat)),
        Expression::LookAhead(inner) => Some(Expression::LookAhead(boxed(inner)?)),
        Expression::Atomic(inner) => Some(Expression::Atomic(boxed(inner)?)),
        Expression::Alternation(parts) => loosened_parts(parts, parts.len()).map(Expression::Alternation),
        Expression::Concat(parts) => {
            let open = parts.iter().take_while(|part| part.first().is_none()).count() + 1;
            loosened_parts(parts, open).map(Expression::Concat)
        }
        _ => None,
    }
}

/// The same with the first `count` parts loosened.
fn loosened_parts(parts: &[Expression], count: usize) -> Option<Vec<Expression>> {
    let loose: Vec<_> = parts.iter().take(count).map(loosened).collect();
    let any = loose.iter().any(Option::is_some);
    let loose = loose.into_iter().chain(std::iter::repeat(None)).zip(parts);
    any.then(|| loose.map(|(loose, part)| loose.unwrap_or_else(|| part.clone())).collect())
}
