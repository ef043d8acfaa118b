//! Memory stays flat over many rebuilds.
//!
//! It refuses to know what is remembered.

use std::fs;

use super::world::{Preview, Project, times};

/// Rebuilds of a usual run; the long one is of 2,000. The memos are full after about a hundred.
const REBUILDS: usize = 200;

/// What may come and go: buffers, threads, the allocator's own habits. In KiB.
const SLACK: u64 = 16 << 10;

#[test]
fn memory_is_flat_over_many_rebuilds() {
    let rebuilds = times("VERSUS_TEST_REBUILDS", REBUILDS);
    let project = Project::guide();
    // Large enough that a revision kept by mistake would show.
    for i in 0..100 {
        project.write(&format!("content/many/page-{i}.md"), &format!("# Page {i}\n\n{}\n", "Some text. ".repeat(400)));
    }
    let preview = project.serve(&[]);
    for i in 0..rebuilds / 2 {
        edit(&preview, i);
    }
    let settled = resident(&preview);
    for i in rebuilds / 2..rebuilds {
        edit(&preview, i);
    }
    let after = resident(&preview);
    println!("{rebuilds} rebuilds: {settled} KiB after half of them, {after} KiB after all");
    assert!(after < settled + SLACK, "{settled} KiB became {after} KiB in {} rebuilds", rebuilds - rebuilds / 2);
}

/// One edit in turn of an article, a datum, the configuration, and a fault; seen in what is served.
fn edit(preview: &Preview, i: usize) {
    let text = format!("Edit number {i}.");
    match i % 4 {
        0 => preview.project.write("content/guides/b.md", &format!("# B\n\n{text} {}\n", "More text. ".repeat(2000))),
        1 => preview
            .project
            .write("content/data/backend/subjects/python.yaml", &format!("name: Python {i}\nvalues: {{speed: 1}}\n")),
        2 => preview.project.write("versus.yaml", &format!("title: Title {i}\ntheme: own\n")),
        _ => preview.project.write("content/guides/b.md", &format!("# B\n\n{text} [nowhere](nowhere-{i}.md)\n")),
    }
    let (path, mark) = match i % 4 {
        1 => ("/guides/a/", format!("Python {i}")),
        2 => ("/", format!("Title {i}")),
        _ => ("/guides/b/", text),
    };
    preview.until("the edit is served", |p| p.page(path).contains(&mark));
}

/// What the process holds in memory, in KiB.
fn resident(preview: &Preview) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", preview.id())).expect("the process");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("its size");
    line.split_whitespace().next().and_then(|number| number.parse().ok()).expect("a number")
}
