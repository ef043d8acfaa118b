//! What strangers may send: whatever it is, they get nothing that is not a page of the site, and the preview lives.
//!
//! It refuses to know how requests are read.

use std::io::{Read as _, Write as _};
use std::time::{Duration, Instant};

use super::world::{Preview, Project};

const SECRET: &str = "the secret beside the project";

/// A preview with secrets where a climb out of the site would lead.
fn preview() -> Preview {
    let project = Project::guide();
    project.write("secret.txt", SECRET);
    project.write("content/.secret.md", SECRET);
    project.write("site/secret.txt", SECRET);
    project.serve(&[])
}

#[test]
fn no_encoding_of_a_path_leads_out_of_the_site() {
    let preview = preview();
    for path in [
        "/secret.txt",
        "/../secret.txt",
        "/../../../../etc/passwd",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/%252e%252e%252fsecret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/%u002e%u002e/secret.txt",
        "/..\\secret.txt",
        "/..%5csecret.txt",
        "/guides/../../secret.txt",
        "/guides/..;/secret.txt",
        "/guides/a/../../secret.txt",
        "//secret.txt",
        "///etc/passwd",
        "/./secret.txt",
        "/content/_index.md",
        "/content/guides/a.md",
        "/.secret.md",
        "/site/secret.txt",
        "/versus.yaml",
        "/themes/own/theme.yaml",
        "/secret.txt%00.html",
        "/%00",
        "/guides/a/%00",
        "/%ff",
        "/%",
        "/%zz",
        "/file:///etc/passwd",
        "/__versus/../secret.txt",
        "/__versus/",
        "/__versus/nothing",
        "/__versus/state?path=/../secret.txt",
        "/__versus/state?path=%2F..%2Fsecret.txt",
        "/__versus/state?path=%00",
        "/__versus/state",
    ] {
        let answer = preview.get(path);
        assert!(!answer.text().contains(SECRET) && !answer.text().contains("root:"), "{path}: {}", answer.text());
        let is_state = path.starts_with("/__versus/state");
        assert!(is_state || [400, 404].contains(&answer.status), "{path} is {}", answer.status);
    }
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn what_is_no_request_is_refused() {
    let preview = preview();
    let host = preview.address;
    for (what, request) in [
        ("bytes that are no text", b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n".to_vec()),
        ("a NUL in the path", b"GET /a\0b HTTP/1.1\r\nHost: localhost\r\n\r\n".to_vec()),
        ("no HTTP at all", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec()),
        ("a path without a slash", b"GET secret.txt HTTP/1.1\r\nHost: localhost\r\n\r\n".to_vec()),
        ("no host", b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n".to_vec()),
        ("an old request without a host", b"GET / HTTP/1.0\r\n\r\n".to_vec()),
        ("two hosts", b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n".to_vec()),
        ("a host that is no name", b"GET / HTTP/1.1\r\nHost: local host\r\nConnection: close\r\n\r\n".to_vec()),
        ("a host of bytes", b"GET / HTTP/1.1\r\nHost: \xff\xff\r\nConnection: close\r\n\r\n".to_vec()),
        (
            "an address elsewhere",
            format!("GET http://evil.example/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").into(),
        ),
        (
            "a name and a password",
            format!("GET http://a:b@evil.example/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").into(),
        ),
        ("a folded header", b"GET / HTTP/1.1\r\nHost: localhost\r\nA: b\r\n c\r\n\r\n".to_vec()),
        (
            "too long a header",
            format!("GET / HTTP/1.1\r\nHost: localhost\r\nA: {}\r\n\r\n", "a".repeat(200_000)).into(),
        ),
        ("too long an address", format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(200_000)).into()),
        ("too many headers", format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "A: b\r\n".repeat(500)).into()),
        ("another version", b"GET / HTTP/2.0\r\nHost: localhost\r\n\r\n".to_vec()),
    ] {
        let answer = preview.ask(request);
        assert!(answer.status == 0 || (400..500).contains(&answer.status), "{what} is {}", answer.status);
    }
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn a_whole_address_of_our_own_is_a_request_as_any_other() {
    let preview = preview();
    let request = format!("GET http://{0}/guides/ HTTP/1.1\r\nHost: {0}\r\nConnection: close\r\n\r\n", preview.address);
    assert_eq!(preview.ask(request).status, 200);
}

#[test]
fn only_reading_is_answered() {
    let preview = preview();
    let host = preview.address;
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "FOO"] {
        let answer = preview
            .ask(format!("{method} / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD"), "{method}");
    }
    let connect = preview.ask(format!("CONNECT {host} HTTP/1.1\r\nHost: {host}\r\n\r\n"));
    assert!((400..500).contains(&connect.status), "{}", connect.status);
    let head = preview.ask(format!("HEAD / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_ne!(head.header("content-length"), "0");
}

#[test]
fn hosts_that_are_not_ours_are_refused() {
    let preview = preview();
    for host in ["evil.example", "localhost.evil.example", "192.168.0.1", "[2001:db8::1]", "evil.example:1111"] {
        let answer = preview.ask(format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        assert_eq!(answer.status, 403, "{host}");
        assert!(!answer.text().contains("Welcome"), "{host}");
    }
    for host in ["localhost", "LocalHost:99", "guide.localhost:1111", "127.0.0.1", "[::1]"] {
        let answer = preview.ask(format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        assert_eq!(answer.status, 200, "{host}");
    }
}

#[test]
fn a_named_host_is_answered() {
    let preview = Project::guide().serve(&["--allow-host", "preview.example"]);
    let answer = preview.ask("GET / HTTP/1.1\r\nHost: preview.example:8080\r\nConnection: close\r\n\r\n");
    assert_eq!(answer.status, 200);
}

#[test]
fn pages_of_other_sites_get_neither_events_nor_faults() {
    let preview = preview();
    for path in ["/__versus/events", "/__versus/state?path=/"] {
        for headers in [
            "Origin: http://evil.example\r\n",
            "Origin: null\r\n",
            "Origin: http://127.0.0.1:1\r\n",
            "Sec-Fetch-Site: cross-site\r\n",
            "Sec-Fetch-Site: same-site\r\n",
            "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site\r\n",
        ] {
            assert_eq!(preview.get_with(path, headers).status, 403, "{path} {headers}");
        }
    }
    let own = format!("Origin: http://{}\r\nSec-Fetch-Site: same-origin\r\n", preview.address);
    assert_eq!(preview.get_with("/__versus/state?path=/", &own).status, 200);
}

#[test]
fn every_answer_stays_with_this_site() {
    let preview = preview();
    for path in ["/", "/guides", "/nothing", "/guides/dot.svg", "/__versus/live.js", "/__versus/state?path=/", "/%ff"] {
        let answer = preview.get_with(path, "Origin: http://evil.example\r\n");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "", "{path}");
    }
}

#[test]
fn redirects_lead_nowhere_else() {
    let preview = preview();
    for path in ["//evil.example/guides", "/guides/..//evil.example", "/\\evil.example", "/%2f%2fevil.example/guides"] {
        let answer = preview.get(path);
        assert!(answer.header("location").is_empty(), "{path} leads to {}", answer.header("location"));
    }
    let split = preview.get("/guides?a=%0d%0aSet-Cookie:%20a=b");
    assert_eq!(split.header("location"), "/guides/?a=%0d%0aSet-Cookie:%20a=b");
    assert_eq!(split.header("set-cookie"), "");
}

#[test]
fn slow_and_idle_connections_are_closed_and_hold_nobody_up() {
    let preview = preview();
    let mut slow: Vec<_> = (0..40).map(|_| preview.connect()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: local").expect("a beginning");
    }
    let started = Instant::now();
    assert_eq!(preview.get("/").status, 200);
    assert!(started.elapsed() < Duration::from_secs(5), "others had to wait {:?}", started.elapsed());
    let mut rest = Vec::new();
    slow[0].read_to_end(&mut rest).expect("the server closes a connection that says no more");
    assert!(started.elapsed() < Duration::from_secs(20), "it took {:?}", started.elapsed());
}

#[test]
fn streams_of_events_that_nobody_reads_hold_nobody_up() {
    let preview = preview();
    let request = format!("GET /__versus/events HTTP/1.1\r\nHost: {}\r\n\r\n", preview.address);
    let streams: Vec<_> = (0..100)
        .map(|_| {
            let mut stream = preview.connect();
            stream.write_all(request.as_bytes()).expect("a request");
            stream
        })
        .collect();
    for i in 0..5 {
        preview.project.write("content/guides/b.md", &format!("# Edit {i}\n"));
        preview.until("the edit is served", |p| p.page("/guides/b/").contains(&format!("Edit {i}")));
    }
    drop(streams);
}

#[test]
fn event_streams_do_not_use_up_the_places_for_pages() {
    let preview = preview();
    let request = format!("GET /__versus/events HTTP/1.1\r\nHost: {}\r\n\r\n", preview.address);
    // More than the connections that there may be at a time.
    let streams: Vec<_> = (0..540)
        .map(|_| {
            let mut stream = preview.connect();
            stream.write_all(request.as_bytes()).expect("a request");
            let mut first = [0; 12];
            stream.read_exact(&mut first).expect("an answer");
            assert_eq!(&first, b"HTTP/1.1 200");
            stream
        })
        .collect();
    assert_eq!(preview.get("/").status, 200);
    drop(streams);
}
