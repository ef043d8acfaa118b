//! `versus build`, `check` and `clean`.
//!
//! It refuses to know how a site is built; it fetches the files, asks the engine and has the result written.

use std::time::Instant;

use super::args::{Build as BuildArgs, Check, Clean, Deny, Format, Global};
use super::messages;
use crate::base::{Diagnostic, Snapshot, SourcePath, diag};
use crate::engine::{Build, BuildOptions, Engine};
use crate::io::{self, OutputFile};

/// Builds the site; whether it was published.
pub(super) fn build(global: &Global, args: &BuildArgs) -> bool {
    let started = Instant::now();
    let output = global.root.join(&args.output_dir);
    if let Err(error) = io::output::check(&global.root, &output) {
        return fail(global, args.check.format, error);
    }
    let Some((build, snapshot)) = run(global, &args.check, &output) else { return false };
    let passed = report(global, &args.check, &snapshot, &build);
    if !passed {
        messages::say(global, "nothing was written; the site is as it was");
        return false;
    }
    let files: Vec<OutputFile> = build
        .outputs
        .iter()
        .map(|(path, output)| OutputFile { path: path.file(), bytes: output.bytes.clone(), hash: output.hash })
        .collect();
    let waiting = || messages::say(global, "another build is writing to this output; waiting for it");
    match io::publish(&global.root, &output, &files, io::Options { waiting: Some(&waiting) }) {
        Ok(done) => {
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
        Err(error) => fail(global, args.check.format, error),
    }
}

/// Checks the site without writing; whether it could be published.
pub(super) fn check(global: &Global, args: &Check) -> bool {
    let Some((build, snapshot)) = run(global, args, &global.root.join("site")) else { return false };
    let passed = report(global, args, &snapshot, &build);
    if passed && messages::count(&build.diagnostics).is_none() {
        messages::say(global, &format!("{} checked, nothing is wrong", files_of(build.outputs.len())));
    }
    passed
}

/// Removes what earlier builds wrote.
pub(super) fn clean(global: &Global, args: &Clean) -> bool {
    let waiting = || messages::say(global, "a build is writing to this output; waiting for it");
    let options = io::Options { waiting: Some(&waiting) };
    match io::clean(&global.root, &global.root.join(&args.output_dir), options) {
        Ok(done) => {
            messages::say(global, &format!("{}: {} removed", args.output_dir.display(), files_of(done.removed.len())));
            true
        }
        Err(error) => fail(global, Format::Human, error),
    }
}

/// Reads the files and builds; `None` when that could not even begin, which has been said.
fn run(global: &Global, args: &Check, output: &std::path::Path) -> Option<(Build, Snapshot)> {
    let prepared = io::clock::as_of(args.as_of).and_then(|as_of| {
        let snapshot = io::scan(&global.root, &global.config, output)?;
        let options = BuildOptions {
            config: SourcePath::new(&global.config),
            as_of,
            drafts: args.drafts,
            base_url: args.base_url.clone(),
        };
        Ok((snapshot, options))
    });
    match prepared {
        Ok((snapshot, options)) => Some((Engine::default().build(&snapshot, &options), snapshot)),
        Err(error) => {
            fail(global, args.format, error);
            None
        }
    }
}

/// Says what is wrong; whether the site may be published all the same.
fn report(global: &Global, args: &Check, snapshot: &Snapshot, build: &Build) -> bool {
    let deny = Deny::from(args.deny);
    messages::print(global, args.format, snapshot, &build.diagnostics, deny);
    if let Some(count) = messages::count(&build.diagnostics) {
        messages::say(global, &count);
    }
    diag::worst(&build.diagnostics).is_none_or(|worst| worst < deny)
}

fn fail(global: &Global, format: Format, error: Diagnostic) -> bool {
    messages::print(global, format, &Snapshot::default(), &[error], diag::Severity::Error);
    false
}

fn files_of(n: usize) -> String {
    if n == 1 { "1 file".to_owned() } else { format!("{n} files") }
}
