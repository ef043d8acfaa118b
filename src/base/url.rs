//! Addresses on the web: their kinds, percent-encoding, the address of the site, and how a page's references resolve.
//!
//! Everything here is text. Whether there is anything at an address is for others to say.

use std::borrow::Cow;
use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::SitePath;
use super::path::normalise;

/// What is encoded in the path of an address.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/')
    .remove(b'!')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');

/// What is encoded in a fragment: `&` divides what viewers of PDF and video are told.
const FRAGMENT: &AsciiSet = &PATH.remove(b'?').remove(b'&');

/// What is encoded in a whole address, which may hold a query, a fragment and encoded characters.
const ADDRESS: &AsciiSet = &PATH.remove(b'?').remove(b'#').remove(b'&').remove(b'\'').remove(b'%');

/// What is encoded in the host of an address: an IPv6 address is in brackets.
const HOST: &AsciiSet = &ADDRESS.remove(b'[').remove(b']');

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
    // Called for every link of every page, and hardly any holds such a character.
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

/// Percent-encodes the path of an address.
pub fn encode_path(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// Percent-encodes a decoded fragment. A text fragment (`:~:text=…`) is not decoded in the first place, as its commas
/// and hyphens mean something only where they are not encoded.
pub fn encode_fragment(fragment: &str) -> String {
    if is_text_fragment(fragment) { encode(fragment) } else { utf8_percent_encode(fragment, FRAGMENT).to_string() }
}

/// Whether a fragment names text to find on the page, perhaps beside an id.
pub fn is_text_fragment(fragment: &str) -> bool {
    fragment.contains(":~:")
}

/// Percent-encodes a whole address; what is encoded already stays.
pub fn encode(address: &str) -> String {
    let start = address.find("://").map_or(0, |scheme| scheme + 3);
    let end =
        if start == 0 { 0 } else { address[start..].find(['/', '?', '#']).map_or(address.len(), |at| start + at) };
    let part = |text, set| utf8_percent_encode(text, set);
    let (scheme, host, rest) = (&address[..start], &address[start..end], &address[end..]);
    format!("{}{}{}", part(scheme, ADDRESS), part(host, HOST), part(rest, ADDRESS))
}

/// Decodes percent-encoded text; `None` if the result is not UTF-8. A `%` that encodes nothing stays.
pub fn decode(text: &str) -> Option<Cow<'_, str>> {
    percent_decode_str(text).decode_utf8().ok()
}

/// Decodes the path of a request: also `None` where a `%` encodes nothing or a NUL is encoded.
pub fn decode_strict(text: &str) -> Option<String> {
    let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_hexdigit);
    let bytes = text.as_bytes();
    let is_encoded = |at: usize| digit(bytes.get(at + 1)) && digit(bytes.get(at + 2));
    let sound = text.match_indices('%').all(|(at, _)| is_encoded(at));
    decode(text).filter(|decoded| sound && !decoded.contains('\0')).map(Cow::into_owned)
}

/// The text before `#` of a reference, and what follows it.
pub fn split_fragment(reference: &str) -> (&str, Option<&str>) {
    reference.split_once('#').map_or((reference, None), |(before, fragment)| (before, Some(fragment)))
}

/// The path that `reference` leads to from the page at `from`, both relative to the root of the site, and either both
/// percent-encoded or neither. A reference that begins with `/` begins at the host, where the site is at `base`.
/// `None` if it climbs out of the site.
pub fn resolve(from: &str, reference: &str, base: Option<&BaseUrl>) -> Option<String> {
    if reference.is_empty() {
        return Some(from.to_owned());
    }
    let folder = from.rfind('/').map_or("", |slash| &from[..slash]);
    let mut path = match reference.strip_prefix('/') {
        Some(rest) => {
            let below = base.map_or("", |base| &base.path()[1..]);
            normalise("", rest.strip_prefix(below).unwrap_or(rest))
        }
        None => normalise(folder, reference),
    }?;
    let is_folder = reference.ends_with('/') || reference.ends_with("..") || reference == ".";
    if is_folder && !path.is_empty() {
        path.push('/');
    }
    Some(path)
}

