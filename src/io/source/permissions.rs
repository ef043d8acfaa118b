//! The permissions of source files: what only some may read is not published for all.

use std::collections::HashMap;
use std::path::Path;

use crate::base::{Hash128, Snapshot};

/// The modes of those source files that not everybody may read, by the hash of their bytes: a copy of such a file gets
/// no more permissions than the source has.
#[cfg(unix)]
pub fn restricted_modes(root: &Path, snapshot: &Snapshot) -> HashMap<Hash128, u32> {
    use std::os::unix::fs::MetadataExt as _;
    const READ_BY_ALL: u32 = 0o444;
    let copied = snapshot.files.iter().filter(|(path, _)| !path.is_markdown());
    let modes = copied.filter_map(|(path, file)| {
        let mode = std::fs::metadata(root.join(path.as_str())).ok()?.mode() & 0o777;
        (mode & READ_BY_ALL != READ_BY_ALL).then_some((file.hash, mode))
    });
    modes.collect()
}

/// There are no modes here.
#[cfg(not(unix))]
pub fn restricted_modes(_: &Path, _: &Snapshot) -> HashMap<Hash128, u32> {
    HashMap::new()
}
