//! The starter: a small guide that builds at once.
//!
//! It refuses to know where it will stand.

use include_dir::{Dir, DirEntry, include_dir};

use super::NewFiles;
use super::fill::{fill, quoted};
use crate::base::{Date, Diagnostic, SourcePath};

static STARTER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/starter");

/// The files of a new project with this title, their data of `today`.
///
/// # Errors
/// When the starter itself is at fault.
pub fn starter(title: &str, today: Date) -> Result<NewFiles, Diagnostic> {
    let places = [("title", quoted(title)), ("today", today.to_string())];
    let mut texts = NewFiles::new();
    collect(&STARTER, &mut texts);
    texts.into_iter().map(|(path, text)| fill(&path, &text, &places).map(|text| (path, text))).collect()
}

fn collect(folder: &Dir<'static>, files: &mut NewFiles) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(folder) => collect(folder, files),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                files.insert(SourcePath::new(path), String::from_utf8_lossy(file.contents()).into_owned());
            }
        }
    }
}
