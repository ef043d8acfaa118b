//! A build with a cache makes what one without makes, whatever happened to the cache in between.
//!
//! Whether it is any quicker is not asked here, only that it finds what it kept when nothing happened.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use versus::base::{Hash128, SitePath, Snapshot};
use versus::engine::{BuildOptions, Engine, OutputSink};
use versus::io::Cache;
use versus::theme::Rendered;

use super::edits::{Edit, edit, first_project, options};
use crate::scale::tries;

/// What befalls a file of a cache.
#[derive(Clone, Debug)]
enum Damage {
    /// A byte is another.
    Byte(Index, u8),
    /// It ends too early.
    Cut(Index),
    /// It goes on with what nobody put there.
    Tail(Vec<u8>),
    /// Another file of the cache stands in its place.
    Swapped(Index),
    /// It is gone.
    Gone,
}

/// A step: an edit, and what befalls a file of the cache before the next build.
type Step = (Edit, Option<(Index, Damage)>);

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        4 => (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Damage::Byte(at, byte)),
        2 => any::<Index>().prop_map(Damage::Cut),
        1 => vec(any::<u8>(), 1..90).prop_map(Damage::Tail),
        2 => any::<Index>().prop_map(Damage::Swapped),
        1 => Just(Damage::Gone),
    ]
}

impl Damage {
    fn befall(&self, files: &[PathBuf], file: &Path) {
        let mut bytes = fs::read(file).expect("a file of the cache");
        match self {
            Self::Byte(_, _) if bytes.is_empty() => {}
            Self::Byte(at, byte) => {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            Self::Cut(at) => bytes.truncate(at.index(bytes.len() + 1)),
            Self::Tail(tail) => bytes.extend(tail),
            Self::Swapped(other) => {
                bytes = fs::read(&files[other.index(files.len())]).expect("another file of the cache");
            }
            Self::Gone => return fs::remove_file(file).expect("a file to remove"),
        }
        fs::write(file, bytes).expect("a damaged file");
    }
}

/// The outputs that were drawn, by address.
#[derive(Default)]
struct Drawn(Mutex<BTreeMap<SitePath, Hash128>>);

impl OutputSink for Drawn {
    fn accept(&self, path: &SitePath, output: &Arc<Rendered>) {
        self.0.lock().expect("no other panic").insert(path.clone(), output.hash);
    }
}

/// A site with the hash of the bytes of each output, as they are made when they are asked for.
fn site(engine: &Engine, snapshot: &Snapshot, options: &BuildOptions) -> (BTreeMap<SitePath, Hash128>, Vec<String>) {
    let drawn = Drawn::default();
    let made = engine.build(snapshot, options, &drawn);
    let drawn = drawn.0.into_inner().expect("no other panic");
    let outputs = made.outputs.iter().map(|(path, (hash, length))| {
        let bytes = made.bytes(path).unwrap_or_default();
        assert!(made.failed() || bytes.len() as u64 == *length, "{path:?}: {} bytes, not {length}", bytes.len());
        assert!(drawn.get(path).is_none_or(|own| own == hash), "{path:?} was drawn otherwise");
        (path.clone(), Hash128::of(&bytes))
    });
    (outputs.collect(), made.diagnostics.iter().map(|d| format!("{d:?}")).collect())
}

fn fresh(snapshot: &Snapshot, options: &BuildOptions) -> (BTreeMap<SitePath, Hash128>, Vec<String>) {
    let build = crate::memory_site::fresh(snapshot, options);
    let outputs = build.outputs.iter().map(|(path, output)| (path.clone(), Hash128::of(output)));
    (outputs.collect(), build.diagnostics.iter().map(|d| format!("{d:?}")).collect())
}

/// The files in a folder, wherever below it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() { found.extend(files(&entry)) } else { found.push(entry) }
    }
    found.sort();
    found
}

/// A cache, opened as a new process would open it.
fn open(folder: &Path) -> Arc<Cache> {
    Arc::new(Cache::open(&folder.join("cache"), folder).expect("a cache"))
}

fn with_cache(
    folder: &Path,
    snapshot: &Snapshot,
    options: &BuildOptions,
) -> (BTreeMap<SitePath, Hash128>, Vec<String>) {
    let cache = open(folder);
    let made = site(&Engine::with(cache.clone()), snapshot, options);
    cache.finish();
    made
}

proptest! {
    #![proptest_config(tries(6))]

    #[test]
    fn a_build_with_a_cache_makes_what_one_without_makes(steps in vec(steps(), 1..9)) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (mut snapshot, mut options) = (first_project(), options());
        for (edit, damage) in &steps {
            edit.make(&mut snapshot, &mut options);
            let made = with_cache(folder.path(), &snapshot, &options);
            prop_assert_eq!(&made, &fresh(&snapshot, &options), "after {:?}", edit);
            if let Some((file, damage)) = damage {
                let files = files(&folder.path().join("cache"));
                damage.befall(&files, &files[file.index(files.len())]);
                // Twice: what was damaged is found out, and what took its place is sound.
                for round in 0..2 {
                    let again = with_cache(folder.path(), &snapshot, &options);
                    prop_assert_eq!(&made, &again, "round {} after {:?}", round, damage);
                }
            }
        }
    }

    #[test]
    fn two_processes_at_once_leave_a_sound_cache(one in vec(edit(), 1..4), other in vec(edit(), 1..4)) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let projects = [one, other].map(|edits| {
            let (mut snapshot, mut options) = (first_project(), options());
            for edit in &edits {
                edit.make(&mut snapshot, &mut options);
            }
            (snapshot, options)
        });
        for _ in 0..2 {
            std::thread::scope(|scope| {
                for (snapshot, options) in &projects {
                    scope.spawn(|| {
                        assert_eq!(with_cache(folder.path(), snapshot, options), fresh(snapshot, options));
                    });
                }
            });
        }
    }
}

fn steps() -> impl Strategy<Value = Step> {
    (edit(), proptest::option::of((any::<Index>(), damage())))
}

#[test]
fn a_second_build_draws_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let drawn = || {
        let (cache, drawn) = (open(folder.path()), Drawn::default());
        let engine = Engine::with(cache.clone());
        engine.build(&first_project(), &options(), &drawn);
        cache.finish();
        drawn.0.into_inner().expect("no other panic").len()
    };
    assert!(drawn() > 10);
    assert_eq!(drawn(), 0);
}
