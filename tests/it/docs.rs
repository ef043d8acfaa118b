//! Documentation that is made from the program, so that it cannot drift.
//!
//! It refuses to know prose; it compares tables.

use std::path::Path;

use versus::base::Code;

/// The page of all diagnostics ends with a table that the codes themselves make. `VERSUS_UPDATE=1` writes it.
#[test]
fn the_page_of_diagnostics_lists_every_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/diagnostics.md");
    let page = std::fs::read_to_string(&path).expect("content/diagnostics.md is there");
    let (head, _) = page.split_once("| Code |").unwrap_or((&page, ""));
    let mut expected = format!("{}\n\n| Code | Meaning | Example |\n|---|---|---|\n", head.trim_end());
    for code in Code::ALL {
        let cell = |text: &str| text.replace('|', "\\|");
        let example = cell(code.example());
        let ticks = if example.contains('`') { "``" } else { "`" };
        expected += &format!("| `{}` | {} | {ticks} {example} {ticks} |\n", code.slug(), cell(code.meaning()));
    }
    if std::env::var_os("VERSUS_UPDATE").is_some() {
        std::fs::write(&path, &expected).expect("content/diagnostics.md can be written");
    } else {
        assert_eq!(page, expected, "run VERSUS_UPDATE=1 cargo test --test it docs");
    }
}
