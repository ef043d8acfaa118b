//! Highlighting gives what syntect alone gives: each token the class of the innermost scope that has one.
//!
//! It refuses to know how the highlighter keeps scopes.

use syntect::parsing::{ParseState, ScopeStack, SyntaxReference, SyntaxSet};

use super::Highlighter;
use super::classes::{ClassWriter, class_of};

/// Listings by language: those of the benchmarks.
const CORPUS: &[(&str, &str, &str)] = &[
    ("bash", "Bourne Again Shell (bash)", include_str!("../../tests/bench/corpus/snippets/bash.txt")),
    ("c", "C", include_str!("../../tests/bench/corpus/snippets/c.txt")),
    ("css", "CSS", include_str!("../../tests/bench/corpus/snippets/css.txt")),
    ("go", "Go", include_str!("../../tests/bench/corpus/snippets/go.txt")),
    ("html", "HTML", include_str!("../../tests/bench/corpus/snippets/html.txt")),
    ("java", "Java", include_str!("../../tests/bench/corpus/snippets/java.txt")),
    ("jsx", "JavaScript (Babel)", include_str!("../../tests/bench/corpus/snippets/js.txt")),
    (
        "js",
        "JavaScript",
        "export class A extends B {\n  #c = new Map();\n}\n\nconst d = `${e}`; // f\n/[g]+/u.test(d);\n",
    ),
    ("json", "JSON", include_str!("../../tests/bench/corpus/snippets/json.txt")),
    ("python", "Python", include_str!("../../tests/bench/corpus/snippets/python.txt")),
    ("rust", "Rust", include_str!("../../tests/bench/corpus/snippets/rust.txt")),
    ("sql", "SQL", include_str!("../../tests/bench/corpus/snippets/sql.txt")),
    ("ts", "TypeScript", include_str!("../../tests/bench/corpus/snippets/ts.txt")),
    ("yaml", "YAML", include_str!("../../tests/bench/corpus/snippets/yaml.txt")),
];

#[test]
fn listings_are_what_syntect_makes_of_them() {
    let set = two_face::syntax::extra_newlines();
    let ours = Highlighter::new();
    for (language, name, text) in CORPUS {
        let syntax = set.find_syntax_by_name(name).expect("a grammar of that name");
        assert_eq!(ours.highlight(language, text).html(), plain(&set, syntax, text), "{language}");
    }
}

/// A class for each token by syntect's own stack, and nothing remembered.
fn plain(set: &SyntaxSet, syntax: &SyntaxReference, code: &str) -> String {
    let mut html = String::new();
    let (mut state, mut stack) = (ParseState::new(syntax), ScopeStack::new());
    for line in code.split_inclusive('\n') {
        let text = line.trim_end_matches('\n');
        let mut writer = ClassWriter::new(&mut html);
        let class = |stack: &ScopeStack| stack.scopes.iter().rev().find_map(|s| class_of(&s.build_string()));
        let mut at = 0;
        for (offset, op) in state.parse_line(line, set).expect("a line that can be parsed") {
            let end = offset.min(text.len());
            writer.token(&text[at..end], class(&stack).unwrap_or_default());
            at = end;
            stack.apply(&op).expect("a stack that holds what is taken from it");
        }
        writer.token(&text[at..], class(&stack).unwrap_or_default());
        writer.end_line(text.len() < line.len());
    }
    html
}
