//! A file's stamp: what the file system says of it without reading it. Equal stamps mean equal bytes, save
//! where a file changed twice within one tick of the clock.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

/// Coarse clocks (FAT, some network drives) tick this slowly.
const TICK: Duration = Duration::from_secs(2);

/// Length, times and identity of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp {
    /// Length in bytes.
    pub len: u64,
    /// When the bytes last changed, in nanoseconds from 1970.
    modified: i64,
    /// When bytes, name or attributes last changed; unlike `modified`, no program can set it back.
    changed: i64,
    /// The number of the file in its file system.
    node: u64,
}

impl Stamp {
    /// The stamp in `meta`.
    #[cfg(unix)]
    pub(crate) fn of(meta: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt as _;
        let nanos = |seconds: i64, rest: i64| seconds.saturating_mul(1_000_000_000).saturating_add(rest);
        Self {
            len: meta.len(),
            modified: nanos(meta.mtime(), meta.mtime_nsec()),
            changed: nanos(meta.ctime(), meta.ctime_nsec()),
            node: meta.ino(),
        }
    }

    /// The stamp in `meta`.
    #[cfg(not(unix))]
    pub(crate) fn of(meta: &Metadata) -> Self {
        let modified = meta.modified().map_or(i64::MAX, nanos);
        Self { len: meta.len(), modified, changed: modified, node: 0 }
    }

    /// Whether the last change is so far before `now` that another would show in the stamp. Git calls the
    /// files that fail this racy and compares their bytes, and so do we.
    pub(crate) fn is_settled(self, now: SystemTime) -> bool {
        now.checked_sub(TICK).is_some_and(|limit| self.changed < nanos(limit))
    }
}

fn nanos(time: SystemTime) -> i64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)
}
