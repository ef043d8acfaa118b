//! From scopes, of which grammars know thousands, to about twenty classes, and from classes to HTML.
//!
//! It refuses to know grammars: a scope is judged by the words it begins with.

use crate::base::html::escape_into;

/// What a run of text is, as far as a palette tells it apart. The default is plain text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Class(pub(crate) &'static str);

/// Says nothing: the enclosing scope decides.
const PASS: Option<Class> = None;
const PLAIN: &str = "";

/// The words a scope begins with, and the class they mean; the longest entry that fits wins.
///
/// An empty class makes plain text of what stands in, say, a string: the code of an interpolation.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "c"),
    ("constant", "cn"),
    ("constant.character.escape", "se"),
    ("constant.numeric", "n"),
    ("constant.other.color", "n"),
    ("constant.other.placeholder", "se"),
    ("constant.other.symbol", "s"),
    ("entity.name", "kt"),
    ("entity.name.constant", "cn"),
    ("entity.name.function", "f"),
    ("entity.name.key", "a"),
    ("entity.name.label", "v"),
    ("entity.name.macro", "m"),
    ("entity.name.section", "h"),
    ("entity.name.tag", "t"),
    ("entity.name.variable", "v"),
    ("entity.other.attribute-name", "a"),
    ("entity.other.inherited-class", "kt"),
    ("keyword", "k"),
    ("keyword.operator", "o"),
    ("keyword.operator.accessor", "p"),
    ("keyword.operator.expression", "k"),
    ("keyword.operator.logical.python", "k"),
    ("keyword.operator.module", "k"),
    ("keyword.operator.new", "k"),
    ("keyword.operator.word", "k"),
    ("keyword.other.substitution", "p"),
    ("keyword.other.template", "s"),
    ("keyword.other.unit", "n"),
    ("markup.bold", "h"),
    ("markup.deleted", "d"),
    ("markup.heading", "h"),
    ("markup.inserted", "i"),
    ("markup.italic", "h"),
    ("markup.quote", "c"),
    ("markup.raw", "s"),
    ("markup.underline.link", "s"),
    ("meta.annotation", "m"),
    ("meta.brace", "p"),
    ("meta.decorator", "m"),
    ("meta.delimiter", "p"),
    ("meta.diff.header", "h"),
    ("meta.diff.range", "m"),
    ("meta.embedded", PLAIN),
    ("meta.interpolation", PLAIN),
    ("meta.template.expression", PLAIN),
    ("punctuation", "p"),
    ("punctuation.definition.annotation", "m"),
    ("punctuation.definition.comment", "c"),
    ("punctuation.definition.heading", "h"),
    ("punctuation.definition.keyword", "k"),
    ("punctuation.definition.string", "s"),
    ("punctuation.definition.variable", "v"),
    ("source", PLAIN),
    ("storage", "k"),
    ("storage.type", "kt"),
    ("storage.type.class", "k"),
    ("storage.type.enum", "k"),
    ("storage.type.extends", "k"),
    ("storage.type.function", "k"),
    ("storage.type.interface", "k"),
    ("storage.type.js", "k"),
    ("storage.type.module", "k"),
    ("storage.type.struct", "k"),
    ("storage.type.ts", "k"),
    ("storage.type.tsx", "k"),
    ("string", "s"),
    ("string.regexp", "se"),
    ("support.class", "kt"),
    ("support.constant", "cn"),
    ("support.function", "f"),
    ("support.macro", "m"),
    ("support.type", "kt"),
    ("support.type.property-name", "a"),
    ("support.variable", "v"),
    ("variable", "v"),
    ("variable.annotation", "m"),
    ("variable.function", "f"),
    ("variable.language", "k"),
];

/// The class that `scope` means; `None` if the enclosing scope decides.
pub(crate) fn class_of(scope: &str) -> Option<Class> {
    let fits = |prefix: &str| scope.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    let best = CLASSES.iter().filter(|(prefix, _)| fits(prefix)).max_by_key(|(prefix, _)| prefix.len());
    best.map_or(PASS, |(_, class)| Some(Class(class)))
}

/// Appends tokens to HTML, adjacent ones of one class as one span.
///
/// White space has no colour, so it joins the span before it if the same class goes on behind it.
pub(crate) struct ClassWriter<'h> {
    html: &'h mut String,
    open: Class,
    /// Where the text ends that white space may follow.
    end: usize,
}

impl<'h> ClassWriter<'h> {
    /// Begins a line.
    pub(crate) fn new(html: &'h mut String) -> Self {
        let end = html.len();
        Self { html, open: Class::default(), end }
    }

    /// Appends a piece of the line.
    pub(crate) fn token(&mut self, text: &str, class: Class) {
        if text.bytes().all(|b| b == b' ' || b == b'\t') {
            self.html.push_str(text);
            return;
        }
        if class != self.open {
            self.close();
            if !class.0.is_empty() {
                self.html.push_str("<span class=\"");
                self.html.push_str(class.0);
                self.html.push_str("\">");
            }
            self.open = class;
        }
        escape_into(self.html, text);
        self.end = self.html.len();
    }

    /// Ends the line, with a line feed if the code has one.
    pub(crate) fn end_line(mut self, feed: bool) {
        self.close();
        if feed {
            self.html.push('\n');
        }
    }

    fn close(&mut self) {
        if !self.open.0.is_empty() {
            self.html.insert_str(self.end, "</span>");
        }
        self.open = Class::default();
    }
}
