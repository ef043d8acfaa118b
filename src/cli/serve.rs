//! `versus serve`: builds in memory, serves on this machine and builds again when a file changes.

use std::collections::HashSet;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::tz::TimeZone;

use super::args::{Global, MessageFormat, Serve};
use super::{CommandResult, Outcome, messages};
use crate::base::sync::lock;
use crate::base::{Diagnostic, Severity, Snapshot, SourcePath};
use crate::engine::preview::Preview;
use crate::io::preview::preview_loop::{PreviewEvent, PreviewLoopOptions, Rebuild};
use crate::io::preview::server;
use crate::io::preview::server::{Editor, Port, ReloadNotifier, Settings};
use crate::io::{self, Scanner};

/// The port that is taken if it is free and no other was asked for.
const DEFAULT_PORT: u16 = 1111;
/// The number of changed files that are named; the others are counted.
const MAX_NAMED_FILES: usize = 3;

/// Serves the site until the program is asked to end. With `--verify` it fails if a rebuild differed from a fresh build.
pub(super) fn run(global: &Global, args: &Serve) -> CommandResult {
    let editor = args.editor.clone().or_else(io::env::editor);
    let editor = editor.map_or_else(|| Ok(Editor::default()), |editor| Editor::new(&editor))?;
    // A build's output is no source, should it lie among them.
    let scanner = Scanner::new(&global.root, &global.config, &global.root.join("site"))?;
    let today = io::clock::as_of(args.as_of, &TimeZone::UTC)?;
    warn_of_others(global, args.interface);
    let listener = server::bind(args.interface, args.port.map_or(Port::From(DEFAULT_PORT), Port::Only))?;
    let address = server::url(&listener)?;
    let preview = Arc::new(Preview::default());
    let notifier = ReloadNotifier::new(&preview);
    let settings = Settings {
        preview: Arc::clone(&preview),
        root: scanner.root().to_owned(),
        editor,
        hosts: args.allow_host.clone(),
    };
    messages::result(&format!("Serving {address} (Ctrl-C ends it)"));
    let printer = Arc::new(Printer { global: global.clone(), printed: Mutex::default(), differed: Mutex::default() });
    let follow = PreviewLoopOptions {
        scanner,
        preview,
        config: SourcePath::new(&global.config),
        as_of: args.as_of,
        today,
        drafts: args.drafts,
        poll: args.poll,
        verify: args.verify,
        on_event: on_event(&printer, notifier.clone()),
    };
    std::thread::spawn(move || follow.run());
    if args.open {
        io::browser::open(&address);
    }
    server::serve(listener, settings, notifier)?;
    let differed = *lock(&printer.differed);
    Ok(Outcome::of(!differed))
}

/// Notifies the browsers first and the terminal then.
fn on_event(printer: &Arc<Printer>, notifier: ReloadNotifier) -> Arc<dyn Fn(PreviewEvent<'_>) + Send + Sync> {
    let printer = Arc::clone(printer);
    Arc::new(move |event| {
        notifier.notify();
        match event {
            PreviewEvent::Shown => {}
            PreviewEvent::Rebuilt(rebuild) => printer.rebuilt(rebuild),
            PreviewEvent::Polling(why) => printer.polling(why),
        }
    })
}

fn warn_of_others(global: &Global, interface: IpAddr) {
    if !interface.is_loopback() {
        let warning = Diagnostic::warning(
            crate::base::Code::Serve,
            format!("everyone who can reach {interface} can read this site, its drafts and its source lines"),
        );
        let warning = warning.help("leave out `--interface` to serve this machine alone");
        messages::print(global, MessageFormat::Human, &Snapshot::default(), &[warning], Severity::Error);
    }
}

/// Prints what happens: each diagnostic when it is new, and one line for each rebuild.
struct Printer {
    global: Global,
    printed: Mutex<HashSet<String>>,
    /// Whether a rebuild was not what a fresh build would have been.
    differed: Mutex<bool>,
}

impl Printer {
    fn rebuilt(&self, rebuild: &Rebuild) {
        let faults = rebuild.revision.faults();
        let mut printed = lock(&self.printed);
        let new: Vec<Diagnostic> = faults.iter().filter(|d| !printed.contains(&key(d))).cloned().collect();
        messages::print(&self.global, MessageFormat::Human, &rebuild.revision.files, &new, Severity::Error);
        messages::print(&self.global, MessageFormat::Human, &Snapshot::default(), &rebuild.differs, Severity::Error);
        *printed = faults.iter().map(key).collect();
        messages::say(&self.global, &line(rebuild, &faults));
        if !rebuild.differs.is_empty() {
            *lock(&self.differed) = true;
        }
    }

    fn polling(&self, why: &str) {
        let line = format!("looking at the files by the clock from now on: {why}");
        messages::say(&self.global, &line);
    }
}

/// What makes a diagnostic a new one: not where in its file it is, which moves while one writes above it.
fn key(diagnostic: &Diagnostic) -> String {
    let file = diagnostic.place.as_ref().map_or("", |place| place.file.as_str());
    format!("{} {file} {}", diagnostic.code, diagnostic.message)
}

/// “content/a.md: 1 of 116 drawn, shown after 9 ms, complete after 31 ms; 1 error”.
fn line(rebuild: &Rebuild, faults: &[Diagnostic]) -> String {
    let complete = match rebuild.complete_after {
        Some(time) => format!("complete after {}", milliseconds(time)),
        None => "overtaken by the next change".to_owned(),
    };
    let count = messages::count(faults, Severity::Warning).map_or_else(String::new, |count| format!("; {count}"));
    format!(
        "{}: {} of {} drawn, shown after {}, {complete}{count}",
        changed(&rebuild.changed),
        rebuild.drawn,
        rebuild.outputs,
        milliseconds(rebuild.shown_after),
    )
}

fn changed(files: &[SourcePath]) -> String {
    if files.is_empty() {
        return "the site".to_owned();
    }
    let named: Vec<&str> = files.iter().take(MAX_NAMED_FILES).map(SourcePath::as_str).collect();
    let rest = files.len() - named.len();
    if rest == 0 { named.join(", ") } else { format!("{} and {rest} more", named.join(", ")) }
}

fn milliseconds(time: Duration) -> String {
    format!("{} ms", time.as_millis())
}
