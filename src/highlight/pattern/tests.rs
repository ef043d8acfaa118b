//! What the reader of patterns says is what the engine does.

use super::compile;
use super::reader::read;

/// Sets in all the ways in which grammars write them.
const SETS: &[&str] = &[
    r"\w",
    r"\W",
    r"\d",
    r"\D",
    r"\s",
    r"\S",
    r"\h",
    r"\H",
    r"\N",
    ".",
    "(?m:.)",
    "(?m).",
    "a",
    r"\.",
    r"\t",
    r"\x41",
    r"\x{41}",
    r"\u0041",
    r"[a-c]",
    r"[^a-c]",
    r"[]a]",
    r"[^]a]",
    r"[a-c&&b-d]",
    r"[^a-c&&b-d]",
    r"[a\-c]",
    r"[-a]",
    r"[a-]",
    r"[a-c-e]",
    r"[\w&&[^\d]]",
    r"[[:alpha:]_]",
    r"[[:^alpha:]]",
    r"[[:punct:]]",
    r"[[:cntrl:]]",
    r"[[:print:]]",
    r"[[:graph:]]",
    r"[[:blank:]]",
    r"[[:space:]]",
    r"[[:xdigit:]]",
    r"[[:ascii:]]",
    r"[[:word:]]",
    r"[^[:^ascii:]]",
    r"[\b]",
    r"[\n\r]",
    r"[^\n]",
    r"[\x00-\x1f]",
    r"[\x{80}-\x{10ffff}]",
    r"[$_\p{L}]",
    r"\p{Lu}",
    r"\P{Lu}",
    r"\p{^Lu}",
    r"\p{Punct}",
    r"\p{P}",
    r"\p{S}",
    r"\p{Sm}",
    r"\p{N}",
    r"\p{Nd}",
    r"\p{Pc}",
    r"\p{Space}",
    r"\p{Alnum}",
    r"\p{Word}",
    r"\p{XID_Start}",
    r"\p{XID_Continue}",
    r"\p{M}",
    r"(?i)a",
    r"(?i)[a-c]",
    r"(?i)[^a-c]",
    r"(?i:[k-m&&l-z])",
    r"(?i)\w",
    r"(?x) a ",
    r"(?x: [ a] )",
    r"(?:a|[bc])",
    r"[{}]",
    "{",
    "}",
    "]",
    r"[\[\]]",
    r"[a[bc]d]",
    r"[\p{Lu}&&[^A]]",
];

#[test]
fn sets_are_what_the_engine_takes_them_for() {
    for pattern in SETS {
        let Ok(expression) = read(pattern) else { continue };
        let set = expression.as_set().expect(pattern);
        let engine = compile(&format!("\\A(?:{pattern})\\z")).expect(pattern);
        for byte in 0..128_u8 {
            let text = char::from(byte).to_string();
            let matches = engine.find(&text).is_some();
            assert_eq!(set.has(byte), matches, "{pattern} and {text:?}");
        }
    }
}
