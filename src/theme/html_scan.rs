//! The links and ids of a finished page.
//!
//! Every page that is drawn is read here, so it is read by its tags alone: where they begin and end, as the HTML
//! standard tells a browser. Tags with character references in them are left to html5gum. It refuses to know what a
//! link leads to.

use std::borrow::Cow;

use html5gum::{Token, Tokenizer};
use memchr::memchr;
use serde::{Deserialize, Serialize};

/// What was found on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageRefs {
    /// Every reference to something else, as it is printed, without repeats, in order.
    pub links: LinkList,
    /// Every id, sorted, without repeats.
    pub ids: Vec<String>,
    /// Ids that stand twice.
    pub twice: Vec<String>,
}

/// References, in one piece of text, as a site has more of them than of anything else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkList(Box<str>);

impl LinkList {
    /// Each reference. None holds the character that parts them, which in a page would be no character at all.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split_terminator('\0')
    }
}

/// Reads a page.
pub fn scan(html: &str) -> PageRefs {
    let mut reader = HtmlScanner { rest: html, links: Vec::new(), ids: Vec::new() };
    while reader.tag().is_some() {}
    let HtmlScanner { mut links, mut ids, .. } = reader;
    links.sort_unstable();
    links.dedup();
    ids.sort_unstable();
    let mut twice: Vec<String> = ids.windows(2).filter(|w| w[0] == w[1]).map(|w| w[0].clone()).collect();
    twice.dedup();
    ids.dedup();
    PageRefs { links: LinkList(links.iter().flat_map(|link| [&**link, "\0"]).collect::<String>().into()), ids, twice }
}

/// Elements whose text is text, whatever it looks like.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// The name of an attribute that says what an element is called or what it refers to, in lower case.
fn wanted(attribute: &str) -> Option<&'static str> {
    ["id", "name", "href", "src", "srcset"].into_iter().find(|name| attribute.eq_ignore_ascii_case(name))
}

/// Whether the `name` of an element is an anchor of its own, as in `<a name="top">`.
fn is_anchor(element: &str, name: &str, id: Option<&str>) -> bool {
    element.eq_ignore_ascii_case("a") && !name.is_empty() && id != Some(name)
}

/// What may stand between the attributes of a tag.
fn is_gap(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == b'/'
}

struct HtmlScanner<'h> {
    rest: &'h str,
    links: Vec<Cow<'h, str>>,
    ids: Vec<String>,
}

impl<'h> HtmlScanner<'h> {
    /// Goes on to behind the next tag or comment; `None` at the end.
    fn tag(&mut self) -> Option<()> {
        let tag = &self.rest[memchr(b'<', self.rest.as_bytes())?..];
        self.rest = &tag[1..];
        match self.rest.as_bytes().first()? {
            b'!' if tag.starts_with("<!--") => self.comment(),
            b'!' | b'?' => self.skip_to(">"),
            b'/' => match self.rest.as_bytes().get(1)? {
                byte if byte.is_ascii_alphabetic() => {
                    self.rest = &self.rest[1..];
                    self.name()?;
                    self.attributes().map(drop)
                }
                _ => self.skip_to(">"),
            },
            byte if byte.is_ascii_alphabetic() => self.start(tag),
            _ => Some(()),
        }
    }

    fn start(&mut self, tag: &'h str) -> Option<()> {
        let name = self.name()?;
        let found = self.attributes()?;
        if found.iter().any(|(_, value)| value.contains(['&', '\0', '\r'])) {
            self.decoded(&tag[..tag.len() - self.rest.len()]);
        } else {
            let id = found.iter().find(|(key, _)| *key == "id").map(|(_, id)| *id);
            for (key, value) in found {
                if key != "name" || is_anchor(name, value, id) {
                    self.attribute(key, value.into());
                }
            }
        }
        match RAW.iter().find(|raw| name.eq_ignore_ascii_case(raw)) {
            Some(raw) => self.skip_raw(raw),
            None => Some(()),
        }
    }

