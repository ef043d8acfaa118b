//! Files that somebody wrote to do harm: each ends in an error with its place, or in a plain result, within seconds and
//! a bounded memory, and the other pages are built all the same.
//!
//! Each is built by a child of its own whose memory the system bounds; a child that asks for more dies, and the test
//! with it. It refuses to know how the bounds are kept.

mod inputs;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::Instant;

use rayon::prelude::*;
use versus::base::{Date, Severity, SitePath, SourcePath, diagnostic};
use versus::engine::BuildOptions;

use inputs::{Expect, Input, inputs};

use super::memory_site::{self, MemorySite};

/// What a build of a hostile file may hold at once, in KiB: 300 MiB.
const MOST_MEMORY: u64 = 300 << 10;
/// What the system grants a child as addresses, in KiB; threads and allocators reserve far more than they use.
const ADDRESSES: u64 = 2 << 20;
/// Far more than any takes, in milliseconds: this is to find minutes, not to measure.
const MOST_TIME: u128 = 30_000;

/// What a child tells of its build.
struct Told {
    codes: Vec<String>,
    fine: bool,
    unplaced: String,
    count: usize,
    milliseconds: u128,
    memory: u64,
}

#[test]
fn hostile_files_end_in_a_message_and_take_no_other_page_down() {
    let slowest = Mutex::new((0, String::new()));
    let largest = Mutex::new((0, String::new()));
    let inputs = inputs();
    let faults: Vec<String> = inputs
        .par_iter()
        .filter_map(|input| {
            let told = match build(input) {
                Ok(told) => told,
                Err(fault) => return Some(format!("{}: {fault}", input.name)),
            };
            raise(&slowest, told.milliseconds, &input.name);
            raise(&largest, told.memory, &input.name);
            let faults = judge(input, &told);
            (!faults.is_empty()).then(|| format!("{}: {}", input.name, faults.join("; ")))
        })
        .collect();
    println!("{} files; milliseconds, KiB: {:?}, {:?}", inputs.len(), slowest.lock(), largest.lock());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn judge(input: &Input, told: &Told) -> Vec<String> {
    let mut faults = Vec::new();
    let mut check = |holds: bool, what: String| {
        if !holds {
            faults.push(what);
        }
    };
    match input.expect {
        Expect::Plain => check(told.codes.is_empty(), format!("it should be built, and has {:?}", told.codes)),
        Expect::Error(code) | Expect::NoSite(code) => {
            check(told.codes.iter().any(|c| c == code), format!("no {code} among {:?}", told.codes));
        }
    }
    check(told.fine || matches!(input.expect, Expect::NoSite(_)), "it took another page down".to_owned());
    check(told.unplaced.is_empty(), format!("an error without a place: {}", told.unplaced));
    // Codes and files are few here, so that a flood shows.
    check(told.count <= 4 * (diagnostic::MAX_SHOWN_OF_A_KIND + 1), format!("{} messages", told.count));
    check(told.milliseconds < MOST_TIME, format!("{} ms", told.milliseconds));
    check(told.memory < MOST_MEMORY, format!("{} KiB of memory", told.memory));
    faults
}

fn raise<T: PartialOrd>(most: &Mutex<(T, String)>, value: T, name: &str) {
    let mut most = most.lock().expect("no panic while it is held");
    if value > most.0 {
        *most = (value, name.to_owned());
    }
}

/// Has a child build a project with the input in it.
fn build(input: &Input) -> Result<Told, String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |path: &str, bytes: &[u8]| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    };
    write("versus.yaml", b"title: T\n");
    write("content/fine.md", b"# Fine\n\nAll is well here.\n");
    for (path, bytes) in &input.files {
        write(path, bytes);
    }
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("ulimit -v {ADDRESSES}; exec \"$0\" \"$@\"")]).arg(own_path());
    shell.args(["--exact", "hostile::act", "--ignored", "--nocapture", "--test-threads=1"]);
    shell.env("VERSUS_TEST_ROOT", folder.path()).env("RAYON_NUM_THREADS", "2").env("MALLOC_ARENA_MAX", "2");
    let done = shell.output().expect("a shell");
    let (out, err) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    let line = out.lines().find_map(|line| line.split_once("told: "));
    let values: Vec<&str> = line.map(|(_, told)| told.split('|').collect()).unwrap_or_default();
    let [codes, fine, unplaced, count, milliseconds, memory] = values[..] else {
        return Err(format!(
            "the child died: {:?} {}",
            done.status,
            err.lines().take(4).collect::<Vec<_>>().join(" / ")
        ));
    };
    Ok(Told {
        codes: codes.split_whitespace().map(str::to_owned).collect(),
        fine: fine == "true",
        unplaced: unplaced.to_owned(),
        count: count.parse().expect("a number"),
        milliseconds: milliseconds.parse().expect("a number"),
        memory: memory.parse().expect("a number"),
    })
}

fn own_path() -> PathBuf {
    std::env::current_exe().expect("our own path")
}

#[test]
#[ignore = "another test runs it as a child process; by itself it has nothing to do"]
fn act() {
    let Some(root) = std::env::var_os("VERSUS_TEST_ROOT") else { return };
    let (root, began) = (Path::new(&root), Instant::now());
    let as_of = Date::new(2026, 11, 23).expect("a day");
    let options = BuildOptions { config: SourcePath::new("versus.yaml"), as_of, drafts: false, base_url: None };
    let build = match versus::io::scan(root, "versus.yaml", &root.join("site")) {
        Ok(snapshot) => memory_site::fresh(&snapshot, &options),
        Err(fault) => MemorySite { diagnostics: vec![fault], ..MemorySite::default() },
    };
    let fine = build.outputs.get(&SitePath::new("fine/"));
    let fine = fine.is_some_and(|page| String::from_utf8_lossy(page).contains("All is well here."));
    let errors = || build.diagnostics.iter().filter(|d| d.severity == Severity::Error);
    let unplaced = errors().find(|d| d.place.is_none()).map_or("", |d| d.message.as_str());
    let codes: Vec<&str> = errors().map(|d| d.code.slug()).collect();
    println!(
        "told: {}|{fine}|{unplaced}|{}|{}|{}",
        codes.join(" "),
        build.diagnostics.len(),
        began.elapsed().as_millis(),
        peak_memory()
    );
}

/// The most memory that this process held, in KiB; the limit on addresses alone bounds it where no system tells.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
