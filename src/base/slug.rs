//! Names for addresses and anchors, made from text.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The letters, digits and hyphens of `text`; other scripts are transliterated. `C++` and `C#` keep what tells them from
/// `C`: they become `c-plus-plus` and `c-sharp`.
pub fn slugify(text: &str) -> String {
    slug::slugify(spelled(text))
}

/// The id of a heading as GitHub makes it: letters of any script in lower case, digits, `_` and `-`; blanks become
/// hyphens, everything else is left out. Unlike GitHub, it keeps `C++` and `C#` apart, as [`slugify`] does.
pub fn heading_id(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    for c in spelled(text).trim().nfc() {
        match c {
            c if c.is_whitespace() => id.push('-'),
            '-' | '_' => id.push(c),
            c if is_word(c) => id.extend(c.to_lowercase()),
            _ => {}
        }
    }
    id
}

/// Whether a character is part of a word: a letter, a digit or a mark on one.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// The text with the `+` and `#` in words: those that end a name, as in `C++`, `Notepad++` and `C#`.
fn spelled(text: &str) -> Cow<'_, str> {
    if !text.contains(['+', '#']) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut in_name = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let sign = match c {
            '+' => "-plus",
            '#' => "-sharp",
            _ => "",
        };
        let next_is_word = rest.peek().is_some_and(|next| is_word(*next));
        let is_double = c == '+' && (rest.peek() == Some(&'+') || out.ends_with("-plus"));
        if in_name && !sign.is_empty() && (is_double || !next_is_word) {
            out.push_str(sign);
            if next_is_word {
                out.push('-');
            }
        } else {
            out.push(c);
            in_name = is_word(c);
        }
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_get_the_ids_that_github_gives_them() {
        for (text, id) in [
            ("What's new in v1.2.3?", "whats-new-in-v123"),
            ("Setup & run", "setup--run"),
            ("必填 字段", "必填-字段"),
            ("Über `snake_case`", "über-snake_case"),
            ("हिन्दी", "हिन्दी"),
            ("C++", "c-plus-plus"),
            ("C#", "c-sharp"),
            ("C", "c"),
            ("F# and C++20, or Notepad++", "f-sharp-and-c-plus-plus-20-or-notepad-plus-plus"),
            ("A+B testing, #1 and PR#10", "ab-testing-1-and-pr10"),
            ("1 + 1", "1--1"),
            ("🚀", ""),
        ] {
            assert_eq!(heading_id(text), id, "{text}");
        }
    }

    #[test]
    fn a_slug_is_plain_letters_and_tells_languages_apart() {
        for (text, slug) in [
            ("What's new?", "what-s-new"),
            ("C++", "c-plus-plus"),
            ("C#", "c-sharp"),
            ("必填", "bi-tian"),
            ("A+B", "a-b"),
        ] {
            assert_eq!(slugify(text), slug, "{text}");
        }
    }
}
