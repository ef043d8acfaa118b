//! Whose folder and files a cache is made of: what others could have written is not read.
//!
//! It refuses to know what is in them.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::Path;

/// Makes a folder that only its owner may change, with those above it where they are missing; an error if it cannot
/// be made so, is a link, or belongs to someone else.
pub(super) fn private_folder(folder: &Path) -> io::Result<()> {
    if let Some(above) = folder.parent() {
        fs::create_dir_all(above)?;
    }
    match make(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    let meta = fs::symlink_metadata(folder)?;
    if meta.is_dir() && belongs_to_us(&meta) {
        return Ok(());
    }
    Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is not a folder that only you can write"))
}

/// Whether a file is a regular one that nobody else can write.
pub(super) fn is_ours(file: &File) -> bool {
    file.metadata().is_ok_and(|meta| meta.is_file() && belongs_to_us(&meta))
}

#[cfg(unix)]
fn make(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make(folder: &Path) -> io::Result<()> {
    fs::create_dir(folder)
}

#[cfg(unix)]
fn belongs_to_us(meta: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    meta.uid() == rustix::process::geteuid().as_raw() && meta.mode() & 0o022 == 0
}

/// Elsewhere the folder of the user's own data is the user's own.
#[cfg(not(unix))]
fn belongs_to_us(_: &Metadata) -> bool {
    true
}
