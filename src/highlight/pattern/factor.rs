//! Alternatives that begin alike, joined: lists of words become trees of letters, which are much smaller automata.
//!
//! It refuses to know which alternative is tried first, so what it gives back says only what matches.

use std::collections::HashMap;

use super::char_set::CharSet;
use super::expression::Expression;

/// So many alternatives are left as they are.
const FEW: usize = 4;

/// Alternatives as few parts as possible.
pub(super) fn factored(alternatives: Vec<Expression>) -> Expression {
    if alternatives.len() <= FEW { Expression::Alternation(alternatives) } else { joined(alternatives) }
}

fn joined(alternatives: Vec<Expression>) -> Expression {
    let mut groups: Vec<(Expression, Vec<Expression>)> = Vec::new();
    let mut known: HashMap<CharSet, usize> = HashMap::new();
    for alternative in alternatives {
        let (first, rest) = split_first(alternative);
        let place = match &first {
            Expression::Char(set) => *known.entry(*set).or_insert(groups.len()),
            _ => groups.len(),
        };
        match groups.get_mut(place) {
            Some((_, rests)) => rests.push(rest),
            None => groups.push((first, vec![rest])),
        }
    }
    let mut groups: Vec<Expression> = groups.into_iter().map(|(first, rests)| behind(first, rests)).collect();
    if groups.len() == 1 { groups.remove(0) } else { Expression::Alternation(groups) }
}

fn behind(first: Expression, mut rests: Vec<Expression>) -> Expression {
    let rest = if rests.len() == 1 { rests.remove(0) } else { joined(rests) };
    match rest {
        Expression::Empty => first,
        Expression::Concat(mut parts) => {
            parts.insert(0, first);
            Expression::Concat(parts)
        }
        rest => Expression::Concat(vec![first, rest]),
    }
}

fn split_first(alternative: Expression) -> (Expression, Expression) {
    match alternative {
        Expression::Concat(mut parts) if !parts.is_empty() => {
            let first = parts.remove(0);
            let rest = if parts.len() == 1 { parts.remove(0) } else { Expression::Concat(parts) };
            (first, rest)
        }
        other => (other, Expression::Empty),
    }
}
