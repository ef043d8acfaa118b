//! Fills the places of a text that is to become a file: `@title@`, `@today@` and others, by name.
//!
//! It refuses to know what the places stand for. There are no conditions and no loops.

use crate::base::{Code, Diagnostic, Place, SourcePath, suggest};

/// The text with each place filled. A text of several lines keeps the indentation of its place.
///
/// # Errors
/// When the text has a place that is not among `places`.
pub(super) fn fill(path: &SourcePath, text: &str, places: &[(&str, String)]) -> Result<String, Diagnostic> {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    while let Some((start, end)) = next(text, done) {
        let name = &text[start + 1..end - 1];
        let Some((_, value)) = places.iter().find(|(known, _)| *known == name) else {
            return Err(unknown(path, name, start..end, places));
        };
        out.push_str(&text[done..start]);
        let indentation = format!("\n{}", indentation(text, start));
        out.push_str(&value.replace('\n', &indentation));
        done = end;
    }
    out.push_str(&text[done..]);
    Ok(out)
}

/// A text as a YAML scalar, whatever it holds: what JSON quotes is quoted for YAML too.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The first place at or after `from`: lower-case letters between two `@`.
fn next(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    loop {
        let start = at + text[at..].find('@')?;
        let letters = text[start + 1..].bytes().take_while(u8::is_ascii_lowercase).count();
        let end = start + 1 + letters;
        if letters > 0 && text[end..].starts_with('@') {
            return Some((start, end + 1));
        }
        at = start + 1;
    }
}

fn indentation(text: &str, at: usize) -> &str {
    let line = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let blanks = text[line..at].bytes().take_while(|b| *b == b' ').count();
    &text[line..line + blanks]
}

fn unknown(path: &SourcePath, name: &str, span: std::ops::Range<usize>, places: &[(&str, String)]) -> Diagnostic {
    let error = Diagnostic::error(Code::ThemeFile, format!("nothing is known that could stand for `@{name}@`"))
        .at(Place::new(path, span));
    match suggest::advice(name, places.iter().map(|(known, _)| *known)) {
        Some(advice) => error.help(advice),
        None => error,
    }
}