    /// Reads the name of a tag, to which much belongs that looks as if it did not.
    fn name(&mut self) -> Option<&'h str> {
        let end = self.find(0, |byte| is_gap(byte) || byte == b'>')?;
        Some(self.take(end))
    }

    /// Where the first sign of a kind stands, from a place on. Whatever parts a tag is one byte, so bytes are looked at.
    fn find(&self, from: usize, is_end: impl Fn(u8) -> bool) -> Option<usize> {
        let found = self.rest.as_bytes()[from..].iter().position(|byte| is_end(*byte));
        found.map(|at| from + at)
    }

    fn take(&mut self, length: usize) -> &'h str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    fn skip(&mut self, is_skipped: impl Fn(u8) -> bool) -> Option<u8> {
        let end = self.find(0, |byte| !is_skipped(byte))?;
        self.rest = &self.rest[end..];
        self.rest.as_bytes().first().copied()
    }

    /// Reads a tag up to its end; the attributes that are wanted, by name. A tag that never ends is none.
    fn attributes(&mut self) -> Option<Vec<(&'static str, &'h str)>> {
        let mut found: Vec<(&str, &str)> = Vec::new();
        loop {
            let first = self.skip(is_gap)?;
            if first == b'>' {
                self.take(1);
                return Some(found);
            }
            let end = self.find(usize::from(first == b'='), |byte| is_gap(byte) || matches!(byte, b'>' | b'='))?;
            let key = self.take(end);
            let value = if self.skip(|byte| byte.is_ascii_whitespace())? == b'=' {
                self.take(1);
                self.value()?
            } else {
                ""
            };
            // Of two with one name the first counts.
            if let Some(name) = wanted(key).filter(|name| !found.iter().any(|(other, _)| other == name)) {
                found.push((name, value));
            }
        }
    }

    fn value(&mut self) -> Option<&'h str> {
        let first = self.skip(|byte| byte.is_ascii_whitespace())?;
        if !matches!(first, b'"' | b'\'') {
            let end = self.find(0, |byte| byte.is_ascii_whitespace() || byte == b'>')?;
            return Some(self.take(end));
        }
        self.take(1);
        let end = memchr(first, self.rest.as_bytes())?;
        let value = self.take(end);
        self.take(1);
        Some(value)
    }

    /// The same for a tag whose values are not what they look like.
    fn decoded(&mut self, tag: &str) {
        for Ok(token) in Tokenizer::new(tag) {
            let Token::StartTag(tag) = token else { continue };
            let element = std::str::from_utf8(&tag.name).unwrap_or("");
            let id = tag.attributes.get(b"id".as_slice()).and_then(|id| std::str::from_utf8(id).ok());
            for (name, value) in &tag.attributes {
                let (Ok(key), Ok(value)) = (std::str::from_utf8(name), std::str::from_utf8(value)) else { continue };
                if !key.eq_ignore_ascii_case("name") || is_anchor(element, value, id) {
                    self.attribute(key, value.to_owned().into());
                }
            }
        }
    }

    fn attribute(&mut self, name: &str, value: Cow<'h, str>) {
        match wanted(name) {
            Some("id" | "name") => self.ids.push(value.into_owned()),
            Some("srcset") => {
                let links = value.split(',').filter_map(|source| source.split_whitespace().next());
                self.links.extend(links.map(|link| Cow::from(link.to_owned())));
            }
            Some(_) => self.links.push(value),
            None => {}
        }
    }

    /// Skips a comment, which also ends where it looks as if it had just begun.
    fn comment(&mut self) -> Option<()> {
        self.rest = &self.rest["!--".len()..];
        for end in [">", "->"] {
            if let Some(rest) = self.rest.strip_prefix(end) {
                self.rest = rest;
                return Some(());
            }
        }
        let end = ["-->", "--!>"].into_iter().filter_map(|end| Some((self.rest.find(end)?, end))).min()?;
        self.rest = &self.rest[end.0 + end.1.len()..];
        Some(())
    }

    fn skip_to(&mut self, end: &str) -> Option<()> {
        self.rest = &self.rest[self.rest.find(end)? + end.len()..];
        Some(())
    }

    /// Skips the text of an element up to its end tag.
    fn skip_raw(&mut self, name: &str) -> Option<()> {
        loop {
            self.rest = &self.rest[self.rest.find("</")? + 2..];
            let own = self.rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
            if own && self.rest[name.len()..].starts_with(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>') {
                return self.skip_to(">");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What html5gum makes of the whole page.
    fn reference(html: &str) -> (Vec<String>, Vec<String>) {
        let mut reader = HtmlScanner { rest: "", links: Vec::new(), ids: Vec::new() };
        reader.decoded(html);
        let HtmlScanner { links, mut ids, .. } = reader;
        let mut links: Vec<String> = links.into_iter().map(Cow::into_owned).collect();
        links.sort_unstable();
        links.dedup();
        ids.sort_unstable();
        ids.dedup();
        (links, ids)
    }

    proptest! {
        #![proptest_config(crate::test_scale::tries(1000))]

        #[test]
        fn any_tags_are_read_as_a_browser_reads_them(
            parts in prop::collection::vec(prop::sample::select(&[
                "<a", "<b", "</a", "<", ">", "/", "=", "\"", "'", " ", "\n", "id", "href", "SRC", "srcset", "x", "y 2x,",
                "&amp;", "&", "<!--", "-->", "--!>", "-", "!", "<!d", "<?", "é", "\0", "\r", "<a id=x>", " href=\"y\"",
            ][..]), 0..40),
        ) {
            let html = parts.concat();
            let found = scan(&html);
            let links: Vec<String> = found.links.iter().map(str::to_owned).collect();
            prop_assert_eq!((links, found.ids), reference(&html));
        }
    }

    #[test]
    fn what_looks_like_a_tag_in_a_script_or_a_title_is_none() {
        let found =
            scan("<title><a id=a></title><script>'<a id=b>'</scripty></script ><STYLE><a id=c></style><a id=d>");
        assert_eq!(found.ids, ["d"]);
    }

    #[test]
    fn the_name_of_a_link_is_an_id_and_other_names_are_none() {
        let found = scan("<a name=a><a id=b name=b><input name=c><A NAME='d&amp;e'><meta name=f>");
        assert_eq!((found.ids, found.twice), (["a", "b", "d&e"].map(str::to_owned).to_vec(), Vec::new()));
    }

    #[test]
    fn an_id_that_stands_twice_is_told() {
        let found = scan("<a id=a href='#b&amp;c'></a><b ID=\"a\"><img srcset='x 1x, y 2x' src=z></b>");
        assert_eq!(found.twice, ["a"]);
        assert_eq!(found.links.iter().collect::<Vec<_>>(), ["#b&c", "x", "y", "z"]);
    }
}
