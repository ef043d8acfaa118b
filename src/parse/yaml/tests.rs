//! What the YAML reader says, and where it points.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use super::*;
use crate::base::Date;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TestPage {
    title: Spanned<String>,
    #[serde(default)]
    draft: bool,
    weight: Option<Spanned<u32>>,
    date: Option<Date>,
    kind: Option<TestKind>,
    items: Option<Vec<Item>>,
    extra: Option<serde_json::Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum TestKind {
    High,
    Low,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    #[expect(dead_code, reason = "only its key matters here")]
    id: String,
}

fn page(text: &str) -> Result<TestPage, Vec<Diagnostic>> {
    read(text, &Origin::whole(&SourcePath::new("a.md")))
}

/// The code, the text pointed at and the help of what is wrong with `text`.
fn fault(text: &str) -> (Code, &str, String) {
    let found = page(text).expect_err("a fault").remove(0);
    (found.code, &text[found.place.expect("a place").span], found.help.unwrap_or_default())
}

#[test]
fn each_fault_has_its_code_and_points_at_its_bytes() {
    let cases = [
        ("titel: a", Code::UnknownKey, "titel", "did you mean `title`?"),
        ("title: ä\nitems:\n  - idd: 4\n", Code::UnknownKey, "idd", "did you mean `id`?"),
        ("title: a\ntitle: b", Code::DuplicateKey, "title", "keep one of the two"),
        ("title: a\nkind: hihg", Code::WrongType, "hihg", "did you mean `high`?"),
        ("title: a\nweight: abc", Code::WrongType, "abc", ""),
        ("title: ß\ndraft: yes", Code::WrongType, "yes", ""),
        ("title:\nweight: 1", Code::WrongType, "", ""),
        ("title: a\ndate: 2026-13-40", Code::BadDate, "2026-13-40", "write year, month and day, as 2026-11-23"),
        ("title: a\ndate: soon", Code::BadDate, "soon", "write it as 2026-11-23"),
        ("weight: 4", Code::MissingKey, "weight", "add `title: …`"),
        ("title: [unclosed", Code::YamlSyntax, "", ""),
        ("title: a: b", Code::YamlSyntax, "", "quote a text that holds `: `"),
        ("title: *a", Code::YamlSyntax, "", ""),
        ("", Code::MissingKey, "", "add `title: …`"),
    ];
    for (text, code, at, help) in cases {
        assert_eq!(fault(text), (code, at, help.to_owned()), "{text}");
    }
}

#[test]
fn spans_are_bytes_of_the_file_also_behind_a_mark_and_in_front_matter() {
    let text = "\u{feff}title: äb\nweight: 5";
    let read = page(text).expect("it reads");
    assert_eq!((&text[read.title.span], &text[read.weight.expect("weight").span]), ("äb", "5"));
    let origin = Origin::within(&SourcePath::new("a.md"), 4);
    let found = super::read::<TestPage>("titel: a", &origin).expect_err("a fault");
    assert_eq!(found[0].place.as_ref().expect("a place").span, 4..9);
}

#[test]
fn scalars_stay_as_they_are_written() {
    let text = "title: 3.10\nextra: {a: no, b: 007, c: 1_000, d: .inf}\ndraft: false\nkind: low";
    let read = page(text).expect("it reads");
    assert_eq!(read.title.value, "3.10");
    assert_eq!(read.extra, Some(serde_json::json!({"a": "no", "b": "007", "c": "1_000", "d": ".inf"})));
    assert!(!read.draft && read.date.is_none() && read.items.is_none() && matches!(read.kind, Some(TestKind::Low)));
    assert!(!matches!(read.kind, Some(TestKind::High)));
}

#[test]
fn wrong_types_say_what_was_found() {
    let message = |text| page(text).expect_err("a fault").remove(0).message;
    assert_eq!(message("title: [a]"), "expected text, found a list");
    assert_eq!(message("title:\n  - a"), "expected text, found a list");
    assert_eq!(message("title:\n  a: b"), "expected text, found keys with values");
    assert_eq!(message("title: {a: b}"), "expected text, found keys with values");
    assert_eq!(message("title:\nweight: 1"), "expected text, found nothing");
    assert_eq!(message("- a\n- b"), "expected keys with values, found a list");
    assert_eq!(message("title: a\nitems: 4"), "expected a list, found `4`");
    assert_eq!(message("title: a\nweight: -1"), "expected a whole number from 0 up, found `-1`");
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TestCell {
    value: YamlNode<NoMap>,
    note: Option<String>,
}

#[test]
fn nodes_keep_what_is_written_and_where() {
    let text = "a: 3.10\nb: [1.0, no, {}]\n";
    assert!(read::<Entries<YamlNode<TestCell>>>(text, &Origin::whole(&SourcePath::new("a"))).is_err());
    let text = "a: &x 3.10\nb: [1.0, no]\nc: *x\nd: {value: TRUE, note: ~}\ne: 'q'\nf:\n007: {value: [x]}\n";
    let mut entries: Entries<YamlNode<TestCell>> = read(text, &Origin::whole(&SourcePath::new("a"))).expect("it reads");
    let mut found = Vec::new();
    for (key, node) in &mut entries.0 {
        node.settle(text);
        let shape = match &mut node.shape {
            NodeShape::Scalar(text) => text.clone(),
            NodeShape::At(_) => "not settled".to_owned(),
            NodeShape::List(items) => items.iter().map(|item| item.text.as_str()).collect::<Vec<_>>().join("|"),
            NodeShape::Map(cell) => {
                cell.value.settle(text);
                assert!(cell.note.is_none());
                format!("{:?}", cell.value.shape)
            }
        };
        found.push(format!("{}={shape} {}", key.text, &text[node.span.clone()]));
    }
    let expected = ["a=3.10 3.10", "b=1.0|no [", "c=3.10 *x", "d=Scalar(\"TRUE\") {", "e=q 'q'", "f= "];
    assert_eq!(found[..6], expected);
    assert!(found[6].starts_with("007=List"), "{}", found[6]);
}

#[test]
fn a_fault_within_a_node_points_at_itself() {
    let fault = |text: &'static str| {
        let found = read::<Entries<YamlNode<TestCell>>>(text, &Origin::whole(&SourcePath::new("a")))
            .expect_err("a fault")
            .remove(0);
        (found.code, &text[found.place.expect("a place").span], found.message)
    };
    assert_eq!(fault("a: {value: 3, nota: x}").0, Code::UnknownKey);
    assert_eq!(fault("a: {value: 3, nota: x}").1, "nota");
    assert_eq!(fault("a: {note: x}").0, Code::MissingKey);
    let (code, at, message) = fault("a: {value: {b: 3}}");
    assert_eq!((code, message.as_str()), (Code::WrongType, "expected a value or a list, found keys with values"));
    assert!(at.starts_with('{') || at == "b", "{at}");
    assert_eq!(fault("a: {value: 3, value: 4}").0, Code::DuplicateKey);
    assert_eq!(fault("a: 1\na: 2").0, Code::DuplicateKey);
}

#[test]
fn hostile_yaml_ends_soon_with_a_message() {
    let mut bomb = "extra:\n  a0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned();
    for i in 1..30 {
        let line = format!("  a{i}: &a{i} [{}]\n", [format!("*a{}", i - 1).as_str(); 9].join(","));
        bomb.push_str(&line);
    }
    let flat = format!("extra: {{a: &a [{}], b: [{}]}}", "x,".repeat(10_000), "*a,".repeat(10_000));
    let hostile = [
        bomb,
        flat,
        "[".repeat(100_000),
        format!("extra: {}", "{a: ".repeat(50_000)),
        format!("title: a\nextra:\n  {}", "- ".repeat(100_000)),
        "? ".repeat(50_000),
    ];
    for text in hostile {
        let start = Instant::now();
        let found = page(&text).expect_err("a fault");
        assert_eq!(found[0].code, Code::YamlLimits, "{}: {}", &text[..20], found[0].message);
        // It takes milliseconds; a reader without limits takes minutes. What lies between is a busy machine.
        assert!(start.elapsed() < Duration::from_secs(20), "{}: {:?}", &text[..20], start.elapsed());
    }
}

#[test]
fn fifty_thousand_rows_load() {
    let mut text = "title: a\nitems:\n".to_owned();
    for i in 0..50_000 {
        writeln!(text, "  - {{id: row-{i}}}").expect("room");
    }
    assert_eq!(page(&text).expect("it reads").items.map(|items| items.len()), Some(50_000));
}
