//! A page's summary as lists on other pages show it.
//!
//! What holds on its own page only is taken out: links and images, whose addresses count from there, ids, and the
//! marks of footnotes. It refuses to know which page lists it.

use html5gum::{StartTag, Token, Tokenizer};

use super::body::{Body, Segment};
use crate::base::html::{end_tag, escape_into, start_tag};

/// The prose of a part of a page, data and included code in it; blocks are left out.
pub(super) fn of(part: Body) -> Body {
    let mut out = Body::default();
    let mut html = String::new();
    let flush = |html: &mut String, out: &mut Body| {
        if !html.is_empty() {
            out.segments.push(Segment::Html(portable(html)));
            html.clear();
        }
    };
    for segment in part.segments {
        match segment {
            Segment::Html(part) | Segment::Code(_, part) => html.push_str(&part),
            Segment::Value(_) | Segment::Include(_) => {
                flush(&mut html, &mut out);
                out.segments.push(segment);
            }
            // References are in links, which do not stay.
            Segment::Reference(_) | Segment::Image(_) | Segment::Block(_) | Segment::Run(_) => {}
        }
    }
    flush(&mut html, &mut out);
    out
}

/// Markup without what holds on its own page only.
pub fn portable(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut in_mark = false;
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) if is_mark(&tag) => in_mark = true,
            Token::EndTag(tag) if in_mark => in_mark = *tag.name != b"sup".as_slice(),
            _ if in_mark => {}
            Token::StartTag(tag) if !stays_behind(&tag.name) => {
                start_tag(&mut out, &tag, |name, value| (name != "id").then_some(value));
            }
            Token::EndTag(tag) if !stays_behind(&tag.name) => end_tag(&mut out, &tag),
            Token::String(text) => escape_into(&mut out, &String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    out
}

fn is_mark(tag: &StartTag<()>) -> bool {
    let class = tag.attributes.get(b"class".as_slice());
    *tag.name == b"sup".as_slice() && class.is_some_and(|class| ***class == b"fn-ref".as_slice())
}

fn stays_behind(name: &[u8]) -> bool {
    matches!(name, b"a" | b"img")
}
