//! Opening files in places where somebody may have put something else: links are not followed, fifos are not waited
//! for, and what was opened is checked. So no file elsewhere is read or written in place of the one that was meant.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

/// Opens a regular file.
///
/// # Errors
/// When it cannot be opened, or is a link, a folder, a fifo, a socket or a device.
pub(crate) fn open(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    let file = open_itself(options, path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("it is not a regular file")) }
}

/// Reads a regular file.
///
/// # Errors
/// As for [`open`].
pub(crate) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = open(OpenOptions::new().read(true), path)?;
    let length = file.metadata().map_or(0, |meta| meta.len());
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Makes a new file in place of a file or link with this name. What a link leads to, and other names of a file, keep
/// their content.
///
/// # Errors
/// When a folder has the name, or the file cannot be made.
pub(crate) fn create(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    let options = options.write(true).create_new(true);
    options.open(path).or_else(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => fs::remove_file(path).and_then(|()| options.open(path)),
        _ => Err(error),
    })
}

/// Replaces the file with this name by one with these bytes, as [`create`] does, and all at once.
///
/// # Errors
/// When a folder has the name, or the file cannot be written.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = Path::new(&beside);
    let written = create(&mut OpenOptions::new(), beside).and_then(|mut file| file.write_all(bytes));
    written.and_then(|()| fs::rename(beside, path)).inspect_err(|_| {
        let _ = fs::remove_file(beside);
    })
}

#[cfg(unix)]
fn open_itself(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let flags = i32::try_from(flags.bits()).map_err(io::Error::other)?;
    options.custom_flags(flags).open(path).map_err(|error| {
        let is_link = error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error());
        if is_link { io::Error::other("it is a symbolic link") } else { error }
    })
}

#[cfg(not(unix))]
fn open_itself(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    if fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink()) {
        return Err(io::Error::other("it is a symbolic link"));
    }
    options.open(path)
}
