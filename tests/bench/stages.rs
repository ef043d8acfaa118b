//! What stages of a cold build take, beside their floors: the library alone that each of them rests on.
//!
//! `cargo bench --bench stages` prints it all, `cargo bench --bench stages -- highlight` bytes a second by language.
//! It refuses to know generators and whole builds; `tests/bench/run` measures those.

mod bare;

use std::fs;
use std::sync::Arc;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};

use bare::GRAMMARS;

fn main() {
    divan::main();
}

/// Listings by language in the order of [`GRAMMARS`], with placeholders.
const LISTINGS: [&str; GRAMMARS.len()] = [
    include_str!("corpus/snippets/bash.txt"),
    include_str!("corpus/snippets/c.txt"),
    include_str!("corpus/snippets/css.txt"),
    include_str!("corpus/snippets/go.txt"),
    include_str!("corpus/snippets/html.txt"),
    include_str!("corpus/snippets/java.txt"),
    include_str!("corpus/snippets/js.txt"),
    include_str!("corpus/snippets/json.txt"),
    include_str!("corpus/snippets/python.txt"),
    include_str!("corpus/snippets/rust.txt"),
    include_str!("corpus/snippets/sql.txt"),
    include_str!("corpus/snippets/ts.txt"),
    include_str!("corpus/snippets/yaml.txt"),
];

/// A listing by its place, its placeholders made into names that no listing of another number has.
fn listing(at: usize, number: usize) -> String {
    let filled = LISTINGS[at].replace("%n%", &format!("name{number}")).replace("%N%", &format!("Name{number}"));
    filled.replace("%d%", "42").replace("%s%", "some words").replace("\n\n", "\n")
}

/// Code into markup.
mod highlight {
    use syntect::parsing::ParseState;
    use versus::highlight::Highlighter;

    use super::{Bencher, BytesCount, GRAMMARS, listing};

    fn place(language: &str) -> usize {
        GRAMMARS.iter().position(|(own, _)| *own == language).expect("a listing in that language")
    }

    /// Listings of which no two have all lines in common, as on the pages of a site.
    fn fresh(at: usize) -> impl FnMut() -> String {
        let mut numbers = 0..;
        move || listing(at, numbers.next().unwrap_or_default())
    }

    #[divan::bench(args = GRAMMARS.iter().map(|(language, _)| *language))]
    fn floor_syntect(bencher: Bencher, language: &str) {
        let at = place(language);
        let set = two_face::syntax::extra_newlines();
        let syntax = set.find_syntax_by_name(GRAMMARS[at].1).expect("a grammar of that name");
        bencher.with_inputs(fresh(at)).input_counter(BytesCount::of_str).bench_local_refs(|code| {
            let mut state = ParseState::new(syntax);
            code.split_inclusive('\n')
                .filter_map(|line| state.parse_line(line, &set).ok())
                .map(|ops| ops.len())
                .sum::<usize>()
        });
    }

    #[divan::bench(args = GRAMMARS.iter().map(|(language, _)| *language))]
    fn ours(bencher: Bencher, language: &str) {
        let highlighter = Highlighter::new();
        bencher
            .with_inputs(fresh(place(language)))
            .input_counter(BytesCount::of_str)
            .bench_local_refs(|code| highlighter.highlight(language, code));
    }
}

/// Markdown into segments, without highlighting.
mod markdown {
    use versus::base::SourcePath;
    use versus::highlight::Highlighted;
    use versus::parse::blocks::ThemeBlocks;
    use versus::parse::markdown::MarkdownOptions;
    use versus::parse::page;
    use versus::parse::page::{Context, HighlightCode};

    use super::{Arc, Bencher, BytesCount, black_box};

    const TEXT: &str = include_str!("../../content/writing-guides.md");

    struct Plain(Arc<Highlighted>);

    impl HighlightCode for Plain {
        fn known(&self, _: &str) -> bool {
            true
        }

        fn nearest(&self, _: &str) -> Option<String> {
            None
        }

        fn highlight(&self, _: &str, _: &str) -> Arc<Highlighted> {
            Arc::clone(&self.0)
        }
    }

    #[divan::bench]
    fn floor_pulldown_cmark(bencher: Bencher) {
        bencher.counter(BytesCount::of_str(TEXT)).bench_local(|| {
            let mut html = String::with_capacity(TEXT.len() * 2);
            let parser = pulldown_cmark::Parser::new_ext(black_box(TEXT), pulldown_cmark::Options::all());
            pulldown_cmark::html::push_html(&mut html, parser);
            html
        });
    }

