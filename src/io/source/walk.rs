//! Lists the source files of a project, and reports which are left out and why.
//!
//! A link is not followed if it leads out of the folders of sources, runs in a circle, or leads to something hidden or
//! into the output. Nor are leftovers of editors and merges read.

use std::fs::{self, DirEntry};
use std::path::{Path, PathBuf};

use crate::base::{Code, Diagnostic, Place, SourcePath};
use crate::io::entry::EntryKind;

/// Extensions of files that editors and merges leave behind.
const LEFTOVERS: [&str; 4] = ["bak", "orig", "rej", "tmp"];

/// Extensions of texts in formats that Versus does not read.
const OTHER_FORMATS: [&str; 3] = ["mdx", "rst", "adoc"];

/// A regular file to read.
#[derive(Debug)]
pub(crate) struct WalkedFile {
    /// Its path in the project.
    pub path: SourcePath,
    /// Where it stands on disk, links resolved.
    pub real: PathBuf,
}

/// What a walk came upon.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    /// The files to read.
    pub files: Vec<WalkedFile>,
    /// The folders that were listed, and those that linked files stand in: where a change would show.
    pub folders: Vec<PathBuf>,
    /// What was passed over, in no order yet.
    pub diagnostics: Vec<Diagnostic>,
}

/// A folder that is to be listed.
struct WalkedFolder {
    path: SourcePath,
    real: PathBuf,
    /// Whether a link led here. A second link on the same way is not followed: links that lead to folders of
    /// links to folders of links multiply without end.
    linked: bool,
}

struct FolderWalker<'a> {
    root: &'a Path,
    output: &'a Path,
    /// The folders that links may lead into, with all links resolved.
    sources: Vec<PathBuf>,
    open: Vec<WalkedFolder>,
    walk: Walk,
}

/// Lists what is in the `names` at the top of `root`, files or folders; `root` and `output` have no links.
pub(crate) fn walk(root: &Path, names: &[&str], output: &Path) -> Walk {
    let folders = names.iter().filter_map(|name| root.join(name).canonicalize().ok());
    let sources = folders.filter(|folder| folder.is_dir()).collect();
    let mut walker = FolderWalker { root, output, sources, open: Vec::new(), walk: Walk::default() };
    for name in names {
        walker.top(name);
    }
    while let Some(folder) = walker.open.pop() {
        walker.list(&folder);
    }
    walker.walk
}

