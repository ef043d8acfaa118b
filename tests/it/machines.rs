//! Files for machines, read back by parsers that have nothing to do with Versus.
//!
//! The site they are read of is the one that ships with the program. It refuses to know templates.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node};
use serde_json::Value;
use versus::base::Date;

use super::guide::{self, BASE, is_page};

const ATOM: &str = "http://www.w3.org/2005/Atom";

fn site() -> BTreeMap<String, String> {
    guide::texts(&guide::build(&guide::snapshot()))
}

fn text_of<'a>(node: Node<'a, 'a>, name: &str) -> &'a str {
    node.children().find(|n| n.tag_name().name() == name).and_then(|n| n.text()).unwrap_or_default()
}

#[test]
fn the_sitemap_has_every_page_that_search_engines_may_find_and_no_other() {
    let site = site();
    let document = Document::parse(&site["sitemap.xml"]).expect("it is well-formed");
    let listed: BTreeSet<&str> = document
        .descendants()
        .filter(|n| n.has_tag_name(("http://www.sitemaps.org/schemas/sitemap/0.9", "url")))
        .map(|n| text_of(n, "loc").strip_prefix(BASE).expect("it is in the site"))
        .collect();
    let hidden = |text: &str| text.contains("name=\"robots\" content=\"noindex\"");
    let pages = site.iter().filter(|(path, text)| is_page(path) && !hidden(text)).map(|(path, _)| path.as_str());
    assert_eq!(listed, pages.collect());
    assert!(site["robots.txt"].contains(&format!("Sitemap: {BASE}sitemap.xml")));
}

#[test]
fn the_feed_is_what_rfc_4287_asks_for() {
    let site = site();
    let document = Document::parse(&site["atom.xml"]).expect("it is well-formed");
    let feed = document.root_element();
    assert!(feed.has_tag_name((ATOM, "feed")));
    let links = |node: Node, rel: &str| {
        node.children().filter(|n| n.has_tag_name((ATOM, "link")) && n.attribute("rel") == Some(rel)).count()
    };
    assert_eq!((links(feed, "self"), links(feed, "alternate")), (1, 1));
    let mut ids = BTreeSet::new();
    let entries: Vec<Node> = feed.children().filter(|n| n.has_tag_name((ATOM, "entry"))).collect();
    assert!(!entries.is_empty());
    for node in entries.iter().copied().chain([feed]) {
        assert!(!text_of(node, "title").is_empty());
        assert!(ids.insert(text_of(node, "id").to_owned()), "an id stands twice");
        let updated = text_of(node, "updated");
        assert!(updated.len() == 20 && updated[..10].parse::<Date>().is_ok() && updated.ends_with("T00:00:00Z"));
    }
    for entry in entries {
        let path = text_of(entry, "id").strip_prefix(BASE).expect("the id is the page's address");
        assert!(site.contains_key(path), "{path}");
        assert_eq!(links(entry, "alternate"), 1, "{path}");
        let authors = [entry, feed].map(|node| node.children().filter(|n| n.has_tag_name((ATOM, "author"))).count());
        assert!(authors.iter().sum::<usize>() > 0, "nobody wrote {path}");
        let content = entry.children().find(|n| n.has_tag_name((ATOM, "content"))).expect("content");
        assert_eq!(content.attribute("type"), Some("html"));
        let html = content.text().expect("text");
        for link in html.split("href=\"").skip(1).chain(html.split("src=\"").skip(1)) {
            let scheme = ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| link.starts_with(scheme));
            assert!(scheme, "not absolute: {}", &link[..link.len().min(60)]);
        }
        assert!(html.contains("<table>"), "the comparison table is written out");
    }
}

#[test]
fn structured_data_is_one_graph_a_page_and_refers_to_pages_that_are_there() {
    let site = site();
    let mut kinds = BTreeSet::new();
    for (path, text) in site.iter().filter(|(path, _)| is_page(path)) {
        let mut scripts = text.split("<script type=\"application/ld+json\">").skip(1);
        let Some(script) = scripts.next() else { continue };
        assert!(scripts.next().is_none(), "{path} has two");
        let script = script.split("</script>").next().expect("it ends");
        let value: Value = serde_json::from_str(script).expect("it is JSON");
        assert_eq!(value["@context"], "https://schema.org");
        let mut ids = Ids::default();
        ids.gather(&value["@graph"]);
        assert!(ids.meant.is_subset(&ids.named), "{path} refers to {:?}, and has {:?}", ids.meant, ids.named);
        for node in value["@graph"].as_array().expect("a graph") {
            let kind = node["@type"].as_str().expect("a type");
            kinds.insert(kind.to_owned());
            let missing: Vec<_> = required(kind).iter().filter(|key| is_empty(&node[**key])).collect();
            assert!(missing.is_empty(), "{kind} on {path} lacks {missing:?}");
            for item in node["itemListElement"].as_array().into_iter().flatten() {
                let address = item["item"].as_str().expect("an address").strip_prefix(BASE).expect("in the site");
                assert!(site.contains_key(address), "{path} leads to {address}");
            }
            for file in node["distribution"].as_array().into_iter().flatten() {
                let address = file["contentUrl"].as_str().expect("an address").strip_prefix(BASE).expect("in the site");
                assert!(site.contains_key(address), "{path} offers {address}");
            }
        }
    }
    let expected = ["BreadcrumbList", "Dataset", "TechArticle", "WebSite"].map(str::to_owned);
    assert_eq!(kinds, BTreeSet::from(expected));
}

