//! Entries of the file system: what is at a path without following links, whether two paths lead to one file, and
//! where a path leads.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use super::error::refusal;
use crate::base::Diagnostic;

/// What is at a path.
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

/// Whether two paths lead to one file or folder.
pub(crate) fn is_same(a: &Path, b: &Path) -> bool {
    file_id(a).is_some_and(|id| file_id(b) == Some(id))
}

/// Whether `inner` is `outer` or lies anywhere in it.
pub(crate) fn is_within(inner: &Path, outer: &Path) -> bool {
    let id: Option<FileId> = file_id(outer);
    inner.starts_with(outer) || (id.is_some() && inner.ancestors().any(|ancestor| file_id(ancestor) == id))
}

/// The absolute path with the links resolved as far as it exists.
///
/// # Errors
/// When a link leads nowhere or in a circle, or a folder on the way cannot be entered.
pub fn resolve(path: &Path) -> Result<PathBuf, Diagnostic> {
    let cannot = |error: &io::Error| {
        let message = format!("the path `{}` leads nowhere: {error}", path.display());
        refusal(message, "check the path, and where its links lead")
    };
    let absolute = std::path::absolute(path).map_err(|error| cannot(&error))?;
    for ancestor in absolute.ancestors() {
        match ancestor.canonicalize() {
            Ok(real) => return append(real, absolute.strip_prefix(ancestor).unwrap_or(Path::new("")), path),
            Err(_) if matches!(entry_kind(ancestor), Ok(EntryKind::Missing)) => {}
            Err(error) => return Err(cannot(&error)),
        }
    }
    Ok(absolute)
}

fn append(real: PathBuf, rest: &Path, whole: &Path) -> Result<PathBuf, Diagnostic> {
    if rest.components().any(|part| matches!(part, Component::ParentDir)) {
        let message = format!("the path `{}` climbs with `..` out of a folder that is not there", whole.display());
        return Err(refusal(message, "write it without `..`"));
    }
    // Joining an empty path would leave a slash at the end.
    Ok(if rest.as_os_str().is_empty() { real } else { real.join(rest) })
}
