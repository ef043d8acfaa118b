//! The one place that escapes, and the type of what needs no escaping any more.
//!
//! It refuses to know what the markup means.

use std::borrow::Cow;
use std::fmt::Write as _;

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

/// Percent-encodes what may not stand in the path of an address.
pub fn encode_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z'
            | b'a'..=b'z'
            | b'0'..=b'9'
            | b'-'
            | b'.'
            | b'_'
            | b'~'
            | b'/'
            | b'!'
            | b'$'
            | b'('
            | b')'
            | b'*'
            | b'+'
            | b','
            | b';'
            | b'='
            | b':'
            | b'@' => out.push(byte as char),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// Undoes percent-encoding; what is not valid UTF-8 afterwards is `None`.
pub fn decode_path(path: &str) -> Option<Cow<'_, str>> {
    if !path.contains('%') {
        return Some(Cow::Borrowed(path));
    }
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let hex = (bytes[i] == b'%').then(|| path.get(i + 1..i + 3)).flatten();
        if let Some(byte) = hex.and_then(|h| u8::from_str_radix(h, 16).ok()) {
            out.push(byte);
            i += 3;
        } else {
            out.push(bytes[i]);
            i += 1;
        }
    }
    String::from_utf8(out).ok().map(Cow::Owned)
}
