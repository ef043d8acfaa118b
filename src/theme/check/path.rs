//! Variables as templates write them: `page.title`, `t[kind]`, `section?.pager`.
//!
//! It refuses to know what they lead to.

use std::ops::Range;

use super::tokens::{Token, TokenKind};

/// Words that are no variables.
const KEY_WORDS: &[&str] =
    &["and", "or", "not", "in", "is", "if", "else", "for", "none", "None", "null", "true", "True", "false", "False"];

/// A variable, or fields of one.
pub(crate) struct Path {
    pub(crate) steps: Vec<PathStep>,
    /// The token after it.
    pub(crate) end: usize,
}

/// A step from a value into it.
pub(crate) struct PathStep {
    pub(crate) into: Target,
    /// Whether what it starts from need not be there: `?.`, `?[`.
    pub(crate) optional: bool,
}

/// Where a step leads.
pub(crate) enum Target {
    /// To a field, named by this token.
    Field(usize),
    /// To what these tokens evaluate to.
    Index(Range<usize>),
}

/// The variable that begins at a token, if one does.
pub(crate) fn at(tokens: &[Token], start: usize) -> Option<Path> {
    if !begins(tokens, start) {
        return None;
    }
    let mut path = Path { steps: Vec::new(), end: start + 1 };
    while let Some(token) = tokens.get(path.end).filter(|token| token.kind == TokenKind::Sign) {
        let (into, end) = match token.text {
            "." | "?." => (Target::Field(path.end + 1), path.end + 2),
            "[" | "?[" => {
                let close = closing(tokens, path.end);
                (Target::Index(path.end + 1..close), close + 1)
            }
            _ => break,
        };
        path.steps.push(PathStep { into, optional: token.text.starts_with('?') });
        path.end = end;
    }
    path.end = path.end.min(tokens.len());
    Some(path)
}

fn begins(tokens: &[Token], start: usize) -> bool {
    let token = &tokens[start];
    if token.kind != TokenKind::Word || KEY_WORDS.contains(&token.text) || token.text.starts_with("__tera") {
        return false;
    }
    let before = |n: usize| start.checked_sub(n).map(|i| &tokens[i]);
    let is_test = before(1).is_some_and(|t| t.is_word("is"))
        || before(1).is_some_and(|t| t.is_word("not")) && before(2).is_some_and(|t| t.is_word("is"));
    let is_filter = before(1).is_some_and(|t| t.is_sign("|"));
    let is_function_or_argument = tokens.get(start + 1).is_some_and(|t| t.is_sign("(") || t.is_sign("="));
    !is_test && !is_filter && !is_function_or_argument
}

/// Whether a template asks whether what ends before this token is there, or says what stands in for it.
pub(crate) fn is_asked_for(tokens: &[Token], end: usize) -> bool {
    let word = |i: usize, word: &str| tokens.get(i).is_some_and(|t| t.is_word(word));
    let test = if word(end + 1, "not") { end + 2 } else { end + 1 };
    let asks = word(end, "is") && (word(test, "defined") || word(test, "undefined"));
    asks || tokens.get(end).is_some_and(|t| t.is_sign("|")) && word(end + 1, "default")
}

/// The parts of an expression in parentheses that is asked for as a whole.
pub(crate) fn asked_groups(tokens: &[Token]) -> Vec<Range<usize>> {
    let opens = (0..tokens.len()).filter(|i| tokens[*i].is_sign("("));
    let groups = opens.map(|open| open..closing(tokens, open));
    groups.filter(|group| is_asked_for(tokens, group.end + 1)).collect()
}

/// The bracket that closes the one at `open`; the end if there is none.
pub(crate) fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for (i, token) in tokens.iter().enumerate().skip(open).filter(|(_, token)| token.kind == TokenKind::Sign) {
        match token.text {
            "(" | "[" | "?[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return i;
        }
    }
    tokens.len()
}

/// How a path is written, up to one of its steps.
pub(crate) fn written(tokens: &[Token], start: usize, steps: &[PathStep]) -> String {
    let mut out = tokens[start].text.to_owned();
    for step in steps {
        let name = match &step.into {
            Target::Field(i) => tokens.get(*i),
            Target::Index(range) => literal(tokens, range),
        };
        match name {
            Some(name) => out.extend([".", name.text]),
            None => out.push_str("[…]"),
        }
    }
    out
}

/// The text in quotes that is a whole index.
pub(crate) fn literal<'a, 't>(tokens: &'a [Token<'t>], range: &Range<usize>) -> Option<&'a Token<'t>> {
    match tokens.get(range.clone())? {
        [only] if only.kind == TokenKind::Text => Some(only),
        _ => None,
    }
}
