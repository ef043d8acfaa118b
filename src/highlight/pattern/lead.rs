//! What a pattern asks of the character before it, taken out of the pattern.
//!
//! It refuses to know how the rest is matched.

use super::char_set::CharSet;
use super::expression::Expression;

/// More ways to begin are not told apart.
const MAX_LEADS: usize = 8;

/// What may stand before a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Before {
    pub(super) set: CharSet,
    /// Whether the line may begin there.
    pub(super) start: bool,
}

/// One way in which a pattern may begin.
#[derive(Clone, Debug)]
pub(super) struct Lead {
    pub(super) before: Before,
    pub(super) rest: Expression,
    /// Whether `before` is all that was asked.
    pub(super) exact: bool,
}

impl Before {
    pub(super) const ANY: Self = Self { set: CharSet::ALL, start: true };
    const START: Self = Self { set: CharSet::NONE, start: true };

    fn and(self, other: Self) -> Self {
        Self { set: self.set.and(other.set), start: self.start && other.start }
    }

    fn or(self, other: Self) -> Self {
        Self { set: self.set.or(other.set), start: self.start || other.start }
    }
}

impl Lead {
    /// The ways in which `pattern` may begin.
    pub(super) fn all_of(pattern: &Expression) -> Vec<Self> {
        let mut distinct: Vec<Self> = Vec::new();
        for lead in leads(pattern) {
            match distinct.iter_mut().find(|known| known.rest == lead.rest) {
                Some(known) => {
                    known.before = known.before.or(lead.before);
                    known.exact &= lead.exact;
                }
                None => distinct.push(lead),
            }
        }
        if distinct.len() > MAX_LEADS { vec![Self::plain(pattern.clone())] } else { distinct }
    }

    fn plain(rest: Expression) -> Self {
        Self { before: Before::ANY, rest, exact: true }
    }

    fn condition((before, exact): (Before, bool)) -> Self {
        Self { before, rest: Expression::Empty, exact }
    }
}

fn leads(pattern: &Expression) -> Vec<Lead> {
    match pattern {
        Expression::LineStart => vec![Lead::condition((Before::START, true))],
        Expression::LookBehind(inner) => vec![Lead::condition(behind(inner))],
        Expression::NegativeLookBehind(inner) => vec![Lead::condition(not_behind(inner))],
        Expression::Alternation(parts) => parts.iter().flat_map(leads).collect(),
        Expression::Concat(parts) => concat_leads(parts),
        _ => vec![Lead::plain(pattern.clone())],
    }
}

fn concat_leads(parts: &[Expression]) -> Vec<Lead> {
    let Some((first, others)) = parts.split_first() else { return vec![Lead::plain(Expression::Empty)] };
    if !asks_before(first) {
        return vec![Lead::plain(Expression::Concat(parts.to_vec()))];
    }
    let firsts = leads(first);
    if firsts.len() > MAX_LEADS {
        return vec![Lead::plain(Expression::Concat(parts.to_vec()))];
    }
    let mut behind_firsts = None;
    let mut all = Vec::new();
    for lead in firsts {
        if lead.rest == Expression::Empty {
            for next in behind_firsts.get_or_insert_with(|| concat_leads(others)) {
                let before = lead.before.and(next.before);
                all.push(Lead { before, rest: next.rest.clone(), exact: lead.exact && next.exact });
            }
        } else {
            let rest = [lead.rest].into_iter().chain(others.iter().cloned()).collect();
            all.push(Lead { rest: Expression::Concat(rest), ..lead });
        }
    }
    all
}

/// Whether a pattern may begin with a question of what is before it.
fn asks_before(pattern: &Expression) -> bool {
    match pattern {
        Expression::LineStart | Expression::LookBehind(_) | Expression::NegativeLookBehind(_) => true,
        Expression::Alternation(parts) => parts.iter().any(asks_before),
        Expression::Concat(parts) => parts.first().is_some_and(asks_before),
        _ => false,
    }
}

/// Where `inner` may end, and whether that is all that it asks.
fn behind(inner: &Expression) -> (Before, bool) {
    match inner {
        Expression::Empty => (Before::ANY, true),
        Expression::Char(set) => (Before { set: *set, start: false }, true),
        Expression::LineStart => (Before::START, true),
        Expression::Alternation(parts) => {
            let all = parts.iter().map(behind);
            let none = Before { set: CharSet::NONE, start: false };
            all.fold((none, true), |(sum, all), (before, exact)| (sum.or(before), all && exact))
        }
        Expression::Concat(parts) => {
            let last = parts.last().filter(|last| last.first().is_some());
            (last.map_or(Before::ANY, |last| behind(last).0), false)
        }
        Expression::Repeat(inner, repeat) if repeat.min > 0 => {
            let (before, exact) = behind(inner);
            (before, exact && repeat.min == 1 && inner.as_set().is_some())
        }
        _ => (Before::ANY, false),
    }
}

/// Where `inner` does not end, and whether that is all that it asks.
fn not_behind(inner: &Expression) -> (Before, bool) {
    let alternatives = match inner {
        Expression::Alternation(parts) => parts.as_slice(),
        one => std::slice::from_ref(one),
    };
    alternatives.iter().fold((Before::ANY, true), |(sum, all), alternative| match behind(alternative) {
        (before, true) => (sum.and(Before { set: before.set.not(), start: !before.start }), all),
        (_, false) => (sum, false),
    })
}
