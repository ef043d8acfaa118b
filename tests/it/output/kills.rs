//! Kills at any instant, locks of the dead, and two builds at once.
//!
//! It refuses to know of builds that fail by themselves.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use versus::io::publish::{OutputFile, PublishOptions, publish};

use super::child::{self, Job, version};
use super::world::{Site, World, assert_serves, tree};

/// How many instants are tried. Each costs about a tenth of a second.
const KILLS: u64 = 100;

#[test]
fn a_kill_at_any_instant_leaves_a_site_that_serves_and_the_next_build_repairs() {
    let (old, new) = (content(&version(0)), content(&version(1)));
    let world = World::new();
    let mut interrupted = 0;
    for kill in 0..KILLS {
        publish(&world.root, &world.site, &version(0), PublishOptions::default()).expect("an older site");
        kill_while_flipping(&world, kill);
        interrupted +=
            usize::from(["next.json", "stage"].iter().any(|name| world.site.join(".versus").join(name).exists()));
        let number = u8::from(kill % 2 == 0);
        // The first line of a page is its asset.
        assert_serves(
            &world.pages(),
            &old,
            &new,
            |page| vec![page.lines().next().unwrap_or_default()],
            &format!("kill {kill}"),
        );
        publish(&world.root, &world.site, &version(number), PublishOptions::default()).expect("a repair");
        let files = world.pages();
        assert!(
            files == if number == 0 { old.clone() } else { new.clone() },
            "kill {kill}: not what a clean build makes"
        );
        let house: Vec<String> = tree(&world.site.join(".versus")).into_keys().collect();
        assert_eq!(house, ["lock", "manifest.json", "stamps.json"], "kill {kill}");
    }
    assert!(interrupted >= 20, "only {interrupted} of {KILLS} kills struck a build at work: the test proves little");
}

/// Lets a child publish until an instant that depends on `kill`, and kills it.
fn kill_while_flipping(world: &World, kill: u64) {
    let mut child = ready(world, Job::Flip);
    // Steps of the golden ratio spread the instants evenly over 25 ms.
    let micros = kill.wrapping_mul(0x9E37_79B9_7F4A_7C15) % 25_000;
    thread::sleep(Duration::from_micros(micros));
    child.kill().expect("a child to kill");
    child.wait().expect("a dead child");
}

/// A child that has said it is ready.
fn ready(world: &World, job: Job) -> Child {
    let mut child = child::run(world, job, &world.site).stdout(Stdio::piped()).spawn().expect("a child process");
    let said = BufReader::new(child.stdout.take().expect("its output")).lines();
    assert!(said.map_while(Result::ok).any(|line| line.contains("ready")), "the child died early");
    child
}

fn content(files: &[OutputFile]) -> Site {
    files
        .iter()
        .map(|file| {
            (file.path.clone(), String::from_utf8_lossy(file.bytes.as_deref().unwrap_or_default()).into_owned())
        })
        .collect()
}

/// What the killed build had put into place is known as ours; what someone put there afterwards is not.
#[test]
fn after_a_kill_only_the_killed_builds_own_files_are_ours() {
    let world = World::new();
    world.publish(&[("index.html", "1")]).expect("a site");
    let house = world.site.join(".versus");
    let intent = fs::read_to_string(house.join("manifest.json")).expect("a manifest");
    world.publish(&[("index.html", "1"), ("made.html", "made"), ("taken.html", "made too")]).expect("a site");
    // As a kill leaves it that struck between the first rename and the last.
    fs::rename(house.join("manifest.json"), house.join("next.json")).expect("an intent");
    fs::write(house.join("manifest.json"), intent).expect("the manifest before");
    fs::write(world.site.join("taken.html"), "by hand").expect("a foreign file");
    let report = world.publish(&[("index.html", "1")]).expect("a site");
    assert_eq!(report.removed, ["made.html"]);
    assert_eq!(world.files()["taken.html"], "by hand");
}

#[test]
fn a_build_waits_for_a_live_lock_and_not_for_a_dead_ones() {
    let world = World::new();
    world.publish(&[("index.html", "1")]).expect("a site");
    let mut holder = ready(&world, Job::Hold);
    let waits = AtomicUsize::new(0);
    thread::scope(|scope| {
        let build = scope.spawn(|| {
            let tell = || {
                waits.fetch_add(1, Ordering::SeqCst);
            };
            publish(&world.root, &world.site, &version(1), PublishOptions { waiting: Some(&tell) })
        });
        thread::sleep(Duration::from_millis(300));
        assert!(!build.is_finished(), "it did not wait");
        assert_eq!(world.files()["index.html"], "1");
        holder.kill().expect("a child to kill");
        holder.wait().expect("a dead child");
        build.join().expect("no panic").expect("a site");
    });
    assert_eq!(waits.load(Ordering::SeqCst), 1, "it says once that it waits");
}

#[test]
fn two_builds_at_once_take_turns() {
    let world = World::new();
    let whole = [content(&version(0)), content(&version(1))];
    for round in 0..10 {
        thread::scope(|scope| {
            for number in [0, 1] {
                let world = &world;
                scope.spawn(move || {
                    publish(&world.root, &world.site, &version(number), PublishOptions::default()).expect("its turn");
                });
            }
        });
        let files = world.pages();
        assert!(whole.contains(&files), "round {round}: a mixture of both");
    }
}

#[test]
fn builds_and_cleans_at_once_take_turns() {
    let world = World::new();
    thread::scope(|scope| {
        for number in [0, 1] {
            let world = &world;
            scope.spawn(move || {
                for _ in 0..10 {
                    publish(&world.root, &world.site, &version(number), PublishOptions::default()).expect("its turn");
                    versus::io::clean(&world.root, &world.site, PublishOptions::default()).expect("its turn");
                }
            });
        }
    });
    assert!(!world.site.exists(), "the last clean found everything");
}
