//! Output folders that would endanger sources are refused, by builds and by `clean`, also through links and
//! although they carry our mark; the tree stays as it is.
//!
//! It refuses to know what is refused inside a good folder.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use versus::io::publish::{self, PublishOptions, clean, publish};

use super::child::{self, Job};
use super::world::{World, refusal, site, tree};

/// A project in which every folder carries a mark that claims its files, so that only the place can save them.
fn marked() -> World {
    let world = World::new();
    for (path, text) in [("src/main.rs", "fn main() {}"), ("data/a.csv", "a"), (".git/HEAD", "ref"), ("tests/a.rs", "")]
    {
        world.write(path, text);
    }
    for folder in ["..", ".", "content", "content/data", "themes", "themes/own", "data", "src", "tests", ".git"] {
        let place = world.root.join(folder);
        let claims = tree(&place).into_keys().filter(|path| !path.ends_with('/') && !path.contains(".git/"));
        let files: Vec<String> = claims.map(|path| format!("\"{path}\": \"{:032x} 1\"", 0)).collect();
        fs::create_dir(place.join(".versus")).expect("a housekeeping");
        let manifest = format!("{{\"format\": 1, \"versus\": \"0\", \"files\": {{{}}}}}", files.join(","));
        fs::write(place.join(".versus/manifest.json"), manifest).expect("a mark");
    }
    world
}

fn assert_refused(world: &World, output: &Path, relation: &str) {
    let before = tree(world.dir.path());
    let files = site(&[("index.html", "1")]);
    let refused = [
        refusal(publish(&world.root, output, &files, PublishOptions::default())),
        refusal(clean(&world.root, output, PublishOptions::default())),
        refusal(publish::check(&world.root, output)),
    ];
    for message in refused {
        assert!(message.contains(relation), "{} should be refused as `{relation}`: {message}", output.display());
    }
    assert!(tree(world.dir.path()) == before, "{} was refused, but changed something", output.display());
}

#[test]
fn the_root_what_contains_it_and_folders_of_sources_are_refused() {
    let world = marked();
    for (output, relation) in [
        (".", "is the project's root"),
        ("", "is the project's root"),
        ("../project", "is the project's root"),
        ("content/..", "is the project's root"),
        ("..", "contains the project's root"),
        ("../..", "contains"),
        ("/", "contains"),
        ("content", "is the folder `content`"),
        ("themes/../content/", "is the folder `content`"),
        ("content/site", "lies in the folder `content`"),
        ("content/data", "`content`"),
        ("content/data/new/site", "`content`"),
        ("themes", "is the folder `themes`"),
        ("themes/own/static", "lies in the folder `themes`"),
        ("data", "is the folder `data`"),
        ("data/site", "lies in the folder `data`"),
        ("src", "is the folder `src`"),
        ("tests/site", "lies in the folder `tests`"),
        (".git", "is the folder `.git`"),
        (".git/site", "lies in the folder `.git`"),
        ("new/../../out", "climbs"),
        ("versus.yaml", "not a folder"),
    ] {
        assert_refused(&world, &world.root.join(output), relation);
    }
}

#[test]
fn links_hide_nothing() {
    let world = marked();
    let link = |name: &str, to: &Path| -> PathBuf {
        symlink(to, world.root.join(name)).expect("a link");
        world.root.join(name)
    };
    let to_root = link("to-root", &world.root);
    let to_content = link("to-content", Path::new("content"));
    assert_refused(&world, &to_root, "is the project's root");
    assert_refused(&world, &to_root.join("themes/x"), "lies in the folder `themes`");
    assert_refused(&world, &to_content, "is the folder `content`");
    assert_refused(&world, &to_content.join("new"), "lies in the folder `content`");
    assert_refused(&world, &link("to-above", world.dir.path()), "contains the project's root");
    assert_refused(&world, &link("nowhere", Path::new("missing")), "leads nowhere");
    assert_refused(&world, &link("circle", Path::new("circle")), "leads nowhere");
}

#[test]
fn sources_that_are_linked_into_the_output_are_safe() {
    let world = marked();
    fs::create_dir(world.root.join("site")).expect("an output");
    fs::rename(world.root.join("content"), world.root.join("site/content")).expect("a move");
    symlink("site/content", world.root.join("content")).expect("a link");
    assert_refused(&world, &world.site, "contains the folder `content`");
    assert_refused(&world, &world.site.join("content/x"), "lies in the folder `content`");
}

#[test]
fn the_home_folder_and_what_contains_it_are_refused() {
    let world = marked();
    let home = world.dir.path().join("people/me");
    fs::create_dir_all(&home).expect("a home");
    for (output, refused) in [("people/me", true), ("people", true), ("people/me/public", false)] {
        let before = tree(world.dir.path());
        let mut run = child::run(&world, Job::Publish(0), &world.dir.path().join(output));
        let done = run.env("HOME", &home).output().expect("a child process");
        assert_eq!(done.status.success(), !refused, "{output}: {}", child::said(&done));
        assert_eq!(child::said(&done).contains("the home folder"), refused, "{output}");
        assert_eq!(tree(world.dir.path()) == before, refused, "{output}");
    }
}

#[test]
fn ordinary_places_are_not_refused() {
    let world = World::new();
    symlink("elsewhere", world.root.join("to-elsewhere")).expect("a link");
    fs::create_dir(world.root.join("elsewhere")).expect("a folder");
    for output in ["site", "target/site", "content-site", "../public/html", "to-elsewhere"] {
        let output = world.root.join(output);
        publish(&world.root, &output, &site(&[("index.html", "1")]), PublishOptions::default()).expect("a good place");
        assert_eq!(tree(&output)["index.html"], "1");
    }
    assert_eq!(tree(&world.root.join("elsewhere"))["index.html"], "1");
}
