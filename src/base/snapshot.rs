//! A snapshot: all source files of a project at one instant, as bytes.
//!
//! It refuses to know where they came from; tests make them in memory, `io::scan` reads them from disk.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Diagnostic, Hash128, SourcePath};

/// A source file's bytes and their hash.
#[derive(Clone, Debug)]
pub struct File {
    /// The whole content.
    pub bytes: Arc<[u8]>,
    /// Its hash.
    pub hash: Hash128,
}

impl File {
    /// Takes the bytes and hashes them.
    pub fn new(bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        Self { hash: Hash128::of(&bytes), bytes }
    }

    /// The content as text, `None` if it is not UTF-8.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }
}

/// All source files by path, and what the scan had to say.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// The files: `versus.yaml`, and all below `content/` and `themes/`.
    pub files: BTreeMap<SourcePath, File>,
    /// What the scan skipped, and why.
    pub diagnostics: Vec<Diagnostic>,
}

impl Snapshot {
    /// Adds or replaces a file.
    pub fn insert(&mut self, path: impl AsRef<str>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(SourcePath::new(path), File::new(bytes.into()));
    }

    /// The text of a file, if it is there and is UTF-8.
    pub fn text(&self, path: &SourcePath) -> Option<&str> {
        self.files.get(path).and_then(File::text)
    }

    /// All files whose path begins with `folder` and a slash.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a SourcePath, &'a File)> + 'a {
        self.files
            .range(SourcePath::new(format!("{folder}/"))..)
            .take_while(move |(path, _)| path.as_str().strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    }
}
