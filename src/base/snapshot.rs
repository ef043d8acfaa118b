//! A snapshot: all source files of a project at one instant, as bytes.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, OnceLock};

use super::hash::Hasher;
use super::{Code, Diagnostic, Hash128, Place, SourcePath};

/// A source file's content and its hash.
#[derive(Clone, Debug)]
pub struct SourceFile {
    content: FileContent,
    /// The hash of its bytes.
    pub hash: Hash128,
    /// How many bytes it has.
    pub length: u64,
}

#[derive(Clone, Debug)]
enum FileContent {
    /// All bytes.
    Held(Arc<[u8]>),
    /// They are read again whenever they are needed.
    Elsewhere(Arc<dyn Reread>, Arc<OnceLock<Option<Arc<[u8]>>>>),
}

/// Reads a file again.
pub trait Reread: Debug + Send + Sync {
    /// The bytes of the file as it is now, if it can be read.
    fn read(&self) -> Option<Vec<u8>>;
}

impl SourceFile {
    /// Takes the bytes and hashes them.
    pub fn new(bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        Self { hash: Hash128::of(&bytes), length: bytes.len() as u64, content: FileContent::Held(bytes) }
    }

    /// A file whose bytes, of the hash and length given, are not held.
    pub fn elsewhere(hash: Hash128, length: u64, reread: Arc<dyn Reread>) -> Self {
        Self { content: FileContent::Elsewhere(reread, Arc::default()), hash, length }
    }

    /// The whole content; `None` if it is not held, and the file is no longer what it was.
    pub fn bytes(&self) -> Option<Arc<[u8]>> {
        match &self.content {
            FileContent::Held(bytes) => Some(Arc::clone(bytes)),
            FileContent::Elsewhere(_, kept) if kept.get().is_some() => kept.get().cloned().flatten(),
            FileContent::Elsewhere(reread, _) => {
                reread.read().filter(|bytes| Hash128::of(bytes) == self.hash).map(Arc::from)
            }
        }
    }

    /// The content as text, held from now on; `None` if it is not UTF-8, or no longer what it was.
    pub fn text(&self) -> Option<&str> {
        let bytes = match &self.content {
            FileContent::Held(bytes) => bytes,
            FileContent::Elsewhere(_, kept) => kept.get_or_init(|| self.bytes()).as_ref()?,
        };
        std::str::from_utf8(bytes).ok()
    }
}

/// What is said of a file that is no longer what it was when the build began.
pub fn changed(path: &SourcePath) -> Diagnostic {
    Diagnostic::error(Code::UnreadableFile, format!("`{path}` changed while the site was made of it"))
        .at(Place::start_of(path))
        .help("build again")
}

/// All source files by path, and what the scan had to say.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// The files: `versus.yaml`, and all below `content/` and `themes/`. Snapshots that are alike share them.
    pub files: Arc<BTreeMap<SourcePath, SourceFile>>,
    /// What the scan skipped, and why.
    pub diagnostics: Vec<Diagnostic>,
}

impl Snapshot {
    /// Adds or replaces a file.
    pub fn insert(&mut self, path: impl AsRef<str>, bytes: impl Into<Vec<u8>>) {
        self.replace(SourcePath::new(path), SourceFile::new(bytes.into()));
    }

    /// Puts a file in the place of what there may be.
    pub fn replace(&mut self, path: SourcePath, file: SourceFile) {
        Arc::make_mut(&mut self.files).insert(path, file);
    }

    /// The text of a file, if it is there and is UTF-8.
    pub fn text(&self, path: &SourcePath) -> Option<&str> {
        self.files.get(path).and_then(SourceFile::text)
    }

    /// The hash of all files.
    pub fn hash(&self) -> Hash128 {
        let mut hasher = Hasher::default();
        for (path, file) in &*self.files {
            hasher.value(&(path, file.hash));
        }
        hasher.finish()
    }

    /// All files whose path begins with `folder` and a slash.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a SourcePath, &'a SourceFile)> + 'a {
        self.files
            .range(SourcePath::new(format!("{folder}/"))..)
            .take_while(move |(path, _)| path.as_str().strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    }
}
