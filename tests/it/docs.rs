//! Documentation that cannot drift: tables that are made from the program, and paths that lead somewhere.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

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

/// Where comments and documents speak of files of this repository.
const DOCUMENTED: [&str; 7] =
    ["src", "tests", "themes", "ARCHITECTURE.md", "CONTRIBUTING.md", "README.md", "SECURITY.md"];
/// Folders below these that hold what others wrote, or projects of their own.
const SKIPPED: [&str; 4] = ["tests/node_modules", "tests/cases", "tests/fixtures", "tests/commonmark"];
/// Paths of projects that serve as examples.
const EXAMPLES: [&str; 5] = [
    "content/a.md",
    "content/guides/a.md",
    "content/tea-or-coffee.md",
    "content/data/drinks.yaml",
    "content/data/bread-daily/subjects/rye-1.yaml",
];

/// A path in a comment or a document that leads nowhere is worse than none.
#[test]
fn paths_in_comments_and_documents_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for name in DOCUMENTED {
        files_under(root, &root.join(name), &mut files);
    }
    assert!(files.len() > 300, "only {} files", files.len());
    let mut faults = String::new();
    for file in files {
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        let name = file.strip_prefix(root).expect("below the root").display();
        let is_document = file.extension().is_some_and(|extension| extension == "md");
        for (number, line) in text.lines().enumerate() {
            let comment = if is_document { line } else { comment(line) };
            for path in paths(comment).filter(|path| !EXAMPLES.contains(path) && !root.join(path).exists()) {
                let _ = writeln!(faults, "{name}:{}: there is no {path}", number + 1);
            }
        }
    }
    assert!(faults.is_empty(), "correct these, or name them in EXAMPLES:\n{faults}");
}

fn files_under(root: &Path, path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_file() {
        return files.push(path.to_owned());
    }
    if SKIPPED.iter().any(|skipped| path == root.join(skipped)) {
        return;
    }
    let entries = std::fs::read_dir(path).expect("a folder of the repository can be read");
    entries.for_each(|entry| files_under(root, &entry.expect("an entry").path(), files));
}

/// The comment in a line of any of our languages; empty if there is none.
fn comment(line: &str) -> &str {
    let starts = ["//", "/*", "*", "#", "{#", "<!--"];
    if starts.iter().any(|mark| line.trim_start().starts_with(mark)) {
        return line;
    }
    let inner = [" // ", " # ", " /* ", "{#"].iter().filter_map(|mark| line.find(mark)).min();
    inner.map_or("", |at| &line[at..])
}

/// The paths below our folders in a text; patterns and places for a name are none.
fn paths(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_alphanumeric() || "/._-{}*…@".contains(c);
    let words = text.split(move |c| !is_part(c)).map(|word| word.trim_end_matches(['.', '/', '-']));
    words.filter(|word| {
        let ours = ["src/", "tests/", "themes/", "content/"].iter().any(|folder| word.starts_with(folder));
        ours && !word.contains(['{', '}', '*', '…', '@']) && !word.contains("NAME") && !has_capitals_for_a_name(word)
    })
}

/// Whether a path of a project holds a word that somebody is to replace: `content/SECTION/ID.md`.
fn has_capitals_for_a_name(path: &str) -> bool {
    let in_project = path.starts_with("content/") || path.starts_with("themes/");
    let stems = path.split('/').map(|part| part.split('.').next().unwrap_or(part));
    in_project && stems.filter(|stem| !stem.is_empty()).any(|stem| stem.chars().all(|c| c.is_ascii_uppercase()))
}
