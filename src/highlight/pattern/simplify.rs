//! A pattern in fewer kinds of parts: looks at one character are joined with the character that is read there.
//!
//! It refuses to know how patterns are matched; what it gives back means the same, or more where other than ASCII
//! characters stand.

use super::char_set::CharSet;
use super::expression::{Expression, Repeat};
use super::factor::factored;

/// Patterns of more parts are cut off, as are smaller looks ahead: some grammars have such of thousands.
const MAX_SIZE: usize = 2_000;
const MAX_LOOK_AHEAD: usize = 40;
/// What is left of them, in characters.
const CUT_OFF_CHARS: usize = 8;

/// The same pattern, or the beginning of it, with groups and looks joined.
pub(super) fn shortened(pattern: Expression) -> Expression {
    let pattern = simplified(pattern);
    if size(&pattern) > MAX_SIZE { cut_off(pattern, &mut CUT_OFF_CHARS.clone()) } else { pattern }
}

fn simplified(pattern: Expression) -> Expression {
    let boxed = |inner: Box<Expression>| Box::new(simplified(*inner));
    match pattern {
        Expression::Concat(parts) => concat(parts),
        Expression::Alternation(parts) => factored(parts.into_iter().map(simplified).collect()),
        Expression::Repeat(inner, repeat) => Expression::Repeat(boxed(inner), repeat),
        Expression::LookAhead(inner) => {
            let large = size(&inner) > MAX_LOOK_AHEAD;
            let inner = if large { cut_off(*inner, &mut CUT_OFF_CHARS.clone()) } else { *inner };
            Expression::LookAhead(Box::new(simplified(inner)))
        }
        // Only one that looks at a single character says anything to an automaton.
        Expression::NegativeLookAhead(inner) => match inner.as_set() {
            Some(set) => Expression::NegativeLookAhead(Box::new(Expression::Char(set))),
            None => Expression::NegativeLookAhead(Box::new(Expression::Anything)),
        },
        Expression::Atomic(inner) => Expression::Atomic(boxed(inner)),
        other => other,
    }
}

fn concat(parts: Vec<Expression>) -> Expression {
    let mut flat = Vec::with_capacity(parts.len());
    for part in parts.into_iter().map(simplified) {
        match part {
            Expression::Concat(inner) => flat.extend(inner),
            Expression::Empty => {}
            part => flat.push(part),
        }
    }
    // From the last on, so that several looks join the same character.
    let mut joined: Vec<Expression> = Vec::with_capacity(flat.len());
    for part in flat.into_iter().rev() {
        match (looked_at(&part), joined.last()) {
            (Some(set), Some(Expression::Char(next))) => {
                let both = Expression::Char(next.and(set));
                joined.pop();
                joined.push(both);
            }
            (Some(set), Some(Expression::Repeat(inner, repeat))) if repeat.min > 0 && inner.as_set().is_some() => {
                let first = Expression::Char(inner.as_set().unwrap_or(CharSet::ALL).and(set));
                let less = Repeat { min: repeat.min - 1, max: repeat.max.map(|max| max - 1), lazy: repeat.lazy };
                let rest = Expression::Repeat(inner.clone(), less);
                joined.pop();
                joined.extend([rest, first]);
            }
            _ => joined.push(part),
        }
    }
    joined.reverse();
    match joined.len() {
        0 => Expression::Empty,
        1 => joined.remove(0),
        _ => Expression::Concat(joined),
    }
}

/// The characters that a look ahead allows, if it looks at one.
fn looked_at(part: &Expression) -> Option<CharSet> {
    match part {
        Expression::LookAhead(inner) => inner.as_set(),
        Expression::NegativeLookAhead(inner) => inner.as_set().map(CharSet::not),
        _ => None,
    }
}

/// How many parts a pattern has.
fn size(pattern: &Expression) -> usize {
    match pattern {
        Expression::Concat(parts) | Expression::Alternation(parts) => parts.iter().map(size).sum(),
        Expression::Repeat(inner, repeat) => {
            size(inner) * (repeat.min.max(repeat.max.unwrap_or(1)) as usize).clamp(1, 12)
        }
        Expression::LookAhead(inner) | Expression::Atomic(inner) => size(inner),
        _ => 1,
    }
}

/// The first `room` characters of a pattern, about, and anything after them.
fn cut_off(pattern: Expression, room: &mut usize) -> Expression {
    if *room == 0 {
        return Expression::Anything;
    }
    match pattern {
        Expression::Concat(parts) => {
            let mut kept = Vec::new();
            for part in parts {
                let full = *room == 0;
                kept.push(cut_off(part, room));
                if full {
                    break;
                }
            }
            Expression::Concat(kept)
        }
        Expression::Alternation(parts) => {
            let before = *room;
            let mut most = 0;
            let parts = parts.into_iter().map(|part| {
                let mut own = before;
                let part = cut_off(part, &mut own);
                most = most.max(own);
                part
            });
            let parts = parts.collect();
            *room = most;
            Expression::Alternation(parts)
        }
        Expression::Repeat(inner, repeat) => {
            let before = *room;
            let inner = cut_off(*inner, room);
            *room = before.saturating_sub(1);
            Expression::Repeat(Box::new(inner), Repeat { min: repeat.min.min(2), ..repeat })
        }
        Expression::Char(set) => {
            *room -= 1;
            Expression::Char(set)
        }
        Expression::LookAhead(inner) => Expression::LookAhead(Box::new(cut_off(*inner, &mut room.clone()))),
        Expression::Atomic(inner) => cut_off(*inner, room),
        other => other,
    }
}
