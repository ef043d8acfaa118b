//! Files that Versus did not write are never removed or overwritten.
//!
//! It refuses to know how a build fails for other reasons.

use std::fs;
use std::os::unix::fs::symlink;

use super::world::{World, refusal, tree};

#[test]
fn foreign_files_survive_builds() {
    let world = World::new();
    for (path, text) in [("site/.gitignore", "*\n"), ("site/.git/HEAD", "ref"), ("site/CNAME", "guide.example\n")] {
        world.write(path, text);
    }
    world.publish(&[("index.html", "1"), ("a/index.html", "a")]).expect("a site");
    world.write("site/a/notes.txt", "mine");
    world.write("site/robots.txt", "mine too");
    world.publish(&[("index.html", "2")]).expect("a site");
    let files = world.files();
    for (path, text) in [(".gitignore", "*\n"), (".git/HEAD", "ref"), ("CNAME", "guide.example\n")] {
        assert_eq!(files[path], text);
    }
    assert_eq!((files["a/notes.txt"].as_str(), files["robots.txt"].as_str()), ("mine", "mine too"));
    assert!(!files.contains_key("a/index.html"));
}

#[test]
fn a_foreign_file_in_the_way_is_named_and_nothing_changes() {
    let world = World::new();
    world.publish(&[("index.html", "1")]).expect("a site");
    world.write("site/robots.txt", "mine");
    let before = tree(&world.site);
    let message = refusal(world.publish(&[("index.html", "2"), ("robots.txt", "theirs")]));
    assert!(message.contains("site/robots.txt"), "{message}");
    assert_eq!(tree(&world.site), before);
}

#[test]
fn a_foreign_file_with_the_same_bytes_is_no_obstacle_and_stays_foreign() {
    let world = World::new();
    world.publish(&[("index.html", "1")]).expect("a site");
    world.write("site/robots.txt", "same");
    world.publish(&[("index.html", "2"), ("robots.txt", "same")]).expect("equal bytes are no obstacle");
    world.publish(&[("index.html", "3")]).expect("a site");
    assert_eq!(world.files()["robots.txt"], "same");
}

#[test]
fn a_folder_with_content_but_no_mark_is_refused() {
    let world = World::new();
    world.write("site/thesis.txt", "years of work");
    let before = tree(&world.site);
    let message = refusal(world.publish(&[("index.html", "1")]));
    assert!(message.contains("thesis.txt"), "{message}");
    assert_eq!(tree(&world.site), before);
}

#[test]
fn a_damaged_or_hostile_manifest_is_refused() {
    for (manifest, said) in [
        ("", "damaged"),
        ("{\"format\": 99, \"versus\": \"9.0\", \"files\": {}}", "9.0"),
        ("{\"format\": 1, \"versus\": \"0\", \"files\": {\"../versus.yaml\": \"00 1\"}}", "../versus.yaml"),
        ("{\"format\": 1, \"versus\": \"0\", \"files\": {\".git/config\": \"00 1\"}}", ".git/config"),
    ] {
        let world = World::new();
        world.write("site/index.html", "who wrote this?");
        world.write("site/.versus/manifest.json", manifest);
        let message = refusal(world.publish(&[("index.html", "1")]));
        assert!(message.contains(said), "{message}");
        assert_eq!(world.files()["index.html"], "who wrote this?");
        assert!(world.root.join("versus.yaml").is_file());
    }
}

#[test]
fn links_in_the_output_are_never_written_or_removed_through() {
    let world = World::new();
    world.publish(&[("index.html", "1"), ("a/index.html", "a"), ("b/index.html", "b")]).expect("a site");
    world.write("elsewhere/index.html", "precious");
    for folder in ["a", "b"] {
        fs::remove_dir_all(world.site.join(folder)).expect("a removal");
        symlink(world.root.join("elsewhere"), world.site.join(folder)).expect("a link");
    }
    // `b` is stale and behind a link: not ours to remove.
    world.publish(&[("index.html", "2")]).expect("a site");
    assert_eq!(tree(&world.root.join("elsewhere"))["index.html"], "precious");
    // `a` is wanted and behind a link: not ours to write.
    let message = refusal(world.publish(&[("index.html", "3"), ("a/index.html", "new")]));
    assert!(message.contains("site/a"), "{message}");
    assert_eq!(tree(&world.root.join("elsewhere"))["index.html"], "precious");
    assert_eq!(world.files()["index.html"], "2");
}

#[test]
fn a_link_put_over_a_page_is_replaced_and_its_target_stays() {
    let world = World::new();
    world.publish(&[("index.html", "1"), ("old.html", "o")]).expect("a site");
    world.write("precious.txt", "precious");
    for page in ["index.html", "old.html"] {
        fs::remove_file(world.site.join(page)).expect("a removal");
        symlink(world.root.join("precious.txt"), world.site.join(page)).expect("a link");
    }
    world.publish(&[("index.html", "1")]).expect("a site");
    assert_eq!(world.files().into_iter().collect::<Vec<_>>(), [("index.html".to_owned(), "1".to_owned())]);
    assert_eq!(tree(&world.root)["precious.txt"], "precious");
}

#[test]
fn a_linked_housekeeping_is_refused() {
    let world = World::new();
    world.write("elsewhere/keep.txt", "precious");
    fs::create_dir(&world.site).expect("an output");
    symlink(world.root.join("elsewhere"), world.site.join(".versus")).expect("a link");
    let message = refusal(world.publish(&[("index.html", "1")]));
    assert!(message.contains(".versus"), "{message}");
    assert_eq!(tree(&world.root.join("elsewhere")).len(), 1);
}
