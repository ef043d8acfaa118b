//! Listings that begin within something: declarations without a rule, members without a type, PHP without its tag.
//!
//! Each is read as if what opens it stood before it; the opener itself is not shown. It refuses to know how that is done.

/// Whether a listing lacks its opener.
type Lacks = fn(&str) -> bool;

/// By grammar: which listings lack an opener, and what it is.
const OPENERS: &[(&str, Lacks, &str)] = &[
    ("PHP", |code| !code.contains("<?"), "<?php\n"),
    ("Dockerfile", |code| !begins_a_line(code, &["FROM"]), "FROM a\n"),
    ("CSS", are_declarations, "a {\n"),
    ("SCSS", are_declarations, "a {\n"),
    ("LESS", are_declarations, "a {\n"),
    ("GraphQL", are_fields, "type A {\n"),
    ("Protocol Buffer", |code| !first_word_is(code, PROTOBUF), "message A {\n"),
    ("Solidity", |code| !first_word_is(code, SOLIDITY), "contract A {\n"),
    ("Vue Component", is_script, "<script lang=\"ts\">\n"),
    ("Svelte", is_script, "<script lang=\"ts\">\n"),
];

/// What stands outside of messages.
const PROTOBUF: &[&str] = &["syntax", "edition", "message", "enum", "service", "package", "import", "option", "extend"];
/// What stands outside of contracts.
const SOLIDITY: &[&str] =
    &["pragma", "import", "contract", "interface", "library", "abstract", "using", "error", "type"];

/// What opens `code`, which does not itself; the grammar is known by its name.
pub(crate) fn opener(grammar: &str, code: &str) -> Option<&'static str> {
    let (_, lacks, opener) = OPENERS.iter().find(|(name, ..)| *name == grammar)?;
    lacks(code).then_some(*opener)
}

/// `color: red;` without a rule around it.
fn are_declarations(code: &str) -> bool {
    let mut lines = lines(code).peekable();
    let declares =
        |line: &str| line.split_once(':').is_some_and(|(name, _)| name.trim_end().bytes().all(is_of_property));
    lines.peek().is_some_and(|first| declares(first)) && !code.contains('{') && code.contains([';', ' '])
}

fn is_of_property(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'$' | b'@')
}

/// `name: Type` or `name(a: B): Type`.
fn are_fields(code: &str) -> bool {
    lines(code).next().is_some_and(|first| {
        let name = first.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
        name.len() < first.len() && name.starts_with([':', '('])
    })
}

/// Code of a component without any element.
fn is_script(code: &str) -> bool {
    !code.contains("</") && !code.contains("/>") && !lines(code).any(|line| line.starts_with(['<', '{']))
}

fn begins_a_line(code: &str, words: &[&str]) -> bool {
    lines(code)
        .any(|line| words.iter().any(|word| line.get(..word.len()).is_some_and(|w| w.eq_ignore_ascii_case(word))))
}

fn first_word_is(code: &str, words: &[&str]) -> bool {
    let first = lines(code).next().unwrap_or_default();
    words.contains(&first.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default())
}

/// The lines with something in them other than a comment.
fn lines(code: &str) -> impl Iterator<Item = &str> {
    let comment = |line: &&str| ["//", "/*", "*", "#"].iter().any(|mark| line.starts_with(mark));
    code.lines().map(str::trim).filter(move |line| !line.is_empty() && !comment(line))
}
