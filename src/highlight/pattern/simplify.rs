//! A pattern in fewer kinds of parts: looks at one character are joined with the character that is read there.
//!
//! It refuses to know how patterns are matched; what it gives back means the same, or more where other than ASCII
//! characters stand.

use super::char_set::CharSet;
use super::expression::{Expression, Repeat};

/// The same pattern without groups in groups and with looks joined.
pub(super) fn simplified(pattern: Expression) -> Expression {
    let boxed = |inner: Box<Expression>| Box::new(simplified(*inner));
    match pattern {
        Expression::Concat(parts) => concat(parts),
        Expression::Alternation(parts) => Expression::Alternation(parts.into_iter().map(simplified).collect()),
        Expression::Repeat(inner, repeat) => Expression::Repeat(boxed(inner), repeat),
        Expression::LookAhead(inner) => Expression::LookAhead(boxed(inner)),
        Expression::NegativeLookAhead(inner) => Expression::NegativeLookAhead(boxed(inner)),
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
