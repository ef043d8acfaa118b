//! Writes tags that were read back into markup.
//!
//! It refuses to know which of them stay, and what attributes mean.

use std::borrow::Cow;

use html5gum::{EndTag, StartTag};

use super::html::escape_into;

/// Appends a start tag; `value` says what each attribute has, by name and what it had, or that it goes.
pub fn start<'a>(out: &mut String, tag: &'a StartTag<()>, value: impl Fn(&str, Cow<'a, str>) -> Option<Cow<'a, str>>) {
    out.push('<');
    out.push_str(&String::from_utf8_lossy(&tag.name));
    for (name, had) in &tag.attributes {
        let name = String::from_utf8_lossy(name);
        if let Some(value) = value(&name, String::from_utf8_lossy(had)) {
            out.push(' ');
            out.push_str(&name);
            out.push_str("=\"");
            escape_into(out, &value);
            out.push('"');
        }
    }
    out.push('>');
}

/// Appends an end tag.
pub fn end(out: &mut String, tag: &EndTag<()>) {
    out.push_str("</");
    out.push_str(&String::from_utf8_lossy(&tag.name));
    out.push('>');
}
