//! Writes new files into a project, and never over one that is there: what is there, a link that leads nowhere
//! included, stays as it is. No file is written outside the project, through a link to a folder.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{Error, ErrorKind, Write as _};
use std::path::Path;

use super::entry::resolve;
use super::error::refusal;
use super::file;
use crate::base::{Code, Diagnostic, SourcePath};

/// How many of the entries that are in the way are named.
const NAMED: usize = 3;

/// What became of files that were to be created.
#[derive(Debug, Default)]
pub struct Created {
    /// Those that were written.
    pub written: Vec<SourcePath>,
    /// Those that were there and stay.
    pub kept: Vec<SourcePath>,
}

/// Writes `files` below `root`, with the folders they need; those that are there stay.
///
/// # Errors
/// When a file cannot be written. Those before it stay.
pub fn create(root: &Path, files: &BTreeMap<SourcePath, String>) -> Result<Created, Diagnostic> {
    let mut created = Created::default();
    let real_root = resolve(root)?;
    for (path, text) in files {
        let place = root.join(path.as_str());
        if let Some(folder) = place.parent().filter(|folder| !is_inside(folder, &real_root)) {
            let message = format!("`{}` lies outside the project, through a link", folder.display());
            return Err(refusal(message, "put a folder in the place of the link, or choose another place"));
        }
        match write_new(&place, text) {
            Ok(()) => created.written.push(path.clone()),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => created.kept.push(path.clone()),
            Err(error) => return Err(failure(&place, "written", &error)),
        }
    }
    Ok(created)
}

/// Writes the file `name` into `folder`, which is made if it is not there. A file or link with this name is replaced;
/// what the link leads to stays as it is.
///
/// # Errors
/// When a folder has the name, or the file cannot be written.
pub fn overwrite(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
    let place = folder.join(name);
    let written = fs::create_dir_all(folder).and_then(|()| file::replace(&place, bytes));
    written.map_err(|error| failure(&place, "written", &error))
}

/// Checks that a project can begin in `folder`: it is not there, or holds nothing but what is hidden, such as `.git`.
///
/// # Errors
/// When it holds something, is no folder, or cannot be read.
pub fn check_empty(folder: &Path) -> Result<(), Diagnostic> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failure(folder, "read", &error)),
    };
    let names = entries.map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()));
    let names: Result<Vec<String>, Error> = names.collect();
    let mut names = names.map_err(|error| failure(folder, "read", &error))?;
    names.retain(|name| !name.starts_with('.'));
    names.sort();
    if names.is_empty() { Ok(()) } else { Err(not_empty(folder, &names)) }
}

fn not_empty(folder: &Path, names: &[String]) -> Diagnostic {
    let named: Vec<String> = names.iter().take(NAMED).map(|name| format!("`{name}`")).collect();
    let more = names.len() - named.len();
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    let message = format!("`{}` is not empty: it holds {}{more}", folder.display(), named.join(", "));
    Diagnostic::error(Code::Exists, message)
        .help("name another folder; with `--force` what is missing is added, and nothing that is there changes")
}

/// Whether a folder, which need not exist yet, lies in the root.
fn is_inside(folder: &Path, real_root: &Path) -> bool {
    resolve(folder).is_ok_and(|real| real.starts_with(real_root))
}

fn write_new(place: &Path, text: &str) -> Result<(), Error> {
    if let Some(folder) = place.parent() {
        // A file in a folder's place is an error of another kind than a file that is there already.
        fs::create_dir_all(folder).map_err(|error| Error::other(error.to_string()))?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(place)?;
    file.write_all(text.as_bytes()).inspect_err(|_| {
        // Half a file would be in the way of the next attempt.
        let _ = fs::remove_file(place);
    })
}

fn failure(place: &Path, what: &str, error: &Error) -> Diagnostic {
    let message = format!("`{}` could not be {what}: {error}", place.display());
    Diagnostic::error(Code::Output, message).help("check what is there, and whether you may write there")
}
