//! `versus build`, `check` and `clean`.

use std::mem::ManuallyDrop;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use super::args::{BuildArgs, CacheArgs, Check, CheckOnly as CheckArgs, Clean, Deny, Global};
use super::{CommandResult, Outcome, external, messages};
use crate::base::{Code, Diagnostic, Severity, SitePath, Snapshot, SourcePath, Store, diagnostic};
use crate::engine::{self, BuildOptions, Engine, NullSink, OutputSink};
use crate::io;
use crate::io::publish::{OutputFile, OutputFolder, Publication, PublishReport};
use crate::io::source::restricted_modes;
use crate::io::{Cache, Scanner};
use crate::theme::Rendered;

/// Builds the site and publishes it, unless it has errors.
pub(super) fn build(global: &Global, args: &BuildArgs) -> CommandResult {
    let started = Instant::now();
    let output = global.root.join(&args.output_dir);
    let cache = open_cache(global, &args.cache, &output)?;
    let Some((done, left_out)) = publish(global, args, &output, cache.as_ref())? else {
        messages::say(global, "nothing was written; the site is as it was");
        return Ok(Outcome::Failure);
    };
    say_kept(global, &args.output_dir, &done.kept);
    say_missing_features(global);
    let line = format!(
        "{}: {} written, {} unchanged, {} removed, in {} ms{left_out}",
        args.output_dir.display(),
        files_of(done.written.len()),
        done.unchanged,
        done.removed.len(),
        started.elapsed().as_millis()
    );
    messages::say(global, &line);
    Ok(Outcome::Success)
}

/// Makes the site and publishes it, and counts what was left out; `None` if it has errors, which have been printed.
fn publish(
    global: &Global,
    args: &BuildArgs,
    output: &Path,
    cache: Option<&Arc<Cache>>,
) -> Result<Option<(PublishReport, String)>, Diagnostic> {
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
    let modes = restricted_modes(&global.root, &snapshot);
    let publication = publication.restricted(modes.clone());
    // The program ends with the build, and the system takes memory back faster than we give it.
    let engine = ManuallyDrop::new(engine(cache));
    let made = ManuallyDrop::new(engine.build(&snapshot, &options, &PublishSink(&publication)));
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
    say_restricted(global, made.outputs.iter().filter(|(_, (hash, _))| modes.contains_key(hash)).map(|(path, _)| path));
    Ok(Some((done, left_out(&made.diagnostics))))
}

/// Checks the site without writing.
pub(super) fn check(global: &Global, args: &CheckArgs) -> CommandResult {
    let output = global.root.join("site");
    let cache = open_cache(global, &args.cache, &output)?;
    let (snapshot, options) = read(global, &args.check, &output, cache.as_ref())?;
    let engine = engine(cache.as_ref());
    let made = engine.build(&snapshot, &options, &NullSink);
    let mut diagnostics = made.diagnostics.clone();
    if args.external {
        let store = cache.as_ref().map(|cache| &**cache as &dyn Store);
        diagnostics.extend(external::check(global, args, &engine, (&snapshot, &options), store)?);
        diagnostic::sort(&mut diagnostics);
    }
    finish(cache.as_ref());
    let passed = report(global, &args.check, &snapshot, &diagnostics);
    if passed && messages::count(&diagnostics, Severity::Warning).is_none() {
        messages::say(global, &format!("{} checked, nothing is wrong", files_of(made.outputs.len())));
    }
    Ok(Outcome::of(passed))
}

/// Removes what earlier builds wrote.
pub(super) fn clean(global: &Global, args: &Clean) -> CommandResult {
    let waiting = || messages::say(global, "a build is writing to this output; waiting for it");
    let options = io::PublishOptions { waiting: Some(&waiting) };
    let done = io::clean(&global.root, &global.root.join(&args.output_dir), options)?;
    say_kept(global, &args.output_dir, &done.kept);
    messages::say(global, &format!("{}: {} removed", args.output_dir.display(), files_of(done.removed.len())));
    Ok(Outcome::Success)
}

/// Says that files of the site are not for everybody, as their sources are not.
fn say_restricted<'p>(global: &Global, mut paths: impl Iterator<Item = &'p SitePath>) {
    if let Some(first) = paths.next() {
        let more = paths.count();
        let more = if more == 0 { String::new() } else { format!(" and {} more", files_of(more)) };
        let line = format!("not everybody may read the source of `{first}`{more}, so the copy in the site is the same");
        messages::say(global, &format!("{line}; `chmod a+r` changes that"));
    }
}

