//! What a scan reads of a project, and what it passes over.
//!
//! It refuses to know what becomes of the files.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::PathBuf;
use std::process::Command;
use std::sync::mpsc;
use std::time::{Duration, SystemTime};

use versus::base::{Code, Severity, Snapshot, SourcePath};
use versus::io::source::scanner::LONGEST_DATA;
use versus::io::{Scanner, scan};

struct Project {
    dir: tempfile::TempDir,
}

impl Project {
    fn new(files: &[(&str, &str)]) -> Self {
        let project = Self { dir: tempfile::tempdir().expect("a temporary folder") };
        fs::create_dir_all(project.path("content")).expect("a folder");
        project.write("versus.yaml", "title: Test\n");
        for (path, text) in files {
            project.write(path, text);
        }
        project
    }

    fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join("project").join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().expect("a folder")).expect("a folder");
        fs::write(self.path(path), text).expect("a file");
    }

    fn link(&self, path: &str, to: &str) {
        symlink(to, self.path(path)).expect("a link");
    }

    fn scanner(&self) -> Scanner {
        Scanner::new(&self.path(""), "versus.yaml", &self.path("site")).expect("a project")
    }

    fn scan(&self) -> Snapshot {
        scan(&self.path(""), "versus.yaml", &self.path("site")).expect("a snapshot")
    }
}

fn names(snapshot: &Snapshot) -> Vec<&str> {
    snapshot.files.keys().map(SourcePath::as_str).collect()
}

fn told(snapshot: &Snapshot) -> Vec<(Severity, Code, &str)> {
    let place = |d: &'_ versus::base::Diagnostic| d.place.as_ref().map(|place| place.file.clone());
    assert!(snapshot.diagnostics.iter().all(|d| place(d).is_some()), "each names its file");
    snapshot
        .diagnostics
        .iter()
        .map(|d| (d.severity, d.code, d.place.as_ref().map_or("", |p| p.file.as_str())))
        .collect()
}

#[test]
fn sources_are_read_and_nothing_else() {
    let project = Project::new(&[
        ("content/_index.md", "# Home"),
        ("content/a/b/c.md", "c"),
        ("content/picture.png", "p"),
        ("content/.well-known/security.txt", "s"),
        ("themes/own/theme.yaml", "t"),
        ("content/.hidden.md", ""),
        ("content/.obsidian/config.md", ""),
        ("content/#a.md#", ""),
        ("content/a.md.swp", ""),
        ("src/main.rs", ""),
        ("site/index.html", ""),
        ("README.md", ""),
    ]);
    let snapshot = project.scan();
    let expected = [
        "content/.well-known/security.txt",
        "content/_index.md",
        "content/a/b/c.md",
        "content/picture.png",
        "themes/own/theme.yaml",
        "versus.yaml",
    ];
    assert_eq!(names(&snapshot), expected);
    assert_eq!(told(&snapshot), []);
    assert_eq!(snapshot.text(&SourcePath::new("content/a/b/c.md")), Some("c"));
}

#[test]
fn leftovers_and_other_formats_are_left_out_with_a_warning() {
    let left_out = [
        "content/a (1).md.tmp",
        "content/a.BAK",
        "content/a.md.bak",
        "content/a.md.orig",
        "content/a.md.rej",
        "content/a.md~",
        "content/b/Thumbs.db",
        "content/n.mdx",
        "content/o.rst",
        "content/p.adoc",
        "themes/own/static/x.css.bak",
    ];
    let files = left_out.map(|path| (path, ""));
    let project = Project::new(&[&files[..], &[("content/UP.MD", "u"), ("themes/own/readme.rst", "")]].concat());
    let snapshot = project.scan();
    assert_eq!(names(&snapshot), ["content/UP.MD", "themes/own/readme.rst", "versus.yaml"]);
    assert_eq!(told(&snapshot), left_out.map(|path| (Severity::Warning, Code::SkippedFile, path)));
}

#[test]
fn an_output_inside_a_source_folder_is_passed_over() {
    let project = Project::new(&[("content/a.md", ""), ("content/out/b.md", "")]);
    let snapshot = scan(&project.path(""), "versus.yaml", &project.path("content/out")).expect("a snapshot");
    assert_eq!(names(&snapshot), ["content/a.md", "versus.yaml"]);
}

