//! Cleaning removes what Versus wrote, and nothing else.
//!
//! It refuses to know the refusals that it shares with builds.

use versus::io::publish::{PublishOptions, clean};

use super::world::{World, refusal, tree};

#[test]
fn clean_leaves_what_others_put_there() {
    let world = World::new();
    world.write("site/.gitignore", "*\n");
    world.publish(&[("index.html", "1"), ("a/b/index.html", "2"), ("c/index.html", "3")]).expect("a site");
    world.write("site/c/notes.txt", "mine");
    let report = clean(&world.root, &world.site, PublishOptions::default()).expect("a clean folder");
    assert_eq!(report.removed, ["a/b/index.html", "c/index.html", "index.html"]);
    let left: Vec<String> = tree(&world.site).into_keys().collect();
    assert_eq!(left, [".gitignore", "c/", "c/notes.txt"]);
}

#[test]
fn clean_removes_an_output_that_is_all_ours() {
    let world = World::new();
    let before = tree(&world.root);
    world.publish(&[("index.html", "1"), ("a/b/index.html", "2")]).expect("a site");
    clean(&world.root, &world.site, PublishOptions::default()).expect("a clean folder");
    assert_eq!(tree(&world.root), before);
    clean(&world.root, &world.site, PublishOptions::default()).expect("nothing is clean already");
}

#[test]
fn clean_refuses_a_folder_without_the_mark() {
    let world = World::new();
    world.write("site/index.html", "by hand");
    let message = refusal(clean(&world.root, &world.site, PublishOptions::default()));
    assert!(message.contains("index.html"), "{message}");
    assert_eq!(world.files()["index.html"], "by hand");
}
