//! Where a match of a pattern ends, as far as an automaton can tell.
//!
//! It refuses to know other than ASCII characters: where one was read, the engine is asked.

use super::automaton::MAX_COPIES;
use super::char_set::CharSet;
use super::expression::{Expression, Repeat};

/// Where a match ends that the automaton has found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::highlight) enum MatchEnd {
    /// Only the engine knows, also whether it matches at all.
    Ask,
    /// So many bytes behind its start.
    Fixed(usize),
    /// At the only place that the automaton found, if it is the only one.
    Single,
    /// At the last place that the automaton found.
    Last,
    /// Behind the last of the characters of a set that follow so many others.
    Run(usize, AsciiSet),
}

/// ASCII characters, a bit each.
pub(in crate::highlight) type AsciiSet = u128;

/// What is known of a part whose meaning the automaton has exactly.
struct Extent {
    /// How many characters it reads, if always as many.
    length: Option<usize>,
    /// Whether the automaton reads on behind its end.
    looks: bool,
}

impl MatchEnd {
    /// For a pattern that is always read from its beginning to its end.
    pub(super) fn of(pattern: &Expression) -> Self {
        match extent(pattern, true) {
            None => Self::Ask,
            Some(Extent { length: Some(length), .. }) => Self::Fixed(length),
            Some(Extent { looks: true, .. }) => run(pattern).unwrap_or(Self::Ask),
            Some(_) if is_one_greedy_loop(pattern) => Self::Last,
            Some(_) => Self::Single,
        }
    }
}

/// `last`: whether nothing follows that reads.
fn extent(part: &Expression, last: bool) -> Option<Extent> {
    let fixed = |length| Some(Extent { length: Some(length), looks: false });
    match part {
        Expression::Empty => fixed(0),
        Expression::Char(_) => fixed(1),
        boundary if boundary.is_boundary() => fixed(0),
        Expression::Concat(parts) => {
            let mut sum = Extent { length: Some(0), looks: false };
            for (index, part) in parts.iter().enumerate() {
                let part = extent(part, last && index + 1 == parts.len())?;
                sum.length = sum.length.zip(part.length).map(|(a, b)| a + b);
                sum.looks |= part.looks;
            }
            Some(sum)
        }
        Expression::Alternation(parts) => {
            let parts: Option<Vec<_>> = parts.iter().map(|part| extent(part, last)).collect();
            let parts = parts?;
            let length = parts.first()?.length.filter(|length| parts.iter().all(|p| p.length == Some(*length)));
            Some(Extent { length, looks: parts.iter().any(|part| part.looks) })
        }
        Expression::Repeat(inner, repeat) => repeated(inner, *repeat),
        Expression::LookAhead(inner) if last => extent(inner, true).map(|_| Extent { length: Some(0), looks: true }),
        Expression::NegativeLookAhead(inner) if inner.as_set() == Some(CharSet::WORD) => fixed(0),
        Expression::NegativeLookAhead(inner) if last && inner.as_set().is_some() => {
            Some(Extent { length: Some(0), looks: true })
        }
        Expression::Atomic(inner) if last => extent(inner, true),
        _ => None,
    }
}

fn repeated(inner: &Expression, repeat: Repeat) -> Option<Extent> {
    let counted = repeat.min <= MAX_COPIES && repeat.max.is_none_or(|max| max <= MAX_COPIES);
    if !counted || repeat.max.is_none() && inner.is_wide() {
        return None;
    }
    let inner = extent(inner, false)?;
    let length = match (inner.length, repeat.max) {
        (Some(length), Some(max)) if max == repeat.min => Some(length * max as usize),
        (Some(0), _) => Some(0),
        _ => None,
    };
    Some(Extent { length, looks: false })
}

/// Whether all is of a fixed length but one greedy loop: then the longest way is the first that is tried.
fn is_one_greedy_loop(pattern: &Expression) -> bool {
    let parts = match pattern {
        Expression::Concat(parts) => parts.as_slice(),
        one => std::slice::from_ref(one),
    };
    let fixed = |part: &Expression| extent(part, false).is_some_and(|e| e.length.is_some());
    let mut loops = parts.iter().filter(|part| !fixed(part));
    let one = loops.next().is_some_and(|part| match part {
        Expression::Repeat(inner, repeat) => !repeat.lazy && fixed(inner),
        _ => false,
    });
    one && loops.next().is_none()
}

/// A greedy loop over a set, with looks behind it that hold at no place within the loop.
fn run(pattern: &Expression) -> Option<MatchEnd> {
    let Expression::Concat(parts) = pattern else { return None };
    let at = parts.iter().position(|part| matches!(part, Expression::Repeat(..)))?;
    let Expression::Repeat(inner, Repeat { min, max: None, lazy: false }) = &parts[at] else { return None };
    let set = inner.as_set()?.ascii;
    let lengths = parts[..at].iter().map(|part| extent(part, false)?.length);
    let length = lengths.sum::<Option<usize>>()?;
    let outside = parts[at + 1..].iter().any(|part| match part {
        Expression::LookAhead(ahead) => ahead.first().is_some_and(|first| first.ascii & set == 0),
        Expression::NegativeLookAhead(ahead) => ahead.as_set().is_some_and(|not| set & !not.ascii == 0),
        _ => false,
    });
    let looks = parts[at + 1..].iter().all(Expression::is_assertion);
    (outside && looks && *min <= 1).then_some(MatchEnd::Run(length, set))
}
