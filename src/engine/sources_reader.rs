//! Reads the files of a snapshot into parsed values, each remembered by its path and bytes.
//!
//! It refuses to know what the values become.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};

use rayon::prelude::*;

use super::{EVENLY, Engine, MemoizedHighlighter, keys};
use crate::base::panic::catch;
use crate::base::snapshot::{SourceFile, changed};
use crate::base::sync::lock;
use crate::base::{Bucket, Code, Diagnostic, Hash128, Place, Snapshot, SourcePath};
use crate::parse::blocks::ThemeBlocks;
use crate::parse::config;
use crate::parse::config::{Config, Level};
use crate::parse::data;
use crate::parse::data::DataFile;
use crate::parse::page;
use crate::parse::page::{Context, ParsedPage, Searchable};
use crate::parse::prose::{BodyStore, ProseSource};
use crate::parse::saved;
use crate::search::TermCounts;

/// A page without its prose, and what is wrong with it.
pub(super) type ParsedFile = (Arc<ParsedPage>, Vec<Diagnostic>);

/// Finds the prose of pages, if need be by parsing their files once more.
pub(super) struct ProseLoader<'a> {
    pub(super) engine: &'a Engine,
    pub(super) files: &'a BTreeMap<SourcePath, SourceFile>,
    pub(super) config: &'a Config,
    pub(super) theme_blocks: &'a ThemeBlocks,
    /// What is held of them.
    pub(super) recent: &'a ProseCache,
    /// The files that were no longer what they had been.
    pub(super) lost: &'a Mutex<BTreeSet<SourcePath>>,
}

/// The prose of some pages of one site: of the first that were parsed, as far as there is room, and of those that were
/// parsed once more last, as a page, its twin and its excerpts are drawn one after the other.
#[derive(Default)]
pub(super) struct ProseCache(Mutex<CachedProse>);

#[derive(Default)]
struct CachedProse {
    first: HashMap<SourcePath, Arc<BodyStore>>,
    /// How many bytes these have.
    bytes: usize,
    last: VecDeque<(SourcePath, Arc<BodyStore>)>,
}

impl ProseCache {
    /// How many bytes of the first pages are held: a site of about a thousand pages.
    const ROOM: usize = 20 << 20;
    /// How many of the last: a few for each thread that draws.
    const LAST: usize = 32;

    fn held(&self) -> MutexGuard<'_, CachedProse> {
        lock(&self.0)
    }

    fn get(&self, source: &SourcePath) -> Option<Arc<BodyStore>> {
        let held = self.held();
        let last = || held.last.iter().find(|(own, _)| own == source).map(|(_, prose)| prose);
        held.first.get(source).or_else(last).map(Arc::clone)
    }

    fn keep_first(&self, source: &SourcePath, mut prose: BodyStore) {
        let bytes = prose.bytes();
        {
            let mut held = self.held();
            if held.bytes + bytes > Self::ROOM {
                return;
            }
            held.bytes += bytes;
        }
        prose.shrink_to_fit();
        self.held().first.insert(source.clone(), Arc::new(prose));
    }

    fn keep_last(&self, source: &SourcePath, prose: &Arc<BodyStore>) {
        let mut held = self.held();
        held.last.truncate(Self::LAST - 1);
        held.last.push_front((source.clone(), Arc::clone(prose)));
    }
}

impl ProseSource for ProseLoader<'_> {
    fn of(&self, source: &SourcePath) -> Arc<BodyStore> {
        let highlight = MemoizedHighlighter(self.engine);
        let Some(file) = self.files.get(source) else { return Arc::default() };
        if let Some(prose) = self.recent.get(source) {
            return prose;
        }
        if let Some(bytes) = file.bytes() {
            let text = std::str::from_utf8(&bytes).unwrap_or_default();
            let prose = Arc::new(page::parse(source, text, &context(self.config, self.theme_blocks, &highlight)).prose);
            self.recent.keep_last(source, &prose);
            return prose;
        }
        lock(self.lost).insert(source.clone());
        Arc::default()
    }
}

impl Engine {
    pub(super) fn parse(
        &self,
        snapshot: &Snapshot,
        config: &Config,
        theme_blocks: &ThemeBlocks,
        recent: &ProseCache,
    ) -> Vec<(SourcePath, Arc<ParsedFile>)> {
        let highlight = MemoizedHighlighter(self);
        let context = context(config, theme_blocks, &highlight);
        let options = keys::parse_options(&context);
        let sources: Vec<_> = snapshot.under("content").filter(|(path, _)| path.is_markdown()).collect();
        sources
            .par_iter()
            .with_max_len(EVENLY)
            .map(|(path, file)| {
                let key = keys::parsed_page(options, path, file);
                let unread = |fault| (Arc::default(), vec![fault]);
                let page = || read_safely(path, || self.page(key, path, file, &context, recent)).unwrap_or_else(unread);
                let parsed = self.parsed.get(key, page);
                ((*path).clone(), parsed)
            })
            .collect()
    }

