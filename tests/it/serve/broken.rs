//! While the site is broken its last good pages stay, what is wrong is told, and all is well once it is mended.
//!
//! It refuses to know who finds a fault.

use std::fs;

use super::world::{Preview, Project};

/// Breaks a file, sees that the page at `path` stays and that the fault is told, mends it, and sees it gone.
fn breaks(preview: &Preview, file: &str, broken: &str, path: &str, code: &str) {
    let (before, good) = (preview.page(path), preview.project.read(file));
    preview.project.write(file, broken);
    preview.until(&format!("{code} is told"), |p| p.faults().iter().any(|fault| fault.contains(code)));
    let answer = preview.get(path);
    assert_eq!(answer.status, 200, "{file}");
    assert_eq!(preview.page(path), before, "{file}: the last good page stays");
    preview.project.write("content/guides/b.md", &format!("---\ntitle: Second\n---\nEdited while {code}\n"));
    preview.until("other pages go on", |p| p.page("/guides/b/").contains(&format!("Edited while {code}")));
    assert_eq!(preview.page(path), before, "{file}: the last good page still stays");
    preview.project.write(file, &good);
    preview.until(&format!("{file} is mended"), |p| p.faults().is_empty() && p.page(path) == before);
}

#[test]
fn broken_files_count_as_they_last_were() {
    let preview = Project::guide().serve(&["--verify"]);
    preview.until("the site is there", |p| p.faults().is_empty() && p.get("/guides/a/").status == 200);
    let a = "content/guides/a.md";
    let page = "/guides/a/";
    breaks(&preview, a, "---\ntitle: [unclosed\n---\nText.\n", page, "yaml-syntax");
    breaks(&preview, a, "---\ntitel: Typo\n---\nText.\n", page, "unknown-key");
    breaks(&preview, a, "# A\n\n```{faq}\nitems: 3\n```\n", page, "wrong-type");
    breaks(&preview, "versus.yaml", "title: [\n", page, "yaml-syntax");
    breaks(&preview, "versus.yaml", "titel: Typo\n", page, "unknown-key");
    breaks(&preview, "content/data/backend/dataset.yaml", "title: [\n", page, "yaml-syntax");
    breaks(
        &preview,
        "themes/own/templates/page.html",
        "{% extends \"builtin/page.html\" %}{% block",
        "/guides/a/",
        "template",
    );
    assert!(!preview.said().contains("fresh build"), "{}", preview.said());
}

#[test]
fn a_page_that_cannot_be_drawn_stays_as_it_was() {
    let preview = Project::guide().serve(&[]);
    let before = preview.page("/guides/b/");
    let template = "themes/own/templates/page.html";
    let good = preview.project.read(template);
    preview.project.write(template, &good.replace("<!--", "{{ page.title / 2 }}<!--"));
    preview.until("the fault is told", |p| p.faults().iter().any(|fault| fault.contains("template")));
    assert_eq!(preview.page("/guides/b/"), before);
    assert_eq!(preview.state("/guides/b/")["kept"], true);
    assert_eq!(preview.state("/")["kept"], false, "the home page has another template");
    preview.project.write(template, &good.replace("template 0", "template 1"));
    preview.until("it is mended", |p| p.page("/guides/b/").contains("template 1"));
    preview.until("nothing is wrong any more", |p| p.faults().is_empty());
}

#[test]
fn faults_on_pages_that_nobody_looks_at_are_told_as_well() {
    let preview = Project::guide().serve(&[]);
    preview.until("the site is complete", |p| p.said().contains("complete after"));
    preview.project.write("content/guides/unseen.md", "# Unseen\n\nSee [nothing](a.md#nothing).\n");
    preview.until("the fault is told", |p| p.faults().iter().any(|fault| fault.contains("broken-anchor")));
    preview.until("the terminal tells it", |p| p.said().contains("content/guides/unseen.md:3:"));
    let state = preview.state("/");
    let fault = &state["faults"]["list"][0];
    assert_eq!(fault["place"]["file"], "content/guides/unseen.md");
    assert_eq!(fault["place"]["line"], 3);
    assert_eq!(fault["place"]["excerpt"].as_array().expect("an excerpt").len(), 3);
    let link = fault["place"]["link"].as_str().expect("a link");
    assert!(link.starts_with("file:///") && link.ends_with("/content/guides/unseen.md"), "{link}");
}

#[test]
fn the_first_build_may_fail() {
    let project = Project::guide();
    project.write("versus.yaml", "title: [<script>alert(1)</script>\n");
    let preview = project.serve(&[]);
    let answer = preview.get("/guides/a/");
    assert_eq!(answer.status, 500);
    assert!(answer.text().contains("versus.yaml:1:"), "{}", answer.text());
    assert!(answer.text().contains("&lt;script&gt;") && !answer.text().contains("<script>alert"), "{}", answer.text());
    assert_eq!(answer.header("content-security-policy"), "default-src 'self'");
    assert_eq!(preview.state("/guides/a/")["status"], 500);
    preview.project.write("versus.yaml", "title: Mended\n");
    preview.until("the site is there", |p| p.get("/guides/a/").status == 200);
    preview.until("nothing is wrong", |p| p.faults().is_empty());
}

#[test]
fn the_first_build_may_have_nothing_to_read() {
    let project = Project::empty();
    let preview = project.serve(&[]);
    let answer = preview.get("/");
    assert_eq!(answer.status, 500);
    assert!(answer.text().contains("versus.yaml"), "{}", answer.text());
    preview.project.write("versus.yaml", "title: From nothing\n");
    preview.project.write("content/_index.md", "# Begun\n");
    preview.until("the site is there", |p| p.page("/").contains("Begun"));
    fs::remove_file(preview.project.path("versus.yaml")).expect("the configuration");
    preview.until("the fault is told", |p| !p.faults().is_empty());
    assert!(preview.page("/").contains("Begun"), "the last good page stays");
    preview.project.write("versus.yaml", "title: Again\n");
    preview.until("nothing is wrong", |p| p.faults().is_empty() && p.page("/").contains("Again"));
}

#[test]
fn a_page_that_was_never_good_says_why_and_appears_once_it_is() {
    let project = Project::guide();
    let good = project.read("themes/own/templates/page.html");
    project.write("themes/own/templates/page.html", &good.replace("<!--", "{{ page.no_such_thing.at_all }}<!--"));
    let preview = project.serve(&[]);
    let answer = preview.get("/guides/b/");
    assert_eq!(answer.status, 500);
    assert!(answer.text().contains("themes/own/templates/page.html:1:"), "{}", answer.text());
    assert_eq!(preview.get("/").status, 200, "other pages are there");
    preview.project.write("themes/own/templates/page.html", &good);
    preview.until("it appears", |p| p.get("/guides/b/").status == 200);
}
