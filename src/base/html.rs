//! Escapes text as HTML, and has the type of markup that needs no escaping any more. Nothing else escapes.

use std::borrow::Cow;

use html5gum::{EndTag, StartTag};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

/// Finished HTML. Only Versus makes it; text from authors is escaped on the way in.
///
/// It serialises as bytes, which no other value of a view does: that is how the renderer tells markup,
/// to be printed as it is, from text, to be escaped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, JsonSchema)]
pub struct Html(String);

impl Html {
    /// Takes markup that is already safe.
    pub fn trusted(markup: impl Into<String>) -> Self {
        Self(markup.into())
    }

    /// Escapes text.
    pub fn text(text: &str) -> Self {
        Self(escape(text))
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Appends markup that is already safe.
    pub fn push(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    /// The markup, owned.
    pub fn into_string(self) -> String {
        self.0
    }

    /// Whether nothing would be drawn.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0.as_bytes())
    }
}

/// Escapes text for element content and for attributes in double quotes. Control characters, which no document may
/// hold, become U+FFFD.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    escape_into(&mut out, text);
    out
}

/// Appends `text`, escaped as by [`escape`].
pub fn escape_into(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = first_unsafe(rest.as_bytes()) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => "\u{fffd}",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// The bytes that are to be escaped: what means something in markup, and control characters but white space.
const IS_UNSAFE: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] = matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'' | 0..=8 | 11 | 14..=31 | 127);
        byte += 1;
    }
    table
};

/// Where the first byte stands that is to be escaped. Most text has few, so it is looked at in pieces, without a
/// branch for each byte.
fn first_unsafe(bytes: &[u8]) -> Option<usize> {
    const PIECE: usize = 32;
    let clean = |piece: &&[u8]| !piece.iter().fold(false, |found, byte| found | IS_UNSAFE[usize::from(*byte)]);
    let start = bytes.chunks(PIECE).take_while(clean).map(<[u8]>::len).sum();
    bytes[start..].iter().position(|byte| IS_UNSAFE[usize::from(*byte)]).map(|at| start + at)
}

/// Appends a start tag; `value` says what each attribute has, by name and what it had, or that it goes.
pub fn start_tag<'a>(
    out: &mut String,
    tag: &'a StartTag<()>,
    value: impl Fn(&str, Cow<'a, str>) -> Option<Cow<'a, str>>,
) {
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
pub fn end_tag(out: &mut String, tag: &EndTag<()>) {
    out.push_str("</");
    out.push_str(&String::from_utf8_lossy(&tag.name));
    out.push('>');
}
