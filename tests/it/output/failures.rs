//! A build that fails leaves the site as it was: byte for byte, and not even the times of its files changed.
//!
//! It refuses to know of kills.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use versus::io::publish::{PublishOptions, publish};

use super::child::{self, Job, said, version};
use super::world::{World, tree};

fn first_site() -> World {
    let world = World::new();
    publish(&world.root, &world.site, &version(0), PublishOptions::default()).expect("a first site");
    world
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permissions of our own files");
}

/// The content, and what must not change of a file: its number and when its bytes changed.
fn state(world: &World) -> Vec<(String, String, String)> {
    use std::os::unix::fs::MetadataExt as _;
    let mark = |path: &str| {
        let meta = fs::symlink_metadata(world.site.join(path)).expect("a file");
        if meta.is_dir() { String::new() } else { format!("{} {}.{}", meta.ino(), meta.mtime(), meta.mtime_nsec()) }
    };
    tree(&world.site).into_iter().map(|(path, text)| (path.clone(), text, mark(&path))).collect()
}

fn assert_failed(world: &World, before: &[(String, String, String)], done: &Output, named: &str) {
    assert!(!done.status.success(), "it should have failed: {}", said(done));
    assert!(said(done).contains(named), "`{named}` should be named: {}", said(done));
    assert!(state(world) == before, "the old site is not what it was");
}

#[test]
fn a_read_only_output_is_an_error_and_stays() {
    let world = first_site();
    let mut command = child::run_as_nobody(&world, Job::Publish(1));
    let folders: Vec<String> = tree(&world.site).into_keys().filter(|path| path.ends_with('/')).collect();
    let all = || folders.iter().map(String::as_str).chain([""]).map(|path| world.site.join(path));
    all().for_each(|path| set_mode(&path, 0o555));
    let before = state(&world);
    let done = command.output().expect("a child process");
    all().for_each(|path| set_mode(&path, 0o755));
    assert_failed(&world, &before, &done, "site/.versus");
}

/// All is staged and most of it in place when the last folder refuses: every step has to be taken back.
#[test]
fn a_read_only_folder_inside_takes_everything_back() {
    let world = first_site();
    let mut command = child::run_as_nobody(&world, Job::Publish(1));
    let last = world.site.join("guides/9");
    set_mode(&last, 0o555);
    let before = state(&world);
    let done = command.output().expect("a child process");
    set_mode(&last, 0o755);
    assert_failed(&world, &before, &done, "site/guides/9/index.html");
}

#[test]
fn a_removal_that_fails_takes_everything_back() {
    let world = first_site();
    let mut command = child::run_as_nobody(&world, Job::Publish(1));
    // Page 1 is in version 0 alone, so that this is the removal of a stale one.
    let stale = world.site.join("guides/1");
    set_mode(&stale, 0o555);
    let before = state(&world);
    let done = command.output().expect("a child process");
    set_mode(&stale, 0o755);
    assert_failed(&world, &before, &done, "site/guides/1/index.html");
}

/// A limit on the size of files stands for the full disk, as it needs no rights to set: the write fails midway.
fn starved(command: &Command) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; ulimit -f 32; exec \"$0\" \"$@\""]).arg(command.get_program());
    shell.args(command.get_args());
    shell.envs(command.get_envs().filter_map(|(key, value)| Some((key, value?))));
    shell
}

#[test]
fn a_full_disk_is_an_error_and_the_site_stays() {
    let world = first_site();
    let before = state(&world);
    let done = starved(&child::run(&world, Job::Publish(1), &world.site)).output().expect("a shell");
    assert_failed(&world, &before, &done, "site/style.css");
    publish(&world.root, &world.site, &version(1), PublishOptions::default()).expect("room again");
}

#[test]
fn a_first_build_that_fails_leaves_nothing() {
    let world = World::new();
    let before = tree(&world.root);
    let output = world.root.join("new/deep/site");
    let done = starved(&child::run(&world, Job::Publish(1), &output)).output().expect("a shell");
    assert!(!done.status.success() && said(&done).contains("style.css"), "{}", said(&done));
    assert_eq!(tree(&world.root), before);
}
