//! Where the output may be: the folder with all links resolved, and the refusals that keep a build from
//! eating its own sources.
//!
//! It refuses to know what is published there, and it changes nothing.
//!
//! Refused: an output that is or contains the project's root or the home folder, and one that is, contains
//! or lies in a folder of sources ([`SOURCES`]). Elsewhere inside the root is the normal case (`site`), and
//! projects usually lie inside the home folder, so lying inside those two is no fault; there the mark of
//! ownership protects what is not ours. Folders are compared by the path with all links resolved and by their
//! identity in the file system, so neither links nor letter case nor bind mounts hide one.

use std::path::{Component, Path, PathBuf};

use super::manifest::META_DIR;
use crate::base::Diagnostic;
use crate::io::entry::{EntryKind, FileId, entry_kind, file_id};
use crate::io::env;
use crate::io::error::{failure, refusal};

/// The folders of a project, relative to its root, that hold sources and never an output.
pub const SOURCES: &[&str] = &["content", "content/data", "themes", "data", "src", "tests", ".git"];

/// An output folder that passed the refusals. It need not exist yet.
#[derive(Clone, Debug)]
pub struct OutputFolder {
    real: PathBuf,
    given: PathBuf,
}

impl OutputFolder {
    /// The absolute path, free of links.
    pub fn path(&self) -> &Path {
        &self.real
    }

    /// Where the file with the given path in the site stands.
    pub(crate) fn file(&self, path: &str) -> PathBuf {
        self.real.join(path)
    }

    /// Where a file of our own housekeeping stands.
    pub(crate) fn house(&self, name: &str) -> PathBuf {
        self.real.join(META_DIR).join(name)
    }

    /// A file's name for messages: the folder as it was given, then the path.
    pub(crate) fn name(&self, path: &str) -> String {
        format!("`{}`", self.given.join(path).display())
    }

    /// The folder's name for messages.
    pub(crate) fn title(&self) -> String {
        format!("`{}`", self.given.display())
    }

    /// Whether the folder was given by its own path, not through a link.
    pub(crate) fn is_given_directly(&self) -> bool {
        // Without a slash at the end, which would lead through the link.
        let given: PathBuf = self.given.components().collect();
        entry_kind(&given).is_ok_and(|spot| spot == EntryKind::Folder)
    }
}

/// Checks that `output` may be the output of the project at `root`. A relative path starts at the current
/// folder.
///
/// # Errors
/// When one of the refusals applies, or the path leads nowhere.
pub fn check(root: &Path, output: &Path) -> Result<OutputFolder, Diagnostic> {
    let folder = OutputFolder { real: resolve(output)?, given: output.to_owned() };
    let root = resolve(root)?;
    refuse_around(&folder, "the project's root", &root)?;
    if let Some(home) = env::home() {
        refuse_around(&folder, "the home folder", &home.canonicalize().unwrap_or(home))?;
    }
    for name in SOURCES {
        let source = root.join(name);
        let source = source.canonicalize().unwrap_or(source);
        refuse_around(&folder, &format!("the folder `{name}`"), &source)?;
        refuse_inside(&folder, &format!("the folder `{name}`"), &source)?;
    }
    match entry_kind(&folder.real) {
        Ok(EntryKind::Folder | EntryKind::Missing) => Ok(folder),
        Ok(_) => Err(refusal(format!("the output {} is not a folder", folder.title()), "name a folder")),
        Err(error) => Err(failure(format!("the output folder {} cannot be looked at", folder.title()), &error)),
    }
}

/// The absolute path with the links resolved as far as it exists.
///
/// # Errors
/// When a link leads nowhere or in a circle, or a folder on the way cannot be entered.
pub fn resolve(path: &Path) -> Result<PathBuf, Diagnostic> {
    let cannot = |error: &std::io::Error| {
        let message = format!("the path `{}` leads nowhere: {error}", path.display());
        refusal(message, "check the path, and where its links lead")
    };
    let absolute = std::path::absolute(path).map_err(|error| cannot(&error))?;
    for ancestor in absolute.ancestors() {
        match ancestor.canonicalize() {
            Ok(real) => return append(real, absolute.strip_prefix(ancestor).unwrap_or(Path::new("")), path),
            Err(_) if matches!(entry_kind(ancestor), Ok(EntryKind::Missing)) => {}
            Err(error) => return Err(cannot(&error)),
        }
    }
    Ok(absolute)
}

fn append(real: PathBuf, rest: &Path, whole: &Path) -> Result<PathBuf, Diagnostic> {
    if rest.components().any(|part| matches!(part, Component::ParentDir)) {
        let message = format!("the path `{}` climbs with `..` out of a folder that is not there", whole.display());
        return Err(refusal(message, "write it without `..`"));
    }
    // Joining an empty path would leave a slash at the end.
    Ok(if rest.as_os_str().is_empty() { real } else { real.join(rest) })
}

fn refuse_around(folder: &OutputFolder, what: &str, other: &Path) -> Result<(), Diagnostic> {
    if folder.real == *other || same(&folder.real, other) {
        return Err(refused(folder, "is", what));
    }
    if is_within(other, &folder.real) { Err(refused(folder, "contains", what)) } else { Ok(()) }
}

fn refuse_inside(folder: &OutputFolder, what: &str, other: &Path) -> Result<(), Diagnostic> {
    if is_within(&folder.real, other) { Err(refused(folder, "lies in", what)) } else { Ok(()) }
}

fn refused(folder: &OutputFolder, relation: &str, what: &str) -> Diagnostic {
    let message = format!("the output folder {} {relation} {what}", folder.title());
    refusal(message, "choose a folder of its own, such as `site`; nothing was changed")
}

fn same(a: &Path, b: &Path) -> bool {
    file_id(a).is_some_and(|id| file_id(b) == Some(id))
}

/// Whether `inner` is `outer` or lies anywhere in it.
fn is_within(inner: &Path, outer: &Path) -> bool {
    let id: Option<FileId> = file_id(outer);
    inner.starts_with(outer) || (id.is_some() && inner.ancestors().any(|ancestor| file_id(ancestor) == id))
}
