//! Paths that a site cannot have are refused before anything is touched.
//!
//! It refuses to know where they come from.

use super::world::{World, refusal};

#[test]
fn paths_that_climb_hide_or_suit_no_system_are_refused() {
    let long = "x".repeat(256);
    for path in [
        "",
        "/etc/passwd",
        "..",
        "../x",
        "a/../../x",
        "a/./b",
        "a//b",
        "a/",
        "a\\b",
        "..\\x",
        "a\0b",
        "a\nb",
        "a\u{85}b",
        "C:/x",
        "con",
        "a/NUL.html",
        "Com1.txt",
        "lpt³",
        "a./b",
        "a /b",
        &long,
        ".git/hooks/x",
        "a/.GIT/x",
        ".versus/manifest.json",
        ".Versus/x",
    ] {
        let world = World::new();
        let message = refusal(world.publish(&[("index.html", "1"), (path, "x")]));
        assert!(message.contains("cannot have a file"), "{path:?}: {message}");
        assert!(!message.contains(['\n', '\0']), "control characters must not reach the terminal: {message:?}");
        assert!(!world.site.exists(), "{path:?}");
    }
}

#[test]
fn unusual_but_sound_paths_are_written() {
    let world = World::new();
    let long = "x".repeat(255);
    let paths =
        ["äöü/日本語.html", "a b/c%2e%2e.html", "console.html", ".well-known/security.txt", ".nojekyll", "...x", &long];
    let files: Vec<_> = paths.iter().map(|path| (*path, "x")).collect();
    world.publish(&files).expect("a site");
    assert_eq!(world.files().values().filter(|text| *text == "x").count(), paths.len());
}

#[test]
fn paths_that_meet_are_refused_by_both_names() {
    for (a, b) in [
        ("a.html", "a.html"),
        ("About/index.html", "about/index.html"),
        ("caf\u{e9}.html", "cafe\u{301}.html"),
        ("a", "a/index.html"),
        ("A/b", "a"),
        ("x/ß/\u{c9}/y", "x/ß/e\u{301}"),
    ] {
        let world = World::new();
        let message = refusal(world.publish(&[(a, "1"), (b, "2")]));
        assert!(message.contains(a) && message.contains(b), "{message}");
        assert!(!world.site.exists());
    }
}
