//! Splits an info string into words: `key`, `key=value`, `key="a value"`.
//!
//! It refuses to know what the keys mean.

use std::borrow::Cow;
use std::ops::Range;

/// A word of an info string.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// The whole word as written.
    pub(super) text: &'a str,
    /// Its bytes in the info string.
    pub(super) span: Range<usize>,
    /// What stands before the equals sign, or all of it.
    pub(super) key: &'a str,
    /// What stands behind it, without quotes and escapes.
    pub(super) value: Option<Cow<'a, str>>,
    /// The bytes of the value, within its quotes.
    pub(super) value_span: Range<usize>,
}

impl Word<'_> {
    /// The value, if it is there and not blank.
    pub(super) fn filled(&self) -> Option<&str> {
        self.value.as_deref().filter(|value| !value.trim().is_empty())
    }
}

/// The words of `info`, first to last. A quote that is never closed goes on to the end.
pub(super) fn words(info: &str) -> impl Iterator<Item = Word<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += info[at..].len() - info[at..].trim_start().len();
        let word = (at < info.len()).then(|| word(info, at))?;
        at = word.span.end;
        Some(word)
    })
}

fn word(info: &str, start: usize) -> Word<'_> {
    let rest = &info[start..];
    let braced = rest.starts_with('{').then(|| rest.find('}').map(|i| i + 1)).flatten();
    let stop = braced.unwrap_or_else(|| rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len()));
    let key = &rest[..stop];
    if !rest[stop..].starts_with('=') {
        return Word { text: key, span: start..start + stop, key, value: None, value_span: 0..0 };
    }
    let (value, inner, end) = value(info, start + stop + 1);
    Word { text: &info[start..end], span: start..end, key, value: Some(value), value_span: inner }
}

/// The value that begins at `start`, its bytes without quotes, and where the word ends.
fn value(info: &str, start: usize) -> (Cow<'_, str>, Range<usize>, usize) {
    let rest = &info[start..];
    let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
        let end = start + rest.find(char::is_whitespace).unwrap_or(rest.len());
        return (Cow::Borrowed(&info[start..end]), start..end, end);
    };
    let mut escaped = false;
    let close = rest[1..].find(|c| {
        let found = c == quote && !escaped;
        escaped = c == '\\' && !escaped;
        found
    });
    let inner = start + 1..close.map_or(info.len(), |i| start + 1 + i);
    let end = (inner.end + 1).min(info.len());
    (unescape(&info[inner.clone()], quote), inner, end)
}

fn unescape(text: &str, quote: char) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let escaped = (c == '\\').then(|| chars.next_if(|next| *next == quote || *next == '\\')).flatten();
        out.push(escaped.unwrap_or(c));
    }
    Cow::Owned(out)
}
