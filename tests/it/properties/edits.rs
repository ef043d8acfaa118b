//! An engine that has seen a project change builds what a fresh one builds, after every change.
//!
//! This is what the memos promise: their keys are the whole input.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use versus::base::{Date, Snapshot, SourcePath};
use versus::engine::{BuildOptions, Engine};

use crate::memory_site::{self, MemorySite};
use crate::scale::tries;

/// A change: a file gets a content, or goes; or the options of the build change.
#[derive(Clone, Debug)]
pub(super) enum Edit {
    File(&'static str, Option<String>),
    Options { drafts: bool, base_url: bool, year: i16 },
}

const CONFIGS: &[&str] = &[
    "title: A",
    "title: B\nlanguage: de\nauthor: Ada",
    "title: A\nmarkdown: {raw_html: true, smart_punctuation: true}\nhighlight: {unknown_language: warn}",
    "title: A\ntheme: own\nlinks: {internal: warn}\npublish: {pairs: true}",
    "title: A\nredirects: {old/: /a/, gone/: /nowhere/}\nnavigation: [{title: G, path: guides/}]",
    "title: A\ntitel: B",
    "title: [",
];

const PAGES: &[&str] = &[
    "# One\n\nText with [a link](b.md#part) and [another](/guides/a.md).\n\n## Part\n\n`code` {value}`nodejs.speed`",
    "---\ntitle: Two\nweight: 3\ndate: 2026-03-01\naliases: [old]\n---\n```rust include=./sample.rs#part\n```\n\n> [!NOTE]\n> x",
    "---\ntitle: Guide\ncompare: {dataset: d, subjects: [nodejs, python]}\n---\n```{matrix}\n```\n\n```{ranking}\n```",
    "---\ntitle: Draft\ndraft: true\n---\n```js\nlet a = 1;\n```\n![i](sample.rs)\n",
    "---\ntitle: Broken\nweigth: 1\ndate: 2026-02-31\n---\n```{matrx}\n```\n```{own}\nx: 1\n```\n",
    "---\ntitle: Blocks\nfaq: {items: [{question: Q, answer: \"[a](a.md)\"}]}\n---\n```{faq}\n```\n````{note}\n# H {#part}\n````\n",
    "<div>raw \"html\"</div>\n\n## Part\n\n## Part {#part}\n",
    "---\npath: b\ntitle: Moved onto another\n",
];

const DATASETS: &[&str] = &[
    "title: D\nscales: {q: [Poor, Good]}\ncriteria: [{id: speed, name: Speed, type: rating, scale: q, better: higher, weight: 1}]",
    "title: D2\nscales: {q: [Poor, Fair, Good]}\ncriteria: [{id: speed, name: Pace, type: rating, scale: q, better: higher, weight: 2, max_age: 1y}]",
    "title: D\ncriteria: [{id: speed, name: Speed, type: number, unit: ms}]",
    "title: D\ncriteria: x",
];

const SUBJECTS: &[&str] = &[
    "name: Node.js\nvalues: {speed: 1}",
    "name: Python\nas_of: 2024-01-01\nvalues: {speed: {value: 2, text: Quick}}",
    "name: Odd\nvalues: {sped: 2}",
];

const TEMPLATES: &[&str] = &[
    "<html lang=\"{{ page.language }}\"><main>{{ page.title }} {{ page.content }}</main></html>",
    "<main><a href=\"{{ root }}a/\">a</a>{{ page.extra }}{% for p in page.breadcrumbs %}{{ p.title }}{% endfor %}</main>",
    "<main>{{ page.titel.x }}</main>",
    "<main>{% if %}</main>",
];

const OTHERS: &[&str] = &[
    "// region: part\nfn part() {}\n// endregion: part\n",
    "fn other() {}",
    "{% component own(x = 0) %}<b>{{ x }}</b>{% endcomponent own %}",
    "body { background: url(\"./a.svg\") }",
    "",
];

/// Files of a project, each with what it may hold.
const FILES: &[(&str, &[&str])] = &[
    ("versus.yaml", CONFIGS),
    ("content/_index.md", PAGES),
    ("content/a.md", PAGES),
    ("content/b.md", PAGES),
    ("content/guides/_index.md", PAGES),
    ("content/guides/a.md", PAGES),
    ("content/guides/2026-01-31-b.md", PAGES),
    ("content/sample.rs", OTHERS),
    ("content/guides/sample.rs", OTHERS),
    ("content/data/d/dataset.yaml", DATASETS),
    ("content/data/d/subjects/nodejs.yaml", SUBJECTS),
    ("content/data/d/subjects/python.yaml", SUBJECTS),
    ("themes/own/templates/page.html", TEMPLATES),
    ("themes/own/templates/base.html", TEMPLATES),
    ("themes/own/blocks/own.html", OTHERS),
    ("themes/own/static/a.css", OTHERS),
    ("themes/own/static/a.svg", OTHERS),
];

pub(super) fn edit() -> impl Strategy<Value = Edit> {
    let file = proptest::sample::select(FILES).prop_flat_map(|(path, contents)| {
        let content = prop_oneof![
            1 => Just(None),
            6 => proptest::sample::select(contents).prop_map(|c| Some(c.to_owned())),
            1 => (proptest::sample::select(contents), any::<proptest::sample::Index>()).prop_map(|(c, at)| Some(cut(c, at))),
        ];
        content.prop_map(move |content| Edit::File(path, content))
    });
    let options = (any::<bool>(), any::<bool>(), 2024_i16..2028);
    prop_oneof![
        8 => file,
        1 => options.prop_map(|(drafts, base_url, year)| Edit::Options { drafts, base_url, year }),
    ]
}

impl Edit {
    /// Makes the change.
    pub(super) fn make(&self, snapshot: &mut Snapshot, options: &mut BuildOptions) {
        match self {
            Self::File(path, Some(content)) => snapshot.insert(path, content.as_str()),
            Self::File(path, None) => {
                std::sync::Arc::make_mut(&mut snapshot.files).remove(*path);
            }
            Self::Options { drafts, base_url, year } => {
                options.drafts = *drafts;
                options.base_url = base_url.then(|| "https://example.org/sub/".to_owned());
                options.as_of = Date::new(*year, 6, 15).expect("a day");
            }
        }
    }
}

/// A text that ends too early, as one that is being typed.
fn cut(text: &str, at: proptest::sample::Index) -> String {
    text[..text.floor_char_boundary(at.index(text.len() + 1))].to_owned()
}

pub(super) fn first_project() -> Snapshot {
    let mut snapshot = Snapshot::default();
    for (path, contents) in FILES.iter().filter(|(path, _)| !path.starts_with("themes/")) {
        snapshot.insert(path, contents[0]);
    }
    snapshot
}

pub(super) fn options() -> BuildOptions {
    let as_of = Date::new(2026, 11, 23).expect("a day");
    BuildOptions { config: SourcePath::new("versus.yaml"), as_of, drafts: false, base_url: None }
}

/// Everything of a build that anybody can see.
fn seen(build: &MemorySite) -> (BTreeMap<String, Vec<u8>>, Vec<String>) {
    let outputs = build.outputs.iter().map(|(path, output)| (path.file(), output.to_vec()));
    (outputs.collect(), build.diagnostics.iter().map(|d| format!("{d:?}")).collect())
}

proptest! {
    #![proptest_config(tries(12))]

    #[test]
    fn an_engine_that_has_seen_edits_builds_as_a_fresh_one(edits in vec(edit(), 1..9)) {
        let engine = Engine::holding_outputs();
        let (mut snapshot, mut options) = (first_project(), options());
        memory_site::with(&engine, &snapshot, &options);
        for edit in &edits {
            edit.make(&mut snapshot, &mut options);
            engine.next_generation();
            let (old, new) = (memory_site::with(&engine, &snapshot, &options), memory_site::fresh(&snapshot, &options));
            prop_assert_eq!(seen(&old), seen(&new), "after {:?}", edit);
        }
    }
}

/// The property above says nothing if the projects are all broken or all alike.
#[test]
fn the_edited_project_is_a_site_to_begin_with() {
    let build = memory_site::fresh(&first_project(), &options());
    assert!(build.outputs.len() > 10, "{:?}", build.outputs.keys());
    // Without redirects these are empty; so would be an output that could not be drawn.
    let empty = build.outputs.iter().filter(|(_, bytes)| bytes.is_empty()).map(|(path, _)| path.as_str());
    assert_eq!(empty.collect::<Vec<_>>(), [".nojekyll", "_redirects"], "{:#?}", build.diagnostics);
}
