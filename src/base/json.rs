//! Our own values as JSON text.
//!
//! It refuses to know what they mean, and to read any.

use serde::Serialize;

/// A value on one line. What we write is text, finite numbers and maps with text keys, which cannot fail.
pub fn json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
