//! The files of a site: what a build hands over, what a publication reports, and which paths may be written.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::hash::FastHash;
use crate::base::{Code, Diagnostic, Hash128, portable};

/// The folder of Versus's own files in an output.
pub(super) const META_DIR: &str = ".versus";

/// Extensions of files that may refer to others.
const PAGE_EXTENSIONS: [&str; 6] = ["html", "htm", "xhtml", "xml", "md", "txt"];

/// A finished file of the site.
#[derive(Clone, Debug)]
pub struct OutputFile {
    /// Path in the site, with `/` between the parts: `guides/a/index.html`.
    pub path: String,
    /// Hash of the bytes.
    pub hash: Hash128,
    /// Length in bytes.
    pub size: u64,
    /// The bytes; `None` if they are only produced when they are needed.
    pub bytes: Option<Arc<[u8]>>,
}

impl OutputFile {
    /// Makes a file of a path and its bytes.
    pub fn new(path: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        Self { path: path.into(), hash: Hash128::of(&bytes), size: bytes.len() as u64, bytes: Some(bytes) }
    }
}

/// What a publication did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishReport {
    /// The files that were written, new or changed, by path.
    pub written: Vec<String>,
    /// The files of earlier builds that were removed, by path.
    pub removed: Vec<String>,
    /// The files of earlier builds that no page makes any more and that were changed since, so that they stay.
    pub kept: Vec<String>,
    /// Number of files that were left as they were.
    pub unchanged: usize,
}

/// The files sorted by path.
///
/// # Errors
/// When a path is not valid on every system, or two paths collide.
pub(super) fn sorted(files: &[OutputFile]) -> Result<Vec<&OutputFile>, Diagnostic> {
    let mut files: Vec<&OutputFile> = files.iter().collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let fault = files.par_iter().find_map_first(|file| Some((file, path_fault(&file.path)?)));
    if let Some((file, fault)) = fault {
        let message = format!("the site cannot have a file `{}`: it {fault}", file.path.escape_debug());
        return Err(Diagnostic::error(Code::BadPath, message).help("rename the source, or give it a `path`"));
    }
    refuse_collisions(&files)?;
    Ok(files)
}

/// Refuses two files with one path, and a file where another needs a folder, also on systems that ignore case.
fn refuse_collisions(files: &[&OutputFile]) -> Result<(), Diagnostic> {
    let folded: Vec<String> = files.par_iter().map(|file| portable::fold(&file.path)).collect();
    let mut taken: HashMap<&str, &str, FastHash> = HashMap::with_capacity_and_hasher(files.len(), FastHash::default());
    for (folded, file) in folded.iter().zip(files) {
        if let Some(other) = taken.insert(folded, &file.path) {
            return Err(collision(other, &file.path));
        }
    }
    let below = folded.par_iter().zip(files).find_map_first(|(folded, file)| {
        let other = folders_above(folded).find_map(|folder| taken.get(folder))?;
        Some(collision(other, &file.path))
    });
    below.map_or(Ok(()), Err)
}

fn collision(a: &str, b: &str) -> Diagnostic {
    let message = format!("the site cannot have both `{a}` and `{b}`: they meet on some file systems");
    Diagnostic::error(Code::PathCollision, message).help("give one of the two another address")
}

/// What is wrong with a path of the site; `None` if Versus may write there.
pub(super) fn path_fault(path: &str) -> Option<String> {
    let reserved = |part: &str| part.eq_ignore_ascii_case(META_DIR) || part.eq_ignore_ascii_case(".git");
    portable::fault(path).or_else(|| {
        let part = path.split('/').find(|part| reserved(part))?;
        Some(format!("has the part `{part}`, which is not for pages"))
    })
}

/// The folders that a path lies in, outermost first: `a`, `a/b` for `a/b/c`.
pub(super) fn folders_above(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

/// Whether a file may refer to others, and so is written after them and removed before them.
pub(super) fn is_page(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    PAGE_EXTENSIONS.contains(&extension)
}
