//! The words and signs in a template's tags. The template has been compiled, so what is read here is sound Tera; what
//! is left open by that is read as Tera reads it.
//!
//! It refuses to know what they mean.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A name or a key word.
    Word,
    /// Text in quotes; the token's text is what stands between them.
    Text,
    /// A number.
    Number,
    /// An operator or a bracket.
    Sign,
}

/// A word or sign, and where it stands in the template.
#[derive(Clone, Debug)]
pub(crate) struct Token<'t> {
    pub(crate) kind: TokenKind,
    pub(crate) text: &'t str,
    pub(crate) span: Range<usize>,
}

/// A tag of a template; comments, raw text and all text between tags are left out.
#[derive(Debug)]
pub(crate) enum TemplatePiece<'t> {
    /// `{{ … }}`
    Print(Vec<Token<'t>>),
    /// `{% … %}`
    Tag(Vec<Token<'t>>),
}

impl Token<'_> {
    pub(crate) fn is_sign(&self, sign: &str) -> bool {
        self.kind == TokenKind::Sign && self.text == sign
    }

    pub(crate) fn is_word(&self, word: &str) -> bool {
        self.kind == TokenKind::Word && self.text == word
    }
}

/// The tags of a template, in their order.
pub(crate) fn pieces(text: &str) -> Vec<TemplatePiece<'_>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(start) = ["{{", "{%", "{#"].iter().filter_map(|open| text[at..].find(open)).min() {
        let start = at + start;
        at = match &text[start..start + 2] {
            "{#" => text[start..].find("#}").map_or(text.len(), |end| start + end + 2),
            "{{" => {
                let (tokens, end) = tokens(text, start + 2, "}}");
                pieces.push(TemplatePiece::Print(tokens));
                end
            }
            _ => {
                let (tokens, end) = tokens(text, start + 2, "%}");
                let raw = matches!(tokens.as_slice(), [only] if only.is_word("raw"));
                pieces.push(TemplatePiece::Tag(tokens));
                if raw { end_of_raw(text, end) } else { end }
            }
        };
    }
    pieces
}

/// Where raw text ends, which may hold anything but its own end.
fn end_of_raw(text: &str, from: usize) -> usize {
    let ends = text[from..].match_indices("{%").map(|(i, _)| from + i);
    let mut ends = ends.filter(|i| text[i + 2..].trim_start_matches('-').trim_start().starts_with("endraw"));
    ends.next().unwrap_or(text.len())
}

/// The tokens from `at` to the end of the tag, and where the text goes on.
fn tokens<'t>(text: &'t str, mut at: usize, close: &str) -> (Vec<Token<'t>>, usize) {
    if text[at..].starts_with('-') {
        at += 1;
    }
    let mut found = Vec::new();
    loop {
        at = text.len() - text[at..].trim_start().len();
        let rest = &text[at..];
        if rest.is_empty() {
            return (found, at);
        }
        if let Some(trimmed) = rest.strip_prefix('-').unwrap_or(rest).strip_prefix(close) {
            return (found, text.len() - trimmed.len());
        }
        let (kind, length) = next(rest);
        let span = at..at + length;
        let inner = if kind == TokenKind::Text { at + 1..at + length - 1 } else { span.clone() };
        found.push(Token { kind, text: text.get(inner).unwrap_or(""), span });
        at += length;
    }
}

/// What begins a text, and how long it is.
fn next(rest: &str) -> (TokenKind, usize) {
    let first = rest.chars().next().unwrap_or(' ');
    let while_ = |keep: fn(char) -> bool| rest.find(|c| !keep(c)).unwrap_or(rest.len());
    match first {
        '"' | '\'' | '`' => (TokenKind::Text, quoted(rest, first)),
        '0'..='9' => (TokenKind::Number, while_(|c| c.is_ascii_digit() || c == '.')),
        'a'..='z' | 'A'..='Z' | '_' => (TokenKind::Word, while_(|c| c.is_ascii_alphanumeric() || c == '_')),
        _ => {
            let long = ["...", "//", "**", "==", "!=", ">=", "<=", "</", "?.", "?["];
            let sign = long.iter().find(|sign| rest.starts_with(**sign));
            (TokenKind::Sign, sign.map_or(first.len_utf8(), |sign| sign.len()))
        }
    }
}

/// How long text in quotes is, with them.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (i, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return i + 1,
            _ => {}
        }
    }
    // Tera would not have compiled it.
    rest.len()
}
