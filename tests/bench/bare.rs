//! A page by the libraries alone, which is the floor of all that builds pages with them: no links, no data, no search,
//! no checks. It refuses to know files.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};
use syntect::parsing::{ParseState, ScopeStackOp, SyntaxSet};
use tera::{Context, Tera};

/// The languages of the listings, with their grammars.
pub(crate) const GRAMMARS: &[(&str, &str)] = &[
    ("bash", "Bourne Again Shell (bash)"),
    ("c", "C"),
    ("css", "CSS"),
    ("go", "Go"),
    ("html", "HTML"),
    ("java", "Java"),
    ("js", "JavaScript (Babel)"),
    ("json", "JSON"),
    ("python", "Python"),
    ("rust", "Rust"),
    ("sql", "SQL"),
    ("ts", "TypeScript"),
    ("yaml", "YAML"),
];

const PAGE: &str = "<!doctype html><title>{{ title }}</title><nav>{% for link in links %}<a href=\"{{ link }}\">\
    {{ link }}</a>{% endfor %}</nav><main>{{ content | safe }}</main>";

/// The libraries, loaded.
pub(crate) struct Libraries {
    grammars: SyntaxSet,
    templates: Tera,
}

impl Libraries {
    pub(crate) fn load() -> Self {
        let mut templates = Tera::default();
        templates.add_raw_template("page.html", PAGE).expect("a template");
        Self { grammars: two_face::syntax::extra_newlines(), templates }
    }

    /// Markdown into a page.
    pub(crate) fn page(&self, title: &str, text: &str) -> String {
        let mut language = None;
        let events = Parser::new_ext(text, Options::all()).filter_map(|event| match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(name))) => {
                language = Some(name);
                None
            }
            Event::Text(code) if language.is_some() => {
                let html = self.highlighted(language.as_deref().unwrap_or_default(), &code);
                Some(Event::Html(CowStr::from(html)))
            }
            Event::End(TagEnd::CodeBlock) => {
                language = None;
                None
            }
            event => Some(event),
        });
        let mut content = String::with_capacity(text.len() * 2);
        pulldown_cmark::html::push_html(&mut content, events);
        let mut context = Context::new();
        context.insert("title", title);
        context.insert("links", &["/", "/a/", "/b/"]);
        context.insert("content", &content);
        self.templates.render("page.html", &context).expect("a page")
    }

    /// What highlighting rests on: the grammar, and each piece of a line in an element.
    fn highlighted(&self, language: &str, code: &str) -> String {
        // The quicker grammar never comes to an end on some comments.
        let quick = language == "js" && !code.contains("/*");
        let known = GRAMMARS.iter().find(|(own, _)| *own == language).map_or("Plain Text", |(_, grammar)| grammar);
        let grammar = if quick { "JavaScript" } else { known };
        let grammar = self.grammars.find_syntax_by_name(grammar).expect("a grammar of that name");
        let mut state = ParseState::new(grammar);
        let mut html = String::with_capacity(code.len() * 3);
        for line in code.split_inclusive('\n') {
            let mut at = 0;
            for (offset, op) in state.parse_line(line, &self.grammars).unwrap_or_default() {
                if let ScopeStackOp::Push(scope) = op {
                    html.push_str(&line[at..offset.max(at)]);
                    html.push_str(if scope.is_empty() { "</span>" } else { "<span class=\"k\">" });
                    at = offset.max(at);
                }
            }
            html.push_str(&line[at..]);
        }
        html
    }
}
