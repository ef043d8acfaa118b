//! Holds the sources to the house that `lib.rs` describes: floors, headers, bans and sizes.
//!
//! It refuses to know what the code does; it reads paths, macros and comments.

mod code;
mod cycles;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module of the crate and its floor.
const FLOORS: &[(&str, u8)] = &[
    ("base", 0),
    ("model", 1),
    ("images", 1),
    ("svg", 1),
    ("search", 1),
    ("highlight", 1),
    ("parse", 2),
    ("link", 3),
    ("pages", 4),
    ("theme", 5),
    ("output", 6),
    ("engine", 7),
    ("scaffold", 7),
    ("io", 8),
    ("cli", 9),
];

/// What only `io` and `cli` may use: the operating system, the clock and the terminal.
const OUTSIDE_WORLD: &[&[&str]] = &[
    &["std", "fs"],
    &["std", "env"],
    &["std", "net"],
    &["std", "process"],
    &["std", "io", "stdin"],
    &["std", "io", "stdout"],
    &["std", "io", "stderr"],
    &["std", "time", "Instant"],
    &["std", "time", "SystemTime"],
];

const PRINTING: &[&str] = &["print", "println", "eprint", "eprintln", "dbg"];

/// Rooms in which no files import each other in a circle.
const ROOMS_WITHOUT_CYCLES: &[&str] = &["io/publish"];

/// What a review asks about; a longer file needs a reason and a date in `LONG`.
const MAX_LINES: usize = 400;

/// Longer files: path, lines it may have, and until when and why. An entry that is no longer needed fails too.
const LONG: &[(&str, usize, &str)] = &[];

/// One file of `src`.
struct Source {
    /// Relative to `src`, with `/` between the parts.
    path: String,
    text: String,
    /// The text without comments and literals.
    code: String,
}

impl Source {
    /// The modules above the file's items: `parse/yaml/fault.rs` is `parse`, `yaml`, `fault`.
    fn module(&self) -> Vec<&str> {
        let stem = self.path.trim_end_matches(".rs").trim_end_matches("/mod");
        if matches!(stem, "lib" | "main") { Vec::new() } else { stem.split('/').collect() }
    }

    fn is_root(&self) -> bool {
        self.module().is_empty()
    }

    /// Whether the file is compiled for tests only, as its parent says.
    fn is_test(&self, sources: &[Source]) -> bool {
        let module = self.module();
        (1..=module.len()).any(|depth| {
            let declared = format!("#[cfg(test)]\nmod {};", module[depth - 1]);
            sources.iter().any(|s| s.module() == module[..depth - 1] && s.text.contains(&declared))
        })
    }
}

#[test]
fn modules_import_only_from_lower_floors() {
    let mut faults = String::new();
    for source in sources().iter().filter(|s| !s.is_root()) {
        let module = source.module();
        let Some(own) = floor(module[0]) else {
            let _ = writeln!(faults, "src/{}: the module `{}` has no floor", source.path, module[0]);
            continue;
        };
        for target in code::paths(&source.code).iter().filter_map(|path| top_level(&module, path)) {
            let lower = floor(target).is_none_or(|floor| floor < own);
            if target != module[0] && !lower {
                let _ = writeln!(faults, "src/{} is on floor {own} and imports `{target}`", source.path);
            }
        }
    }
    assert!(faults.is_empty(), "imports that do not lead down:\n{faults}");
}

#[test]
fn no_files_of_a_room_import_each_other() {
    let sources = sources();
    for room in ROOMS_WITHOUT_CYCLES {
        if let Some(cycle) = cycles::cycle(&sources, room) {
            panic!("these files of src/{room} import each other in a circle: {}", cycle.join(" → "));
        }
    }
}