/// “; left out: 2 drafts, 1 future page”, or nothing.
fn left_out(diagnostics: &[Diagnostic]) -> String {
    let is_page = |d: &Diagnostic| d.place.as_ref().is_some_and(|place| place.file.is_markdown());
    let count = |code: Code, pages: bool| diagnostics.iter().filter(|d| d.code == code && is_page(d) == pages).count();
    let kinds = [
        (count(Code::Draft, true), "draft", "drafts"),
        (count(Code::FuturePage, true), "future page", "future pages"),
        (count(Code::Draft, false), "file beside drafts", "files beside drafts"),
        (count(Code::SkippedFile, true) + count(Code::SkippedFile, false), "skipped file", "skipped files"),
    ];
    let counts = kinds.iter().filter(|(n, ..)| *n > 0);
    let counts: Vec<String> =
        counts.map(|(n, one, many)| format!("{n} {}", if *n == 1 { one } else { many })).collect();
    if counts.is_empty() { String::new() } else { format!("; left out: {}", counts.join(", ")) }
}

/// Names the files of earlier builds that stay, and why.
fn say_kept(global: &Global, output: &Path, kept: &[String]) {
    for path in kept {
        let path = output.join(path);
        let line = format!("`{}` is no longer part of the site, but was changed since Versus wrote it", path.display());
        messages::say(global, &format!("{line}: it stays; remove it yourself if you do not need it"));
    }
}

/// Hands outputs to a publication.
struct PublishSink<'a>(&'a Publication);

impl OutputSink for PublishSink<'_> {
    fn accept(&self, path: &SitePath, output: &Arc<Rendered>) {
        self.0.stage(&path.file(), output.hash, &output.bytes);
    }
}

/// Opens the cache, unless none is wanted or it cannot be opened: then a build takes longer, and that is all.
fn open_cache(global: &Global, args: &CacheArgs, output: &Path) -> Result<Option<Arc<Cache>>, Diagnostic> {
    let folder = args.cache_dir.clone().or_else(io::cache::default_folder).filter(|_| !args.no_cache);
    let Some(folder) = folder else { return Ok(None) };
    OutputFolder::new(&global.root, output)?.refuse_cache(&global.root, &folder)?;
    match Cache::open(&folder, &global.root) {
        Ok(cache) => Ok(Some(Arc::new(cache))),
        Err(error) => {
            if args.cache_dir.is_some() || global.verbose {
                messages::say(global, &format!("building without a cache: `{}`: {error}", folder.display()));
            }
            Ok(None)
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
    let scanner = Scanner::new(&global.root, &global.config, output)?;
    let snapshot = scanner.scan_once(cache.map(|cache| &**cache as &dyn Store))?;
    let config = SourcePath::new(&global.config);
    let as_of = io::clock::as_of(args.as_of, &engine::time_zone(&snapshot, &config))?;
    let options = BuildOptions { config, as_of, drafts: args.drafts, base_url: args.base_url.clone() };
    Ok((snapshot, options))
}

/// Prints what is wrong; whether the site may be published all the same.
fn report(global: &Global, args: &Check, snapshot: &Snapshot, diagnostics: &[Diagnostic]) -> bool {
    let deny = Deny::from(args.deny);
    messages::print(global, args.format, snapshot, diagnostics, deny);
    if let Some(count) = messages::count(diagnostics, deny) {
        messages::say(global, &count);
    }
    // That a host elsewhere is down today is no fault of the site, whatever is denied. Nor is that there are drafts.
    let no_fault = [Code::UncheckedLink, Code::Draft, Code::FuturePage];
    diagnostics.iter().filter(|d| !no_fault.contains(&d.code)).all(|d| d.severity < deny)
}

/// Says what the program lacks for a full build.
fn say_missing_features(global: &Global) {
    if !cfg!(feature = "images") {
        messages::say(global, "compiled without the feature `images`: images are published without smaller versions");
    }
}

fn files_of(n: usize) -> String {
    if n == 1 { "1 file".to_owned() } else { format!("{n} files") }
}
