//! Which addresses a link may have, and what kind they are.
//!
//! It refuses to know whether there is anything at an address.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

/// The kind of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// Within the site: a page, a file or a place on the same page.
    Internal,
    /// On the web: `http` or `https`.
    Web,
    /// `mailto` or `tel`.
    Contact,
    /// A scheme that is not allowed, or an address that browsers would read as one.
    Unsafe,
}

/// The kind of `address`. Browsers drop tabs, line ends and leading control characters before they look for a
/// scheme, so this does as well.
pub fn link_kind(address: &str) -> LinkKind {
    // Asked of every link of every page, and hardly any holds such a character.
    let mut clean = Cow::Borrowed(address);
    if address.bytes().any(|byte| byte <= b' ') {
        let rest = address.trim_start_matches(|c: char| c <= ' ').chars();
        clean = Cow::Owned(rest.filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect());
    }
    if clean.starts_with("//") || clean.starts_with('\\') || clean.starts_with("/\\") {
        return LinkKind::Unsafe;
    }
    let Some((scheme, _)) = clean.split_once(':') else { return LinkKind::Internal };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    if !is_scheme {
        // A control character or an encoded one in front of a colon is no honest file name either.
        let odd = scheme.chars().any(char::is_control);
        return if odd { LinkKind::Unsafe } else { LinkKind::Internal };
    }
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => LinkKind::Web,
        "mailto" | "tel" => LinkKind::Contact,
        _ => LinkKind::Unsafe,
    }
}

/// Percent-encodes what may not stand in an address as a whole; what is encoded already stays.
pub fn encode(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    let host = host(address);
    for (index, byte) in address.bytes().enumerate() {
        let stands = match byte {
            // Only the host of an address can hold brackets, around a number.
            b'[' | b']' => host.contains(&index),
            _ => byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte),
        };
        if stands {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The bytes of the host in a whole address.
fn host(address: &str) -> Range<usize> {
    let Some(scheme) = address.find("://") else { return 0..0 };
    let start = scheme + 3;
    start..start + address[start..].find(['/', '?', '#']).unwrap_or(address.len() - start)
}