/// What the readers of structured data cannot do without, by type.
fn required(kind: &str) -> &'static [&'static str] {
    match kind {
        "TechArticle" => &["@id", "headline", "url", "mainEntityOfPage", "inLanguage", "isPartOf"],
        "BreadcrumbList" => &["@id", "itemListElement"],
        "Dataset" => &["@id", "name", "description", "distribution", "variableMeasured", "temporalCoverage"],
        "WebSite" => &["@id", "name", "url"],
        "FAQPage" => &["@id", "mainEntity"],
        _ => &["a type that is expected"],
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

/// The ids that nodes have, and those that are only referred to.
#[derive(Default)]
struct Ids<'a> {
    named: BTreeSet<&'a str>,
    meant: BTreeSet<&'a str>,
}

impl<'a> Ids<'a> {
    fn gather(&mut self, value: &'a Value) {
        match value {
            Value::Object(map) => {
                if let Some(id) = map.get("@id").and_then(Value::as_str) {
                    let ids = if map.len() == 1 { &mut self.meant } else { &mut self.named };
                    ids.insert(id);
                }
                map.values().for_each(|value| self.gather(value));
            }
            Value::Array(items) => items.iter().for_each(|item| self.gather(item)),
            _ => {}
        }
    }
}

/// The files that hosts read, by their rules: patterns with headers below them; from, to and status, the first of two
/// lines for one path being the one for Netlify.
#[test]
fn what_hosts_read_is_sound() {
    let site = site();
    let mut patterns: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    let mut pattern = "";
    for line in site["_headers"].lines().filter(|line| !line.trim().is_empty()) {
        if line.starts_with(char::is_whitespace) {
            let header = line.trim().split_once(": ").expect("a name and a value");
            patterns.get_mut(pattern).expect("a path comes first").push(header);
        } else {
            assert!(line.starts_with('/') && line.len() <= 2000, "{line}");
            assert!(patterns.insert(line, Vec::new()).is_none(), "{line} stands twice");
            pattern = line;
        }
    }
    assert!(patterns["/*"].iter().any(|(name, value)| *name == "Content-Security-Policy" && value.contains("'self'")));
    assert!(patterns["/assets/*"].iter().any(|(name, value)| *name == "Cache-Control" && value.contains("immutable")));
    let lines: Vec<&str> = site["_redirects"].lines().collect();
    assert!(!lines.is_empty());
    for pair in lines.chunks(2) {
        let parts = pair.iter().map(|line| line.split(' ').collect::<Vec<_>>()).collect::<Vec<_>>();
        assert!(pair.iter().all(|line| line.len() <= 1000) && parts.iter().all(|parts| parts.len() == 3), "{pair:?}");
        assert_eq!((parts[0][0], parts[0][1], parts[0][2]), (parts[1][0], parts[1][1], "301!"));
        assert_eq!(parts[1][2], "301");
        let stands = |path: &str| path.strip_prefix('/').is_some_and(|path| site.contains_key(path));
        assert!(stands(parts[0][0]) && stands(parts[0][1].split('#').next().expect("a path")), "{pair:?}");
    }
}

/// `robots.txt` as RFC 9309 has it: groups of rules, each line a key and a value.
#[test]
fn robots_may_read_everything() {
    let site = site();
    let lines = site["robots.txt"].lines().filter(|line| !line.is_empty());
    let rules: Vec<(&str, &str)> = lines.map(|line| line.split_once(": ").expect("a key and a value")).collect();
    let sitemap = format!("{BASE}sitemap.xml");
    assert_eq!(rules, [("User-agent", "*"), ("Allow", "/"), ("Sitemap", sitemap.as_str())]);
}

/// Reads `llms.txt` and every twin as Markdown.
#[test]
fn twins_are_listed_and_their_links_lead_somewhere() {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let site = site();
    let links = |text: &str| -> Vec<String> {
        let events = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES);
        let found = events.filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.to_string()),
            Event::Html(html) | Event::InlineHtml(html) => {
                assert_eq!(html.trim(), "<!-- -->", "raw HTML in a twin");
                None
            }
            _ => None,
        });
        found.collect()
    };
    let listed = links(&site["llms.txt"]);
    assert!(listed.len() > 5);
    for link in &listed {
        assert!(site.contains_key(link.strip_prefix(BASE).expect("it is in the site")), "{link}");
    }
    for (path, text) in site.iter().filter(|(path, _)| path.ends_with("index.md")) {
        for link in links(text).iter().filter(|link| !link.contains(':') && !link.starts_with('#')) {
            let target = link.split(['#', '?']).next().expect("a path");
            let folder = path.trim_end_matches("index.md");
            let joined = versus::base::path::normalise(folder, target).expect("it stays in the site");
            let there = site.contains_key(&joined) || site.contains_key(&format!("{joined}/")) || joined.is_empty();
            assert!(there, "{link} in {path}");
        }
    }
}
