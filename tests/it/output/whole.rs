//! The program as a whole on a project that changes: killed at any instant of a build, and on a disk that is full.
//!
//! It refuses to know of publishing alone; the tests beside it do.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::world::{Site, World, assert_serves, tree};

/// How many instants are tried.
const KILLS: u32 = 100;

const PAGES: u32 = 12;

/// Makes the project the one of two states. They differ in every text, in which pages there are, in the data, and in
/// the style sheet, whose name every page holds.
fn become_version(world: &World, number: u32) {
    world.write("versus.yaml", "title: Test\ntheme: own\nbase_url: https://example.org/\n");
    world.write("themes/own/theme.yaml", "name: own\n");
    world.write("themes/own/static/css/main.css", &format!("body {{ --version: {number} }}\n"));
    world.write("content/data/a.yaml", &dataset(number));
    for page in 0..PAGES {
        let path = format!("content/guides/page-{page}.md");
        if page % 5 == number {
            let _ = fs::remove_file(world.root.join(path));
        } else {
            let text = format!("version {number} of page {page}\n\n").repeat(100);
            world.write(&path, &format!("---\ntitle: Page {page}\n---\n\n{text}"));
        }
    }
}

fn dataset(number: u32) -> String {
    let value = 3 + number;
    format!(
        "title: A\nscales: {{q: [Poor, Fair, Good, Very good, Excellent]}}\n\
         criteria: [{{id: speed, name: Speed, type: rating, scale: q, better: higher, weight: 1}}]\n\
         subjects:\n  x: {{name: X, values: {{speed: {value}}}}}\n  y: {{name: Y, values: {{speed: 2}}}}\n"
    )
}

fn versus(world: &World) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_versus"));
    command.args(["--quiet", "--root"]).arg(&world.root).args(["build", "--as-of", "2026-11-23"]);
    command.env("XDG_CACHE_HOME", world.dir.path().join("caches")).stdout(Stdio::null());
    command
}

/// Builds to the end; the site without its housekeeping.
fn built(world: &World) -> Site {
    let done = versus(world).output().expect("the program runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    world.pages()
}

#[test]
fn a_build_that_is_killed_at_any_instant_leaves_a_site_that_serves() {
    let world = World::new();
    let versions = [0, 1].map(|number| {
        become_version(&world, number);
        built(&world)
    });
    become_version(&world, 0);
    let began = Instant::now();
    assert!(built(&world) == versions[0], "a build depends on the one before it");
    let whole = began.elapsed();
    let mut struck = 0;
    for kill in 0..KILLS {
        // The site is that of the one version; the files become the other.
        let (old, new) = (&versions[(kill % 2) as usize], &versions[(1 - kill % 2) as usize]);
        become_version(&world, 1 - kill % 2);
        // Steps of the golden ratio spread the instants evenly.
        let part = f64::from(kill) * 0.618_033_988_75 % 1.0;
        let mut child = versus(&world).stderr(Stdio::null()).spawn().expect("the program runs");
        thread::sleep(whole.mul_f64(part).max(Duration::from_millis(1)));
        child.kill().expect("a child to kill");
        child.wait().expect("a dead child");
        let house = world.site.join(".versus");
        struck += u32::from(["next.json", "stage"].iter().any(|name| house.join(name).exists()));
        assert_serves(&world.pages(), old, new, assets, &format!("kill {kill}"));
        assert!(built(&world) == *new, "kill {kill}: not what a clean build makes");
        let left: Vec<String> = tree(&house).into_keys().collect();
        assert_eq!(left, ["lock", "manifest.json", "stamps.json"], "kill {kill}");
    }
    assert!(struck >= 5, "only {struck} of {KILLS} kills struck while files were written: the test proves little");
}

/// The assets that a page names in its attributes.
fn assets(page: &str) -> Vec<&str> {
    let named = page.match_indices("assets/").map(|(at, _)| &page[at..]);
    named
        .filter_map(|rest| rest.split_once('"').map(|(path, _)| path))
        .filter(|path| !path.contains(['<', ' ']))
        .collect()
}

/// A small disk of its own, which needs the right to mount: root has it, others in a namespace of their own.
fn on_a_small_disk(world: &World, script: &str) -> Output {
    let mut command = Command::new("unshare");
    command.args(["--map-root-user", "--mount", "sh", "-euc"]);
    command.arg(format!("mount -t tmpfs -o size=2m none \"$SITE\"\n{script}"));
    command.env("SITE", &world.site).env("ROOT", &world.root).env("VERSUS", env!("CARGO_BIN_EXE_versus"));
    command.env("XDG_CACHE_HOME", world.dir.path().join("caches"));
    command.output().expect("`unshare` of util-linux, which `apt-get install util-linux` installs")
}

#[test]
fn a_disk_that_is_full_is_an_error_and_the_site_stays() {
    let world = World::new();
    become_version(&world, 0);
    fs::create_dir_all(&world.site).expect("a place to mount the disk");
    let more = world.dir.path().join("more");
    fs::create_dir_all(&more).expect("a folder");
    for page in 0..40 {
        let text = format!("---\ntitle: Large {page}\n---\n\n{}", "A long page.\n\n".repeat(3000));
        fs::write(more.join(format!("large-{page}.md")), text).expect("a file");
    }
    let done = on_a_small_disk(
        &world,
        "build() { \"$VERSUS\" --quiet --root \"$ROOT\" build --as-of 2026-11-23; }
         build
         cp -r \"$SITE\" \"$ROOT/../before\"
         cp \"$ROOT/../more/\"* \"$ROOT/content/\"
         if build; then echo 'it fitted'; exit 3; else echo \"code $?\"; fi
         cp -r \"$SITE\" \"$ROOT/../after\"
         mount -o remount,size=64m \"$SITE\"
         build
         cp -r \"$SITE\" \"$ROOT/../repaired\"",
    );
    let said = format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success(), "a small disk must be mounted for this test, and then the site built: {said}");
    assert!(said.contains("code 1") && said.contains("error[output]"), "{said}");
    assert!(said.contains("No space left on device") && said.contains("site/"), "{said}");
    let state = |name: &str| tree(&world.dir.path().join(name));
    assert!(state("before") == state("after"), "the old site is not what it was");
    assert!(state("repaired").len() > state("before").len(), "the site was not built again");
    assert!(Path::new(&world.dir.path().join("repaired/large-39/index.html")).exists());
}
