//! Mutated files: from a corpus of small projects that hold something of everything, pieces are cut, doubled, swapped
//! and put elsewhere. Whatever comes out builds without a panic, points its faults into its files, and draws no
//! script, handler or unsafe address.
//!
//! A short run is part of the tests; `tests/soak` runs as long as one likes. What a run finds is written into
//! `tests/fixtures/fuzz`, where it stays as a seed. Query strings are read by scripts; `tests/js/state.test.mjs` has
//! those. It refuses to know what a build should make of a file.

mod mutate;
mod oracle;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::scale::scale;
use mutate::Random;
use oracle::judge;

/// What is mutated: the name, the file that it becomes, and what else the project has.
struct Target {
    name: &'static str,
    file: &'static str,
    others: &'static [(&'static str, &'static str)],
}

const DATASET: (&str, &str) = (
    "content/data/d/dataset.yaml",
    "title: D\nscales: {q: [Poor, Good]}\nsources: {book: {title: Book, url: https://example.org/}}\ncriteria:\n  - {id: speed, name: Speed, type: rating, scale: q, better: higher, weight: 1}\n  - {id: size, name: Size, type: number, unit: MB}\n  - {id: kind, name: Kind, type: text}\nprofiles: [{id: p, name: P, weights: {speed: 2}}]\n",
);
const SUBJECTS: [(&str, &str); 2] = [
    ("content/data/d/subjects/a.yaml", "name: A\nvalues: {speed: Good, size: 3, kind: x}\n"),
    ("content/data/d/subjects/b.yaml", "name: B\nvalues: {speed: Poor}\n"),
];
const SHOWS: (&str, &str) = (
    "content/shows.md",
    "---\ntitle: Shows\ncompare: {dataset: d}\n---\n```{matrix}\n```\n\n```{ranking}\n```\n\n```{chart}\nkind: bars\ncriteria: [size]\n```\n",
);

const TARGETS: &[Target] = &[
    Target { name: "markdown", file: "content/a.md", others: &[DATASET, SUBJECTS[0], SUBJECTS[1]] },
    Target { name: "front-matter", file: "content/a.md", others: &[DATASET, SUBJECTS[0], SUBJECTS[1]] },
    Target { name: "blocks", file: "content/a.md", others: &[DATASET, SUBJECTS[0], SUBJECTS[1]] },
    Target { name: "dataset", file: "content/data/d/dataset.yaml", others: &[SUBJECTS[0], SUBJECTS[1], SHOWS] },
    Target { name: "csv", file: "content/data/d/values.csv", others: &[DATASET, SUBJECTS[0], SUBJECTS[1], SHOWS] },
    Target { name: "config", file: "versus.yaml", others: &[DATASET, SUBJECTS[0], SUBJECTS[1], SHOWS] },
];

/// Longer inputs take longer and find no more.
const LONGEST: usize = 4096;

#[test]
fn every_seed_builds_soundly() {
    for target in TARGETS {
        let seeds = seeds(target);
        assert!(!seeds.is_empty(), "there are no seeds for {}", target.name);
        for seed in seeds {
            if let Err(fault) = judge(target.file, &seed, target.others) {
                panic!("{}: {fault}\n{seed}", target.name);
            }
        }
    }
}

#[test]
fn mutated_files_build_soundly() {
    let found: usize = TARGETS.iter().map(|target| run(target, 1, &mut |runs| runs < 15 * u64::from(scale())).1).sum();
    assert_eq!(found, 0, "they are written into tests/fixtures/fuzz");
}

/// `tests/soak`: as many seconds as `VERSUS_SOAK` says, an hour without it.
#[test]
#[ignore = "runs as long as it is told to: tests/soak"]
fn soak() {
    let seconds = std::env::var("VERSUS_SOAK").ok().and_then(|text| text.parse().ok()).unwrap_or(3600);
    let share = Duration::from_secs(seconds) / u32::try_from(TARGETS.len()).expect("a few");
    let since = std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(0, |time| time.as_secs());
    let mut findings = 0;
    for target in TARGETS {
        let began = Instant::now();
        let (runs, found) = run(target, since, &mut |_| began.elapsed() < share);
        println!("{}: {runs} runs from seed {since}, {found} findings", target.name);
        findings += found;
    }
    assert_eq!(findings, 0, "they are written into tests/fixtures/fuzz");
}

/// Mutates and builds while `go_on` says so, asked with the number of runs; how often, and what was found.
fn run(target: &Target, seed: u64, go_on: &mut dyn FnMut(u64) -> bool) -> (u64, usize) {
    let seeds = seeds(target);
    let mut random = Random::new(seed);
    let mut found = BTreeMap::new();
    let mut runs = 0;
    while go_on(runs) {
        let text = mutate::mutated(&mut random, &seeds, LONGEST);
        runs += 1;
        if let Err(fault) = judge(target.file, &text, target.others) {
            let kind: String = fault.split([':', '`']).next().unwrap_or("").to_owned();
            found.entry(kind).or_insert_with(|| keep(target, &text, &fault));
        }
    }
    (runs, found.len())
}

/// Writes what was found beside the seeds, and says where.
fn keep(target: &Target, text: &str, fault: &str) -> PathBuf {
    let name = format!("found-{}.txt", versus::base::Hash128::of(text.as_bytes()).hex());
    let path = folder(target).join(name);
    fs::write(&path, text).expect("a seed can be written");
    println!("{}: {fault}\n  kept as {}", target.name, path.display());
    path
}

fn folder(target: &Target) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/fuzz").join(target.name)
}

/// The seeds of a target, in the order of their names.
fn seeds(target: &Target) -> Vec<String> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder(target)).expect("a folder of seeds").map(|entry| entry.expect("a seed").path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("a seed is text")).collect()
}
