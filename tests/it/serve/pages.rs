//! Pages, files, redirects and the page for what is not there, as a host would serve them.
//!
//! It refuses to look into them.

use std::fs;
use std::process::Command;

use versus::base::SitePath;

use super::world::{Project, without_script};

#[test]
fn served_bytes_are_the_built_ones_save_for_the_script() {
    let preview = Project::guide().serve(&[]);
    let fresh = preview.project.fresh();
    for (path, bytes) in &fresh {
        let answer = preview.get(&format!("/{path}"));
        assert_eq!(answer.status, 200, "{path}");
        let is_page = answer.header("content-type").starts_with("text/html");
        assert_eq!(is_page, path.is_empty() || path.ends_with('/') || path.ends_with(".html"), "{path}");
        assert_eq!(is_page, answer.body.len() > bytes.len(), "{path}: the script is put into pages only");
        assert_eq!(&without_script(&answer.body), bytes, "{path}");
        assert_eq!(answer.header("content-length"), answer.body.len().to_string(), "{path}");
    }
    let text = String::from_utf8(preview.get("/").body).expect("a page is text");
    assert!(text.trim_end().ends_with("</script></body>\n</html>"), "the script stands at the end of the body");
}

#[test]
fn every_file_has_its_content_type() {
    let project = Project::guide();
    for name in ["a.csv", "b.json", "c.txt", "d.xml", "e.png", "f.woff2", "g.unknown", "h.html", "i.mjs", "J.PNG"] {
        project.write(&format!("content/files/{name}"), "x");
    }
    let preview = project.serve(&[]);
    for (name, kind) in [
        ("files/a.csv", "text/csv; charset=utf-8"),
        ("files/b.json", "application/json"),
        ("files/c.txt", "text/plain; charset=utf-8"),
        ("files/d.xml", "application/xml; charset=utf-8"),
        ("files/e.png", "image/png"),
        ("files/f.woff2", "font/woff2"),
        ("files/g.unknown", "application/octet-stream"),
        ("files/h.html", "text/html; charset=utf-8"),
        ("files/i.mjs", "text/javascript; charset=utf-8"),
        ("files/J.PNG", "image/png"),
        ("guides/dot.svg", "image/svg+xml; charset=utf-8"),
    ] {
        assert_eq!(preview.get(&format!("/{name}")).header("content-type"), kind, "{name}");
    }
}

#[test]
fn a_folder_without_its_slash_leads_to_it_and_keeps_the_query() {
    let preview = Project::guide().serve(&[]);
    let answer = preview.get("/guides/a?w=1&x=%2F");
    assert_eq!((answer.status, answer.header("location")), (307, "/guides/a/?w=1&x=%2F"));
    assert_eq!(answer.header("cache-control"), "no-store", "the next project on this port may differ");
    assert_eq!(preview.page("/guides/a/index.html"), preview.page("/guides/a/"));
    assert_eq!(preview.get("/guides/dot.svg/").status, 404);
    assert_eq!(preview.get("/guides/A/").status, 404);
    assert_eq!(preview.get("/guides//a/").status, 404);
    assert_eq!(preview.get("/guides%2Fa/").status, 404);
    assert_eq!(preview.page("/guides/%61/"), preview.page("/guides/a/"));
}

#[test]
fn what_is_not_there_gets_the_sites_own_page() {
    let preview = Project::guide().serve(&[]);
    let answer = preview.get("/no/such/page");
    assert_eq!(answer.status, 404);
    assert_eq!(without_script(&answer.body), preview.project.fresh()["404.html"]);
    preview.project.write("content/no/such/page.md", "# Now there is\n");
    preview.until("the page is there", |p| p.get("/no/such/page/").status == 200);
}

#[test]
fn redirects_of_the_site_are_served_as_they_are_published() {
    let preview = Project::guide().serve(&[]);
    assert!(preview.page("/old/b/").contains("url=../../guides/b/"));
}

#[test]
fn a_site_for_a_folder_of_a_host_is_served_below_it() {
    let project = Project::guide();
    project.write("versus.yaml", "title: Below\nbase_url: https://example.org/docs/guides\n");
    let preview = project.serve(&[]);
    let home = preview.get("/?a=b");
    assert_eq!((home.status, home.header("location")), (307, "/docs/guides/?a=b"));
    assert_eq!(preview.get("/docs/guides").header("location"), "/docs/guides/");
    assert_eq!(preview.get("/docs/guides/guides/a").header("location"), "/docs/guides/guides/a/");
    assert_eq!(preview.get("/docs/guides/").status, 200);
    let missing = preview.get("/docs/guides/missing");
    assert_eq!((missing.status, preview.get("/guides/a/").status), (404, 404));
    assert!(missing.text().contains("href=\"/docs/guides/assets/"), "its links begin at the host");
}

