//! `versus check --external` against a server on this machine.
//!
//! It refuses to know how addresses are asked; it looks at what is told, and at what the server saw.

mod server;

use std::net::TcpListener;

use serde_json::Value;

use self::server::Server;
use super::program::{Project, Run};

const OPEN: &str = "title: T\nlinks: {private: true}\n";

/// A project whose home page links to these addresses, one a line from line 3 on.
fn project(config: &str, links: &[String]) -> Project {
    let list: String = links.iter().map(|link| format!("- [x]({link})\n")).collect();
    Project::new(&[("versus.yaml", config), ("content/_index.md", &format!("# T\n\n{list}"))])
}

fn check(project: &Project, more: &[&str]) -> Run {
    let all = [&["check", "--external", "--timeout", "1"], more].concat();
    project.run(&all)
}

/// The code, severity, place and message of each line of JSON.
fn told(run: &Run) -> Vec<(String, String, String, String)> {
    let told = run.out.lines().map(|line| {
        let line: Value = serde_json::from_str(line).expect("a line of JSON");
        let text = |key: &str| line[key].as_str().unwrap_or("").to_owned();
        (text("code"), text("severity"), format!("{}:{}", text("file"), line["line"]), text("message"))
    });
    told.collect()
}

/// The address of a port at which nobody listens.
fn deaf() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    format!("http://{}/", listener.local_addr().expect("its address"))
}

#[test]
fn what_is_gone_is_an_error_where_it_is_written() {
    let server = Server::new();
    let links = ["/ok", "/missing#part", "/gone", "/to-missing", "/chain", "/busy", "/no-head"].map(|p| server.url(p));
    let project = project(OPEN, &links);
    project.write("content/bare.md", &format!("# Bare\n\nSee {}, please.\n", server.url("/gone")));
    let source = format!(
        "title: D\ncriteria: [{{id: a, name: A, type: text}}]\nsources:\n  s: {{title: S, url: \"{}\"}}\n\
         subjects:\n  x: {{name: X, values: {{a: {{value: v, source: s}}}}}}\n",
        server.url("/missing")
    );
    project.write("content/data/d.yaml", &source);
    let run = check(&project, &["--format", "json"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let of = |at: &str, path: &str, why: &str| {
        let message = format!("`{}` is gone: {why}", server.url(path));
        ("dead-link".to_owned(), "error".to_owned(), at.to_owned(), message)
    };
    let expected = [
        of("content/_index.md:4", "/missing", "it answers 404"),
        of("content/_index.md:5", "/gone", "it answers 410"),
        of("content/_index.md:6", "/to-missing", "it answers 404"),
        of("content/bare.md:3", "/gone", "it answers 410"),
        of("content/data/d.yaml:4", "/missing", "it answers 404"),
    ];
    assert_eq!(told(&run), expected);
    assert!(run.err.contains("7 addresses elsewhere: 4 there, 3 gone, 0 unchecked"), "{}", run.err);
    let counts = ["HEAD /ok", "GET /ok", "HEAD /missing", "GET /missing", "HEAD /busy", "GET /busy", "GET /no-head"];
    assert_eq!(counts.map(|request| server.count(request)), [1, 0, 1, 1, 2, 0, 1]);

    project.write("versus.yaml", &format!("{OPEN}# as warnings\n").replace("true}", "true, external: warn}"));
    let warned = check(&project, &["--format", "json"]);
    assert!(warned.code == Some(0) && told(&warned).iter().all(|line| line.1 == "warning"), "{warned:?}");
    assert_eq!(check(&project, &["--deny", "warnings"]).code, Some(1));
}

#[test]
fn what_could_not_be_found_out_never_fails() {
    let server = Server::new();
    let mut links = ["/forbidden", "/broken", "/loop", "/slow", "/ok"].map(|path| server.url(path)).to_vec();
    links.push(deaf());
    let project = project(OPEN, &links);
    let run = check(&project, &["--format", "json", "--deny", "infos"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let told = told(&run);
    let reasons =
        ["it answers 403", "it answers 503", "in a circle", "no answer in time", "its host cannot be reached"];
    for (line, reason) in told.iter().zip(reasons) {
        assert_eq!((line.0.as_str(), line.1.as_str()), ("unchecked-link", "info"), "{line:?}");
        assert!(line.3.contains(reason), "no {reason:?} in {line:?}");
    }
    assert_eq!(told.len(), reasons.len(), "{told:?}");
    assert_eq!(server.count("HEAD /broken"), 3, "a busy host is asked again, and not for ever");
}

#[test]
fn a_host_that_is_not_known_is_gone_while_others_answer() {
    let server = Server::new();
    let project = project(OPEN, &["http://nowhere.invalid/a".to_owned(), server.url("/ok")]);
    let run = check(&project, &["-v"]);
    // Where no name server answers, nobody can say that a name is not known.
    let unknown = run.code == Some(1) && run.err.contains("error[dead-link]") && run.err.contains("is not known");
    let unsaid = run.code == Some(0) && run.err.to_lowercase().contains("temporary failure");
    assert!(unknown || unsaid, "{run:?}");
}

#[test]
fn without_a_network_one_line_says_so() {
    let project = project(OPEN, &[deaf(), "http://nowhere.invalid/".to_owned()]);
    let run = check(&project, &["--deny", "warnings"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.err.contains("nothing elsewhere could be reached, so 2 addresses stayed unchecked"), "{}", run.err);
    assert!(!run.err.contains("is gone"), "{}", run.err);
}

#[test]
fn an_answer_is_believed_for_seven_days() {
    let server = Server::new();
    let project = project(OPEN, &[server.url("/ok"), server.url("/forbidden")]);
    for (day, expected) in [("2026-11-01", 1), ("2026-11-07", 1), ("2026-11-08", 2), ("2026-11-07", 3)] {
        let run = check(&project, &["--as-of", day]);
        assert_eq!((run.code, server.count("HEAD /ok")), (Some(0), expected), "{day}: {run:?}");
    }
    assert_eq!(server.count("HEAD /forbidden"), 4, "only good answers are believed");
    check(&project, &["--as-of", "2026-11-07"]);
    let fresh = project.run(&["check", "--external", "--no-cache", "--as-of", "2026-11-07"]);
    assert_eq!((fresh.code, server.count("HEAD /ok")), (Some(0), 4), "{fresh:?}");
}

#[test]
fn no_host_is_asked_more_than_twice_at_a_time() {
    let server = Server::new();
    let links: Vec<String> = (0..12).map(|n| server.url(&format!("/ok?{n}"))).collect();
    let project = project(OPEN, &links);
    let run = check(&project, &[]);
    assert_eq!((run.code, server.total()), (Some(0), 12), "{run:?}");
    assert!((1..=2).contains(&server.most_at_once()), "{} at once", server.most_at_once());
}

#[test]
fn nothing_is_asked_without_being_told_to_nor_in_private_networks() {
    let server = Server::new();
    let links = [server.url("/ok"), server.url("/missing").replace("127.0.0.1", "localhost")];
    let project = project("title: T\n", &links);
    assert_eq!(project.run(&["check", "--no-cache"]).code, Some(0));
    let run = check(&project, &["-v"]);
    assert_eq!((run.code, server.total()), (Some(0), 0), "{run:?}");
    assert_eq!(run.err.matches("asked only with `links.private: true`").count(), 2, "{}", run.err);
}
