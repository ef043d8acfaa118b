//! What stands at a path, links not followed, and the identity by which two paths prove to be one file.
//!
//! It refuses to know whose it is.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EntryKind {
    /// Nothing.
    Missing,
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, wherever it leads.
    Link,
    /// A fifo, a socket or a device.
    Other,
}

impl From<fs::FileType> for EntryKind {
    fn from(kind: fs::FileType) -> Self {
        match () {
            () if kind.is_symlink() => Self::Link,
            () if kind.is_dir() => Self::Folder,
            () if kind.is_file() => Self::File,
            () => Self::Other,
        }
    }
}

/// Looks at a path. A path below something that is not a folder is missing.
pub(crate) fn entry_kind(path: &Path) -> io::Result<EntryKind> {
    match fs::symlink_metadata(path) {
        Ok(meta) => Ok(meta.file_type().into()),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(EntryKind::Missing),
        Err(error) => Err(error),
    }
}

/// Device and number of a file, or the path in its one true spelling.
pub(crate) type FileId = platform::Id;

mod platform {
    #[cfg(unix)]
    pub(crate) type Id = (u64, u64);
    #[cfg(not(unix))]
    pub(crate) type Id = std::path::PathBuf;
}

/// The identity of what a path leads to, links followed; `None` if it leads nowhere.
#[cfg(unix)]
pub(crate) fn file_id(path: &Path) -> Option<FileId> {
    fs::metadata(path).ok().map(|meta| id_of(&meta))
}

/// The identity in `meta`.
#[cfg(unix)]
pub(crate) fn id_of(meta: &fs::Metadata) -> FileId {
    use std::os::unix::fs::MetadataExt as _;
    (meta.dev(), meta.ino())
}

/// The identity of what a path leads to, links followed; `None` if it leads nowhere.
#[cfg(not(unix))]
pub(crate) fn file_id(path: &Path) -> Option<FileId> {
    path.canonicalize().ok()
}
