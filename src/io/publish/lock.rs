//! The lock of an output folder: one build at a time, the others wait.
//!
//! It refuses to know what is done under it. The system drops the lock with the process, so a dead one
//! blocks nobody.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::Path;

use super::manifest::META_DIR;
use super::place::OutputFolder;
use crate::base::Diagnostic;
use crate::io::entry::{EntryKind, entry_kind};
use crate::io::error::{failure, refusal};

/// The lock's name in the housekeeping.
pub(crate) const LOCK: &str = "lock";

/// Held until it is dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

/// Takes the lock of `folder`, whose housekeeping it makes where needed; calls `waiting` once if another
/// process has it.
pub(crate) fn acquire(folder: &OutputFolder, waiting: &dyn Fn()) -> Result<Lock, Diagnostic> {
    let cannot = |error: io::Error| failure(format!("{} cannot be locked", folder.name(".versus/lock")), &error);
    let mut told = false;
    loop {
        std::fs::create_dir_all(folder.file(META_DIR)).map_err(cannot)?;
        refuse_links(folder)?;
        let file = match open(&folder.house(LOCK)) {
            Ok(file) => file,
            // The last holder was `clean`, which took the housekeeping away.
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(cannot(error)),
        };
        lock(&file, || {
            if !std::mem::replace(&mut told, true) {
                waiting();
            }
        })
        .map_err(cannot)?;
        if is_still_at(&file, &folder.house(LOCK)) {
            return Ok(Lock { _file: file });
        }
    }
}

fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
}

fn lock(file: &File, waiting: impl FnOnce()) -> io::Result<()> {
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => {
            waiting();
            file.lock()
        }
        // Some network drives have no locks; there two builds at once are the author's to avoid.
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => Ok(()),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// A linked housekeeping would make us write elsewhere.
fn refuse_links(folder: &OutputFolder) -> Result<(), Diagnostic> {
    // Missing is no fault: a `clean` may be at work, and the next round makes it anew.
    let house = matches!(entry_kind(&folder.file(META_DIR)), Ok(EntryKind::Folder | EntryKind::Missing));
    let lock = matches!(entry_kind(&folder.house(LOCK)), Ok(EntryKind::File | EntryKind::Missing));
    if house && lock {
        return Ok(());
    }
    let message = format!("{} is not the folder that Versus makes", folder.name(META_DIR));
    Err(refusal(message, "remove it, or choose another `--output-dir`"))
}

/// Whether the locked file is the one that others will find at `path`.
#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> bool {
    use crate::io::entry::{file_id, id_of};
    file.metadata().is_ok_and(|meta| file_id(path) == Some(id_of(&meta)))
}

/// Whether the locked file is the one that others will find at `path`; an open one cannot be removed here.
#[cfg(not(unix))]
fn is_still_at(_: &File, _: &Path) -> bool {
    true
}