#[test]
fn io_knows_no_stage() {
    let stages = ["model", "parse", "link", "pages"];
    let of_io = sources().into_iter().filter(|s| s.module().first() == Some(&"io"));
    let faults: Vec<String> = of_io
        .flat_map(|source| {
            let paths = code::paths(&source.code);
            let targets = paths.iter().filter_map(|p| top_level(&source.module(), p).map(str::to_owned));
            let faults = targets.filter(|t| stages.contains(&t.as_str()));
            faults.map(|t| format!("src/{} imports `{t}`", source.path)).collect::<Vec<_>>()
        })
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn only_io_and_cli_touch_the_outside_world() {
    let mut faults = String::new();
    let sources = sources();
    for source in &sources {
        let top = source.module().first().copied();
        if matches!(top, Some("io" | "cli")) || source.path == "main.rs" || source.is_test(&sources) {
            continue;
        }
        for path in code::paths(&source.code) {
            let banned = OUTSIDE_WORLD.iter().any(|ban| path.starts_with(ban));
            if banned || path.len() > 1 && path.last() == Some(&"now") {
                let _ = writeln!(faults, "src/{} uses `{}`", source.path, path.join("::"));
            }
        }
        for name in code::macros(&source.code).filter(|name| PRINTING.contains(name)) {
            let _ = writeln!(faults, "src/{} prints with `{name}!`", source.path);
        }
    }
    assert!(faults.is_empty(), "use of the outside world below floor 6:\n{faults}");
}

#[test]
fn every_file_says_what_it_does_and_every_floor_what_it_refuses_to_know() {
    let mut faults = String::new();
    let sources = sources();
    for source in &sources {
        let header: Vec<&str> = source.text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim).collect();
        let header = header.join(" ");
        let before = header.split("refuses to").next().unwrap_or("");
        if before.split_whitespace().count() < 3 {
            let _ = writeln!(faults, "src/{} does not begin with `//!` and what it does", source.path);
        } else if !header.contains("refuses to") && source.module().len() == 1 {
            let _ = writeln!(faults, "src/{} does not say what it refuses to know", source.path);
        }
    }
    assert!(faults.is_empty(), "headers:\n{faults}");
}

/// A reader who searches for a type finds one.
#[test]
fn no_two_types_share_a_name() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in sources() {
        for line in source.text.lines() {
            let line = line.strip_prefix("pub(crate) ").or_else(|| line.strip_prefix("pub(super) ")).unwrap_or(line);
            let mut words = line.strip_prefix("pub ").unwrap_or(line).split(|c: char| !c.is_alphanumeric() && c != '_');
            if matches!(words.next(), Some("struct" | "enum" | "trait" | "type"))
                && let Some(name) = words.next().filter(|name| !name.is_empty())
            {
                places.entry(name.to_owned()).or_default().push(source.path.clone());
            }
        }
    }
    assert!(places.len() > 300, "only {} types were found", places.len());
    places.retain(|_, files| files.len() > 1);
    assert!(places.is_empty(), "types that share a name: {places:#?}");
}

#[test]
fn one_module_names_the_yaml_crate() {
    let named: Vec<String> = sources()
        .into_iter()
        .filter(|s| code::words(&s.code).any(|w| matches!(w, "serde_yaml" | "serde_saphyr")))
        .map(|s| s.path)
        .filter(|p| p != "parse/yaml.rs" && !p.starts_with("parse/yaml/"))
        .collect();
    assert!(named.is_empty(), "only parse::yaml may name the YAML crate, and these do: {named:?}");
}

#[test]
fn files_stay_short() {
    let allowed: BTreeMap<&str, usize> = LONG.iter().map(|(path, lines, _)| (*path, *lines)).collect();
    let mut faults = String::new();
    let sources = sources();
    for source in &sources {
        let lines = source.text.lines().count();
        let limit = allowed.get(source.path.as_str()).copied().unwrap_or(MAX_LINES);
        if lines > limit {
            let _ = writeln!(faults, "src/{} has {lines} lines and may have {limit}", source.path);
        } else if limit > MAX_LINES && lines <= MAX_LINES {
            let _ = writeln!(faults, "src/{} is short enough; take it out of the list", source.path);
        }
    }
    for path in allowed.keys().filter(|p| sources.iter().all(|s| s.path != **p)) {
        let _ = writeln!(faults, "src/{path} is in the list of long files and not in src");
    }
    assert!(faults.is_empty(), "sizes:\n{faults}");
}

/// Dependencies that no code names, and why they are there.
const UNNAMED_DEPENDENCIES: &[(&str, &str)] = &[];

