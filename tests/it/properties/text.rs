//! Any text at all is Markdown, front matter, or a fault with a place in the file.

use proptest::collection::vec;
use proptest::prelude::*;
use versus::base::{Date, Diagnostic, Place, Snapshot, SourcePath};
use versus::cli::snippet;
use versus::engine::BuildOptions;

use crate::scale::tries;

/// What Markdown, YAML and our blocks are made of.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "    ",
    "\t",
    "# ",
    "## H {#id .c}\n",
    "> ",
    "> [!NOTE]\n",
    "- ",
    "1. ",
    "- [ ] ",
    "* * *\n",
    "---\n",
    "```\n",
    "````\n",
    "~~~\n",
    "```js hl=1 linenos\n",
    "```js include=./a.md#x\n",
    "```{note}\n",
    "```{faq}\n",
    "````{columns}\n",
    ":kind: tip\n",
    ":open\n",
    "items:\n  - {question: \"q\", answer: *a}\n",
    "title: [",
    "title: x\n",
    "&a ",
    "*a",
    "{value}`",
    "{x}`y`",
    "[a](",
    "](b.md#c)",
    "![",
    "[^1]",
    "[^1]: ",
    "<div>",
    "<!-- more -->\n",
    "<!--",
    "-->",
    "<https://x>",
    "https://x.y/z ",
    "|a|b|\n|-|-|\n",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "``",
    "\\",
    "&amp;",
    "&#0;",
    "\0",
    "\r",
    "\r\n",
    "\u{feff}",
    "\u{202e}",
    "ä",
    "語",
    "🙂",
    ":\n: x\n",
    "{",
    "}",
    "\"",
    "'",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        2 => "[a-z ]{1,6}",
        1 => any::<char>().prop_map(String::from),
    ];
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(tries(100))]

    #[test]
    fn any_text_is_a_page_or_a_fault_with_a_place(front in proptest::option::of(text()), body in text()) {
        let page = front.map_or_else(|| body.clone(), |front| format!("---\n{front}\n---\n{body}"));
        check(&[("content/a.md", &page)])?;
    }

    #[test]
    fn any_text_is_a_configuration_or_a_fault_with_a_place(config in text()) {
        check(&[("versus.yaml", &config), ("content/a.md", "# A")])?;
    }

    #[test]
    fn any_text_is_a_template_or_a_fault_with_a_place(template in template()) {
        check(&[("versus.yaml", "title: T\ntheme: t"), ("themes/t/templates/page.html", &template), ("content/a.md", "# A")])?;
    }

    #[test]
    fn any_text_is_data_or_a_fault_with_a_place(dataset in text(), subject in text(), table in text()) {
        check(&[
            ("content/data/d/dataset.yaml", &dataset),
            ("content/data/d/subjects/s.yaml", &subject),
            ("content/data/d/values.csv", &table),
        ])?;
    }
}

fn template() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "{{ ",
        " }}",
        "{% if ",
        "{% endif %}",
        "{% for p in ",
        " %}",
        "{% endfor %}",
        "{% block a %}",
        "{% endblock %}",
        "{% extends \"page.html\" %}",
        "{% include \"",
        "\"",
        "page.title",
        "page.x.y",
        " | upper",
        "{% set a = ",
        "{#",
        "#}",
        "<",
        ">",
        "{{ <ui.mark /> }}",
        "{% component a(b) %}",
        "{% endcomponent a %}",
        "[0]",
        "(",
        ")",
        "1 / 0",
        "\n",
        "ä",
    ];
    vec(proptest::sample::select(PIECES), 0..20).prop_map(|pieces| pieces.concat())
}

/// Builds a project with these files: nothing panics, and every fault points into a file that is there.
fn check(files: &[(&str, &str)]) -> Result<(), TestCaseError> {
    let mut snapshot = Snapshot::default();
    snapshot.insert("versus.yaml", "title: T");
    for (path, text) in files {
        snapshot.insert(path, *text);
    }
    let as_of = Date::new(2026, 11, 23).expect("a day");
    let options = BuildOptions { config: SourcePath::new("versus.yaml"), as_of, drafts: true, base_url: None };
    let build = crate::memory_site::fresh(&snapshot, &options);
    for diagnostic in &build.diagnostics {
        prop_assert!(diagnostic.code.slug() != "internal", "{diagnostic:?}");
        points_into_a_file(diagnostic, &snapshot)?;
        let drawn = snippet::draw(diagnostic, |place: &Place| snapshot.text(&place.file), false);
        prop_assert!(!drawn.contains(['\0', '\u{1b}']), "{drawn:?}");
    }
    Ok(())
}

fn points_into_a_file(diagnostic: &Diagnostic, snapshot: &Snapshot) -> Result<(), TestCaseError> {
    let places = diagnostic.place.iter().chain(diagnostic.notes.iter().map(|(place, _)| place));
    for place in places {
        let Some(text) = snapshot.text(&place.file) else { continue };
        let span = &place.span;
        prop_assert!(span.start <= span.end && span.end <= text.len(), "{diagnostic:?} in {} bytes", text.len());
        let whole = text.is_char_boundary(span.start) && text.is_char_boundary(span.end);
        prop_assert!(whole, "{diagnostic:?} cuts a character of {text:?}");
    }
    Ok(())
}