#[test]
fn files_are_asked_about_and_pages_are_never_kept() {
    let preview = Project::guide().serve(&[]);
    let first = preview.get("/guides/dot.svg");
    assert_eq!(first.header("cache-control"), "no-cache");
    let tag = first.header("etag").to_owned();
    let again = preview.get_with("/guides/dot.svg", &format!("If-None-Match: \"x\", W/{tag}\r\n"));
    assert_eq!((again.status, again.body.len()), (304, 0));
    preview.project.write("content/guides/dot.svg", "<svg/>");
    preview.until("the new picture is served", |p| p.get("/guides/dot.svg").text() == "<svg/>");
    assert_eq!(preview.get_with("/guides/dot.svg", &format!("If-None-Match: {tag}\r\n")).status, 200);
    let page = preview.get("/");
    assert_eq!((page.header("cache-control"), page.header("etag")), ("no-store", ""));
}

#[test]
fn a_page_tells_changes_of_its_bytes_from_those_of_its_style() {
    let preview = Project::guide().serve(&[]);
    let (a, b) = (preview.state("/guides/a/"), preview.state("/guides/b/"));
    preview.project.write("content/guides/b.md", "---\ntitle: Second\n---\nOther text.\n");
    preview.until("the page changed", |p| p.state("/guides/b/")["page"] != b["page"]);
    assert_ne!(preview.state("/guides/b/")["shape"], b["shape"]);
    assert_eq!(preview.state("/guides/a/")["shape"], a["shape"]);
    let b = preview.state("/guides/b/");
    preview.project.write("themes/own/static/css/own.css", "body { color: red }\n");
    preview.until("the style changed", |p| p.state("/guides/b/")["page"] != b["page"]);
    let styled = preview.state("/guides/b/");
    assert_eq!(styled["shape"], b["shape"]);
    assert_ne!(styled["styles"]["/assets/css/own.css"], b["styles"]["/assets/css/own.css"]);
}

#[test]
fn a_picture_that_changes_changes_the_pages_that_show_it() {
    let preview = Project::guide().serve(&[]);
    let (a, b) = (preview.state("/guides/a/"), preview.state("/guides/b/"));
    preview.project.write("content/guides/dot.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    preview.until("the page changed", |p| p.state("/guides/b/")["shape"] != b["shape"]);
    assert_eq!(preview.state("/guides/a/")["shape"], a["shape"]);
}

#[test]
fn drafts_are_left_out_unless_asked_for_and_are_marked() {
    let draft = ("content/guides/draft.md", "---\ntitle: Not yet\ndraft: true\n---\nText.\n");
    let project = Project::guide();
    project.write(draft.0, draft.1);
    let preview = project.serve(&[]);
    assert_eq!(preview.get("/guides/draft/").status, 404);
    let project = Project::guide();
    project.write(draft.0, draft.1);
    let preview = project.serve(&["--drafts"]);
    assert_eq!(preview.get("/guides/draft/").status, 200);
    assert_eq!(preview.state("/guides/draft/")["draft"], true);
    assert_eq!(preview.state("/guides/b/")["draft"], false);
}

#[test]
fn a_build_beside_the_preview_disturbs_neither() {
    let preview = Project::guide().serve(&["--verify"]);
    let root = preview.project.root();
    for i in 0..3 {
        preview.project.write("content/guides/b.md", &format!("# Edit {i}\n"));
        let mut build = Command::new(env!("CARGO_BIN_EXE_versus"));
        let built = build.arg("--root").arg(&root).args(["build", "--quiet", "--as-of", "2026-11-23"]).status();
        assert!(built.expect("the program runs").success());
        for (path, bytes) in preview.project.fresh() {
            let file = root.join("site").join(SitePath::new(&path).file());
            assert!(fs::read(file).is_ok_and(|found| found == bytes), "{path} after edit {i}");
        }
        preview.until("the edit is served", |p| p.page("/guides/b/").contains(&format!("Edit {i}")));
    }
    assert!(preview.faults().is_empty() && !preview.said().contains("fresh build"), "{}", preview.said());
}
