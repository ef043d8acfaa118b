//! Files that become folders, folders that become files, and spellings that are one file.
//!
//! It refuses to know of foreign files elsewhere.

use std::fs;

use super::world::{World, refusal, tree};

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file() {
    let world = World::new();
    world.publish(&[("a", "file"), ("b/c/index.html", "folder"), ("b/d.css", "d")]).expect("a site");
    let report = world.publish(&[("a/index.html", "folder"), ("a/x.css", "x"), ("b", "file")]).expect("a site");
    assert_eq!(report.removed, ["a", "b/c/index.html", "b/d.css"]);
    let files = world.files();
    assert_eq!(files.keys().collect::<Vec<_>>(), ["a/", "a/index.html", "a/x.css", "b"]);
    assert_eq!((files["a/index.html"].as_str(), files["b"].as_str()), ("folder", "file"));
}

#[test]
fn a_folder_with_a_foreign_file_does_not_become_a_file() {
    let world = World::new();
    world.publish(&[("b/index.html", "page")]).expect("a site");
    world.write("site/b/deep/notes.txt", "mine");
    let before = tree(&world.site);
    let message = refusal(world.publish(&[("b", "file")]));
    assert!(message.contains("b/deep/notes.txt"), "{message}");
    assert_eq!(tree(&world.site), before);
}

#[test]
fn a_folder_of_foreign_files_put_over_a_page_stays() {
    let world = World::new();
    world.publish(&[("style.css", "1")]).expect("a site");
    fs::remove_file(world.site.join("style.css")).expect("a removal");
    world.write("site/style.css/inner/mine.txt", "mine");
    let message = refusal(world.publish(&[("style.css", "2")]));
    assert!(message.contains("style.css/inner/mine.txt"), "{message}");
    world.publish(&[("index.html", "1")]).expect("what is stale is gone already");
    assert_eq!(world.files()["style.css/inner/mine.txt"], "mine");
}

#[test]
fn a_foreign_file_does_not_become_a_folder() {
    let world = World::new();
    world.publish(&[("index.html", "1")]).expect("a site");
    world.write("site/b", "mine");
    let message = refusal(world.publish(&[("index.html", "2"), ("b/c/index.html", "page")]));
    assert!(message.contains("site/b`"), "{message}");
    assert_eq!(world.files()["b"], "mine");
    assert_eq!(world.files()["index.html"], "1");
}

#[test]
fn one_file_under_two_spellings_is_not_removed_as_stale() {
    let world = World::new();
    world.publish(&[("Logo.png", "old")]).expect("a site");
    // A second name for one file: what a file system that ignores case shows for every spelling.
    fs::hard_link(world.site.join("Logo.png"), world.site.join("logo.png")).expect("a second name");
    world.publish(&[("logo.png", "new")]).expect("the same file, so ours");
    assert_eq!(world.files()["logo.png"], "new");
    assert!(world.site.join("Logo.png").exists(), "removing this spelling would remove the file");
}
