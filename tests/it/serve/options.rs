//! What the command line of `serve` promises: ports, interfaces, the browser, and how it ends.
//!
//! It refuses to know what is served.

use std::fs;
use std::net::{IpAddr, Ipv4Addr, TcpListener};
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};

use versus::io::preview::server::{Editor, Port, bind};

use super::world::Project;

const LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

fn fails(arguments: &[&str]) -> (Option<i32>, String) {
    let project = Project::guide();
    let mut command = Command::new(env!("CARGO_BIN_EXE_versus"));
    let Output { status, stderr, .. } =
        command.arg("--root").arg(project.root()).arg("serve").args(arguments).output().expect("the program runs");
    (status.code(), String::from_utf8_lossy(&stderr).into_owned())
}

#[test]
fn a_port_that_was_asked_for_and_is_taken_is_an_error() {
    let taken = TcpListener::bind((LOOPBACK, 0)).expect("a port");
    let port = taken.local_addr().expect("its address").port().to_string();
    let (code, said) = fails(&["--port", &port]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains(&format!("port {port} of 127.0.0.1 is in use")), "{said}");
}

#[test]
fn of_the_default_port_the_next_free_one_is_taken() {
    let taken = TcpListener::bind((LOOPBACK, 0)).expect("a port");
    let port = taken.local_addr().expect("its address").port();
    let other = bind(LOOPBACK, Port::From(port)).expect("the next one").local_addr().expect("its address").port();
    assert!((port + 1..=port + 50).contains(&other), "{other} is not near {port}");
}

#[test]
fn an_interface_of_another_machine_is_an_error_and_others_than_loopback_warn() {
    let (code, said) = fails(&["--interface", "192.0.2.1", "--port", "0"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("everyone who can reach 192.0.2.1"), "{said}");
    assert!(said.contains("cannot be used"), "{said}");
}

#[test]
fn a_wrong_option_is_told_apart_from_a_failure() {
    assert_eq!(fails(&["--interface", "everywhere"]).0, Some(2));
    assert_eq!(fails(&["--port", "99999"]).0, Some(2));
    let (code, said) = fails(&["--editor", "javascript:alert({path})", "--port", "0"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("no editor"), "{said}");
}

#[test]
fn editors_are_known_by_name_or_by_address() {
    for known in ["vscode", "file", "idea", "myeditor://open?file={path}&line={line}"] {
        assert!(Editor::new(known).is_ok(), "{known}");
    }
    for unknown in ["", "notepad", "javascript:{path}", "JavaScript:{path}", "data:{path}", "vscode://file", "{path}"] {
        assert!(Editor::new(unknown).is_err(), "{unknown}");
    }
}

#[test]
fn links_lead_to_the_editor_of_the_environment() {
    let project = Project::guide();
    project.write("content/guides/a.md", "---\ntitle: A\n---\n\n[nowhere](nowhere.md)\n");
    let mut command = project.command(&[]);
    command.env("VERSUS_EDITOR", "vscode");
    let preview = project.serve_by(command, Arc::new(Mutex::default()));
    preview.until("the fault is told", |p| !p.faults().is_empty());
    let state = preview.state("/");
    let link = state["faults"]["list"][0]["place"]["link"].as_str().expect("a link").to_owned();
    let path = preview.project.path("content/guides/a.md");
    assert_eq!(link, format!("vscode://file{}:5:11", path.display()));
}

#[test]
fn the_browser_is_opened_at_the_address() {
    let project = Project::guide();
    let bin = tempfile::tempdir().expect("a folder");
    let (program, opened) = (bin.path().join("xdg-open"), bin.path().join("opened"));
    fs::write(&program, format!("#!/bin/sh\nprintf %s \"$1\" > {0}.new && mv {0}.new {0}\n", opened.display()))
        .expect("a script");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("a program");
    let mut command = project.command(&["--open"]);
    let path = std::env::var("PATH").expect("a path");
    command.env("PATH", format!("{}:{path}", bin.path().display()));
    let preview = project.serve_by(command, Arc::new(Mutex::default()));
    preview.until("the browser is opened", |_| opened.exists());
    let address = fs::read_to_string(&opened).expect("what was opened");
    assert_eq!(address, format!("http://{}/", preview.address));
}

#[test]
fn it_ends_when_it_is_asked_to_and_removes_nothing() {
    for signal in ["-INT", "-TERM", "-HUP"] {
        let project = Project::guide();
        project.write("site/of-mine.txt", "mine");
        let preview = project.serve(&[]);
        assert_eq!(preview.get("/").status, 200);
        let before = names(&preview.project);
        let root = preview.project.root();
        // Its folder outlives the preview only as long as this holds it.
        let kept = tempfile::tempdir().expect("a folder");
        super::world::copy(&root, kept.path());
        assert_eq!(before.len(), names(&preview.project).len());
        assert_eq!(preview.end_by(signal), Some(0), "{signal}");
        let _ = kept;
    }
}

#[test]
fn each_rebuild_is_one_line() {
    let preview = Project::guide().serve(&[]);
    preview.until("the first is told", |p| p.said().contains("the site: "));
    preview.project.write("content/guides/b.md", "# Once\n");
    preview.until("the second is told", |p| p.said().contains("content/guides/b.md: "));
    let lines: Vec<String> = preview.said().lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    for part in ["drawn, shown after", " ms, complete after ", " ms"] {
        assert!(lines.iter().all(|line| line.contains(part)), "{lines:?}");
    }
}

#[test]
fn where_the_system_watches_no_more_folders_the_clock_takes_over() {
    let project = Project::guide();
    let serve = project.command(&[]);
    let mut command = Command::new("unshare");
    command.args([
        "--user",
        "--map-root-user",
        "sh",
        "-c",
        "echo 3 > /proc/sys/user/max_inotify_watches && exec \"$0\" \"$@\"",
    ]);
    let probe = Command::new("unshare")
        .args(["--user", "--map-root-user", "sh", "-c", "echo 3 > /proc/sys/user/max_inotify_watches"])
        .status();
    if !probe.is_ok_and(|status| status.success()) {
        println!("not tested: this system lets nobody lower the limit for one program");
        return;
    }
    command.arg(serve.get_program()).args(serve.get_args());
    let preview = project.serve_by(command, Arc::new(Mutex::default()));
    preview.until("it says so", |p| {
        p.said().contains("looking at the files by the clock from now on: the system's limit")
    });
    preview.project.write("content/guides/b.md", "# By the clock\n");
    preview.until("the edit is served", |p| p.page("/guides/b/").contains("By the clock"));
}

fn names(project: &Project) -> Vec<String> {
    let mut open = vec![project.root()];
    let mut names = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            names.push(entry.display().to_string());
            if entry.is_dir() {
                open.push(entry);
            }
        }
    }
    names.sort();
    names
}
