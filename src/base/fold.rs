//! Folds text for searching and sorting: without case and diacritics, in compatibility form.
//!
//! [`fold`] is also in the theme's script (`themes/default/static/js/find.js`), whose words must match those here.

use std::cmp::Ordering;

use unicode_normalization::UnicodeNormalization;

/// Lower case, without diacritics, in compatibility form.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // No plain letter changes with what stands beside it, so each run is folded by itself; most text has one.
    while !rest.is_empty() {
        let plain = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let start = out.len();
        out.push_str(&rest[..plain]);
        out[start..].make_ascii_lowercase();
        let other = rest[plain..].bytes().position(|byte| byte.is_ascii()).unwrap_or(rest.len() - plain);
        fold_other(&rest[plain..plain + other], &mut out);
        rest = &rest[plain + other..];
    }
    out
}

fn fold_other(text: &str, out: &mut String) {
    let letters = text.nfkd().filter(|c| !is_ignored(*c)).flat_map(char::to_lowercase);
    for c in letters {
        match spelled_out(c) {
            Some(letters) => out.push_str(letters),
            None => out.push(c),
        }
    }
}

/// A key that sorts text naturally: by folded letters, with numbers by value, so that `Chapter 2` is before
/// `Chapter 10` and `Äpfel` among the a's. Texts that fold to the same are sorted by their characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NaturalKey {
    folded: Vec<u8>,
    text: String,
}

impl NaturalKey {
    /// The key of a text.
    pub fn new(text: &str) -> Self {
        let folded = fold(text.trim());
        let mut key = Vec::with_capacity(folded.len());
        let mut rest = folded.as_str();
        while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
            key.extend_from_slice(&rest.as_bytes()[..start]);
            let digits = &rest[start..];
            let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
            push_number(&mut key, digits[..end].trim_start_matches('0'));
            rest = &digits[end..];
        }
        key.extend_from_slice(rest.as_bytes());
        Self { folded: key, text: text.to_owned() }
    }
}

/// Appends a number so that longer ones come later, and all come where digits do.
fn push_number(key: &mut Vec<u8>, digits: &str) {
    let length = u32::try_from(digits.len()).unwrap_or(u32::MAX);
    key.push(b'0');
    key.extend_from_slice(&length.to_be_bytes());
    key.extend_from_slice(digits.as_bytes());
}

/// Compares two texts by their [`NaturalKey`].
pub fn natural_order(a: &str, b: &str) -> Ordering {
    NaturalKey::new(a).cmp(&NaturalKey::new(b))
}

/// Characters that readers leave out when they type: accents, points of Hebrew and Arabic, variation selectors; and
/// those that nobody sees: soft hyphens, zero-width spaces and joiners.
fn is_ignored(c: char) -> bool {
    matches!(u32::from(c),
        0x00ad | 0x0300..=0x036f | 0x0591..=0x05bd | 0x05bf | 0x05c1..=0x05c2 | 0x05c4..=0x05c5 | 0x05c7
        | 0x064b..=0x065f | 0x0670 | 0x180e | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x200b..=0x200d | 0x2060
        | 0x20d0..=0x20ff | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f | 0xfeff)
}

/// Letters that have no decomposition and are typed otherwise all the same.
fn spelled_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ł' => "l",
        'ı' => "i",
        'þ' => "th",
        'ς' => "σ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_text_folds_as_its_runs_do(text in "[a-zA-Z ßİΣσçé\u{301}\u{308}ﬁ①ΑΣ‘“–]{0,12}|\\PC{0,12}") {
            let whole: String = text.nfkd().filter(|c| !is_ignored(*c)).collect();
            let expected: String = whole.to_lowercase().chars().map(|c| spelled_out(c).map_or_else(|| c.to_string(), str::to_owned)).collect();
            prop_assert_eq!(fold(&text), expected);
        }
    }

    #[test]
    fn numbers_sort_by_value_and_letters_without_their_accents() {
        let sorted = [
            "",
            "10 things",
            "a9",
            "a10",
            "A10b",
            "Äpfel",
            "Apfelbaum",
            "Birne",
            "Chapter 2",
            "chapter 02 b",
            "Chapter 10",
            "Chapter 18446744073709551616",
            "Éclair",
            "eclairs",
            "Straße",
            "strasse 2",
            "zzz",
            "Ωmega",
            "日本",
        ];
        let mut shuffled = sorted;
        shuffled.reverse();
        shuffled.sort_by(|a, b| natural_order(a, b));
        assert_eq!(shuffled, sorted);
    }

    #[test]
    fn what_nobody_sees_is_left_out() {
        assert_eq!(fold("data\u{ad}base, zero\u{200b}width, \u{feff}mark"), "database, zerowidth, mark");
    }
}
