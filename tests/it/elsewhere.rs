//! No file elsewhere is touched: links, second names, fifos and folders in the place of everything that the program
//! writes. A file elsewhere stays byte for byte, and each run ends.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::program::{Project, Run};

const FILES: &[(&str, &str)] = &[
    ("versus.yaml", "title: A\n"),
    ("content/_index.md", "# Home\n\n```rust\nfn main() {}\n```\n\n[a](a.md)\n"),
    ("content/a.md", "# A\n\nText of the page.\n"),
];
const PRECIOUS: &str = "years of work\n";

/// What is put in the place of a file.
#[derive(Clone, Copy, Debug)]
enum Obstacle {
    Link,
    BrokenLink,
    SecondName,
    Fifo,
    Folder,
    FullFolder,
}

const OBSTACLES: [Obstacle; 6] = [
    Obstacle::Link,
    Obstacle::BrokenLink,
    Obstacle::SecondName,
    Obstacle::Fifo,
    Obstacle::Folder,
    Obstacle::FullFolder,
];

impl Obstacle {
    /// Puts it at `place`; what must stay is below `elsewhere`.
    fn put(self, place: &Path, elsewhere: &Path) {
        let _ = fs::remove_file(place).or_else(|_| fs::remove_dir_all(place));
        fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
        fs::create_dir_all(elsewhere).expect("a folder elsewhere");
        let precious = elsewhere.join("precious");
        fs::write(&precious, PRECIOUS).expect("a file elsewhere");
        match self {
            Self::Link => symlink(&precious, place).expect("a link"),
            Self::BrokenLink => symlink(elsewhere.join("missing"), place).expect("a link"),
            Self::SecondName => fs::hard_link(&precious, place).expect("a second name"),
            Self::Fifo => assert!(Command::new("mkfifo").arg(place).status().expect("mkfifo").success()),
            Self::Folder => fs::create_dir(place).expect("a folder"),
            Self::FullFolder => {
                fs::create_dir(place).expect("a folder");
                fs::write(place.join("mine"), PRECIOUS).expect("a file");
            }
        }
    }
}

/// Nothing but the file is elsewhere, and it is as it was.
fn assert_untouched(elsewhere: &Path, what: &str) {
    let names: Vec<_> = fs::read_dir(elsewhere).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
    assert_eq!(names, [elsewhere.join("precious")], "{what}");
    assert_eq!(fs::read_to_string(&names[0]).expect("the file elsewhere"), PRECIOUS, "{what}");
}

fn assert_ended(run: &Run, what: &str) {
    assert!(matches!(run.code, Some(0 | 1)), "{what}: {run:?}");
    assert!(!run.err.contains("panic"), "{what}: {run:?}");
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path()).collect()
}

#[test]
fn what_is_in_the_place_of_cache_files_is_not_written_through() {
    for obstacle in OBSTACLES {
        let project = Project::new(FILES);
        project.run(&["build"]);
        let own = files_in(&project.cache().join("versus")).pop().expect("the project's folder");
        let mut places = files_in(&own);
        assert!(places.len() > 4, "{places:?}");
        let beside = places.iter().filter(|place| place.extension().is_some_and(|extension| extension == "index"));
        places.extend(beside.map(|place| place.with_extension("new")).collect::<Vec<_>>());
        for (i, place) in places.iter().enumerate() {
            obstacle.put(place, &project.root().join(format!("../elsewhere/{i}")));
        }
        for text in ["# Home\n\n```rust\nfn other() {}\n```\n", "# Home\n\n```rust\nfn third() {}\n```\n"] {
            project.write("content/_index.md", text);
            let run = project.run(&["build"]);
            assert_eq!(run.code, Some(0), "{obstacle:?}: {}", run.err);
        }
        for (i, place) in places.iter().enumerate() {
            let what = format!("{obstacle:?} at {}", place.display());
            assert_untouched(&project.root().join(format!("../elsewhere/{i}")), &what);
        }
    }
}

#[test]
fn what_is_in_the_place_of_files_about_the_output_is_not_written_through() {
    for obstacle in OBSTACLES {
        for name in
            ["lock", "manifest.json", "next.json", "stamps.json", "stamps.json.new", "manifest.new", "stage", "old"]
        {
            let project = Project::new(FILES);
            project.run(&["build", "--no-cache"]);
            let elsewhere = project.root().join("../elsewhere");
            obstacle.put(&project.root().join("site/.versus").join(name), &elsewhere);
            project.write("content/_index.md", "# Other\n");
            let what = format!("{obstacle:?} at {name}");
            assert_ended(&project.run(&["build", "--no-cache"]), &what);
            assert_ended(&project.run(&["clean"]), &what);
            assert_untouched(&elsewhere, &what);
        }
    }
}

