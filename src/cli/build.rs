//! `versus build`, `check` and `clean`.
//!
//! It refuses to know how a site is built; it fetches the files, asks the engine and has the result written.

use std::mem::ManuallyDrop;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use super::args::{BuildArgs, CacheArgs, Check, CheckOnly as CheckArgs, Clean, Deny, Global, MessageFormat};
use super::external;
use super::messages::{self, fail};
use crate::base::{Code, Diagnostic, Severity, SitePath, Snapshot, SourcePath, Store, diagnostic};
use crate::engine::{BuildOptions, Engine, NullSink, OutputSink};
use crate::io;
use crate::io::publish::{OutputFile, Publication, PublishReport};
use crate::io::{Cache, Scanner};
use crate::theme::Rendered;

/// Builds the site; whether it was published.
pub(super) fn build(global: &Global, args: &BuildArgs) -> bool {
    let started = Instant::now();
    let output = global.root.join(&args.output_dir);
    let cache = open_cache(global, &args.cache);
    match published(global, args, &output, cache.as_ref()) {
        Ok(Some(done)) => {
            let line = format!(
                "{}: {} written, {} unchanged, {} removed, in {} ms",
                args.output_dir.display(),
                files_of(done.written.len()),
                done.unchanged,
                done.removed.len(),
                started.elapsed().as_millis()
            );
            messages::say(global, &line);
            true
        }
        Ok(None) => {
            messages::say(global, "nothing was written; the site is as it was");
            false
        }
        Err(error) => fail(global, args.check.format, error),
    }
}

/// Makes the site and publishes it; `None` if it must not be published, which has been said.
fn published(
    global: &Global,
    args: &BuildArgs,
    output: &Path,
    cache: Option<&Arc<Cache>>,
) -> Result<Option<PublishReport>, Diagnostic> {
    io::publish::check(&global.root, output)?;
    let waiting = || messages::say(global, "another build is writing to this output; waiting for it");
    // What the site was is read beside the sources. It may have to wait, and so has a thread of its own.
    let (read, publication) = thread::scope(|scope| {
        let begin = || Publication::begin(&global.root, output, io::PublishOptions { waiting: Some(&waiting) });
        let publication = scope.spawn(begin);
        (read(global, &args.check, output, cache), publication.join().unwrap_or_else(|panic| resume_unwind(panic)))
    });
    let (snapshot, options, publication) = match (read, publication) {
        (Ok((snapshot, options)), publication) => (snapshot, options, publication?),
        (Err(error), publication) => {
            publication.into_iter().for_each(Publication::abandon);
            return Err(error);
        }
    };
    // The program ends with the build, and the system takes memory back faster than we give it.
    let engine = ManuallyDrop::new(engine(cache));
    let made = ManuallyDrop::new(engine.build(&snapshot, &options, &Keeping(&publication)));
    if !report(global, &args.check, &snapshot, &made.diagnostics) {
        publication.abandon();
        return Ok(None);
    }
    let files: Vec<OutputFile> = made
        .outputs
        .iter()
        .map(|(path, (hash, size))| OutputFile { path: path.file(), hash: *hash, size: *size, bytes: None })
        .collect();
    let done = publication.finish(&files, &|path| made.bytes(&SitePath::new(path)))?;
    finish(cache);
    Ok(Some(done))
}

/// Checks the site without writing; whether it could be published.
pub(super) fn check(global: &Global, args: &CheckArgs) -> bool {
    let cache = open_cache(global, &args.cache);
    let (snapshot, options) = match read(global, &args.check, &global.root.join("site"), cache.as_ref()) {
        Ok(read) => read,
        Err(error) => return fail(global, args.check.format, error),
    };
    let engine = engine(cache.as_ref());
    let made = engine.build(&snapshot, &options, &NullSink);
    let mut diagnostics = made.diagnostics.clone();
    if let Some(prepared) = args.external.then(|| engine.prepare(&snapshot, &options).ok()).flatten() {
        let store = cache.as_ref().map(|cache| &**cache as &dyn Store);
        diagnostics.extend(external::check(global, args, (&prepared, &options), store));
        diagnostic::sort(&mut diagnostics);
    }
    finish(cache.as_ref());
    let passed = report(global, &args.check, &snapshot, &diagnostics);
    if passed && messages::count(&diagnostics, Severity::Warning).is_none() {
        messages::say(global, &format!("{} checked, nothing is wrong", files_of(made.outputs.len())));
    }
    passed
}

/// Removes what earlier builds wrote.
pub(super) fn clean(global: &Global, args: &Clean) -> bool {
    let waiting = || messages::say(global, "a build is writing to this output; waiting for it");
    let options = io::PublishOptions { waiting: Some(&waiting) };
    match io::clean(&global.root, &global.root.join(&args.output_dir), options) {
        Ok(done) => {
            messages::say(global, &format!("{}: {} removed", args.output_dir.display(), files_of(done.removed.len())));
            true
        }
        Err(error) => fail(global, MessageFormat::Human, error),
    }
}

/// Hands outputs over to a publication.
struct Keeping<'a>(&'a Publication);

impl OutputSink for Keeping<'_> {
    fn accept(&self, path: &SitePath, output: &Arc<Rendered>) {
        self.0.keep(&path.file(), output.hash, &output.bytes);
    }
}

/// The cache, unless none is wanted or it cannot be had: then a build takes longer, and that is all.
fn open_cache(global: &Global, args: &CacheArgs) -> Option<Arc<Cache>> {
    let folder = args.cache_dir.clone().or_else(io::cache::default_folder).filter(|_| !args.no_cache)?;
    match Cache::open(&folder, &global.root) {
        Ok(cache) => Some(Arc::new(cache)),
        Err(error) => {
            if args.cache_dir.is_some() || global.verbose {
                messages::say(global, &format!("building without a cache: `{}`: {error}", folder.display()));
            }
            None
        }
    }
}

fn engine(cache: Option<&Arc<Cache>>) -> Engine {
    cache.map_or_else(Engine::default, |cache| Engine::with(Arc::clone(cache) as Arc<dyn Store>))
}

fn finish(cache: Option<&Arc<Cache>>) {
    if let Some(cache) = cache {
        cache.finish();
    }
}

/// Reads the files and the clock.
fn read(
    global: &Global,
    args: &Check,
    output: &Path,
    cache: Option<&Arc<Cache>>,
) -> Result<(Snapshot, BuildOptions), Diagnostic> {
    let as_of = io::clock::as_of(args.as_of)?;
    let scanner = Scanner::new(&global.root, &global.config, output)?;
    let snapshot = scanner.scan_once(cache.map(|cache| &**cache as &dyn Store))?;
    let options = BuildOptions {
        config: SourcePath::new(&global.config),
        as_of,
        drafts: args.drafts,
        base_url: args.base_url.clone(),
    };
    Ok((snapshot, options))
}

/// Says what is wrong; whether the site may be published all the same.
fn report(global: &Global, args: &Check, snapshot: &Snapshot, diagnostics: &[Diagnostic]) -> bool {
    let deny = Deny::from(args.deny);
    messages::print(global, args.format, snapshot, diagnostics, deny);
    if let Some(count) = messages::count(diagnostics, deny) {
        messages::say(global, &count);
    }
    // That a host elsewhere is down today is no fault of the site, whatever is denied.
    diagnostics.iter().filter(|d| d.code != Code::UncheckedLink).all(|d| d.severity < deny)
}

fn files_of(n: usize) -> String {
    if n == 1 { "1 file".to_owned() } else { format!("{n} files") }
}
