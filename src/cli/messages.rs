//! Prints diagnostics: for people, or as JSON for tools.

use std::io::{IsTerminal, Write};

use clap::ColorChoice;
use serde::Serialize;

use super::args::{Global, MessageFormat};
use super::snippet;
use crate::base::position::line_column;
use crate::base::{Diagnostic, Place, Severity, Snapshot, format};
use crate::theme::files::Theme;

/// One diagnostic as JSON.
#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    code: &'a str,
    severity: Severity,
    message: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    help: Option<&'a str>,
}

/// Prints all that is worth saying, on standard error for people and on standard output for tools.
pub(super) fn print(
    global: &Global,
    format: MessageFormat,
    snapshot: &Snapshot,
    diagnostics: &[Diagnostic],
    deny: Severity,
) {
    let least = if global.verbose || deny == Severity::Info { Severity::Info } else { Severity::Warning };
    let least = if global.quiet { deny } else { least };
    let source = |place: &Place| snapshot.text(&place.file).or_else(|| Theme::built_in_text(&place.file));
    let mut out = String::new();
    for diagnostic in diagnostics {
        if format == MessageFormat::Json {
            out.push_str(&json(diagnostic, source));
            out.push('\n');
        } else if diagnostic.severity >= least {
            out.push_str(&snippet::draw(diagnostic, source, colour(global)));
            out.push_str("\n\n");
        }
    }
    if format == MessageFormat::Json {
        let _ = std::io::stdout().write_all(out.as_bytes());
    } else {
        let _ = std::io::stderr().write_all(out.as_bytes());
    }
}

/// Prints the error that ended a command.
pub(super) fn print_error(global: &Global, format: MessageFormat, error: Diagnostic) {
    print(global, format, &Snapshot::default(), &[error], Severity::Error);
}

fn json<'s>(diagnostic: &Diagnostic, source: impl Fn(&Place) -> Option<&'s str>) -> String {
    let place = diagnostic.place.as_ref();
    let at = place.and_then(|p| source(p).map(|text| line_column(text, p.span.start)));
    let json = JsonDiagnostic {
        code: diagnostic.code.slug(),
        severity: diagnostic.severity,
        message: &diagnostic.message,
        file: place.map(|p| p.file.as_str()),
        line: at.map(|a| a.line),
        column: at.map(|a| a.column),
        help: diagnostic.help.as_deref(),
    };
    format::json(&json)
}

fn colour(global: &Global) -> bool {
    match global.color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
    }
}

/// Prints a line that was asked for, on standard output.
#[cfg(feature = "serve")]
pub(super) fn result(line: &str) {
    // Whoever started the program may have closed its output; the preview goes on.
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Prints a line of progress or of a result, unless quiet was asked for.
pub(super) fn say(global: &Global, line: &str) {
    if !global.quiet {
        let _ = writeln!(std::io::stderr(), "{line}");
    }
}

/// “2 errors and 1 warning”; infos are counted where they are denied.
pub(super) fn count(diagnostics: &[Diagnostic], deny: Severity) -> Option<String> {
    let of = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    let words = |n: usize, word: &str| match n {
        0 => None,
        1 => Some(format!("1 {word}")),
        n => Some(format!("{n} {word}s")),
    };
    let infos = if deny == Severity::Info { of(Severity::Info) } else { 0 };
    let parts = [words(of(Severity::Error), "error"), words(of(Severity::Warning), "warning"), words(infos, "info")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" and "))
}
