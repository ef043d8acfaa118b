//! A second theme, as unlike the first as can be: one column of text, tables as lists of definitions, rankings in
//! sentences, no scripts. What the views hold is enough for it.
//!
//! It refuses to know the built-in theme. That its pages are sound HTML and its links lead somewhere by a server's
//! lights, `tests/run` asks of the same theme.

use std::collections::BTreeSet;
use std::path::Path;

use html5gum::{Token, Tokenizer};
use serde_json::Value;
use versus::base::{Code, Severity, SourcePath};

use super::guide;
use super::memory_site::MemorySite;

const GUIDE: &str = "guides/nodejs-vs-python/";
const OWN: &str = "---\ntitle: A letter\ntemplate: letter\n---\n```{pull}\nline: In short\n---\nAnd *long*.\n```\n";

/// The guide in the second theme, with a page that uses the theme's own template and block.
fn build() -> MemorySite {
    let mut snapshot = guide::snapshot();
    let config = snapshot.text(&SourcePath::new("versus.yaml")).expect("the configuration is text");
    let config = config.replace("theme: default", "theme: reader");
    assert!(config.contains("theme: reader"), "the configuration names its theme otherwise");
    snapshot.insert("versus.yaml", config);
    snapshot.insert("content/letter.md", OWN);
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/themes/reader");
    guide::add(&mut snapshot, &theme, "themes/reader");
    guide::build(&snapshot)
}

/// What a reader sees of a page, with single spaces.
fn text_of(html: &str) -> String {
    let (mut text, mut in_script) = (String::new(), false);
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => in_script = tag.name.as_slice() == b"script",
            Token::EndTag(_) => in_script = false,
            Token::String(string) if !in_script => text.push_str(&String::from_utf8_lossy(&string)),
            _ => {}
        }
    }
    squeezed(&text)
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// All text in a JSON value under one of these keys.
fn under<'a>(value: &'a Value, keys: &[&str], found: &mut BTreeSet<&'a str>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value.as_str() {
                    Some(text) if keys.contains(&key.as_str()) => {
                        found.insert(text);
                    }
                    _ => under(value, keys, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| under(item, keys, found)),
        _ => {}
    }
}

#[test]
fn another_theme_shows_all_data_of_the_guide() {
    let build = build();
    let told: Vec<_> =
        build.diagnostics.iter().filter(|d| d.severity != Severity::Info && d.code != Code::Stale).collect();
    assert!(told.is_empty(), "{told:#?}");
    let site = guide::texts(&build);
    let page = &site[GUIDE];
    let text = text_of(page);
    let data: Value = serde_json::from_str(&site["data/backend.json"]).expect("JSON");
    let mut expected = BTreeSet::new();
    under(&data["criteria"], &["name", "help"], &mut expected);
    under(&data["groups"], &["name"], &mut expected);
    under(&data["subjects"], &["name", "text"], &mut expected);
    under(&data["profiles"], &["name", "description"], &mut expected);
    assert!(expected.len() > 40, "only {} texts in the data", expected.len());
    let lost: Vec<_> = expected.into_iter().filter(|wanted| !text.contains(&squeezed(wanted))).collect();
    assert!(lost.is_empty(), "the page lacks {lost:#?}");
    let mut sources = BTreeSet::new();
    under(&data["sources"], &["url"], &mut sources);
    assert!(!sources.is_empty() && sources.iter().all(|url| page.contains(&format!("href=\"{url}\""))));
    assert!(!page.contains("<table") && !page.contains("<script src"), "it is another theme");
}

#[test]
fn its_verdicts_are_those_of_the_built_in_theme() {
    let own = guide::texts(&build());
    let built_in = guide::texts(&guide::build(&guide::snapshot()));
    let told = ["Node.js comes out ahead", "Python comes out ahead", "are tied"];
    let verdicts = |html: &str| {
        let text = text_of(html);
        told.map(|words| text.matches(words).count())
    };
    let found = verdicts(&own[GUIDE]);
    assert_eq!(found, verdicts(&built_in[GUIDE]));
    assert!(found.iter().sum::<usize>() > 2, "{found:?}");
}

#[test]
fn its_own_template_block_and_messages_are_used() {
    let site = guide::texts(&build());
    let page = &site["letter/"];
    assert!(page.contains("<blockquote><p>In one line: In short</p><p>And <em>long</em>.</p>"), "{page}");
    assert!(page.contains("<p>A letter, "), "{page}");
}

/// Whether every link to another site says `noopener`, in both themes.
#[test]
fn links_to_other_sites_open_nothing() {
    let mut links = 0;
    for build in [build(), guide::build(&guide::snapshot())] {
        for (path, html) in guide::texts(&build).iter().filter(|(path, _)| guide::is_page(path)) {
            for token in Tokenizer::new(html) {
                let Ok(Token::StartTag(tag)) = token else { continue };
                let get = |name: &[u8]| tag.attributes.get(name).map(|v| String::from_utf8_lossy(v).into_owned());
                let href = get(b"href").filter(|href| href.starts_with("http") && tag.name.as_slice() == b"a");
                if let Some(href) = href {
                    links += 1;
                    let rel = get(b"rel").unwrap_or_default();
                    assert!(rel.split(' ').any(|word| word == "noopener"), "{href} on /{path}");
                }
            }
        }
    }
    assert!(links > 50, "only {links} links to other sites");
}
