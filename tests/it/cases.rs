//! The file cases: `tests/cases/**/*.case`, each a small project in one text file with what a build makes of it.
//!
//! A case begins with what it shows, in prose, and its options:
//!
//! ```text
//! A link to a page that is not there names the nearest one.
//! show: /, guides/a/
//! -- content/_index.md --
//! [Guide](guides/b.md)
//! -- => / --
//! <p>…
//! -- => messages --
//! error[broken-link]: …
//! ```
//!
//! `show` names the pages whose `<main>` is expected, and `outputs` for the list of all addresses except the
//! theme's own assets and the search index. `drafts: true`, `as-of: DATE` and `base-url: URL` are the options of the build. Messages are
//! always compared; no section means none. Without a `versus.yaml` of its own a project has a title, no search
//! and the theme of `tests/cases/plain`, whose pages are their content and nothing else.
//!
//! `VERSUS_UPDATE=1 cargo test --test it cases` writes what came out into the files: read it before it is kept.

mod codes;
mod difference;
mod file;

use std::fs;
use std::path::{Path, PathBuf};

use versus::base::{Snapshot, SourcePath};
use versus::cli::snippet;
use versus::engine::BuildOptions;
use versus::theme::files::Theme;

use file::Case;

use super::build;
use super::build::MemorySite;

#[test]
fn cases() {
    let update = std::env::var_os("VERSUS_UPDATE").is_some();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let plain = plain_theme(&folder.join("plain"));
    let files = case_files(&folder);
    assert!(!files.is_empty(), "only {} cases below {}", files.len(), folder.display());
    let mut failed = Vec::new();
    for path in &files {
        let text = fs::read_to_string(path).expect("a case is text");
        let name = path.strip_prefix(&folder).unwrap_or(path).display().to_string();
        let case = Case::parse(&text).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        let actual = case.with_results(&run(&case, &plain));
        if actual == text {
            continue;
        }
        if update {
            fs::write(path, &actual).expect("the case can be written");
        } else {
            failed.push(format!("{name}\n{}", difference::lines(&text, &actual)));
        }
    }
    assert!(
        failed.is_empty(),
        "{} of {} cases came out otherwise (- expected, + built):\n\n{}",
        failed.len(),
        files.len(),
        failed.join("\n")
    );
}

/// What came out, by the name under which a case shows it.
fn run(case: &Case, plain: &[(String, Vec<u8>)]) -> Vec<(String, String)> {
    let mut snapshot = Snapshot::default();
    snapshot.insert("versus.yaml", "title: Case\ntheme: plain\nsearch: {enabled: false}\n");
    for (path, bytes) in plain {
        snapshot.insert(path, bytes.clone());
    }
    for (path, text) in &case.inputs {
        snapshot.insert(path, text.clone());
    }
    let options = BuildOptions {
        config: SourcePath::new("versus.yaml"),
        as_of: case.as_of,
        drafts: case.drafts,
        base_url: case.base_url.clone(),
    };
    let build = build::fresh(&snapshot, &options);
    let shown = case.shown.iter().map(|name| (name.clone(), show(&build, name)));
    shown.chain([("messages".to_owned(), messages(&build, &snapshot))]).collect()
}

fn show(build: &MemorySite, name: &str) -> String {
    if name == "outputs" {
        let paths = build.outputs.keys().map(versus::base::SitePath::as_str).filter(|p| !p.starts_with("assets/"));
        let paths = paths.filter(|p| !(p.starts_with("search/") && p.ends_with(".json")));
        return paths.map(|p| format!("/{p}\n")).collect();
    }
    let found = build.outputs.iter().find(|(path, _)| path.as_str() == name.trim_start_matches('/'));
    let Some((path, output)) = found else { return "nothing stands here\n".to_owned() };
    let text = String::from_utf8_lossy(output);
    let main = text.split_once("<main").and_then(|(_, rest)| rest.split_once('>')?.1.split_once("</main>"));
    match main {
        Some((main, _)) => format!("{}\n", main.trim()),
        None if path.as_str().ends_with('/') || path.as_str().is_empty() => "a page without <main>\n".to_owned(),
        None => format!("{}\n", text.trim_end()),
    }
}

fn messages(build: &MemorySite, snapshot: &Snapshot) -> String {
    let drawn = build.diagnostics.iter().map(|diagnostic| {
        let source =
            |place: &versus::base::Place| snapshot.text(&place.file).or_else(|| Theme::built_in_text(&place.file));
        snippet::draw(diagnostic, source, false)
            .lines()
            .map(|line| format!("{}\n", line.trim_end()))
            .collect::<String>()
    });
    drawn.collect::<Vec<_>>().join("\n")
}

fn plain_theme(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = files(folder).into_iter().map(|path| {
        let relative = path.strip_prefix(folder).expect("it is below the theme").display().to_string();
        (format!("themes/plain/{}", relative.replace('\\', "/")), fs::read(&path).expect("the theme can be read"))
    });
    files.collect()
}

fn case_files(folder: &Path) -> Vec<PathBuf> {
    files(folder).into_iter().filter(|path| path.extension().is_some_and(|e| e == "case")).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of tests").map(|e| e.expect("its entries").path()) {
        if entry.is_dir() {
            found.extend(files(&entry));
        } else {
            found.push(entry);
        }
    }
    found.sort();
    found
}