    fn page(
        &self,
        key: Hash128,
        path: &SourcePath,
        file: &SourceFile,
        context: &Context,
        recent: &ProseCache,
    ) -> ParsedFile {
        let known = self.store.as_ref().and_then(|store| store.get(Bucket::Pages, key));
        if let Some((page, diagnostics)) = known.and_then(|bytes| saved::read(&bytes)) {
            return (Arc::new(page), diagnostics);
        }
        let bytes = match text(path, file) {
            Ok(bytes) => bytes,
            Err(error) => return (Arc::default(), vec![error]),
        };
        let page::PageOutcome { mut page, prose, diagnostics } =
            page::parse(path, std::str::from_utf8(&bytes).unwrap_or_default(), context);
        let (hash, length) = prose.text_hash();
        let texts: Vec<_> = prose.text.iter().map(|section| section.filled(|_| Some(Cow::default()))).collect();
        let sections = prose.text.iter().zip(&texts).map(|(section, text)| (section.title.as_str(), &**text));
        let (terms, lengths) = TermCounts::of(sections);
        page.search = Searchable { hash, length, lengths, terms: Arc::new(terms) };
        recent.keep_first(path, prose);
        if let Some(store) = &self.store
            && let Some(bytes) = saved::write(&page, &diagnostics)
        {
            store.put(Bucket::Pages, key, &bytes);
        }
        (Arc::new(page), diagnostics)
    }

    pub(super) fn data(&self, snapshot: &Snapshot) -> Vec<Arc<DataFile>> {
        let files: Vec<_> =
            snapshot.under("content").filter_map(|(path, file)| Some((path, file, data::role(path)?.1))).collect();
        files
            .par_iter()
            .map(|(path, file, role)| {
                let key = keys::data_file(path, file);
                let unread = |fault| DataFile { path: (*path).clone(), content: None, diagnostics: vec![fault] };
                self.data.get(key, || match text(path, file) {
                    Ok(bytes) => {
                        let text = std::str::from_utf8(&bytes).unwrap_or_default();
                        read_safely(path, || data::parse(path, role, text)).unwrap_or_else(unread)
                    }
                    Err(error) => unread(error),
                })
            })
            .collect()
    }
}

/// The pages, when what is wrong with them has been told.
pub(super) fn told(
    parsed: Vec<(SourcePath, Arc<ParsedFile>)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<SourcePath, Arc<ParsedPage>> {
    diagnostics.extend(parsed.iter().flat_map(|(_, parsed)| parsed.1.iter().cloned()));
    parsed.into_iter().map(|(path, parsed)| (path, Arc::clone(&parsed.0))).collect()
}

/// What parsing a page depends on beside its bytes.
fn context<'a>(config: &'a Config, theme_blocks: &'a ThemeBlocks, highlight: &'a MemoizedHighlighter) -> Context<'a> {
    Context {
        options: &config.markdown,
        unknown_language_is_error: config.highlight.unknown_language == Level::Error,
        highlight,
        theme_blocks,
    }
}

/// Reads a file; a fault of ours in that is told of the file, and the others are read.
fn read_safely<T>(path: &SourcePath, read: impl FnOnce() -> T) -> Result<T, Diagnostic> {
    catch("reading this file", read).map_err(|fault| fault.at(Place::start_of(path)))
}

/// The bytes of a file that is text.
fn text(path: &SourcePath, file: &SourceFile) -> Result<Arc<[u8]>, Diagnostic> {
    let bytes = file.bytes().ok_or_else(|| changed(path))?;
    std::str::from_utf8(&bytes).map_err(|_| not_text(path))?;
    Ok(bytes)
}

/// Reads the configuration of a project.
///
/// # Errors
/// All that is wrong with it, if it cannot be read.
pub fn config(snapshot: &Snapshot, path: &SourcePath) -> Result<Config, Vec<Diagnostic>> {
    let Some(file) = snapshot.files.get(path) else {
        let error = Diagnostic::error(Code::UnreadableFile, format!("there is no {path} here"))
            .help("run this in the folder of a site, name it with `--root`, or begin one with `versus init`");
        return Err(vec![error]);
    };
    let Some(text) = file.text() else {
        return Err(vec![not_text(path)]);
    };
    config::read(path, text)
}

/// The time zone of a project; UTC if its configuration names none or cannot be read.
pub fn time_zone(snapshot: &Snapshot, path: &SourcePath) -> jiff::tz::TimeZone {
    config(snapshot, path).map_or(jiff::tz::TimeZone::UTC, |config| config.time_zone.zone())
}

fn not_text(path: &SourcePath) -> Diagnostic {
    Diagnostic::error(Code::NotText, "this file is not text in UTF-8")
        .at(Place::start_of(path))
        .help("save it as UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::highlight::Highlighted;
    use crate::parse::page::HighlightCode;

    /// Stands for a fault in any part of reading.
    struct Faulty;

    impl HighlightCode for Faulty {
        fn known(&self, _: &str) -> bool {
            true
        }

        fn nearest(&self, _: &str) -> Option<String> {
            None
        }

        fn highlight(&self, _: &str, code: &str) -> Arc<Highlighted> {
            panic!("no colour for {code}")
        }
    }

    #[test]
    fn a_fault_of_ours_in_one_file_is_told_of_that_file() {
        let config = config::read(&SourcePath::new("versus.yaml"), "title: T").expect("it is sound");
        let context = Context {
            options: &config.markdown,
            unknown_language_is_error: true,
            highlight: &Faulty,
            theme_blocks: &ThemeBlocks::default(),
        };
        let read = |text: &str| {
            let path = SourcePath::new("content/a.md");
            read_safely(&path, || page::parse(&path, text, &context))
        };
        let fault = read("# A\n\n```rust\nx\n```\n").map(|read| read.diagnostics).expect_err("highlighting panics");
        assert_eq!(
            (fault.code, fault.place),
            (Code::Internal, Some(Place::start_of(&SourcePath::new("content/a.md"))))
        );
        assert!(fault.message.starts_with("reading this file failed: no colour for x"), "{}", fault.message);
        assert!(read("# B\n").is_ok_and(|read| read.diagnostics.is_empty()));
    }
}