impl FolderWalker<'_> {
    /// A file or folder that the project stands on: what would be a warning further down is an error here, as
    /// a site without its content would replace the one with it.
    fn top(&mut self, name: &str) {
        let real = self.root.join(name);
        let Ok(meta) = fs::symlink_metadata(&real) else { return };
        let before = self.walk.diagnostics.len();
        self.sort(meta.file_type().into(), SourcePath::new(name), real, self.root, false);
        for diagnostic in &mut self.walk.diagnostics[before..] {
            diagnostic.severity = crate::base::Severity::Error;
        }
    }

    fn list(&mut self, folder: &WalkedFolder) {
        self.walk.folders.push(folder.real.clone());
        let entries = fs::read_dir(&folder.real).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        match entries {
            Ok(entries) => entries.iter().for_each(|entry| self.entry(folder, entry)),
            Err(error) => self.walk.diagnostics.push(unreadable(&folder.path, &error)),
        }
    }

    fn entry(&mut self, folder: &WalkedFolder, entry: &DirEntry) {
        let name = entry.file_name();
        let shown = name.to_string_lossy();
        if is_ignored(&shown) {
            return;
        }
        let path = SourcePath::new(format!("{}/{shown}", folder.path));
        let is_file = entry.file_type().is_ok_and(|kind| !kind.is_dir());
        if is_file && is_leftover(&shown) {
            return self.skip(&path, "is a file that an editor or a merge left over");
        }
        if is_file && OTHER_FORMATS.contains(&extension(&shown).as_str()) && path.as_str().starts_with("content/") {
            return self.skip(&path, "is not Markdown; convert it, and give it the ending `.md`");
        }
        if let Some(fault) = name_fault(name.to_str()) {
            return self.walk.diagnostics.push(bad_name(&path, fault));
        }
        match entry.file_type() {
            Ok(kind) => self.sort(kind.into(), path, entry.path(), &folder.real, folder.linked),
            Err(error) => self.walk.diagnostics.push(unreadable(&path, &error)),
        }
    }

    fn sort(&mut self, kind: EntryKind, path: SourcePath, real: PathBuf, parent: &Path, linked: bool) {
        match kind {
            EntryKind::File => self.walk.files.push(WalkedFile { path, real }),
            EntryKind::Folder if real == self.output => {}
            EntryKind::Folder => self.open.push(WalkedFolder { path, real, linked }),
            EntryKind::Link => self.link(path, &real, parent, linked),
            EntryKind::Missing | EntryKind::Other => self.skip(&path, "is a fifo, a socket or a device"),
        }
    }

    fn link(&mut self, path: SourcePath, link: &Path, parent: &Path, linked: bool) {
        let real = match link.canonicalize() {
            Ok(real) => real,
            Err(error) => return self.skip(&path, &format!("is a link that leads nowhere ({error})")),
        };
        let Ok(inner) = real.strip_prefix(self.root) else {
            return self.skip(&path, "is a link that leaves the project");
        };
        if parent != self.root && !self.sources.iter().any(|source| real.starts_with(source)) {
            return self.skip(&path, "is a link to something outside `content` and `themes`");
        }
        if inner.iter().any(|part| is_hidden(&part.to_string_lossy())) {
            return self.skip(&path, "is a link to something hidden");
        }
        if real.starts_with(self.output) {
            return self.skip(&path, "is a link into the output");
        }
        match fs::metadata(&real).map(|meta| EntryKind::from(meta.file_type())) {
            Ok(EntryKind::Folder) if parent.starts_with(&real) => self.skip(&path, "is a link that runs in a circle"),
            Ok(EntryKind::Folder) if linked => {
                self.skip(&path, "is a link to a folder, in a folder that a link leads to");
            }
            Ok(kind) => {
                self.walk.folders.extend(real.parent().map(Path::to_owned));
                self.sort(kind, path, real, parent, true);
            }
            Err(error) => self.walk.diagnostics.push(unreadable(&path, &error)),
        }
    }

    fn skip(&mut self, path: &SourcePath, why: &str) {
        let diagnostic = Diagnostic::warning(Code::SkippedFile, format!("`{path}` {why}; it is not read"));
        self.walk.diagnostics.push(diagnostic.at(Place::start_of(path)));
    }
}

/// Hidden files, and those that an editor has while it runs.
fn is_ignored(name: &str) -> bool {
    let backup = name.starts_with('#') && name.ends_with('#') && name.len() > 1;
    is_hidden(name) || backup || ["swp", "swo"].contains(&extension(name).as_str())
}

/// Whether editors, merges and systems name files so that they leave behind.
fn is_leftover(name: &str) -> bool {
    name.ends_with('~') || name == "Thumbs.db" || LEFTOVERS.contains(&extension(name).as_str())
}

/// What follows the last dot of a name, in small letters.
fn extension(name: &str) -> String {
    name.rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase())
}

fn is_hidden(name: &str) -> bool {
    name.starts_with('.') && name != ".well-known"
}

fn name_fault(name: Option<&str>) -> Option<&'static str> {
    match name {
        None => Some("has a name that is not UTF-8"),
        Some(name) if name.contains('\\') => Some("has a backslash in its name"),
        Some(name) if name.contains(char::is_control) => Some("has a control character in its name"),
        Some(_) => None,
    }
}

fn bad_name(path: &SourcePath, fault: &str) -> Diagnostic {
    let shown = path.as_str().escape_debug();
    Diagnostic::error(Code::BadPath, format!("`{shown}` {fault}")).at(Place::start_of(path)).help("rename it")
}

/// What cannot be read, and why.
pub(crate) fn unreadable(path: &SourcePath, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error(Code::UnreadableFile, format!("`{path}` cannot be read: {error}")).at(Place::start_of(path))
}
