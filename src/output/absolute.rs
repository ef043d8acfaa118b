//! Addresses in markup made absolute, for markup that leaves its page.
//!
//! It refuses to know what an address leads to.

use std::borrow::Cow;

use html5gum::{StartTag, Token, Tokenizer};

use crate::base::BaseUrl;
use crate::base::html::{end_tag, escape_into, start_tag};
use crate::base::url::{LinkKind, link_kind, resolve};

/// The absolute address of what the page at `page`, percent-encoded and relative to the site's root, prints as
/// `href`.
pub(crate) fn address(base: &BaseUrl, page: &str, href: &str) -> String {
    if link_kind(href) != LinkKind::Internal {
        return href.to_owned();
    }
    let end = href.find(['?', '#']).unwrap_or(href.len());
    let (path, rest) = href.split_at(end);
    match resolve(page, path, Some(base)) {
        Some(path) => format!("{base}{path}{rest}"),
        None => href.to_owned(),
    }
}

/// The same markup with all its addresses absolute, and without what serves its own page only: ids, and the
/// empty links to headings.
pub(crate) fn markup(html: &str, base: &BaseUrl, page: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut in_anchor = false;
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) if is_anchor(&tag) => in_anchor = true,
            Token::EndTag(tag) if in_anchor => in_anchor = *tag.name != *b"a",
            Token::StartTag(tag) => start_tag(&mut out, &tag, |name, value| attribute(name, value, base, page)),
            Token::EndTag(tag) => end_tag(&mut out, &tag),
            Token::String(text) => escape_into(&mut out, &String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    out
}

fn is_anchor(tag: &StartTag<()>) -> bool {
    let class = tag.attributes.get(b"class".as_slice());
    *tag.name == *b"a" && class.is_some_and(|class| ***class == *b"anchor")
}

fn attribute<'a>(name: &str, value: Cow<'a, str>, base: &BaseUrl, page: &str) -> Option<Cow<'a, str>> {
    match name {
        "id" | "tabindex" => None,
        "href" | "src" | "poster" => Some(Cow::Owned(address(base, page, &value))),
        "srcset" => Some(Cow::Owned(candidates(&value, base, page))),
        _ => Some(value),
    }
}

/// The candidates of a `srcset`: an address and a width each.
fn candidates(srcset: &str, base: &BaseUrl, page: &str) -> String {
    let each = srcset.split(',').filter_map(|candidate| {
        let candidate = candidate.trim();
        let (href, width) = candidate.split_once(' ').unwrap_or((candidate, ""));
        (!href.is_empty()).then(|| format!("{} {width}", address(base, page, href)).trim_end().to_owned())
    });
    each.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(url: &str) -> BaseUrl {
        BaseUrl::parse(url).expect("it is an address")
    }

    #[test]
    fn addresses_count_from_the_page() {
        let at = |href| address(&base("https://e.org/g/"), "a/b/", href);
        assert_eq!(at("../c/"), "https://e.org/g/a/c/");
        assert_eq!(at("../../"), "https://e.org/g/");
        assert_eq!(at("../.."), "https://e.org/g/");
        assert_eq!(at("/g/c/"), "https://e.org/g/c/");
        assert_eq!(at("./"), "https://e.org/g/a/b/");
        assert_eq!(at("x.png"), "https://e.org/g/a/b/x.png");
        assert_eq!(at("#top"), "https://e.org/g/a/b/#top");
        assert_eq!(at("?q=1#top"), "https://e.org/g/a/b/?q=1#top");
        assert_eq!(at("../c/?q=1#x"), "https://e.org/g/a/c/?q=1#x");
        assert_eq!(at("mailto:a@e.org"), "mailto:a@e.org");
        assert_eq!(at("https://x.org/"), "https://x.org/");
        assert_eq!(address(&base("https://e.org/"), "", "./a/"), "https://e.org/a/");
    }

    #[test]
    fn markup_keeps_its_text_and_its_entities() {
        let html = "<p id=\"x\" class=\"y\">a &lt; b <a href=\"../c/?a=1&amp;b=2\">&amp;</a><img src=\"i.png\" srcset=\"i.png 1x, j.png 2x\" alt=\"\"></p>";
        assert_eq!(
            markup(html, &base("https://e.org/"), "a/"),
            "<p class=\"y\">a &lt; b <a href=\"https://e.org/c/?a=1&amp;b=2\">&amp;</a><img alt=\"\" src=\"https://e.org/a/i.png\" srcset=\"https://e.org/a/i.png 1x, https://e.org/a/j.png 2x\"></p>"
        );
    }
}
