//! One form for HTML that means the same.
//!
//! It refuses to know Markdown.

use std::fmt::Write as _;

use html5gum::{StartTag, Token, Tokenizer};

/// Elements around which white space means nothing.
const BLOCKS: &[&str] = &[
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "hr",
    "div",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "br",
];

/// Tags, attributes in the order of their names, and text with its white space folded. Taken off are what our
/// headings, links, images and code have for a theme's sake.
pub(super) fn of(html: &str) -> String {
    let mut out = String::new();
    let mut in_pre = false;
    let mut in_anchor = false;
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                let name = text(&tag.name);
                in_anchor |= attribute(&tag, "class").as_deref() == Some("anchor");
                in_pre |= name == "pre";
                if !in_anchor && !is_wrapping(&name) {
                    start(&mut out, &name, &tag);
                }
            }
            Token::EndTag(tag) => {
                let name = text(&tag.name);
                in_pre &= name != "pre";
                if in_anchor || is_wrapping(&name) {
                    in_anchor &= name != "a";
                    continue;
                }
                trim(&mut out, &name);
                let _ = write!(out, "</{name}>");
            }
            Token::String(string) => words(&mut out, &text(&string), in_pre),
            Token::Comment(comment) => {
                let _ = write!(out, "<!--{}-->", text(&comment));
            }
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    out.trim().to_owned()
}

/// The specification's headings one level down where ours are: a page's own title is its only `h1`.
pub(super) fn level_headings(html: &str) -> String {
    html.replace("<h1>", "<h2>").replace("</h1>", "</h2>")
}

fn start(out: &mut String, name: &str, tag: &StartTag<()>) {
    trim(out, name);
    let _ = write!(out, "<{name}");
    for (key, value) in &tag.attributes {
        let (key, value) = (text(key), text(value));
        let ours = match key.as_str() {
            "id" => name.starts_with('h'),
            "rel" => name == "a",
            "loading" | "decoding" => name == "img",
            "tabindex" | "role" | "aria-label" => name == "pre",
            // The language stands on the figure around our code, and here on the code itself.
            "class" => name == "code",
            _ => false,
        };
        if !ours {
            let _ = write!(out, " {key}=\"{value}\"");
        }
    }
    out.push('>');
}

fn is_wrapping(name: &str) -> bool {
    matches!(name, "figure" | "span")
}

fn words(out: &mut String, string: &str, in_pre: bool) {
    if in_pre {
        out.push_str(string);
        return;
    }
    for c in string.chars() {
        let space = matches!(c, ' ' | '\n' | '\t' | '\r');
        if !space {
            out.push(c);
        } else if !out.ends_with(' ') && !after_block(out) {
            out.push(' ');
        }
    }
}

fn trim(out: &mut String, name: &str) {
    if BLOCKS.contains(&name) {
        out.truncate(out.trim_end_matches(' ').len());
    }
}

fn after_block(out: &str) -> bool {
    let tag = out.strip_suffix('>').and_then(|o| o.rsplit_once('<')).map(|(_, tag)| tag.trim_start_matches('/'));
    out.is_empty() || tag.is_some_and(|tag| BLOCKS.contains(&tag.split(' ').next().unwrap_or("")))
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|value| text(value))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
