//! The examples of the `CommonMark` specification, through our own Markdown stage.
//!
//! Both sides are brought into one form first: what a theme needs around code, headings and links is taken off ours.
//! What we chose to do otherwise stands in `tests/commonmark/deviations.txt`, each with its reason; an example that
//! differs and is not listed fails, and so does one that is listed and does not differ.

mod normal;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use versus::base::SourcePath;
use versus::base::html::escape;
use versus::base::url;
use versus::highlight::Highlighted;
use versus::highlight::Highlighter;
use versus::parse::blocks::{BlockArguments, ThemeBlocks};
use versus::parse::body::{Body, Image, Segment};
use versus::parse::markdown::{Fragment, MarkdownOptions, MarkdownSession};
use versus::parse::page::{Context, HighlightCode};

struct Example {
    number: usize,
    section: String,
    markdown: String,
    html: String,
}

#[test]
fn the_specification_holds_but_for_what_we_chose() {
    let examples = examples();
    assert!(examples.len() > 600, "the specification has {} examples", examples.len());
    let listed = deviations();
    let mut report = String::new();
    let mut differ = BTreeSet::new();
    for example in &examples {
        let (ours, theirs) = (normal::of(&draw(&example.markdown)), normal::of(&normal::level_headings(&example.html)));
        if ours == theirs {
            continue;
        }
        differ.insert(example.number);
        if !listed.contains_key(&example.number) {
            let Example { number, section, markdown, .. } = example;
            let _ =
                writeln!(report, "example {number} ({section}):\n{markdown}\n  theirs: {theirs}\n  ours:   {ours}\n");
        }
    }
    for number in listed.keys().filter(|n| !differ.contains(n)) {
        let _ = writeln!(report, "example {number} is listed as a deviation and is none");
    }
    assert!(report.is_empty(), "{report}");
}

/// Our Markdown as HTML, raw HTML passed on; references are printed as they were written.
fn draw(markdown: &str) -> String {
    let options = MarkdownOptions { raw_html: true, ..MarkdownOptions::default() };
    let theme_blocks = ThemeBlocks::new();
    let context =
        Context { options: &options, unknown_language_is_error: false, highlight: &Plain, theme_blocks: &theme_blocks };
    let file = SourcePath::new("content/a.md");
    let mut session = MarkdownSession::new(&file, &context);
    // The first heading of a page is its title and not drawn; this is a text inside one.
    session.depth = 1;
    html(&session.markdown(&Fragment::whole(markdown, 0)))
}

fn html(body: &Body) -> String {
    let mut out = String::new();
    for segment in &body.segments {
        match segment {
            Segment::Html(html) | Segment::Code(_, html) => out.push_str(html),
            Segment::Reference(reference) => {
                let _ = write!(out, "href=\"{}\"", escape(&url::encode(&reference.target)));
            }
            Segment::Image(image) => {
                let address = escape(&url::encode(&image.target));
                let _ = write!(out, "<img src=\"{address}\"{}{}>", image.described, Image::loading(image.first));
            }
            Segment::Block(block) => {
                let kind = match &block.args {
                    BlockArguments::Note(note) => note.kind,
                    _ => "block",
                };
                let _ = write!(out, "<{kind}>{}</{kind}>", block.body.as_ref().map(html).unwrap_or_default());
            }
            Segment::Value(value) => out.push_str(&value.value),
            Segment::Include(_) => out.push_str("<include>"),
            // Only a whole page parts with its runs.
            Segment::Run(_) => out.push_str("<run>"),
        }
    }
    out
}

/// Knows every language and colours none.
struct Plain;

impl HighlightCode for Plain {
    fn known(&self, _: &str) -> bool {
        true
    }

    fn nearest(&self, _: &str) -> Option<String> {
        None
    }

    fn highlight(&self, _: &str, code: &str) -> Arc<Highlighted> {
        Arc::new(Highlighter::default().highlight("text", code))
    }
}

/// The examples, out of the text of the specification.
fn examples() -> Vec<Example> {
    let path = root().join("tests/node_modules/commonmark-spec/spec.txt");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!(
            "{}: {error}\nthe specification comes with the tests' packages: run tests/run, or `npm ci` in tests",
            path.display()
        )
    });
    let fence = "`".repeat(32);
    let mut examples = Vec::new();
    let mut section = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line == format!("{fence} example") {
            let block: Vec<&str> = lines.by_ref().take_while(|l| *l != fence).collect();
            let (markdown, html) = block.split_at(block.iter().position(|l| *l == ".").unwrap_or(block.len()));
            let text = |lines: &[&str]| lines.iter().map(|l| format!("{}\n", l.replace('→', "\t"))).collect::<String>();
            examples.push(Example {
                number: examples.len() + 1,
                section: section.clone(),
                markdown: text(markdown),
                html: text(html.get(1..).unwrap_or_default()),
            });
        } else if let Some(title) = line.strip_prefix('#') {
            title.trim_start_matches('#').trim().clone_into(&mut section);
        }
    }
    examples
}

/// The deviations: lines of numbers, each with the reason on the line before them.
fn deviations() -> BTreeMap<usize, String> {
    let text = fs::read_to_string(root().join("tests/commonmark/deviations.txt")).expect("the list of deviations");
    let mut listed = BTreeMap::new();
    let mut reason = "";
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        if line.starts_with(|c: char| c.is_ascii_digit()) {
            assert!(!reason.is_empty(), "deviations without a reason: {line}");
            for number in line.split_whitespace() {
                listed.insert(number.parse().expect("the number of an example"), reason.to_owned());
            }
        } else {
            reason = line;
        }
    }
    listed
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}