#[test]
fn every_dependency_is_used() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = fs::read_to_string(root.join("Cargo.toml")).expect("a manifest");
    let code = |folders: &[&str]| {
        let files = folders.iter().flat_map(|folder| rust_files(&root.join(folder)));
        let texts: Vec<String> = files.map(|file| code::strip(&fs::read_to_string(file).expect("text"))).collect();
        texts.iter().flat_map(|text| code::words(text)).map(str::to_owned).collect::<std::collections::BTreeSet<_>>()
    };
    let (program, tests) = (code(&["src"]), code(&["tests"]));
    let (mut section, mut unused) = ("", Vec::new());
    for line in manifest.lines() {
        section = line.strip_prefix('[').map_or(section, |header| header.trim_end_matches(']'));
        let name = line.split_once(" = ").map(|(name, _)| name).filter(|name| !name.starts_with(['#', ' ', '"', '[']));
        let words = match section {
            "dev-dependencies" => &tests,
            _ if section.ends_with("dependencies") => &program,
            _ => continue,
        };
        unused.extend(name.filter(|name| !words.contains(&name.replace('-', "_"))));
    }
    let listed: Vec<&str> = UNNAMED_DEPENDENCIES.iter().map(|(name, _)| *name).collect();
    assert_eq!(unused, listed, "dependencies in Cargo.toml that no code names, and those that are listed so");
}

/// The check for circles would pass on any tree if it found none.
#[test]
fn circles_are_found() {
    let source =
        |path: &str, code: &str| Source { path: path.to_owned(), text: code.to_owned(), code: code.to_owned() };
    let facade = source("room.rs", "mod a; mod b; pub use self::a::One; use self::b::two;");
    let a = source("room/a.rs", "use crate::base::Code; struct One;");
    let passed_on = source("room/b.rs", "use super::One; #[cfg(test)] mod tests { use super::two; }");
    assert_eq!(cycles::cycle(&[facade, a, passed_on], "room"), None);
    let facade = source("room.rs", "mod a; mod b; use self::a::one;");
    let a = source("room/a.rs", "fn one() { super::b::two() }");
    let b = source("room/b.rs", "use crate::room::a::{self, one};");
    let cycle = cycles::cycle(&[facade, a, b], "room").expect("a circle");
    assert_eq!(cycle, ["room/a", "room/b", "room/a"]);
}

/// The checks above would pass on any tree if the reading of code found nothing.
#[test]
fn the_reading_of_code_finds_what_it_looks_for() {
    let source = r##"
        use crate::{base::Code, link::{self, Site}};
        // crate::comment
        /* crate::block /* crate::nested */ */
        use super::super::render::theme;
        fn f<'a>(x: &'a str) { let _ = "crate::text"; let _ = r#"crate::raw"#; let _ = '"'; crate::io::scan(x) }
        use std::{fs, io::{stdout, Write}};
        fn g() { println!("{}", Instant::now()) }
    "##;
    let code = code::strip(source);
    let paths = code::paths(&code);
    let targets: Vec<&str> = paths.iter().filter_map(|p| top_level(&["parse", "page"], p)).collect();
    assert_eq!(targets, ["base", "link", "link", "render", "io"]);
    assert!(paths.contains(&vec!["std", "fs"]) && paths.contains(&vec!["std", "io", "stdout"]));
    assert!(paths.contains(&vec!["Instant", "now"]));
    assert_eq!(code::macros(&code).collect::<Vec<_>>(), ["println"]);
}

/// The module of the crate that a path leads into, seen from `module`.
fn top_level<'p>(module: &[&str], path: &[&'p str]) -> Option<&'p str> {
    if path.first() == Some(&"crate") {
        return path.get(1).copied();
    }
    let up = path.iter().take_while(|part| **part == "super").count();
    if up >= module.len() { path.get(up).copied() } else { None }
}

fn floor(module: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == module).map(|(_, floor)| *floor)
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    for path in rust_files(&root) {
        let text = fs::read_to_string(&path).expect("a source file is text");
        let relative = path.strip_prefix(&root).expect("it is below src");
        let path = relative.to_str().expect("its name is Unicode").replace('\\', "/");
        sources.push(Source { path, code: code::strip(&text), text });
    }
    assert!(sources.len() > 50, "only {} files below src", sources.len());
    sources
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder below src").map(|e| e.expect("its entries").path()) {
        if entry.is_dir() {
            files.extend(rust_files(&entry));
        } else if entry.extension().is_some_and(|e| e == "rs") {
            files.push(entry);
        }
    }
    files.sort();
    files
}