#[test]
fn what_is_in_the_place_of_new_files_stays() {
    for obstacle in OBSTACLES {
        for name in ["versus.yaml", "content/_index.md"] {
            let project = Project::new(&[]);
            let elsewhere = project.root().join("../elsewhere");
            obstacle.put(&project.root().join(name), &elsewhere);
            assert_ended(&project.run(&["init", "--force"]), name);
            assert_untouched(&elsewhere, &format!("{obstacle:?} at {name}"));
        }
        let project = Project::new(FILES);
        let elsewhere = project.root().join("../elsewhere");
        obstacle.put(&project.root().join("content/data/b/dataset.yaml"), &elsewhere);
        assert_ended(&project.run(&["new", "dataset", "B"]), "new dataset");
        assert_untouched(&elsewhere, &format!("{obstacle:?} at a dataset"));
    }
}

#[test]
fn nothing_is_created_through_a_link_to_a_folder() {
    let project = Project::new(&[]);
    fs::create_dir_all(project.root()).expect("a root");
    let elsewhere = project.root().join("../elsewhere");
    fs::create_dir_all(&elsewhere).expect("a folder");
    symlink(&elsewhere, project.root().join("content")).expect("a link");
    let run = project.run(&["init", "--force"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.err.contains("outside the project"), "{}", run.err);
    assert!(files_in(&elsewhere).is_empty());
}

#[test]
fn what_is_in_the_place_of_manual_pages_is_replaced_or_stays() {
    for obstacle in OBSTACLES {
        for name in ["versus.1", "versus.1.new"] {
            let project = Project::new(FILES);
            let elsewhere = project.root().join("../elsewhere");
            obstacle.put(&project.root().join("man").join(name), &elsewhere);
            assert_ended(&project.run(&["man", "man"]), name);
            assert_untouched(&elsewhere, &format!("{obstacle:?} at {name}"));
        }
    }
    let project = Project::new(FILES);
    assert_eq!(project.run(&["man", "man"]).code, Some(0));
    assert_eq!(project.run(&["man", "man"]).code, Some(0));
    let page = fs::read_to_string(project.root().join("man/versus-build.1")).expect("a page");
    assert!(page.contains("output\\-dir"), "{page}");
}

#[test]
fn a_claim_of_the_manifest_deletes_nothing_that_versus_did_not_write() {
    let project = Project::new(FILES);
    project.run(&["build"]);
    let manifest = project.root().join("site/.versus/manifest.json");
    let text = fs::read_to_string(&manifest).expect("a manifest");
    let claim = format!("\"files\": {{\n    \"mine\": \"{:032x} {}\",", 1, PRECIOUS.len());
    project.write("site/mine", PRECIOUS);
    for command in ["build", "clean"] {
        fs::write(&manifest, text.replacen("\"files\": {", &claim, 1)).expect("a claim");
        let run = project.run(&[command]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        assert!(run.err.contains("`site/mine` is no longer part of the site, but was changed"), "{}", run.err);
        assert_eq!(fs::read_to_string(project.root().join("site/mine")).expect("my file"), PRECIOUS);
    }
    assert_eq!(files_in(&project.root().join("site")).len(), 1);
}

#[test]
fn a_page_edited_by_hand_stays_when_its_source_goes() {
    let project = Project::new(FILES);
    project.run(&["build"]);
    project.write("site/a/index.html", "edited by hand");
    fs::remove_file(project.root().join("content/a.md")).expect("a page to remove");
    project.write("content/_index.md", "# Home\n");
    let run = project.run(&["build"]);
    assert!(run.err.contains("`site/a/index.html` is no longer part of the site"), "{}", run.err);
    assert_eq!(fs::read_to_string(project.root().join("site/a/index.html")).expect("a page"), "edited by hand");
    let again = project.run(&["build"]);
    assert!(!again.err.contains("no longer part"), "{}", again.err);
}

#[test]
fn a_cache_that_would_be_published_is_refused() {
    let project = Project::new(FILES);
    for (folder, said) in [
        ("content", "is the folder `content`"),
        ("content/cache", "lies in the folder `content`"),
        ("themes/x/static", "lies in the folder `themes`"),
        ("site", "is the output"),
        ("site/cache", "lies in the output"),
        (".", "contains the folder"),
    ] {
        for command in ["build", "check"] {
            let run = project.run(&[command, "--cache-dir", folder]);
            assert_eq!(run.code, Some(1), "{folder}");
            assert!(run.err.contains(said), "{folder}: {}", run.err);
        }
    }
    assert_eq!(project.tree().len(), FILES.len());
}

#[test]
fn a_private_source_does_not_become_public() {
    use std::os::unix::fs::PermissionsExt as _;
    let project = Project::new(FILES);
    project.write("content/private.pdf", "for me");
    project.write("content/deep/private.pdf", "for us");
    project.write("content/public.pdf", "for all");
    let set = |path: &str, mode| {
        fs::set_permissions(project.root().join(path), fs::Permissions::from_mode(mode)).expect("permissions");
    };
    set("content/private.pdf", 0o600);
    set("content/deep/private.pdf", 0o640);
    let run = project.run(&["build"]);
    assert!(run.err.contains("and 1 file more"), "{}", run.err);
    let mode =
        |path: &str| fs::metadata(project.root().join("site").join(path)).expect("a file").permissions().mode() & 0o777;
    let of_all = mode("index.html");
    assert_eq!(mode("private.pdf"), 0o600);
    assert_eq!(mode("deep/private.pdf"), of_all & 0o640);
    assert_eq!(mode("public.pdf"), of_all);
}
