//! Tests of code fences at their public surface.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::region::{RegionError, extract};
use super::*;
use crate::base::{Code, SourcePath};
use crate::highlight::{Highlighter, TooLong};

static HIGHLIGHTER: LazyLock<Highlighter> = LazyLock::new(Highlighter::new);

const LANGUAGES: &[&str] = &[
    "js",
    "ts",
    "tsx",
    "py",
    "rust",
    "go",
    "sh",
    "html",
    "css",
    "scss",
    "sql",
    "yaml",
    "json",
    "toml",
    "md",
    "xml",
    "php",
    "ruby",
    "java",
    "kotlin",
    "swift",
    "c",
    "cpp",
    "csharp",
    "dockerfile",
    "nginx",
    "http",
    "diff",
    "make",
    "lua",
    "vue",
    "svelte",
    "scala",
    "elixir",
    "haskell",
    "powershell",
    "graphql",
    "terraform",
    "latex",
    "text",
    "nonsense",
];

fn text_of(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        rest = &rest[start + rest[start..].find('>').expect("a tag ends") + 1..];
    }
    out.push_str(rest);
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    entities.iter().fold(out, |text, (entity, character)| text.replace(entity, character))
}

fn fence(info: &str) -> (Fence, Vec<(std::ops::Range<usize>, String)>) {
    let (fence, diagnostics) = Fence::parse(info, &SourcePath::new("content/a.md"), 100);
    let told = diagnostics.into_iter().map(|d| {
        assert_eq!(d.code, Code::BadFence);
        let span = d.place.expect("a place").span;
        (span.start - 100..span.end - 100, d.help.unwrap_or_default())
    });
    let told = told.collect();
    (fence, told)
}

fn figure(info: &str, code: &str) -> String {
    let (fence, told) = fence(info);
    assert_eq!(told, [], "{info}");
    let listing = Listing::new(&fence, code);
    let highlighted = HIGHLIGHTER.highlight(&fence.language.value, listing.code());
    listing.draw(&fence, &highlighted).into_string()
}

/// Code-like text: the words, marks and openings that grammars act upon, in any order.
fn code() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ -~]{0,12}",
        "\\PC{0,4}",
        proptest::sample::select(vec![
            "\n",
            "\n",
            "\r\n",
            "\t",
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
            "fn ",
            "def ",
            "class ",
            "function ",
            "SELECT ",
            "return ",
            ": ",
            "- ",
            "|\n",
            "@",
            "$x",
            "%",
            "/re/",
            "<?php ",
            "---\n",
            "ß",
            "🦀",
        ])
        .prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(crate::test_scale::tries(100))]

    #[test]
    fn markup_keeps_the_text_and_closes_spans_on_their_line(language in proptest::sample::select(LANGUAGES), code in code()) {
        let highlighted = HIGHLIGHTER.highlight(language, &code);
        prop_assert_eq!(text_of(highlighted.html()), code);
        for line in highlighted.lines() {
            prop_assert_eq!(line.matches("<span").count(), line.matches("</span>").count());
        }
    }

    #[test]
    fn a_region_comes_back_as_it_was_put_in(
        lines in proptest::collection::vec("[a-z<&]{1,8}[ -~]{0,8}", 1..8),
        indent in "[ \t]{0,6}",
        (open, close) in proptest::sample::select(vec![("// ", ""), ("# ", ""), ("<!-- ", " -->"), ("/* ", " */"), ("--", "")]),
    ) {
        let body = format!("{indent}{}\n", lines.join(&format!("\n{indent}")));
        let source = format!("before\n{indent}{open}region: a.b{close}\n{body}{indent}{open}endregion{close}\nafter\n");
        let plain = format!("{}\n", lines.join("\n"));
        prop_assert_eq!(extract(&source, &FilePart::Region("a.b".into())), Ok(plain));
        let whole = extract(&source, &FilePart::Whole);
        prop_assert_eq!(whole, Ok(format!("before\n{body}after\n")));
    }

    #[test]
    fn no_info_string_is_too_strange(info in "\\PC{0,40}|([a-z]{1,8}(=(\"[^\"]{0,5}\"?|[0-9L#,.-]{0,6}))? ?){0,6}") {
        let (_, diagnostics) = Fence::parse(&info, &SourcePath::new("a.md"), 7);
        for place in diagnostics.into_iter().filter_map(|d| d.place) {
            prop_assert!(info.get(place.span.start - 7..place.span.end - 7).is_some());
        }
    }
}

