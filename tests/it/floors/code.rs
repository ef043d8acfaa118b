//! Reads Rust just well enough to see which paths and macros it uses.
//!
//! It refuses to know what they mean.

/// The code without comments and without what stands in literals.
pub(super) fn strip(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = comment(rest).or_else(|| string(rest, out.chars().last())).or_else(|| character(rest));
        if let Some(length) = skipped {
            out.push(' ');
            rest = &rest[length..];
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}

/// All paths of two parts and more, groups in braces taken apart; `self` in a group is the path before it.
pub(super) fn paths(code: &str) -> Vec<Vec<&str>> {
    let tokens = tokens(code);
    let mut paths = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if is_word(tokens[at]) && tokens.get(at + 1) == Some(&"::") {
            at = path(&tokens, at, &[], &mut paths);
        } else {
            at += 1;
        }
    }
    paths
}

/// The names of the macros that are called.
pub(super) fn macros(code: &str) -> impl Iterator<Item = &str> {
    let tokens = tokens(code);
    let called = tokens.windows(2).filter(|pair| is_word(pair[0]) && pair[1] == "!").map(|pair| pair[0]);
    called.collect::<Vec<_>>().into_iter()
}

/// All words.
pub(super) fn words(code: &str) -> impl Iterator<Item = &str> {
    tokens(code).into_iter().filter(|token| is_word(token))
}

fn path<'t>(tokens: &[&'t str], mut at: usize, before: &[&'t str], paths: &mut Vec<Vec<&'t str>>) -> usize {
    let mut parts = before.to_vec();
    loop {
        match tokens.get(at) {
            Some(&"{") => return group(tokens, at + 1, &parts, paths),
            Some(word) if is_word(word) => parts.push(word),
            _ => break,
        }
        at += 1;
        if tokens.get(at) != Some(&"::") {
            break;
        }
        at += 1;
    }
    if parts.last() == Some(&"self") {
        parts.pop();
    }
    if parts.len() > 1 {
        paths.push(parts);
    }
    at
}

fn group<'t>(tokens: &[&'t str], mut at: usize, before: &[&'t str], paths: &mut Vec<Vec<&'t str>>) -> usize {
    while let Some(token) = tokens.get(at) {
        at = match *token {
            "}" => return at + 1,
            word if is_word(word) => path(tokens, at, before, paths),
            _ => at + 1,
        };
    }
    at
}

/// Words, `::`, and every other sign by itself.
fn tokens(code: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let length = match word {
            0 if rest.starts_with("::") => 2,
            0 => first.len_utf8(),
            word => word,
        };
        tokens.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    tokens
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn comment(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if depth == 0 {
            return None;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return Some(at);
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    Some(at)
}

/// A string, raw or not; `before` tells `r"…"` from a name that ends in r.
fn string(text: &str, before: Option<char>) -> Option<usize> {
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let raw = text.strip_prefix("br").or_else(|| text.strip_prefix('r')).filter(|_| !in_word);
    if let Some(rest) = raw {
        let hashes = rest.len() - rest.trim_start_matches('#').len();
        if rest[hashes..].starts_with('"') {
            let end = format!("\"{}", "#".repeat(hashes));
            let open = text.len() - rest.len() + hashes + 1;
            return Some(text[open..].find(&end).map_or(text.len(), |i| open + i + end.len()));
        }
    }
    let rest = text.strip_prefix('"')?;
    let mut escaped = false;
    let end = rest.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    Some(end.map_or(text.len(), |i| i + 2))
}

/// A character in quotes; a lifetime has no second quote.
fn character(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('\'')?;
    let first = rest.chars().next()?;
    if first == '\\' {
        return rest[2..].find('\'').map(|i| i + 4);
    }
    rest[first.len_utf8()..].starts_with('\'').then(|| first.len_utf8() + 2)
}
