//! The cache: a store on disk, in a folder of the user's own, outside of every site.
//!
//! Each project has a folder in it, by the hash of where the project stands, with a pack for each kind of results.
//! What another build of the program wrote is not read. A build is right without it: whatever goes wrong here is an
//! entry that is missed.
//!
//! One process adds at a time; another that comes meanwhile reads and does not add.

mod pack;
mod program;
mod trust;

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::SystemTime;

use self::pack::{Additions, Pack};
use self::program::Program;
use super::env;
use crate::base::sync::lock;
use crate::base::{Bucket, Hash128, Store};

/// How large a pack may grow, in bytes, before what was not used for longest is left out.
const LIMIT: u64 = 512 << 20;
/// The same of packs with a few large entries.
const SMALL_LIMIT: u64 = 64 << 20;
/// So many projects are remembered.
const PROJECTS: usize = 32;

/// The folder that caches are in unless another is named: `versus` in the system's folder for such things; `None`
/// where there is none.
pub fn default_folder() -> Option<PathBuf> {
    env::cache_home().map(|home| home.join("versus"))
}

/// The cache of one project.
pub struct Cache {
    folder: PathBuf,
    program: Arc<Program>,
    packs: [OnceLock<Pack>; Bucket::ALL.len()],
    writing: Mutex<Writing>,
}

#[derive(Default)]
struct Writing {
    /// Held from the first entry on by the one process that adds.
    lock: Option<File>,
    /// Whether nothing is to be added: another process does, or the disk fails.
    closed: bool,
    additions: BTreeMap<Bucket, Additions>,
}

impl Cache {
    /// Opens the cache of the project at `root` in the folder `all`, which is made if it is not there.
    ///
    /// # Errors
    /// When the folder cannot be made, or others can write to it.
    pub fn open(all: &Path, root: &Path) -> io::Result<Self> {
        trust::private_folder(all)?;
        let root = root.canonicalize()?;
        let folder = all.join(Hash128::of(root.as_os_str().as_encoded_bytes()).short(16));
        if !folder.exists() {
            forget_projects(all);
        }
        trust::private_folder(&folder)?;
        let program = Program::ahead(File::open(env::program()?)?);
        let packs = std::array::from_fn(|_| OnceLock::new());
        Ok(Self { folder, program, packs, writing: Mutex::default() })
    }

    /// Writes what was added to disk. Without it, or should it fail, the next run finds what was there before.
    pub fn finish(&self) {
        let mut writing = lock(&self.writing);
        for (bucket, additions) in std::mem::take(&mut writing.additions) {
            let few = matches!(bucket, Bucket::Checks | Bucket::Site | Bucket::Sources | Bucket::Links);
            let limit = if few { SMALL_LIMIT } else { LIMIT };
            let _ = self.pack(bucket).finish(additions, limit);
        }
        writing.lock = None;
    }

    fn pack(&self, bucket: Bucket) -> &Pack {
        self.packs[bucket as usize].get_or_init(|| Pack::open(&self.folder, bucket.name(), &self.program))
    }

    fn lock(&self) -> Option<File> {
        let mut options = OpenOptions::new();
        let file = trust::open(options.create(true).truncate(false).write(true), &self.folder.join("lock")).ok()?;
        file.try_lock().ok()?;
        // The projects that were not built for longest are forgotten first.
        let _ = file.set_modified(SystemTime::now());
        Some(file)
    }

    fn add(&self, bucket: Bucket, key: Hash128, bytes: &[u8]) -> io::Result<()> {
        let mut writing = lock(&self.writing);
        let Writing { lock, closed, additions } = &mut *writing;
        if lock.is_none() && !*closed {
            *lock = self.lock();
            *closed = lock.is_none();
        }
        if *closed {
            return Ok(());
        }
        let additions = match additions.entry(bucket) {
            std::collections::btree_map::Entry::Occupied(there) => there.into_mut(),
            std::collections::btree_map::Entry::Vacant(free) => free.insert(self.pack(bucket).add()?),
        };
        additions.push(key, bytes)
    }
}

impl Store for Cache {
    fn get(&self, bucket: Bucket, key: Hash128) -> Option<Vec<u8>> {
        self.pack(bucket).get(key)
    }

    fn put(&self, bucket: Bucket, key: Hash128, bytes: &[u8]) {
        if self.add(bucket, key, bytes).is_err() {
            // A disk that is full or gone: what was added so far would lead nowhere.
            let mut writing = lock(&self.writing);
            *writing = Writing { closed: true, ..Writing::default() };
        }
    }
}

/// Makes room for one more project: those that were not built for longest go.
fn forget_projects(all: &Path) {
    let entries = fs::read_dir(all).into_iter().flatten().flatten();
    let mut projects: Vec<(SystemTime, PathBuf)> = entries
        .filter(|entry| is_project(&entry.file_name().to_string_lossy()))
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .map(|entry| {
            let used = fs::symlink_metadata(entry.path().join("lock")).and_then(|meta| meta.modified());
            (used.unwrap_or(SystemTime::UNIX_EPOCH), entry.path())
        })
        .collect();
    projects.sort();
    let surplus = (projects.len() + 1).saturating_sub(PROJECTS);
    for (_, folder) in projects.into_iter().take(surplus) {
        let _ = fs::remove_dir_all(folder);
    }
}

/// Whether a name is one that we give to the folder of a project.
fn is_project(name: &str) -> bool {
    name.len() == 16 && name.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}
