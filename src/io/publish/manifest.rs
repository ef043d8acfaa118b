//! The manifest: the mark that says that a folder is an output of Versus, and which of its files Versus wrote.
//!
//! A manifest that names a path outside its folder is refused, as it may have come with a repository from anywhere.
//!
//! Versus keeps its own files of an output in the folder `.versus` there:
//!
//! | name | what |
//! |---|---|
//! | `manifest.json` | the files of the published site, each with hash and size; the same site gives the same bytes |
//! | `next.json` | the manifest of a build that is renaming its files into place; left over, it shows that one was killed |
//! | `stamps.json` | the stamp of each file, so that unchanged ones need not be read; only a cache |
//! | `lock` | held by the build that is running |
//! | `stage/`, `old/` | files on their way in and out during a build |

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::files::path_fault;
use super::output_folder::OutputFolder;
use crate::base::{Diagnostic, Hash128};
use crate::io::error::{failure, refusal};
use crate::io::file;
use crate::io::stamp::Stamp;

/// The manifest's file name.
pub(super) const MANIFEST: &str = "manifest.json";
/// The file name of the manifest of a build that is renaming its files into place.
pub(super) const NEXT: &str = "next.json";
/// The file name of the stamps.
pub(super) const STAMPS: &str = "stamps.json";

const FORMAT: u32 = 1;

/// The files of a site that Versus wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct OutputManifest {
    /// What was written, by path in the site.
    pub files: BTreeMap<String, ManifestEntry>,
}

/// A published file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct ManifestEntry {
    /// Hash of the bytes.
    pub hash: Hash128,
    /// Length in bytes.
    pub size: u64,
}

#[derive(Serialize, Deserialize)]
struct OnDisk<F> {
    format: u32,
    versus: String,
    files: F,
}

impl OutputManifest {
    /// Reads the manifest with the file name `name`; `None` if there is none.
    pub(super) fn read(folder: &OutputFolder, name: &str) -> Result<Option<Self>, Diagnostic> {
        let bytes = match file::read(&folder.meta_path(name)) {
            Ok(bytes) => bytes,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
            Err(error) => {
                return Err(failure(format!("the manifest {} cannot be read", folder.display_meta(name)), &error));
            }
        };
        let found = Self::from_json(&bytes).map_err(|fault| {
            let message = format!(
                "the manifest {} {fault}, so Versus cannot tell which files it wrote",
                folder.display_meta(name)
            );
            refusal(message, format!("empty {} yourself, then build again", folder.display()))
        })?;
        Ok(Some(found))
    }

    /// The form on disk: the same files give the same bytes.
    pub(super) fn to_json(&self) -> Vec<u8> {
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

/// The hash of each file and the stamp that it had when it was last known to have these bytes, by path in the site.
pub(super) type Stamps = BTreeMap<String, (ManifestEntry, Stamp)>;

/// Reads the stamps; none if anything is wrong with them, as they are only a cache.
pub(super) fn read_stamps(folder: &OutputFolder) -> Stamps {
    let json = file::read(&folder.meta_path(STAMPS)).unwrap_or_default();
    serde_json::from_slice(&json).unwrap_or_default()
}

/// Writes the stamps; if that fails, the next build reads the files instead.
pub(super) fn write_stamps(folder: &OutputFolder, stamps: &Stamps) {
    let json = serde_json::to_vec(stamps).unwrap_or_default();
    let place = folder.meta_path(STAMPS);
    if file::replace(&place, &json).is_err() {
        let _ = fs::remove_file(&place);
    }
}

/// Writes a file and waits until it is on the disk, so that the mark survives a power cut.
pub(super) fn write_durably(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = file::create(&mut OpenOptions::new(), path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