#[test]
fn links_within_the_project_are_followed_and_all_others_skipped() {
    let project = Project::new(&[
        ("secrets.txt", "secret"),
        ("node_modules/x/key.pem", "secret"),
        ("content/shared/note.md", "n"),
        ("themes/own/static/logo.svg", "l"),
        ("content/data/a.yaml", "d"),
        ("content/a/a.md", "a"),
        (".git/config", "secret"),
        ("site/x.md", ""),
    ]);
    fs::write(project.dir.path().join("secret.md"), "secret").expect("a file outside");
    for (link, to) in [
        ("content/file.md", "shared/note.md"),
        ("content/folder", "shared"),
        ("content/logo.svg", "../themes/own/static/logo.svg"),
        ("content/a.yaml", "data/a.yaml"),
        ("themes/own/static/note.md", "../../../content/shared/note.md"),
        ("content/config.txt", "../versus.yaml"),
        ("content/leak.txt", "../secrets.txt"),
        ("content/modules", "../node_modules"),
        ("themes/own/static/leak.txt", "../../../secrets.txt"),
        ("content/out.md", "../../secret.md"),
        ("content/passwd.md", "/etc/passwd"),
        ("content/above", "../.."),
        ("content/nowhere.md", "missing.md"),
        ("content/self.md", "self.md"),
        ("content/a/circle", "../../content"),
        ("content/hidden", "../.git"),
        ("content/built", "../site"),
        ("content/shared/again", "../a"),
    ] {
        project.link(link, to);
    }
    let snapshot = project.scan();
    let expected = [
        "content/a.yaml",
        "content/a/a.md",
        "content/data/a.yaml",
        "content/file.md",
        "content/folder/note.md",
        "content/logo.svg",
        "content/shared/again/a.md",
        "content/shared/note.md",
        "themes/own/static/logo.svg",
        "themes/own/static/note.md",
        "versus.yaml",
    ];
    assert_eq!(names(&snapshot), expected);
    let skipped: Vec<&str> = told(&snapshot)
        .iter()
        .map(|(severity, code, path)| {
            assert_eq!((*severity, *code), (Severity::Warning, Code::SkippedFile));
            *path
        })
        .collect();
    let expected = [
        "content/a/circle",
        "content/above",
        "content/built",
        "content/config.txt",
        "content/folder/again",
        "content/hidden",
        "content/leak.txt",
        "content/modules",
        "content/nowhere.md",
        "content/out.md",
        "content/passwd.md",
        "content/self.md",
        "content/shared/again/circle",
        "themes/own/static/leak.txt",
    ];
    assert_eq!(skipped, expected);
}

#[test]
fn a_content_folder_that_leaves_the_project_is_an_error() {
    let project = Project::new(&[]);
    fs::remove_dir(project.path("content")).expect("a removal");
    project.link("content", "/etc");
    assert_eq!(told(&project.scan()), [(Severity::Error, Code::SkippedFile, "content")]);
}

#[test]
fn what_is_no_file_is_skipped_and_never_opened() {
    let project = Project::new(&[("content/a.md", "")]);
    let made = Command::new("mkfifo").arg(project.path("content/fifo.md")).status().expect("mkfifo, of coreutils");
    assert!(made.success());
    let _socket = UnixListener::bind(project.path("content/socket.md")).expect("a socket");
    // Whoever opens a fifo waits for ever; the test must not.
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || send.send(project.scan()));
    let snapshot = receive.recv_timeout(Duration::from_secs(10)).expect("a scan that does not hang");
    assert_eq!(names(&snapshot), ["content/a.md", "versus.yaml"]);
    let skipped = |path| (Severity::Warning, Code::SkippedFile, path);
    assert_eq!(told(&snapshot), [skipped("content/fifo.md"), skipped("content/socket.md")]);
}

