//! The test binary as its own child: a process that publishes, and that can be killed, starved or stripped of
//! its rights.
//!
//! It refuses to judge what comes of it.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use versus::io::publish::{OutputFile, PublishOptions, publish};

use super::world::{World, tree};

/// What the child is to do.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Job {
    /// Publish the version of this number once.
    Publish(u8),
    /// Say “ready”, then publish versions 1 and 0 in turn until killed.
    Flip,
    /// Take the lock, say “ready” and wait to be killed.
    Hold,
}

const PAGES: usize = 30;

/// A site of two versions. Some pages and assets exist in only one; every page names its asset, whose name holds
/// the version as a hash would.
pub(crate) fn version(number: u8) -> Vec<OutputFile> {
    let mut files = Vec::new();
    for page in 0..PAGES {
        if page % 5 == usize::from(number) {
            continue;
        }
        let asset = format!("assets/{page}.{number}.css");
        files.push(OutputFile::new(format!("guides/{page}/index.html"), page_text(number, page, &asset).into_bytes()));
        files.push(OutputFile::new(asset.clone(), format!("{asset}\n").repeat(300).into_bytes()));
    }
    files.push(OutputFile::new("style.css", format!("version {number}\n").repeat(4000).into_bytes()));
    files
}

/// First line the asset, then enough that a half-written one would show.
fn page_text(number: u8, page: usize, asset: &str) -> String {
    format!("{asset}\n{}end\n", format!("page {page} of version {number}\n").repeat(300))
}

/// This binary, told to do `job` with the world's project and `output`.
pub(crate) fn run(world: &World, job: Job, output: &Path) -> Command {
    command(&std::env::current_exe().expect("our own path"), world, job, output)
}

/// The same as a user without rights of his own, to whom the world's project is given first. Whoever is not root
/// has none to begin with.
pub(crate) fn run_as_nobody(world: &World, job: Job) -> Command {
    const NOBODY: u32 = 65534;
    let own = std::env::current_exe().expect("our own path");
    if fs::metadata(&world.root).expect("the project").uid() != 0 {
        return command(&own, world, job, &world.site);
    }
    let copy: PathBuf = world.dir.path().join("child");
    fs::copy(own, &copy).expect("room for a copy of the test");
    let inner = tree(&world.root).into_keys().map(|path| world.root.join(path));
    for path in inner.chain([world.root.clone()]) {
        chown(path, Some(NOBODY), Some(NOBODY)).expect("root may give files away");
    }
    let mut command = command(&copy, world, job, &world.site);
    command.uid(NOBODY).gid(NOBODY);
    command
}

fn command(program: &Path, world: &World, job: Job, output: &Path) -> Command {
    let mut command = Command::new(program);
    command.args(["--exact", "output::child::act", "--ignored", "--nocapture", "--test-threads=1"]);
    let text = match job {
        Job::Publish(number) => format!("publish {number}"),
        Job::Flip => "flip".to_owned(),
        Job::Hold => "hold".to_owned(),
    };
    command.env("VERSUS_TEST_JOB", text).env("VERSUS_TEST_ROOT", &world.root).env("VERSUS_TEST_OUTPUT", output);
    command
}

/// All that a child said.
pub(crate) fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
#[ignore = "other tests run it as a child process; by itself it has nothing to do"]
fn act() {
    let Ok(job) = std::env::var("VERSUS_TEST_JOB") else { return };
    let path = |name| PathBuf::from(std::env::var_os(name).expect("a path from the parent"));
    let (root, output) = (path("VERSUS_TEST_ROOT"), path("VERSUS_TEST_OUTPUT"));
    let build = |number| {
        publish(&root, &output, &version(number), PublishOptions::default())
            .unwrap_or_else(|diagnostic| panic!("{} / {:?}", diagnostic.message, diagnostic.help))
    };
    match job.as_str() {
        "flip" => {
            say("ready");
            loop {
                build(1);
                build(0);
            }
        }
        "hold" => {
            let lock = fs::File::options().write(true).open(output.join(".versus/lock")).expect("a lock");
            lock.lock().expect("nobody else holds it");
            say("ready");
            std::thread::sleep(std::time::Duration::from_mins(1));
        }
        _ => drop(build(u8::from(job.ends_with('1')))),
    }
}

fn say(word: &str) {
    writeln!(std::io::stdout(), "{word}").expect("a parent that listens");
}
