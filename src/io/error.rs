//! Turns what the operating system says into a diagnostic that names the file and a way out.

use std::fmt::Display;
use std::io::{Error, ErrorKind};

use crate::base::{Code, Diagnostic};

/// “the output file `site/a.html` could not be written: no space left on device”.
pub(crate) fn failure(what: impl Display, error: &Error) -> Diagnostic {
    let diagnostic = Diagnostic::error(Code::Output, format!("{what}: {error}"));
    match advice(error.kind()) {
        Some(advice) => diagnostic.help(advice),
        None => diagnostic,
    }
}

/// A refusal of our own, with the way out.
pub(crate) fn refusal(message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::Output, message).help(help)
}

fn advice(kind: ErrorKind) -> Option<&'static str> {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            Some("make room on the disk and build again; the site is as it was")
        }
        ErrorKind::PermissionDenied => Some("give yourself the right to write there, or choose another `--output-dir`"),
        ErrorKind::ReadOnlyFilesystem => Some("choose an `--output-dir` on a file system that can be written"),
        ErrorKind::CrossesDevices => Some("the output folder must be on one file system"),
        _ => None,
    }
}
