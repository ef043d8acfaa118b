//! Other spellings of the words of a text: `nodejs` for Node.js, `1000` for 1,000, the parts of camelCase.
//!
//! The index holds them beside the words (`words`), so that each is found by either spelling. The script in the browser
//! has the same rules (`themes/default/static/js/find.js`); tests hold both to `tests/fixtures/variants.json`.
//!
//! A *compound* is a run of letters and digits with single joiners between them, as in `server-side` or `CI/CD`.
//!
//! - Two and three neighbouring parts of a compound make one word: `serverside`, `cicd`.
//! - Numbers have a spelling without what groups their digits: `1000` for 1,000, 1.000 and 1 000.
//! - What signs say is spelt out: `cpp` and `cplusplus` for C++, `csharp` for C#, `dotnet` for .NET.
//! - A version has a spelling without its `v`: `3.10.4` for v3.10.4.
//! - The parts of camelCase, and the letters and digits of `RFC9110`, are words that count less.

use super::words::{is_part, is_unspaced};
use crate::base::fold::fold;

/// How a variant relates to its compound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum VariantKind {
    /// Another spelling of the whole, or of neighbouring parts.
    Spelling,
    /// A part that is no word by itself in the text.
    Part,
}

/// Calls `found` with each variant in a text, folded.
pub(crate) fn each(text: &str, mut found: impl FnMut(String, VariantKind)) {
    let mut at = 0;
    while let Some(start) = text[at..].find(is_letter).map(|i| at + i) {
        let end = start + compound_length(&text[start..]);
        let after = &text[end..];
        let signs = after.find(|c| c != '+' && c != '#').unwrap_or(after.len());
        let signs = if signs <= 2 && !after[signs..].starts_with(is_letter) { &after[..signs] } else { "" };
        let compound = &text[start..end];
        // Most words are plain.
        let plain = compound.bytes().skip(1).all(|byte| byte.is_ascii_lowercase());
        if (!plain || !signs.is_empty() || text[..start].ends_with('.')) && !compound.contains(is_unspaced) {
            let has_dot = text[..start]
                .strip_suffix('.')
                .is_some_and(|before| !before.ends_with(|c| is_letter(c) || is_joiner(c)));
            variants(compound, signs, has_dot, &mut found);
        }
        at = end;
    }
}

fn variants(compound: &str, signs: &str, has_dot: bool, found: &mut impl FnMut(String, VariantKind)) {
    let parts = parts(compound);
    if has_dot && parts[0].starts_with(char::is_alphabetic) {
        found(fold(&format!("dot{}", parts[0])), VariantKind::Spelling);
    }
    let spelt: &[&str] = match signs {
        "++" => &["pp", "plusplus"],
        "#" => &["sharp"],
        _ => &[],
    };
    let last = parts[parts.len() - 1];
    for end in spelt {
        found(fold(&format!("{last}{end}")), VariantKind::Spelling);
    }
    for parts in parts.windows(2).chain(parts.windows(3)).filter(|parts| !parts.iter().all(|part| is_number(part))) {
        found(fold(&parts.concat().replace(is_group_sign, "")), VariantKind::Spelling);
    }
    for part in parts {
        part_variants(part, found);
    }
}

/// The parts of a compound; what groups digits does not part them.
fn parts(compound: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c) in compound.char_indices().filter(|(_, c)| !is_letter(*c)) {
        if !((c == '.' || is_group_sign(c)) && is_between_digits(compound, at)) {
            parts.push(&compound[start..at]);
            start = at + c.len_utf8();
        }
    }
    parts.push(&compound[start..]);
    parts
}