#[test]
fn an_info_string_says_everything_at_once() {
    let (fence, told) =
        fence(r#"js title="the \"server\".js" linenos=10 hl=2,4-6 diff include=./a.js#api subject=nodejs"#);
    assert_eq!(told, []);
    assert_eq!((fence.language.value.as_str(), fence.language.span), ("js", 100..102));
    assert_eq!(fence.title.as_deref(), Some("the \"server\".js"));
    assert_eq!((fence.linenos, fence.diff), (Some(10), true));
    assert_eq!((1..8).filter(|n| fence.hl.contains(*n)).collect::<Vec<_>>(), [2, 4, 5, 6]);
    let include = fence.include.expect("an include");
    assert_eq!(include.value, IncludeRef { path: "./a.js".into(), part: FilePart::Region("api".into()) });
    assert_eq!(include.span, 162..172);
    assert_eq!(fence.subject.map(|s| (s.value, s.span)), Some(("nodejs".into(), 181..187)));
}

#[test]
fn what_cannot_be_read_is_pointed_at_with_a_way_out() {
    let told = |info: &str| fence(info).1;
    assert_eq!(told("js titel=x"), [(3..10, "did you mean `title`?".into())]);
    assert_eq!(told("js hl_lines=1"), [(3..13, "here it is called `hl`".into())]);
    assert_eq!(told("js {1,3-4}"), [(3..10, "lines are stressed with `hl=2,4-6`".into())]);
    assert_eq!(told("js hl=a-b"), [(3..9, "write lines as `hl=2,4-6`, counted from 1".into())]);
    assert_eq!(told("rust,linenos"), [(4..12, "write `rust …`".into())]);
    assert_eq!(told("js diff diff"), [(8..12, "take one of them out".into())]);
    for wrong in ["js hl=0", "js hl=3-2", "js hl", "js linenos=x", "js title=", "js diff=1", "js include=#a"] {
        assert_eq!(told(wrong).len(), 1, "{wrong}");
    }
    for wrong in ["js include=a.js#", "js include=a.js#L9-L3", "js include=a.js#L0", "js subject", "js subject=\"\""] {
        assert_eq!(told(wrong).len(), 1, "{wrong}");
    }
}

#[test]
fn regions_nest_and_data_is_no_mark() {
    let source = "a\n# region: outer\n  region: eu-west-1\n  # region: inner\n    x\n  # endregion\n\n  y\n# endregion: outer\n- region: eu\n";
    let part = |name: &str| extract(source, &FilePart::Region(name.into()));
    assert_eq!(part("outer").as_deref(), Ok("region: eu-west-1\n  x\n\ny\n"));
    assert_eq!(part("inner").as_deref(), Ok("x\n"));
    let missing = part("iner").expect_err("no such region");
    assert_eq!(missing.help(), "did you mean `inner`?");
    assert_eq!(extract(source, &FilePart::Lines(3, 4)).as_deref(), Ok("region: eu-west-1\n# region: inner\n"));
    assert_eq!(extract(source, &FilePart::Lines(9, 99)), Err(RegionError::OutOfRange(9, 99, 10)));
}

#[test]
fn regions_that_never_end_or_begin_twice_are_told() {
    let part = FilePart::Region("a".into());
    assert_eq!(extract("// region: a\nx", &part), Err(RegionError::Unclosed("a".into(), 1)));
    let twice = "// region: a\n// endregion\n// region: a\n// endregion\n";
    assert_eq!(extract(twice, &part), Err(RegionError::Duplicate("a".into(), 1, 3)));
}

#[test]
fn a_plain_figure_has_no_line_elements() {
    assert_eq!(
        figure("js title=\"a & b\"", "let x = 1;\n"),
        concat!(
            "<figure class=\"code\" data-lang=\"js\"><figcaption>a &amp; b</figcaption>",
            "<pre tabindex=\"0\" role=\"group\" aria-label=\"a &amp; b\"><code><span class=\"k\">let</span> ",
            "<span class=\"v\">x</span> <span class=\"o\">=</span> <span class=\"n\">1</span><span class=\"p\">;</span>\n",
            "</code></pre></figure>"
        )
    );
}

#[test]
fn numbers_are_attributes_and_marks_of_a_patch_are_classes() {
    assert_eq!(
        figure("text linenos=9 hl=1", "a\nb"),
        concat!(
            "<figure class=\"code\" data-lang=\"text\"><pre tabindex=\"0\"><code class=\"lines numbered\">",
            "<span class=\"l hl\" data-line=\"9\">a\n</span><span class=\"l\" data-line=\"10\">b\n</span></code></pre></figure>"
        )
    );
    let patch = "<code class=\"lines\"><span class=\"l\">a\n</span><span class=\"l del\">b\n</span><span class=\"l add\">c\n</span>";
    assert!(figure("text diff", " a\n-b\n+c\n").contains(patch));
    assert!(figure("text diff", "a\n-b\n+c\n").contains(patch));
}

#[test]
fn what_is_too_long_is_plain() {
    let line = format!("let x = 1;\n{}\n", "1+".repeat(10_001));
    let highlighted = HIGHLIGHTER.highlight("js", &line);
    assert_eq!(highlighted.fallback, Some(TooLong::Line(2, 20_002)));
    assert_eq!(highlighted.html(), line);
    assert!(matches!(HIGHLIGHTER.highlight("js", &"1\n".repeat(250_001)).fallback, Some(TooLong::Block(500_002))));
}
