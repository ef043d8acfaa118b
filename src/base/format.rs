//! Values as text: JSON, and messages with names in braces, as `{minutes} min`.

use serde::Serialize;

/// A value on one line. What we write is text, finite numbers and maps with text keys, which cannot fail.
pub fn json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A message with its names in braces filled in, once; a name that has no value stays.
pub fn fill<V: AsRef<str>>(message: &str, value: impl Fn(&str) -> Option<V>) -> String {
    let mut out = String::with_capacity(message.len() * 2);
    let mut rest = message;
    while let Some((before, from)) = rest.split_once('{') {
        out.push_str(before);
        let found = from.split_once('}').and_then(|(name, after)| Some((value(name)?, after)));
        if let Some((value, after)) = found {
            out.push_str(value.as_ref());
            rest = after;
        } else {
            out.push('{');
            rest = from;
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_braces_are_filled_in_once() {
        let value = |name: &str| [("a", "{b}"), ("b", "2")].into_iter().find(|(own, _)| *own == name).map(|(_, v)| v);
        assert_eq!(fill("{a} and {b}, not {c} or {", value), "{b} and 2, not {c} or {");
    }
}