    #[divan::bench]
    fn ours(bencher: Bencher) {
        let (path, options) = (SourcePath::new("content/page.md"), MarkdownOptions::default());
        let plain = Plain(Arc::default());
        let theme_blocks = ThemeBlocks::new();
        let context = Context {
            options: &options,
            unknown_language_is_error: false,
            highlight: &plain,
            theme_blocks: &theme_blocks,
        };
        bencher
            .counter(BytesCount::of_str(TEXT))
            .bench_local(|| page::parse(&path, black_box(TEXT), &context).page.words);
    }
}

/// A hundred pages of text and code into finished pages, in memory: ours beside the libraries alone, one after the
/// other on each page. What ours has more is all that a site is beside its pages' text: links, data, search, checks.
mod whole {
    use rayon::prelude::*;
    use versus::base::{Date, Snapshot, SourcePath};
    use versus::engine::{BuildOptions, Engine, NullSink};

    use super::bare::Libraries;
    use super::{Bencher, GRAMMARS, ItemsCount, listing};

    const PAGES: usize = 100;

    fn page(at: usize) -> String {
        let text =
            "Some *words* of a paragraph that is `like` others, with a [link](/p1.md) and more of them.\n".repeat(4);
        let parts = (0..6).map(|part| format!("## Heading {part} of {at}\n\n{text}\n{text}\n")).collect::<String>();
        let code = |shift: usize| {
            let place = (at + shift) % GRAMMARS.len();
            format!("```{}\n{}\n```\n", GRAMMARS[place].0, listing(place, at))
        };
        format!("---\ntitle: Page {at}\n---\n\n{parts}\n{}\n{}", code(0), code(5))
    }

    /// Pages that were not there before, each time it is asked, so that nothing is remembered of them.
    fn fresh() -> impl FnMut() -> Vec<String> {
        let mut next = 0;
        move || {
            next += PAGES;
            (next - PAGES..next).map(page).collect()
        }
    }

    #[divan::bench(sample_count = 20)]
    fn floor_libraries(bencher: Bencher) {
        let libraries = Libraries::load();
        bencher
            .counter(ItemsCount::new(PAGES))
            .with_inputs(fresh())
            .bench_local_refs(|pages| pages.par_iter().map(|text| libraries.page("A page", text).len()).sum::<usize>());
    }

    #[divan::bench(sample_count = 20)]
    fn ours(bencher: Bencher) {
        let engine = Engine::default();
        let snapshot = |pages: Vec<String>| {
            let mut snapshot = Snapshot::default();
            snapshot.insert("versus.yaml", "title: Bench\n");
            pages.into_iter().enumerate().for_each(|(at, text)| snapshot.insert(format!("content/p{at}.md"), text));
            snapshot
        };
        let as_of = Date::new(2026, 11, 23).expect("a day");
        let options = BuildOptions { config: SourcePath::new("versus.yaml"), as_of, drafts: false, base_url: None };
        let mut fresh = fresh();
        bencher.counter(ItemsCount::new(PAGES)).with_inputs(|| snapshot(fresh())).bench_local_refs(|snapshot| {
            engine.next_generation();
            engine.build(snapshot, &options, &NullSink).outputs.len()
        });
    }
}

/// A thousand outputs of 20 kB onto the disk.
mod write {
    use versus::io;
    use versus::io::publish::OutputFile;

    use super::{Bencher, ItemsCount, fs};

    const FILES: usize = 1000;

    fn page(at: usize) -> (String, Vec<u8>) {
        (format!("s{}/p{at}/index.html", at % 10), format!("{at:020}").repeat(1000).into_bytes())
    }

    #[divan::bench(sample_count = 10)]
    fn floor_files(bencher: Bencher) {
        let folder = || tempfile::tempdir().expect("a temporary folder");
        bencher.counter(ItemsCount::new(FILES)).with_inputs(folder).bench_local_refs(|folder| {
            for (path, bytes) in (0..FILES).map(page) {
                let place = folder.path().join(path);
                fs::create_dir_all(place.parent().expect("a folder")).expect("a folder that can be made");
                fs::write(place, bytes).expect("a file that can be written");
            }
        });
    }

    #[divan::bench(sample_count = 10)]
    fn ours(bencher: Bencher) {
        let folder = || tempfile::tempdir().expect("a temporary folder");
        bencher.counter(ItemsCount::new(FILES)).with_inputs(folder).bench_local_refs(|folder| {
            let files: Vec<_> = (0..FILES).map(page).map(|(path, bytes)| OutputFile::new(path, bytes)).collect();
            let options = io::PublishOptions { waiting: None };
            io::publish(folder.path(), &folder.path().join("site"), &files, options).expect("an output folder").written
        });
    }
}
