//! The cache on disk, from outside: where it is, whom it trusts, and that nothing of it shows in a site.
//!
//! It refuses to know what is kept in it; that builds with it are right is a property.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;

use super::program::{Project, Run};

const FILES: &[(&str, &str)] = &[
    ("versus.yaml", "title: A\n"),
    ("content/_index.md", "# Home\n\n```{note}\n```\n\n```rust\nfn main() {}\n```\n"),
    ("content/a.md", "# A\n\nText of the page.\n"),
];

/// The last line, which tells what was written, without the time it took.
fn told(run: &Run) -> String {
    let line = run.err.lines().last().unwrap_or_default();
    line.split(", in ").next().unwrap_or_default().to_owned()
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("rights to give");
}

#[test]
fn what_was_said_is_said_again_and_nothing_is_written() {
    let project = Project::new(FILES);
    let first = project.run(&["build"]);
    assert!(first.err.contains("empty-block"), "{}", first.err);
    let second = project.run(&["build"]);
    let warnings = |run: &Run| {
        run.err.lines().take_while(|line| !line.starts_with("site:")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(warnings(&first), warnings(&second));
    assert!(told(&second).starts_with("site: 0 files written"), "{}", second.err);
    assert_eq!(project.run(&["check"]).err, project.run(&["check", "--no-cache"]).err);
}

#[test]
fn a_site_that_was_damaged_is_mended_from_what_is_known() {
    let project = Project::new(FILES);
    project.run(&["build"]);
    let site = project.site();
    fs::write(project.root().join("site/a/index.html"), "by hand").expect("a damaged page");
    fs::remove_file(project.root().join("site/index.html")).expect("a page to remove");
    assert!(told(&project.run(&["build"])).starts_with("site: 2 files written"));
    let mended = project.site();
    let pages = |site: &std::collections::BTreeMap<String, Vec<u8>>| {
        site.iter()
            .filter(|(path, _)| !path.starts_with(".versus/"))
            .map(|(p, b)| (p.clone(), b.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(pages(&site), pages(&mended));
}

#[test]
fn a_link_that_was_right_is_looked_at_again_when_what_it_leads_to_changes() {
    let with = "# A\n\nText of the page.\n\n## Part\n";
    let linking = "# Home\n\nSee [the part](a.md#part).\n";
    let project =
        Project::new(&[("versus.yaml", "title: A\n"), ("content/_index.md", linking), ("content/a.md", with)]);
    assert!(told(&project.run(&["build"])).starts_with("site: "));
    project.write("content/a.md", &with.replace("page", "article"));
    assert!(told(&project.run(&["build"])).starts_with("site: "));
    project.write("content/a.md", &with.replace("## Part", "## Other"));
    let broken = project.run(&["build"]);
    assert!(broken.err.contains("error[broken-anchor]"), "{}", broken.err);
    assert!(broken.err.contains("content/_index.md:3:"), "{}", broken.err);
    project.write("content/a.md", with);
    assert!(told(&project.run(&["build"])).starts_with("site: "));
}

#[test]
fn it_is_where_it_was_asked_for_or_nowhere() {
    let project = Project::new(FILES);
    project.run(&["build", "--no-cache"]);
    assert!(!project.cache().exists());
    let place = project.root().join("elsewhere/cache");
    project.run(&["build", "--cache-dir", "elsewhere/cache"]);
    assert!(place.is_dir() && !project.cache().exists());
    project.run(&["build"]);
    assert!(project.cache().join("versus").is_dir());
    assert_eq!(project.run(&["build", "--no-cache", "--cache-dir", "x"]).code, Some(2));
}

/// Whoever can write into the cache could write into the site.
#[test]
fn what_others_can_write_is_not_read() {
    let project = Project::new(FILES);
    let all = project.root().join("cache");
    let build = || project.run(&["build", "--cache-dir", "cache"]);
    build();
    mode(&all, 0o777);
    assert!(build().err.contains("building without a cache"), "{}", build().err);
    mode(&all, 0o700);
    let own = fs::read_dir(&all).expect("a cache").next().expect("a project").expect("its folder").path();
    mode(&own, 0o770);
    assert!(build().err.contains("building without a cache"), "{}", build().err);
    mode(&own, 0o700);
    assert!(!build().err.contains("without a cache"), "{}", build().err);
    fs::rename(&own, project.root().join("moved")).expect("a folder to move");
    symlink(project.root().join("moved"), &own).expect("a link");
    assert!(build().err.contains("building without a cache"), "{}", build().err);
}
