//! HTML as a tree, as far as Markdown needs one.
//!
//! It forgives whatever an author's raw HTML may hold: an end without a beginning counts for nothing, and beyond a
//! depth that no page needs elements count as what is in them. It refuses to know what elements mean, but for
//! those that are never closed and those that are not text.

use html5gum::{Token, Tokenizer};

/// Deeper nesting is flattened.
const DEEPEST: usize = 100;

/// A piece of HTML.
#[derive(Clone, Debug)]
pub(crate) enum HtmlNode {
    Text(String),
    Element(Element),
}

/// An element.
#[derive(Clone, Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<HtmlNode>,
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn has_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|own| own.split_whitespace().any(|c| c == class))
    }

    /// The elements of a name right in this one.
    pub(crate) fn elements<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter_map(move |node| match node {
            HtmlNode::Element(element) if element.name == name => Some(element),
            _ => None,
        })
    }

    /// The elements of a name anywhere in this one, but not in each other.
    pub(crate) fn descendants(&self, name: &str) -> Vec<&Element> {
        let mut found = Vec::new();
        for node in &self.children {
            match node {
                HtmlNode::Element(element) if element.name == name => found.push(element),
                HtmlNode::Element(element) => found.extend(element.descendants(name)),
                HtmlNode::Text(_) => {}
            }
        }
        found
    }

    /// All text in it, as it stands.
    pub(crate) fn text(&self) -> String {
        let each = self.children.iter().map(|node| match node {
            HtmlNode::Text(text) => text.clone(),
            HtmlNode::Element(element) => element.text(),
        });
        each.collect()
    }
}

/// Reads some HTML.
pub(crate) fn parse(html: &str) -> Vec<HtmlNode> {
    let mut open = vec![Element::default()];
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                let attributes = tag.attributes.iter().map(|(name, value)| (text(name), text(value)));
                let element = Element { name: text(&tag.name), attributes: attributes.collect(), children: Vec::new() };
                if tag.self_closing || is_void(&element.name) {
                    add(&mut open, HtmlNode::Element(element));
                } else if open.len() < DEEPEST {
                    open.push(element);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name);
                if let Some(at) = open.iter().skip(1).rposition(|element| element.name == name) {
                    close(&mut open, at + 1);
                }
            }
            Token::String(text) => add(&mut open, HtmlNode::Text(String::from_utf8_lossy(&text).into_owned())),
            _ => {}
        }
    }
    close(&mut open, 1);
    open.pop().map_or_else(Vec::new, |root| root.children)
}

fn add(open: &mut [Element], node: HtmlNode) {
    if let Some(innermost) = open.last_mut() {
        innermost.children.push(node);
    }
}

/// Closes all elements down to the one at `to`. What is not text goes.
fn close(open: &mut Vec<Element>, to: usize) {
    while open.len() > to {
        let Some(element) = open.pop() else { return };
        if !matches!(element.name.as_str(), "svg" | "script" | "style" | "template") {
            add(open, HtmlNode::Element(element));
        }
    }
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "br" | "hr" | "img" | "input" | "wbr" | "source" | "col" | "link" | "meta" | "area" | "embed" | "track"
    )
}
