//! Splits text into the words that it is found by.
//!
//! The script in the browser has the same rules (`themes/default/static/js/find.js`); tests hold both to the examples in
//! `tests/fixtures/words.json`. Inflection is left to the script: the index holds words as they are written.

use unicode_normalization::char::is_combining_mark;

/// The longest word in characters; longer ones are found by their beginning.
const MAX_WORD_CHARS: usize = 48;

/// Calls `found` with each word of a folded text, in order.
pub(crate) fn each<'t>(folded: &'t str, mut found: impl FnMut(&'t str)) {
    let bytes = folded.as_bytes();
    let mut at = 0;
    while let Some(start) = next_part(folded, at) {
        // Most words are plain and stand among plain signs; what else there is the general way finds.
        at = start + bytes[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if ends_plainly(bytes, at) {
            found(shortened(&folded[start..at]));
            continue;
        }
        let rest = &folded[start..];
        let run = run_length(rest);
        let whole = run + signs_length(&rest[run..]);
        pieces(&rest[..run], &rest[..whole], &mut found);
        at = start + whole;
    }
}

/// Where the next letter or digit is, from `at` on.
fn next_part(text: &str, at: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[at..];
    let start = at + bytes.iter().position(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())?;
    if text.as_bytes()[start].is_ascii() { Some(start) } else { Some(start + text[start..].find(is_part)?) }
}

/// Whether nothing from `end` on can belong to the word that ends there.
fn ends_plainly(bytes: &[u8], end: usize) -> bool {
    match bytes.get(end) {
        None => true,
        Some(b'+' | b'#') => false,
        Some(b'.') => !joins_digits(bytes, end),
        Some(byte) => byte.is_ascii(),
    }
}

/// The length of the run of letters and digits that the text begins with; a point between digits belongs to it.
fn run_length(text: &str) -> usize {
    let mut end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    while joins_digits(text.as_bytes(), end) {
        let rest = &text[end + 1..];
        end += 1 + rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    }
    end
}

fn joins_digits(bytes: &[u8], at: usize) -> bool {
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    bytes.get(at) == Some(&b'.') && at > 0 && digit(at - 1) && digit(at + 1)
}

/// The length of the signs that belong to the word before them, as in C++ and C#.
fn signs_length(text: &str) -> usize {
    let end = text.find(|c| c != '+' && c != '#').unwrap_or(text.len());
    let ends_word = !text[end..].starts_with(is_part);
    if end <= 2 && ends_word { end } else { 0 }
}

/// The words of a run: itself with its signs, or, of writing without spaces, each two neighbours and the last one.
fn pieces<'t>(run: &'t str, whole: &'t str, found: &mut impl FnMut(&'t str)) {
    if run.is_ascii() {
        return found(shortened(whole));
    }
    if !run.chars().any(char::is_alphanumeric) {
        return;
    }
    if !run.contains(is_unspaced) {
        return found(shortened(whole));
    }
    let mut rest = run;
    while let Some(first) = rest.chars().next() {
        let unspaced = is_unspaced(first);
        let length = rest.find(|c| is_unspaced(c) != unspaced).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(length);
        if unspaced {
            neighbours(piece, found);
        } else {
            found(shortened(piece));
        }
        rest = after;
    }
}

fn neighbours<'t>(text: &'t str, found: &mut impl FnMut(&'t str)) {
    let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    for (i, start) in starts[..starts.len() - 1].iter().enumerate() {
        found(&text[*start..starts[(i + 2).min(starts.len() - 1)]]);
    }
}

/// A word without what is beyond the longest.
pub(crate) fn shortened(word: &str) -> &str {
    if word.len() <= MAX_WORD_CHARS {
        return word;
    }
    word.char_indices().nth(MAX_WORD_CHARS).map_or(word, |(end, _)| &word[..end])
}

/// A letter, a digit or a combining mark.
pub(crate) fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && (c.is_alphanumeric() || is_combining_mark(c)))
}

/// A character of writing that puts no spaces between words: Thai, Lao, Burmese, Khmer, kana, Han.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x2e80..=0x2fdf | 0x3005..=0x3007
        | 0x3040..=0x30ff | 0x31f0..=0x31ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff
        | 0x2_0000..=0x3_ffff)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::fold::fold;

    #[test]
    fn the_examples_that_the_script_reads_too() {
        let examples: Vec<(String, Vec<String>)> =
            serde_json::from_str(include_str!("../../tests/fixtures/words.json")).expect("examples");
        for (text, expected) in examples {
            let mut found = Vec::new();
            each(&fold(&text), |word| found.push(word.to_owned()));
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
