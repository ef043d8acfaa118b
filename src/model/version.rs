//! Versions and their order: 3.10 comes after 3.9, a release candidate before its release.

use std::cmp::Ordering;
use std::fmt;

/// A version as its project writes it, with at least one digit.
///
/// Two versions are equal when they are written alike; [`Version::order`] also takes `3.9` and `3.9.0` as level.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Version(String);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum VersionPart<'a> {
    /// `rc`, `beta`: comes before the version that goes on with a number or ends.
    Word(&'a str),
    /// A run of digits without its leading zeros; a longer one is larger.
    Number(usize, &'a str),
}

impl Version {
    /// Takes a version; `None` when there is no digit in it.
    pub fn new(text: &str) -> Option<Self> {
        text.bytes().any(|b| b.is_ascii_digit()).then(|| Self(text.to_owned()))
    }

    /// The version as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Which of two comes first.
    pub fn order(&self, other: &Self) -> Ordering {
        let (a, b) = (parts(&self.0), parts(&other.0));
        let zero = VersionPart::Number(0, "");
        (0..a.len().max(b.len()))
            .map(|i| a.get(i).unwrap_or(&zero).cmp(b.get(i).unwrap_or(&zero)))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Runs of digits and runs of letters; a `v` in front and what follows a `+` do not count.
fn parts(text: &str) -> Vec<VersionPart<'_>> {
    let text = text.split('+').next().unwrap_or_default();
    let start = text.find(|c: char| c.is_ascii_digit()).filter(|i| text[..*i].trim().eq_ignore_ascii_case("v"));
    let mut rest = &text[start.unwrap_or(0)..];
    let mut parts = Vec::new();
    while let Some(first) = rest.chars().next() {
        let digit = first.is_ascii_digit();
        let same = |c: char| if digit { c.is_ascii_digit() } else { c.is_alphabetic() };
        let end = rest.find(|c| !same(c)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end.max(first.len_utf8()));
        if digit {
            let number = run.trim_start_matches('0');
            parts.push(VersionPart::Number(number.len(), number));
        } else if first.is_alphabetic() {
            parts.push(VersionPart::Word(run));
        }
        rest = after;
    }
    parts
}
