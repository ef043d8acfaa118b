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
//! Each case is a test with the name of its file: `cargo test --test cases` runs all of them in parallel,
//! `cargo test --test cases blocks/faq` those whose name holds `blocks/faq`. With `VERSUS_UPDATE=1` the results are
//! written into the files: read the difference before you commit it.

mod case;
mod codes;
mod difference;
#[path = "../support/memory_site.rs"]
#[expect(dead_code, reason = "the integration tests use all of it")]
mod memory_site;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};
use versus::base::{Snapshot, SourcePath};
use versus::cli::snippet;
use versus::engine::{BuildOptions, Engine};
use versus::theme::files::Theme;

use case::Case;
use memory_site::MemorySite;

thread_local! {
    /// Cases of a thread share the compiled theme and the grammars; all else of a case differs from the others'.
    static ENGINE: Engine = Engine::default();
}

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let plain = Arc::new(plain_theme(&folder.join("plain")));
    let files = case_files(&folder);
    assert!(!files.is_empty(), "there are no cases below {}", folder.display());
    let mut trials = vec![Trial::test("codes", {
        let files = files.clone();
        move || codes::every_code_is_caused_by_a_case(&files)
    })];
    trials.extend(files.into_iter().map(|path| {
        let name = path.strip_prefix(&folder).unwrap_or(&path).with_extension("").display().to_string();
        let plain = Arc::clone(&plain);
        Trial::test(name.replace('\\', "/"), move || check(&path, &plain))
    }));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// Builds a case and compares what came out with what its file says, or writes it into the file.
fn check(path: &Path, plain: &[(String, Vec<u8>)]) -> Result<(), Failed> {
    let text = fs::read_to_string(path)?;
    let case = Case::parse(&text)?;
    let actual = case.with_results(&run(&case, plain));
    if actual == text {
        Ok(())
    } else if std::env::var_os("VERSUS_UPDATE").is_some() {
        fs::write(path, &actual)?;
        Ok(())
    } else {
        Err(format!("- expected, + built:\n{}", difference::lines(&text, &actual)).into())
    }
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
    let build = ENGINE.with(|engine| {
        engine.next_generation();
        memory_site::with(engine, &snapshot, &options)
    });
    let shown = case.shown.iter().map(|name| (name.clone(), show(&build, name)));
    shown.chain([("messages".to_owned(), messages(&build, &snapshot))]).collect()
}

fn show(build: &MemorySite, name: &str) -> String {
    if name == "outputs" {
        let paths = build.outputs.keys().map(versus::base::SitePath::as_str).filter(|p| !p.starts_with("assets/"));
        let paths = paths.filter(|p| !(p.starts_with("search/") && p.ends_with(".json")));
        return paths.map(|p| format!("/{p}\n")).collect();
    }
    let wanted = name.trim_start_matches('/');
    let is_wanted = |path: &str| match wanted.split_once('*') {
        Some((start, end)) => path.starts_with(start) && path.ends_with(end),
        None => path == wanted,
    };
    let found = build.outputs.iter().find(|(path, _)| is_wanted(path.as_str()));
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
