//! The manifest: the mark that says a folder is an output of Versus, and which of its files are.
//!
//! It refuses to know how files get there. A manifest that names a path outside its folder is refused, as it
//! may have come with a repository from anywhere.
//!
//! The housekeeping of an output stands in its folder `.versus`:
//!
//! | name | what |
//! |---|---|
//! | `manifest.json` | the files of the published site, each with hash and size; the same site gives the same bytes |
//! | `next.json` | the manifest of a build that is renaming its files into place; left over, it tells of a kill |
//! | `stamps.json` | what the file system said of each file, so that unchanged ones need not be read; a mere cache |
//! | `lock` | held by the build that is at work |
//! | `stage/`, `old/` | files on their way in and out during a build |

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::place::OutputFolder;
use crate::base::{Diagnostic, Hash128, portable};
use crate::io::error::{failure, refusal};
use crate::io::stamp::Stamp;

/// The folder of our housekeeping, in the output.
pub(crate) const META_DIR: &str = ".versus";
/// The manifest's name there.
pub(crate) const MANIFEST: &str = "manifest.json";
/// The name of the manifest that a build is about to make true.
pub(crate) const NEXT: &str = "next.json";
/// The name of the stamps.
pub(crate) const STAMPS: &str = "stamps.json";

const FORMAT: u32 = 1;

/// The files of a site that Versus wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OutputManifest {
    /// Path in the site → what was written there.
    pub files: BTreeMap<String, ManifestEntry>,
}

/// A published file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct ManifestEntry {
    /// The hash of its bytes.
    pub hash: Hash128,
    /// Its length in bytes.
    pub size: u64,
}

#[derive(Serialize, Deserialize)]
struct OnDisk<F> {
    format: u32,
    versus: String,
    files: F,
}

impl OutputManifest {
    /// The manifest called `name` in the output's housekeeping; `None` if there is none.
    pub(crate) fn read(folder: &OutputFolder, name: &str) -> Result<Option<Self>, Diagnostic> {
        let path = format!("{META_DIR}/{name}");
        let bytes = match fs::read(folder.file(&path)) {
            Ok(bytes) => bytes,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
            Err(error) => return Err(failure(format!("the manifest {} cannot be read", folder.name(&path)), &error)),
        };
        let found = Self::from_json(&bytes).map_err(|fault| {
            let message = format!("the manifest {} {fault}, so Versus cannot tell its files", folder.name(&path));
            refusal(message, format!("empty {} yourself, then build again", folder.title()))
        })?;
        Ok(Some(found))
    }

    /// The form on disk: the same files give the same bytes.
    pub(crate) fn to_json(&self) -> Vec<u8> {
        let on_disk = OnDisk { format: FORMAT, versus: env!("CARGO_PKG_VERSION").to_owned(), files: &self.files };
        // Maps of text to text have no way to fail.
        let mut json = serde_json::to_vec_pretty(&on_disk).unwrap_or_default();
        json.push(b'\n');
        json
    }

    fn from_json(json: &[u8]) -> Result<Self, String> {
        let found: OnDisk<BTreeMap<String, ManifestEntry>> =
            serde_json::from_slice(json).map_err(|error| format!("is damaged ({error})"))?;
        if found.format != FORMAT {
            return Err(format!("has the format {}, made by Versus {}", found.format, found.versus));
        }
        match found.files.keys().find_map(|path| Some((path, path_fault(path)?))) {
            Some((path, fault)) => Err(format!("names `{path}`, which {fault}")),
            None => Ok(Self { files: found.files }),
        }
    }
}

/// What is wrong with a path of the site; `None` if Versus may write there.
pub(crate) fn path_fault(path: &str) -> Option<String> {
    let reserved = |part: &str| part.eq_ignore_ascii_case(META_DIR) || part.eq_ignore_ascii_case(".git");
    portable::fault(path).or_else(|| {
        let part = path.split('/').find(|part| reserved(part))?;
        Some(format!("has the part `{part}`, which is not for pages"))
    })
}

impl TryFrom<String> for ManifestEntry {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let parts = text.split_once(' ').and_then(|(hash, size)| {
            Some(Self { hash: Hash128::from(u128::from_str_radix(hash, 16).ok()?), size: size.parse().ok()? })
        });
        parts.ok_or_else(|| format!("`{text}` is no hash and size"))
    }
}

impl From<ManifestEntry> for String {
    fn from(entry: ManifestEntry) -> Self {
        format!("{} {}", entry.hash.hex(), entry.size)
    }
}

/// Path in the site → the bytes' hash and the stamp they had when they were last known to be there.
pub(crate) type Stamps = BTreeMap<String, (ManifestEntry, Stamp)>;

/// The remembered stamps. Whatever is wrong with them, they are only a cache.
pub(crate) fn read_stamps(folder: &OutputFolder) -> Stamps {
    let json = fs::read(folder.house(STAMPS)).unwrap_or_default();
    serde_json::from_slice(&json).unwrap_or_default()
}

/// Remembers the stamps; should that fail, the next build reads the files instead.
pub(crate) fn write_stamps(folder: &OutputFolder, stamps: &Stamps) {
    let json = serde_json::to_vec(stamps).unwrap_or_default();
    let (beside, place) = (folder.house("stamps.new"), folder.house(STAMPS));
    let written = fs::write(&beside, json).and_then(|()| fs::rename(&beside, &place));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
        let _ = fs::remove_file(&place);
    }
}

/// Writes a file and waits until the disk has it, as a mark that is lost with the power is none.
pub(crate) fn write_durably(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