#[test]
fn names_that_no_address_can_have_are_errors() {
    let project = Project::new(&[]);
    for name in [&b"caf\xe9.md"[..], b"a\\b.md", b"a\nb.md"] {
        fs::write(project.path("content").join(OsStr::from_bytes(name)), "").expect("a file");
    }
    let snapshot = project.scan();
    assert_eq!(names(&snapshot), ["versus.yaml"]);
    let error = |path| (Severity::Error, Code::BadPath, path);
    assert_eq!(told(&snapshot), [error("content/a\nb.md"), error("content/a\\b.md"), error("content/caf\u{fffd}.md")]);
    assert!(snapshot.diagnostics.iter().all(|d| !d.message.contains('\n')));
}

#[test]
fn a_file_beyond_the_cap_is_told_and_not_read() {
    let project = Project::new(&[("content/a.md", "")]);
    let huge = fs::File::create(project.path("content/huge.csv")).expect("a file");
    huge.set_len(LONGEST_DATA + 1).expect("a sparse file");
    let snapshot = project.scan();
    assert_eq!(told(&snapshot), [(Severity::Error, Code::TooLarge, "content/huge.csv")]);
    assert_eq!(names(&snapshot), ["content/a.md", "versus.yaml"]);
}

#[test]
fn a_missing_project_or_configuration_is_told() {
    let project = Project::new(&[]);
    for (root, config) in [("missing", "versus.yaml"), ("", "other.yaml"), ("", "../outside.yaml"), ("", "/etc/passwd")]
    {
        let diagnostic = scan(&project.path(root), config, &project.path("site")).expect_err("nothing to scan");
        assert_eq!(diagnostic.code, Code::UnreadableFile);
        assert!(diagnostic.help.is_some());
    }
    project.write("sub/other.yaml", "");
    let snapshot = scan(&project.path(""), "./sub/other.yaml", &project.path("site")).expect("a snapshot");
    assert_eq!(names(&snapshot), ["sub/other.yaml"]);
}

#[test]
fn a_rescan_reads_only_what_changed() {
    let project = Project::new(&[("content/a.md", "a"), ("content/b.md", "b"), ("content/c.md", "c")]);
    // Files that have just changed are read again, as another change need not show.
    std::thread::sleep(Duration::from_millis(2100));
    let mut scanner = project.scanner();
    assert_eq!((scanner.scan().expect("a snapshot").files.len(), scanner.reads()), (4, 4));
    assert_eq!((scanner.scan().expect("a snapshot").files.len(), scanner.reads()), (4, 0));
    project.write("content/b.md", "B");
    fs::remove_file(project.path("content/c.md")).expect("a removal");
    project.write("content/d.md", "d");
    let snapshot = scanner.scan().expect("a snapshot");
    assert_eq!(scanner.reads(), 2);
    assert_eq!(names(&snapshot), ["content/a.md", "content/b.md", "content/d.md", "versus.yaml"]);
    assert_eq!(snapshot.text(&SourcePath::new("content/b.md")), Some("B"));
}

/// Two changes within one tick of the clock leave one stamp, if the length is the same. Clocks differ too much to
/// bring that about, so what guards against it is tested: a stamp that is still fresh proves nothing.
#[test]
fn a_file_that_has_just_changed_is_read_again() {
    let project = Project::new(&[("content/a.md", "a")]);
    let mut scanner = project.scanner();
    for _ in 0..3 {
        scanner.scan().expect("a snapshot");
        assert_eq!(scanner.reads(), 2);
    }
}

/// Same length, same file, same time of change as far as programs can set it.
#[test]
fn a_change_with_its_time_set_back_is_seen() {
    let project = Project::new(&[]);
    let time = SystemTime::now() - Duration::from_secs(1000);
    let write = |text: &str| {
        project.write("content/a.md", text);
        let file = fs::File::options().write(true).open(project.path("content/a.md")).expect("a file");
        file.set_modified(time).expect("a time");
    };
    write("one");
    std::thread::sleep(Duration::from_millis(2100));
    let mut scanner = project.scanner();
    scanner.scan().expect("a snapshot");
    write("two");
    let snapshot = scanner.scan().expect("a snapshot");
    assert_eq!(snapshot.text(&SourcePath::new("content/a.md")), Some("two"));
}
