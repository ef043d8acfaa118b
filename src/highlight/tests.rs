//! syntect is the reference: the same code gives the same changes of scopes, in all grammars.
//!
//! `VERSUS_TEST_SCALE=100 cargo test --release highlight` tries a hundred times as much random code.

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStackOp, SyntaxSet};

use super::{Changes, Exhausted, Grammars, ScopeChange};

static SET: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);
static GRAMMARS: LazyLock<Grammars<Scope>> =
    LazyLock::new(|| Grammars::new(|name| Scope::new(name).expect("a scope of a grammar")));

/// Listings of the benchmarks, with the grammar of each.
const LISTINGS: &[(&str, &str)] = &[
    ("Bourne Again Shell (bash)", include_str!("../../tests/bench/corpus/snippets/bash.txt")),
    ("C", include_str!("../../tests/bench/corpus/snippets/c.txt")),
    ("CSS", include_str!("../../tests/bench/corpus/snippets/css.txt")),
    ("Go", include_str!("../../tests/bench/corpus/snippets/go.txt")),
    ("HTML", include_str!("../../tests/bench/corpus/snippets/html.txt")),
    ("Java", include_str!("../../tests/bench/corpus/snippets/java.txt")),
    ("JavaScript (Babel)", include_str!("../../tests/bench/corpus/snippets/js.txt")),
    ("JSON", include_str!("../../tests/bench/corpus/snippets/json.txt")),
    ("Python", include_str!("../../tests/bench/corpus/snippets/python.txt")),
    ("Rust", include_str!("../../tests/bench/corpus/snippets/rust.txt")),
    ("SQL", include_str!("../../tests/bench/corpus/snippets/sql.txt")),
    ("TypeScript", include_str!("../../tests/bench/corpus/snippets/ts.txt")),
    ("YAML", include_str!("../../tests/bench/corpus/snippets/yaml.txt")),
];

/// What opens, closes and separates in one language or another.
const PIECES: &[&str] = &[
    "\n",
    "\n",
    "\n",
    "\r\n",
    "\t",
    " ",
    "    ",
    "\"",
    "'",
    "`",
    "/*",
    "*/",
    "//",
    "#",
    "<!--",
    "-->",
    "<script>",
    "</",
    "${",
    "}",
    "{",
    "(",
    ")",
    "[",
    "]",
    "<<EOF",
    "EOF\n",
    "\"\"\"",
    "r#\"",
    "\\",
    "<",
    ">",
    "&",
    "=>",
    "->",
    "::",
    ";",
    ",",
    ":",
    "=",
    "==",
    "+",
    "-",
    "*",
    "/",
    "%",
    "@",
    "$x",
    "|",
    "~",
    "!",
    "?",
    ".",
    "_",
    "0x1f",
    "1e5",
    "42",
    "name",
    "fn ",
    "def ",
    "class ",
    "function ",
    "SELECT ",
    "return ",
    "end\n",
    "begin ",
    "<?php ",
    "---\n",
    "ß",
    "é",
    "漢字",
    "🦀",
    "\u{2028}",
    "\u{a0}",
    "k\u{212a}",
];

/// Numbers that look random, the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % limit
    }

    /// Pieces, and lines of listings or the beginnings of such, in any order.
    fn code(&mut self) -> String {
        let mut code = String::new();
        for _ in 0..=self.below(16) {
            if self.below(3) > 0 {
                code.push_str(PIECES[self.below(PIECES.len())]);
                continue;
            }
            let lines: Vec<&str> = LISTINGS[self.below(LISTINGS.len())].1.lines().collect();
            let line = lines[self.below(lines.len())];
            let cut = if self.below(2) == 0 { line.len() } else { self.below(line.len() + 1) };
            code.push_str(line.get(..cut).unwrap_or(line));
        }
        code
    }
}

/// How much to try.
fn scale() -> usize {
    std::env::var("VERSUS_TEST_SCALE").ok().and_then(|scale| scale.parse().ok()).unwrap_or(1)
}

