//! Every kind of edit leads to a served site that is equal to a fresh build.
//!
//! It refuses to know how a change is noticed.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use super::world::{Preview, Project, copy, times};

/// How often each kind of edit is made in a usual run.
const REPEATS: usize = 2;

/// How many pages a checkout brings in a usual run.
const CHECKOUT: usize = 300;

type Edit = (&'static str, fn(&Project, usize));

/// What an editor, a shell or a script does to single files.
const FILES: &[Edit] = &[
    ("create", |p, i| p.write(&format!("content/guides/new-{i}.md"), &format!("# New {i}\n\nSee [A](a.md).\n"))),
    ("change in place", |p, i| {
        p.write("content/guides/a.md", &p.read("content/guides/a.md").replace("Text", &format!("Text {i}")));
    }),
    ("rename", |p, i| rename(p, &format!("content/guides/new-{i}.md"), &format!("content/guides/renamed-{i}.md"))),
    ("rename that changes only case", |p, i| {
        rename(p, &format!("content/guides/renamed-{i}.md"), &format!("content/guides/Renamed-{i}.md"));
    }),
    ("delete", |p, i| fs::remove_file(p.path(&format!("content/guides/Renamed-{i}.md"))).expect("a file")),
    ("save by write and rename", |p, i| {
        p.write("content/guides/.b.md.tmp", &second(&format!("renamed into place {i}")));
        rename(p, "content/guides/.b.md.tmp", "content/guides/b.md");
    }),
    ("save by backup and rename", |p, i| {
        rename(p, "content/guides/b.md", "content/guides/b.md~");
        p.write("content/guides/b.md", &second(&format!("backed up {i}")));
        fs::remove_file(p.path("content/guides/b.md~")).expect("the backup");
    }),
    ("save by truncate and slow write", |p, i| {
        fs::write(p.path("content/guides/b.md"), "").expect("a file");
        std::thread::sleep(std::time::Duration::from_millis(15));
        p.write("content/guides/b.md", &second(&format!("truncated {i}")));
    }),
    ("two saves in a row", |p, i| {
        p.write("content/guides/b.md", &second(&format!("first {i}")));
        std::thread::sleep(std::time::Duration::from_millis(20));
        p.write("content/guides/b.md", &second(&format!("second {i}")));
    }),
    ("same length, same second", |p, i| {
        p.write("content/guides/b.md", &second(&format!("{:02}", i * 2)));
        p.write("content/guides/b.md", &second(&format!("{:02}", i * 2 + 1)));
    }),
    ("an included source file", |p, i| {
        p.write("content/guides/samples/a.js", &format!("export const answer = {i};\n"));
    }),
    ("a copied file", |p, i| {
        p.write("content/guides/dot.svg", &p.read("content/guides/dot.svg").replace("r=\"", &format!("r=\"{i}")));
    }),
    ("a datum", |p, i| {
        p.write(
            "content/data/backend/subjects/python.yaml",
            &format!("name: Python\nvalues: {{speed: {}}}\n", i % 3 + 1),
        );
    }),
    ("a subject more", |p, i| {
        p.write("content/data/backend/subjects/go.yaml", &format!("name: Go {i}\nvalues: {{speed: 3}}\n"));
    }),
    ("a subject less", |p, _| fs::remove_file(p.path("content/data/backend/subjects/go.yaml")).expect("a subject")),
    ("the configuration", |p, i| p.write("versus.yaml", &format!("title: Small guide {i}\ntheme: own\n"))),
    ("the configuration by rename", |p, i| {
        p.write("versus.yaml.new", &format!("title: Renamed guide {i}\ntheme: own\n"));
        rename(p, "versus.yaml.new", "versus.yaml");
    }),
    ("a template", |p, i| {
        let path = "themes/own/templates/page.html";
        p.write(path, &p.read(path).replace("template", &format!("template {i}")));
    }),
    ("a style sheet", |p, i| p.write("themes/own/static/css/own.css", &format!("body {{ margin: {i}px }}\n"))),
    ("another theme", |p, i| p.write("versus.yaml", &format!("title: Plain {i}\n"))),
    ("the theme again", |p, i| p.write("versus.yaml", &format!("title: Themed {i}\ntheme: own\n"))),
];

/// What happens to folders.
const FOLDERS: &[Edit] = &[
    ("mkdir -p with files at once", |p, i| {
        p.write(&format!("content/deep-{i}/er/est/page.md"), "# Deep\n\nSee [home](/_index.md).\n");
    }),
    ("a file in a folder made before", |p, i| p.write(&format!("content/deep-{i}/er/est/more.md"), "# More\n")),
    ("a folder renamed", |p, i| rename(p, &format!("content/deep-{i}/er"), &format!("content/deep-{i}/moved"))),
    ("a file in a renamed folder", |p, i| p.write(&format!("content/deep-{i}/moved/est/page.md"), "# Deep, moved\n")),
    ("a folder moved elsewhere", |p, i| rename(p, &format!("content/deep-{i}"), &format!("content/guides/deep-{i}"))),
    ("a file in a moved folder", |p, i| {
        p.write(&format!("content/guides/deep-{i}/moved/est/page.md"), "# Deep, elsewhere\n");
    }),
    ("a folder moved out of the project and back", |p, i| {
        let (inside, outside) = (format!("content/guides/deep-{i}"), format!("outside-{i}"));
        rename(p, &inside, &outside);
        std::thread::sleep(std::time::Duration::from_millis(60));
        rename(p, &outside, &inside);
    }),
    ("a file in a folder that came back", |p, i| p.write(&format!("content/guides/deep-{i}/back.md"), "# Back\n")),
    ("a folder removed and made again", |p, i| {
        fs::remove_dir_all(p.path(&format!("content/guides/deep-{i}"))).expect("a folder");
        p.write(&format!("content/guides/deep-{i}/again.md"), "# Again\n");
    }),
    ("a file in a folder made again", |p, i| {
        p.write(&format!("content/guides/deep-{i}/again.md"), "# Again and again\n");
    }),
    ("a folder removed", |p, i| fs::remove_dir_all(p.path(&format!("content/guides/deep-{i}"))).expect("a folder")),
    ("an empty folder, filled later", |p, i| {
        fs::create_dir_all(p.path(&format!("content/empty-{i}/deeper"))).expect("folders");
        std::thread::sleep(std::time::Duration::from_millis(80));
        p.write(&format!("content/empty-{i}/deeper/page.md"), "# Not empty\n");
    }),
    ("all content replaced by a rename", |p, i| {
        copy(&p.path("content"), &p.path("content.new"));
        p.write("content.new/guides/b.md", &second(&format!("in new content {i}")));
        rename(p, "content", "content.old");
        rename(p, "content.new", "content");
        fs::remove_dir_all(p.path("content.old")).expect("the old content");
    }),
    ("a file in replaced content", |p, i| p.write("content/guides/b.md", &second(&format!("after all {i}")))),
    ("the theme removed and put back", |p, _| {
        rename(p, "themes", "themes.away");
        std::thread::sleep(std::time::Duration::from_millis(60));
        rename(p, "themes.away", "themes");
    }),
    ("a template after that", |p, i| {
        let path = "themes/own/templates/page.html";
        p.write(path, &p.read(path).replace("template", &format!("template, {i}")));
    }),
];

/// What is reached through links, which lie elsewhere in the project.
const LINKS: &[Edit] = &[
    ("a linked file", |p, i| {
        p.write("shared/linked.md", "# Linked\n");
        let _ = fs::remove_file(p.path("content/linked.md"));
        symlink("../shared/linked.md", p.path("content/linked.md")).expect("a link");
        p.write("content/guides/b.md", &second(&format!("beside a link {i}")));
    }),
    ("what a link leads to", |p, i| p.write("shared/linked.md", &format!("# Linked {i}\n"))),
    ("a linked folder", |p, i| {
        p.write(&format!("shared/folder/page-{i}.md"), "# In a linked folder\n");
        let _ = fs::remove_file(p.path("content/folder"));
        symlink("../shared/folder", p.path("content/folder")).expect("a link");
    }),
    ("a file in a linked folder", |p, i| {
        p.write(&format!("shared/folder/page-{i}.md"), "# In a linked folder, changed\n");
    }),
    ("a link turned elsewhere", |p, i| {
        p.write("shared/other.md", &format!("# Other {i}\n"));
        fs::remove_file(p.path("content/linked.md")).expect("the link");
        symlink("../shared/other.md", p.path("content/linked.md")).expect("a link");
    }),
];

#[test]
fn edits_of_files_are_served_as_a_fresh_build_would() {
    follow(FILES, &["--verify"], times("VERSUS_TEST_REPEATS", REPEATS));
}

#[test]
fn edits_of_folders_are_served_as_a_fresh_build_would() {
    follow(FOLDERS, &["--verify"], times("VERSUS_TEST_REPEATS", REPEATS));
}

#[test]
fn edits_behind_links_are_served_as_a_fresh_build_would() {
    follow(LINKS, &["--verify"], times("VERSUS_TEST_REPEATS", REPEATS));
}

#[test]
fn without_events_the_clock_finds_them_all() {
    for edits in [FILES, FOLDERS] {
        follow(edits, &["--poll"], 1);
    }
}

#[test]
fn a_checkout_of_many_files_is_one_change() {
    let pages = times("VERSUS_TEST_CHECKOUT", CHECKOUT);
    let preview = Project::guide().serve(&[]);
    git(&preview, &["init", "--quiet", "--initial-branch=main"]);
    commit(&preview, "small");
    git(&preview, &["checkout", "--quiet", "-b", "many"]);
    for i in 0..pages {
        preview.project.write(&format!("content/many/{}/page-{i}.md", i % 20), &format!("# Page {i}\n\nText.\n"));
    }
    preview.project.write("versus.yaml", "title: Many pages\n");
    commit(&preview, "many");
    let mut before = BTreeMap::new();
    for branch in ["main", "many", "main"] {
        git(&preview, &["checkout", "--quiet", branch]);
        before = preview.until_fresh(&format!("a checkout of {branch}"), &before);
    }
    println!("checkouts of {pages} pages, three times");
}

/// Makes each edit so many times, and compares after each.
fn follow(edits: &[Edit], arguments: &[&str], repeats: usize) {
    let preview = Project::guide().serve(arguments);
    let mut before = preview.until_fresh("the start", &BTreeMap::new());
    for i in 0..repeats {
        for (what, edit) in edits {
            edit(&preview.project, i);
            before = preview.until_fresh(&format!("{what} ({i})"), &before);
        }
    }
    let said = preview.said();
    assert!(!said.contains("fresh build") && !said.contains("panicked"), "{said}");
    println!("{} kinds of edits, each {repeats} times", edits.len());
}

fn rename(project: &Project, from: &str, to: &str) {
    fs::rename(project.path(from), project.path(to)).unwrap_or_else(|error| panic!("{from} to {to}: {error}"));
}

fn second(text: &str) -> String {
    format!("---\ntitle: Second\naliases: [old/b]\n---\nSee [the first](a.md#more), {text}.\n\n![Dot](dot.svg)\n")
}

fn commit(preview: &Preview, message: &str) {
    git(preview, &["add", "--all"]);
    git(preview, &["-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "--quiet", "--message", message]);
}

fn git(preview: &Preview, arguments: &[&str]) {
    let root = preview.project.root();
    let done = Command::new("git").arg("-C").arg(root).args(["-c", "gc.auto=0"]).args(arguments).output();
    let done = done.expect("git runs");
    assert!(done.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
}
