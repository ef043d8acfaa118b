//! Whose folder and files a cache is made of: what others could have written is not read, and what could be a file
//! elsewhere, by a link or as a second name, is not written.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::path::Path;

use crate::io::file;

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

/// Opens a regular file that nobody else can write and that has no other name; the file is for its owner alone if it
/// is new.
///
/// # Errors
/// When there is no such file, or something else is in its place.
pub(super) fn open(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    let file = file::open(private(options), path)?;
    let meta = file.metadata()?;
    if belongs_to_us(&meta) && names(&meta) == 1 {
        return Ok(file);
    }
    Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is not a file that only you can write"))
}

/// Makes a new file for its owner alone, in place of a file or link with this name.
///
/// # Errors
/// When a folder has the name, or the file cannot be made.
pub(super) fn create(path: &Path) -> io::Result<File> {
    file::create(private(&mut OpenOptions::new()), path)
}

fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options
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

/// The number of names that a file has.
#[cfg(unix)]
fn names(meta: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(meta)
}

/// The number of names that a file has; the standard library does not say it here.
#[cfg(not(unix))]
fn names(_: &Metadata) -> u64 {
    1
}

/// Elsewhere the folder of the user's own data is the user's own.
#[cfg(not(unix))]
fn belongs_to_us(_: &Metadata) -> bool {
    true
}
