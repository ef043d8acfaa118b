//! XML: the one place that writes it, so that nothing stands in it unescaped and no element is left open.
//!
//! It refuses to know what the elements mean. HTML goes into a feed as text, escaped like any other.

/// An attribute: its name and its value, not yet escaped.
pub(super) type Attribute<'a> = (&'static str, &'a str);

/// A document or a part of one that is being written.
#[derive(Debug, Default)]
pub(super) struct Xml {
    out: String,
    depth: usize,
}

/// Writes a document with one root element.
pub(super) fn document(root: &'static str, attributes: &[Attribute], content: impl FnOnce(&mut Xml)) -> String {
    let mut xml = Xml { out: "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_owned(), depth: 0 };
    xml.element(root, attributes, content);
    xml.out
}

impl Xml {
    /// An element that holds others.
    pub(super) fn element(&mut self, name: &'static str, attributes: &[Attribute], content: impl FnOnce(&mut Self)) {
        self.start(name, attributes);
        self.out.push_str(">\n");
        self.depth += 1;
        content(self);
        self.depth -= 1;
        self.indent();
        self.end(name);
    }

    /// An element that holds text.
    pub(super) fn text(&mut self, name: &'static str, attributes: &[Attribute], text: &str) {
        self.start(name, attributes);
        self.out.push('>');
        escape_into(&mut self.out, text, false);
        self.end(name);
    }

    /// An element that holds nothing.
    pub(super) fn empty(&mut self, name: &'static str, attributes: &[Attribute]) {
        self.start(name, attributes);
        self.out.push_str("/>\n");
    }

    fn start(&mut self, name: &str, attributes: &[Attribute]) {
        self.indent();
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape_into(&mut self.out, value, true);
            self.out.push('"');
        }
    }

    fn end(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }

    fn indent(&mut self) {
        (0..self.depth).for_each(|_| self.out.push_str("  "));
    }
}

/// Escapes text; what no XML 1.0 document may hold becomes U+FFFD. Line ends and tabs survive in attributes too.
fn escape_into(out: &mut String, text: &str, attribute: bool) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\n' if attribute => out.push_str("&#10;"),
            '\t' if attribute => out.push_str("&#9;"),
            '\t' | '\n' => out.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Another reader of XML gets back what was put in, but for what XML cannot hold.
    #[test]
    fn what_is_written_is_read_back() {
        let hard = "a < b && \"c\" > 'd' ]]> <!-- \t\r\n é 𝒳 \u{1}\u{b}\u{ffff}";
        let written = document("root", &[("a", hard)], |xml| {
            xml.text("t", &[], hard);
            xml.empty("e", &[("b", hard)]);
        });
        let read = roxmltree::Document::parse(&written).expect("it is well-formed");
        let expected = hard.replace(['\u{1}', '\u{b}', '\u{ffff}'], "\u{fffd}");
        assert_eq!(read.root_element().attribute("a"), Some(expected.as_str()));
        let child = |name| read.root_element().children().find(|n| n.has_tag_name(name)).expect("the element is there");
        assert_eq!(child("t").text(), Some(expected.as_str()));
        assert_eq!(child("e").attribute("b"), Some(expected.as_str()));
    }
}
