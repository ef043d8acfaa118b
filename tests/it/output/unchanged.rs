//! Builds over an older site: what is the same is not written, what is gone is removed.
//!
//! It refuses to know of foreign files and failures.

use std::fs;

use super::world::{World, marks};

const FIRST: &[(&str, &str)] = &[
    ("index.html", "home, first"),
    ("guides/a/index.html", "a"),
    ("guides/b/index.html", "b"),
    ("assets/style.1.css", "one"),
];

#[test]
fn a_first_build_makes_the_folder() {
    let world = World::new();
    let report = world.publish(FIRST).expect("a site");
    assert_eq!(report.written.len(), 4);
    assert_eq!(world.files()["guides/a/index.html"], "a");
    assert!(world.site.join(".versus/manifest.json").is_file());
}

#[test]
fn a_second_build_writes_nothing() {
    let world = World::new();
    world.publish(FIRST).expect("a site");
    let before = marks(&world.site);
    let report = world.publish(FIRST).expect("a site");
    assert_eq!((report.written.len(), report.removed.len(), report.unchanged), (0, 0, 4));
    assert_eq!(marks(&world.site), before);
}

#[test]
fn only_what_changed_is_written() {
    let world = World::new();
    world.publish(FIRST).expect("a site");
    let before = marks(&world.site);
    let mut second = FIRST.to_vec();
    second[0].1 = "home, other";
    let report = world.publish(&second).expect("a site");
    assert_eq!((report.written, report.unchanged), (vec!["index.html".to_owned()], 3));
    let after = marks(&world.site);
    for path in ["guides/a/index.html", "guides/b/index.html", "assets/style.1.css"] {
        assert_eq!(before[path], after[path], "{path}");
    }
    assert_eq!(world.files()["index.html"], "home, other");
}

#[test]
fn stale_files_and_their_folders_go() {
    let world = World::new();
    world.publish(FIRST).expect("a site");
    let report = world.publish(&[FIRST[0], FIRST[1]]).expect("a site");
    assert_eq!(report.removed, ["assets/style.1.css", "guides/b/index.html"]);
    let left: Vec<String> = world.files().into_keys().collect();
    assert_eq!(left, ["guides/", "guides/a/", "guides/a/index.html", "index.html"]);
}

#[test]
fn an_edit_by_hand_is_undone_even_with_its_time_set_back() {
    let world = World::new();
    world.publish(FIRST).expect("a site");
    let page = world.site.join("index.html");
    let time = fs::metadata(&page).and_then(|meta| meta.modified()).expect("a time");
    fs::write(&page, "home, FIRST").expect("an edit");
    fs::File::options().write(true).open(&page).and_then(|file| file.set_modified(time)).expect("a time set back");
    let report = world.publish(FIRST).expect("a site");
    assert_eq!(report.written, ["index.html"]);
    assert_eq!(world.files()["index.html"], "home, first");
}

#[test]
fn a_copied_site_is_read_and_not_written() {
    let world = World::new();
    world.publish(FIRST).expect("a site");
    let stamps = world.site.join(".versus/stamps.json");
    fs::write(&stamps, "nonsense").expect("a spoilt cache");
    let mut before = marks(&world.site);
    let report = world.publish(FIRST).expect("a site");
    assert_eq!((report.written.len(), report.unchanged), (0, 4));
    let mut after = marks(&world.site);
    for changed in [".versus/", ".versus/stamps.json"] {
        assert!(before.remove(changed) != after.remove(changed), "{changed} is made anew");
    }
    assert_eq!(before, after);
}

#[test]
fn a_missing_file_comes_back() {
    let world = World::new();
    world.publish(FIRST).expect("a site");
    let before = world.files();
    fs::remove_dir_all(world.site.join("guides")).expect("a loss");
    world.publish(FIRST).expect("a site");
    assert_eq!(world.files(), before);
}

#[test]
fn the_manifest_depends_on_the_site_alone() {
    let (one, two) = (World::new(), World::new());
    one.publish(FIRST).expect("a site");
    two.publish(&FIRST[..2]).expect("a site");
    let turned: Vec<_> = FIRST.iter().rev().copied().collect();
    two.publish(&turned).expect("a site");
    let manifest = |world: &World| fs::read_to_string(world.site.join(".versus/manifest.json")).expect("a manifest");
    assert_eq!(manifest(&one), manifest(&two));
}
