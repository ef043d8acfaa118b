//! Measures text and breaks it into lines.
//!
//! The reader's fonts are not known; widths are those of a wide sans-serif, so what fits here fits in any font.

use std::mem;

const ELLIPSIS: char = '…';

/// The width of a text in the units of `size`; an upper bound for usual fonts.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}

/// The lines of a text, none wider than `max`, at most `most` of them; what does not fit ends in an ellipsis.
pub(crate) fn wrap(text: &str, size: f64, max: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        for (i, piece) in pieces(word, size, max).into_iter().enumerate() {
            let space = if line.is_empty() || i > 0 { "" } else { " " };
            let joined = format!("{line}{space}{piece}");
            if width(&joined, size) <= max {
                line = joined;
            } else {
                lines.push(mem::replace(&mut line, piece));
            }
        }
    }
    lines.push(line);
    lines.retain(|l| !l.is_empty());
    if lines.len() > most.max(1) {
        let rest = lines.split_off(most.max(1) - 1).join(" ");
        lines.push(truncate(&rest, size, max));
    }
    lines
}

/// Wraps into as few lines as [`wrap`], but of more even width; for names that stand alone.
pub(crate) fn balance(text: &str, size: f64, max: f64, most: usize) -> Vec<String> {
    let lines = wrap(text, size, max, most);
    let least = min_width(text, size);
    let tries = (5..10).map(|tenths| max * f64::from(tenths) / 10.0).filter(|narrower| *narrower >= least);
    let is_cut = |lines: &[String]| lines.last().is_some_and(|line| line.ends_with(ELLIPSIS));
    let same = |other: &Vec<String>| other.len() == lines.len() && is_cut(other) == is_cut(&lines);
    let found = tries.map(|narrower| wrap(text, size, narrower, most)).find(same);
    found.unwrap_or(lines)
}

/// The text if it fits, else its beginning and an ellipsis.
pub(crate) fn truncate(text: &str, size: f64, max: f64) -> String {
    if width(text, size) <= max {
        return text.to_owned();
    }
    let mut room = max - advance(ELLIPSIS) * size;
    let fits = |c: &char| {
        room -= advance(*c) * size;
        room >= 0.0
    };
    let mut short: String = text.chars().take_while(fits).collect();
    short.truncate(short.trim_end().len());
    short.push(ELLIPSIS);
    short
}

/// The least width of a line at which no word is broken.
pub(crate) fn min_width(text: &str, size: f64) -> f64 {
    text.split_whitespace().flat_map(parts).map(|part| width(part, size)).fold(0.0, f64::max)
}

/// The parts of a word that may stand on lines of their own: it may be broken behind a hyphen.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    word.split_inclusive(['-', '/'])
}

/// A word, in as many pieces as it takes for each to fit into a line.
fn pieces(word: &str, size: f64, max: f64) -> Vec<String> {
    let mut pieces = Vec::new();
    for part in parts(word) {
        let mut piece = String::new();
        for c in part.chars() {
            if !piece.is_empty() && width(&piece, size) + advance(c) * size > max {
                pieces.push(mem::take(&mut piece));
            }
            piece.push(c);
        }
        pieces.push(piece);
    }
    pieces
}

/// The advance of a character as a share of the type size, after a sans-serif that is wider than most.
fn advance(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 0.33,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' | '"' | '\u{a0}' => 0.42,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '—' | '→' => 1.0,
        'a'..='z' | '0'..='9' => 0.63,
        'A'..='Z' => 0.76,
        '\u{300}'..='\u{36f}' => 0.0,
        '\u{a1}'..='\u{2e7f}' => 0.72,
        _ if c > '\u{2e7f}' => 1.05,
        _ => 0.8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_too_wide_and_nothing_is_lost_silently() {
        let text = "Asynchronous Internationalisierungsunterstützung for 数据库连接池配置 and more";
        for max in [40.0, 90.0, 200.0] {
            for most in 1..6 {
                let lines = wrap(text, 14.0, max, most);
                assert!(lines.len() <= most);
                assert!(lines.iter().all(|l| width(l, 14.0) <= max), "{lines:?}");
                let told: String = lines.concat().replace(' ', "");
                assert!(told.ends_with('…') || told == text.replace(' ', ""), "{told}");
            }
        }
        assert!(wrap("", 14.0, 50.0, 2).is_empty());
    }
}