fn part_variants(part: &str, found: &mut impl FnMut(String, VariantKind)) {
    if let Some(number) = ungrouped(part) {
        return found(number, VariantKind::Spelling);
    }
    let letters = part.find(|c: char| !c.is_alphabetic()).unwrap_or(part.len());
    let (word, rest) = part.split_at(letters);
    if is_number(rest) {
        if matches!(word, "v" | "V") {
            found(rest.to_owned(), VariantKind::Spelling);
        } else if word.chars().nth(1).is_some() {
            found(fold(word), VariantKind::Part);
            found(rest.to_owned(), VariantKind::Part);
        }
    }
    let digits = part.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(part.len());
    let (number, unit) = part.split_at(digits);
    if is_number(number) && unit.chars().nth(1).is_some() && unit.chars().all(char::is_alphabetic) {
        found(number.to_owned(), VariantKind::Part);
        found(fold(unit), VariantKind::Part);
    }
    let pieces = camel_pieces(part);
    if pieces.len() > 1 {
        pieces
            .iter()
            .filter(|piece| piece.chars().nth(1).is_some())
            .for_each(|piece| found(fold(piece), VariantKind::Part));
    }
}

/// `querySelector` is `query` and `Selector`, `XMLHttp` is `XML` and `Http`; `PDFs` stays whole.
fn camel_pieces(part: &str) -> Vec<&str> {
    let chars: Vec<(usize, char)> = part.char_indices().collect();
    let upper = |i: usize| chars.get(i).is_some_and(|(_, c)| c.is_uppercase());
    let lower = |i: usize| chars.get(i).is_some_and(|(_, c)| c.is_lowercase());
    let mut pieces = Vec::new();
    let mut start = 0;
    for i in 1..chars.len() {
        let begins = lower(i - 1) || upper(i - 1) && lower(i + 1) && lower(i + 2);
        if upper(i) && begins {
            pieces.push(&part[start..chars[i].0]);
            start = chars[i].0;
        }
    }
    pieces.push(&part[start..]);
    pieces
}

/// A number whose digits are in groups of three, without what groups them.
fn ungrouped(part: &str) -> Option<String> {
    let mut groups = part.split(|c| c == '.' || is_group_sign(c));
    let leads = groups.next().is_some_and(|lead| lead.len() <= 3 && is_digits(lead));
    let mut others = groups.peekable();
    let is_grouped = leads && others.peek().is_some() && others.all(|group| group.len() == 3 && is_digits(group));
    is_grouped.then(|| part.replace(|c: char| !c.is_ascii_digit(), ""))
}

/// The length of the compound that a text begins with.
fn compound_length(text: &str) -> usize {
    let run = |text: &str| text.find(|c| !is_letter(c)).unwrap_or(text.len());
    let mut end = run(text);
    while let Some(joiner) = text[end..].chars().next() {
        let next = run(&text[end + joiner.len_utf8()..]);
        if next == 0 || !(is_joiner(joiner) || is_group_sign(joiner) && is_between_digits(text, end)) {
            break;
        }
        end += joiner.len_utf8() + next;
    }
    end
}

/// Whether there are digits on both sides of the character at `at`.
fn is_between_digits(text: &str, at: usize) -> bool {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    is_digit(text[..at].chars().next_back()) && is_digit(text[at..].chars().nth(1))
}

/// Joins the parts of a word: `Node.js`, `CI/CD`, `O'Reilly`, `server-side`, `max_age`, `R&D`.
fn is_joiner(c: char) -> bool {
    matches!(c, '.' | '-' | '/' | '\'' | '_' | '&' | '’' | '\u{2010}' | '\u{2011}')
}

/// Groups the digits of a number, as a point does too.
fn is_group_sign(c: char) -> bool {
    matches!(c, ',' | '\'' | '’' | '\u{a0}' | '\u{202f}')
}

/// A character of a word, or an invisible one within it.
fn is_letter(c: char) -> bool {
    is_part(c) || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Digits, perhaps with signs between them.
fn is_number(text: &str) -> bool {
    text.split(|c| c == '.' || is_group_sign(c)).all(is_digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_that_the_script_reads_too() {
        let examples: Vec<(String, Vec<String>, Vec<String>)> =
            serde_json::from_str(include_str!("../../tests/fixtures/variants.json")).expect("examples");
        for (text, spellings, parts) in examples {
            let mut found = (Vec::new(), Vec::new());
            each(&text, |word, variant| match variant {
                VariantKind::Spelling => found.0.push(word),
                VariantKind::Part => found.1.push(word),
            });
            assert_eq!(found, (spellings, parts), "{text:?}");
        }
    }
}
