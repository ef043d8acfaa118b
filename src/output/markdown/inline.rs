//! Text and what stands in it as Markdown: stress, code, links, images, footnotes.
//!
//! It refuses to know blocks.

use std::fmt::Write as _;

use super::tree::{Element, HtmlNode};

/// The Markdown of nodes that stand in a line. Runs of white space are one space; a break in the line is `\` and a
/// line end.
pub(crate) fn inline<'a>(nodes: impl Iterator<Item = &'a HtmlNode>) -> String {
    let mut out = String::new();
    for node in nodes {
        match node {
            HtmlNode::Text(text) => push_text(&mut out, text),
            HtmlNode::Element(element) => push_element(&mut out, element),
        }
    }
    out
}

/// White space in runs of one.
pub(crate) fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') { ' ' } else { c };
        if !(c == ' ' && out.ends_with([' ', '\n'])) {
            out.push(c);
        }
    }
    out
}

/// Text with every sign escaped that Markdown would read. Words like `snake_case` need none.
fn push_text(out: &mut String, text: &str) {
    let text = words(text);
    let mut chars = text.chars().peekable();
    let mut before = out.chars().last();
    while let Some(c) = chars.next() {
        if c == ' ' && (out.is_empty() || out.ends_with([' ', '\n'])) {
            continue;
        }
        let next = chars.peek().copied();
        let escaped = match c {
            '\\' | '`' | '*' | '[' | ']' | '~' => true,
            '_' => !(before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)),
            '<' => next.is_some_and(|n| n.is_ascii_alphabetic() || matches!(n, '/' | '!' | '?')),
            '&' => next.is_some_and(|n| n.is_ascii_alphanumeric() || n == '#'),
            _ => false,
        };
        if escaped {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}

fn push_element(out: &mut String, element: &Element) {
    match element.name.as_str() {
        "strong" | "b" => stressed(out, element, "**"),
        "em" | "i" => stressed(out, element, "*"),
        "del" | "s" => stressed(out, element, "~~"),
        "code" | "kbd" | "samp" => out.push_str(&code_span(&element.text())),
        "a" => link(out, element),
        "img" => image(out, element),
        "br" => {
            let end = out.trim_end().len();
            out.truncate(end);
            out.push_str("\\\n");
        }
        "input" if element.attribute("type") == Some("checkbox") => {
            out.push_str(if element.attribute("checked").is_some() { "[x] " } else { "[ ] " });
        }
        "sup" if element.has_class("fn-ref") => {
            let target =
                element.elements("a").next().and_then(|a| a.attribute("href")).map(|h| h.trim_start_matches('#'));
            out.extend(target.and_then(footnote).map(|name| format!("[^{name}]")));
        }
        _ => {
            let text = inline(element.children.iter());
            if super::is_block(&element.name) && !(out.is_empty() || out.ends_with(' ')) {
                out.push(' ');
            }
            if text.starts_with(' ') && out.ends_with(' ') { out.push_str(&text[1..]) } else { out.push_str(&text) }
        }
    }
}

/// The name of a footnote from the id of its text.
pub(crate) fn footnote(id: &str) -> Option<&str> {
    id.split_once("fn:").map(|(_, name)| name)
}

/// White space at the ends of stressed text goes outside of the marks, where Markdown wants it.
fn stressed(out: &mut String, element: &Element, mark: &str) {
    let text = inline(element.children.iter());
    let inner = text.trim();
    if inner.is_empty() {
        return out.push_str(&text);
    }
    out.push_str(if text.starts_with(' ') && !out.ends_with(' ') { " " } else { "" });
    out.push_str(mark);
    out.push_str(inner);
    out.push_str(mark);
    out.push_str(if text.ends_with(' ') { " " } else { "" });
}

/// Code in a line, within as many ticks as it takes.
pub(crate) fn code_span(code: &str) -> String {
    let code = words(code);
    let runs = code.split(|c| c != '`').map(str::len);
    let ticks = "`".repeat(runs.max().unwrap_or(0) + 1);
    let padded = code.starts_with(['`', ' ']) || code.ends_with(['`', ' ']);
    if padded { format!("{ticks} {code} {ticks}") } else { format!("{ticks}{code}{ticks}") }
}

fn link(out: &mut String, element: &Element) {
    if element.has_class("fn-back") {
        return;
    }
    let text = inline(element.children.iter());
    match element.attribute("href") {
        Some(href) if href == text && href.starts_with("http") => {
            let _ = write!(out, "<{}>", address(href));
        }
        Some(href) if !text.trim().is_empty() => {
            let _ = write!(out, "[{}]({})", text.trim(), address(href));
        }
        _ => out.push_str(&text),
    }
}

fn image(out: &mut String, element: &Element) {
    let mut alternative = String::new();
    push_text(&mut alternative, element.attribute("alt").unwrap_or(""));
    if let Some(source) = element.attribute("src") {
        let _ = write!(out, "![{}]({})", alternative.trim(), address(source));
    }
}

/// An address between brackets; what would end it there is encoded.
fn address(href: &str) -> String {
    let mut out = String::with_capacity(href.len());
    for c in href.chars() {
        match c {
            ' ' => out.push_str("%20"),
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            '\n' | '\r' | '\t' => {}
            c => out.push(c),
        }
    }
    out
}