/// The address at which the site is published, with a slash at the end: `https://example.org/guides/`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Reads the address of a site: `http` or `https`, a host, perhaps a port, perhaps a path.
    pub fn parse(url: &str) -> Option<Self> {
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?.trim_end_matches('/');
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let odd = |c: char| c.is_whitespace() || c.is_control() || "\"<>?#\\:".contains(c);
        let sound = is_host(host) && !path.contains("//") && !path.contains(odd);
        sound.then(|| Self(format!("{}/", url.trim_end_matches('/'))))
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its path on the host, with a slash at both ends: `/guides/`.
    pub fn path(&self) -> &str {
        let host = self.0.find("://").map_or(0, |scheme| scheme + 3);
        self.0[host..].find('/').map_or("/", |slash| &self.0[host + slash..])
    }

    /// The whole address of a page or file of the site.
    pub fn url(&self, path: &SitePath) -> String {
        format!("{}{}", self.0, path.href())
    }

    /// The path below the site of an address on the web, with its query and fragment; `None` if it is not of this
    /// site.
    pub fn strip<'u>(&self, url: &'u str) -> Option<&'u str> {
        match url.strip_prefix(self.0.trim_end_matches('/'))? {
            "" => Some(""),
            rest if rest.starts_with(['?', '#']) => Some(rest),
            rest => rest.strip_prefix('/'),
        }
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_host(host: &str) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, port),
        _ => (host, "0"),
    };
    let address = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    let named = match address {
        Some(address) => address.chars().all(|c| c.is_ascii_hexdigit() || ":.".contains(c)),
        None => name.chars().all(|c| c.is_alphanumeric() || "-._".contains(c)),
    };
    named && !name.is_empty() && port.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decoding_happens_once_and_a_request_is_read_strictly() {
        assert_eq!(decode_strict("a%20b/%C3%A9").as_deref(), Some("a b/é"));
        assert_eq!(decode_strict("%252e").as_deref(), Some("%2e"));
        for bad in ["%", "%2", "%zz", "%+1", "%ff", "a%00b", "%C3"] {
            assert_eq!(decode_strict(bad), None, "{bad}");
        }
        assert_eq!(decode("50%+1 %zz").as_deref(), Some("50%+1 %zz"));
    }

    #[test]
    fn only_the_host_of_an_address_keeps_its_brackets() {
        assert_eq!(encode("http://[::1]:80/a[b]?c=[d]"), "http://[::1]:80/a%5Bb%5D?c=%5Bd%5D");
        assert_eq!(encode("a b/é%20[x]"), "a%20b/%C3%A9%20%5Bx%5D");
        assert_eq!(encode_path("a b/ä?#%&'"), "a%20b/%C3%A4%3F%23%25%26%27");
    }

    #[test]
    fn references_count_from_the_page_and_from_the_base() {
        let base = BaseUrl::parse("https://e.org/g").expect("it is an address");
        let at = |reference| resolve("a/b/", reference, Some(&base));
        assert_eq!(at("../c/").as_deref(), Some("a/c/"));
        assert_eq!(at("..").as_deref(), Some("a/"));
        assert_eq!(at("x.png").as_deref(), Some("a/b/x.png"));
        assert_eq!(at("/g/c").as_deref(), Some("c"));
        assert_eq!(at("/c/").as_deref(), Some("c/"));
        assert_eq!(at("../../../c"), None);
        assert_eq!(resolve("a/b.html", "./", None).as_deref(), Some("a/"));
    }

    #[test]
    fn a_base_has_a_path_and_what_is_below_it() {
        let base = BaseUrl::parse("https://e.org/g//").expect("it is an address");
        assert_eq!((base.as_str(), base.path()), ("https://e.org/g/", "/g/"));
        assert_eq!(base.strip("https://e.org/g/a/?b#c"), Some("a/?b#c"));
        assert_eq!((base.strip("https://e.org/g#c"), base.strip("https://e.org/gh/")), (Some("#c"), None));
        for bad in ["e.org", "https://", "https://e.org:x/", "https://e.org/a b", "https://e.org/?a", "ftp://e.org/"] {
            assert_eq!(BaseUrl::parse(bad), None, "{bad}");
        }
    }
}