/// Compares all changes of the lines of `code`. What ours gives up, or gets through by reading on where rules lead in a
/// circle, is left out: syntect does not end there.
fn compare(grammar: usize, code: &str) {
    let name = &SET.syntaxes()[grammar].name;
    let mut ours = GRAMMARS.parser(grammar, code.len()).expect("a grammar that begins somewhere");
    let mut reference = ParseState::new(&SET.syntaxes()[grammar]);
    let mut changes = Changes::new();
    for line in code.split_inclusive('\n') {
        changes.clear();
        if ours.line(line, &mut changes).is_err() || ours.has_left_reference() {
            return;
        }
        let expected = reference.parse_line(line, &SET).unwrap_or_default();
        let expected: Changes<Scope> = expected.into_iter().map(|(at, op)| (at, change(op))).collect();
        assert_eq!(changes, expected, "{name}: {line:?} of {code:?}");
    }
}

fn change(op: ScopeStackOp) -> ScopeChange<Scope> {
    match op {
        ScopeStackOp::Push(scope) => ScopeChange::Push(scope),
        ScopeStackOp::Pop(count) => ScopeChange::Pop(count),
        ScopeStackOp::Clear(amount) => ScopeChange::Clear(amount),
        ScopeStackOp::Restore => ScopeChange::Restore,
        ScopeStackOp::Noop => unreachable!("syntect gives none"),
    }
}

fn grammar(name: &str) -> usize {
    SET.syntaxes().iter().position(|syntax| syntax.name == name).expect("a grammar of that name")
}

#[test]
fn listings_are_read_as_by_syntect() {
    for (name, code) in LISTINGS {
        compare(grammar(name), code);
        // What is cut off leaves strings and comments open before what follows.
        let cut: Vec<&str> = code.split("\n\n").map(|part| &part[..part.len() * 2 / 3]).collect();
        compare(grammar(name), &cut.join("\n"));
    }
}

#[test]
fn random_code_is_read_as_by_syntect_in_all_grammars() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for _ in 0..4 * scale() {
        for grammar in 0..SET.syntaxes().len() {
            compare(grammar, &numbers.code());
        }
    }
}

/// Lines that took a grammar 10 to 40 seconds or more, and rules that lead in a circle.
const HOSTILE: &[(&str, &str)] = &[
    ("C++", "a::"),
    ("C++", "a("),
    ("C#", "a"),
    ("C#", "a."),
    ("C", "a("),
    ("CoffeeScript", "a"),
    ("D", "1_"),
    ("D", "'"),
    ("Dart", "a"),
    ("Ada", "<"),
    ("QML", "1_"),
    ("YAML", "a::"),
    ("JavaScript", "a /* b */ "),
    ("Scala", "a:b@< "),
    ("Svelte", "{a /* b */} "),
];

#[test]
fn every_line_comes_to_an_end() {
    let mut changes = Changes::new();
    for (name, piece) in HOSTILE {
        let line = format!("{}\n", piece.repeat(20_000 / piece.len()));
        let mut parser = GRAMMARS.parser(grammar(name), line.len()).expect("a grammar");
        let read: Result<(), Exhausted> = parser.line(&line, &mut changes);
        // What is asked for in vain is counted as well, so it may be more than what is allowed.
        assert!(
            read.is_err() || parser.spent() < 3_000_000,
            "{name}: {piece}: {read:?} after {} steps",
            parser.spent()
        );
        changes.clear();
    }
}

#[test]
fn a_circle_is_left_by_reading_on() {
    let mut changes = Changes::new();
    for (name, code) in [("JavaScript", "a /* b */ + c;\n"), ("Scala", "a:b@<\n"), ("Svelte", "{a /* b */}\n")] {
        let mut parser = GRAMMARS.parser(grammar(name), code.len()).expect("a grammar");
        assert_eq!(parser.line(code, &mut changes), Ok(()), "{name}");
    }
}
