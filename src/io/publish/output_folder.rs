//! The output folder: its path with all links resolved, and the checks that keep a build from overwriting sources.
//!
//! Refused: an output that is or contains the project's root or the home folder, and one that is, contains
//! or lies in a folder of sources ([`SOURCE_FOLDERS`]). Elsewhere inside the root is the normal case (`site`), and
//! projects usually lie inside the home folder, so lying inside those two is no fault; there the mark of
//! ownership protects what is not ours. Folders are compared by the path with all links resolved and by their
//! identity in the file system, so neither links nor letter case nor bind mounts hide one.
//!
//! Nothing here changes the disk but [`OutputFolder::remove_emptied`].

use std::fs;
use std::path::{Path, PathBuf};

use super::files::{META_DIR, folders_above};
use crate::base::Diagnostic;
use crate::io::entry::{EntryKind, entry_kind, is_same, is_within, resolve};
use crate::io::env;
use crate::io::error::{failure, refusal};

/// The folders of a project, relative to its root, that hold sources and never an output.
const SOURCE_FOLDERS: &[&str] = &["content", "content/data", "themes", "data", "src", "tests", ".git"];

/// An output folder that passed the checks. It need not exist yet.
#[derive(Clone, Debug)]
pub struct OutputFolder {
    real: PathBuf,
    given: PathBuf,
}

impl OutputFolder {
    /// Checks that `output` may be the output of the project at `root`. A relative path starts at the current
    /// folder.
    ///
    /// # Errors
    /// When a check fails, or the path cannot be resolved.
    pub fn new(root: &Path, output: &Path) -> Result<Self, Diagnostic> {
        let folder = Self { real: resolve(output)?, given: output.to_owned() };
        let root = resolve(root)?;
        folder.refuse_around("the project's root", &root)?;
        if let Some(home) = env::home() {
            folder.refuse_around("the home folder", &home.canonicalize().unwrap_or(home))?;
        }
        for name in SOURCE_FOLDERS {
            let source = root.join(name);
            let source = source.canonicalize().unwrap_or(source);
            folder.refuse_around(&format!("the folder `{name}`"), &source)?;
            folder.refuse_inside(&format!("the folder `{name}`"), &source)?;
        }
        match entry_kind(&folder.real) {
            Ok(EntryKind::Folder | EntryKind::Missing) => Ok(folder),
            Ok(_) => Err(refusal(format!("the output {} is not a folder", folder.display()), "name a folder")),
            Err(error) => Err(failure(format!("the output folder {} cannot be looked at", folder.display()), &error)),
        }
    }

    /// Refuses a cache in `cache` that would be published, or that contains sources or the output.
    ///
    /// # Errors
    /// When the folder is, contains or lies in the output or a folder of sources, or is or contains the project.
    pub fn refuse_cache(&self, root: &Path, cache: &Path) -> Result<(), Diagnostic> {
        let (root, cache) = (resolve(root)?, Self { real: resolve(cache)?, given: cache.to_owned() });
        let folders = SOURCE_FOLDERS.iter().map(|name| (format!("the folder `{name}`"), root.join(name)));
        for (what, folder) in folders.chain([("the output".to_owned(), self.real.clone())]) {
            let folder = folder.canonicalize().unwrap_or(folder);
            cache.relation_around(&folder).or_else(|| cache.relation_inside(&folder)).map_or(Ok(()), |relation| {
                let message = format!("the cache folder {} {relation} {what}", cache.display());
                Err(refusal(message, "choose a folder outside the project for `--cache-dir`, or leave the option out"))
            })?;
        }
        Ok(())
    }

    /// The absolute path, free of links.
    pub fn path(&self) -> &Path {
        &self.real
    }

    /// The place on disk of the file with the given path in the site.
    pub(super) fn file(&self, path: &str) -> PathBuf {
        self.real.join(path)
    }

    /// The place on disk of one of Versus's own files.
    pub(super) fn meta_path(&self, name: &str) -> PathBuf {
        self.real.join(META_DIR).join(name)
    }

    /// A file's name for messages: the folder as it was given, then the path.
    pub(super) fn display_file(&self, path: &str) -> String {
        format!("`{}`", self.given.join(path).display())
    }

    /// The name for messages of one of Versus's own files.
    pub(super) fn display_meta(&self, name: &str) -> String {
        self.display_file(&format!("{META_DIR}/{name}"))
    }

    /// The folder's name for messages.
    pub(super) fn display(&self) -> String {
        format!("`{}`", self.given.display())
    }

    /// Whether the folder was given by its own path, not through a link.
    pub(super) fn is_given_directly(&self) -> bool {
        // Without a slash at the end, which would lead through the link.
        let given: PathBuf = self.given.components().collect();
        entry_kind(&given).is_ok_and(|kind| kind == EntryKind::Folder)
    }

    /// Removes the folders that the removal of the file `path` has emptied.
    pub(super) fn remove_emptied(&self, path: &str) {
        for above in folders_above(path).rev() {
            // The system itself refuses to remove a folder that holds something.
            if fs::remove_dir(self.file(above)).is_err() {
                break;
            }
        }
    }

    /// The refusal to touch a file that Versus did not write.
    pub(super) fn foreign(&self, path: &str) -> Diagnostic {
        let message = format!("{} is in the way of the site, and Versus did not write it", self.display_file(path));
        refusal(message, "move it away, or give the page or file another address; nothing was changed")
    }

    fn refuse_around(&self, what: &str, other: &Path) -> Result<(), Diagnostic> {
        self.relation_around(other).map_or(Ok(()), |relation| Err(self.refused(relation, what)))
    }

    fn refuse_inside(&self, what: &str, other: &Path) -> Result<(), Diagnostic> {
        self.relation_inside(other).map_or(Ok(()), |relation| Err(self.refused(relation, what)))
    }

    fn relation_around(&self, other: &Path) -> Option<&'static str> {
        if self.real == *other || is_same(&self.real, other) {
            return Some("is");
        }
        is_within(other, &self.real).then_some("contains")
    }

    fn relation_inside(&self, other: &Path) -> Option<&'static str> {
        is_within(&self.real, other).then_some("lies in")
    }

    fn refused(&self, relation: &str, what: &str) -> Diagnostic {
        let message = format!("the output folder {} {relation} {what}", self.display());
        refusal(message, "choose a folder of its own, such as `site`; nothing was changed")
    }
}
