//! A small world for a test: a project in a temporary folder, its output, and what is in it.
//!
//! It refuses to judge what it shows.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use versus::base::Diagnostic;
use versus::io::publish::{OutputFile, PublishOptions, PublishReport, publish};

/// A project with sources, in a folder that vanishes with the test.
pub(crate) struct World {
    /// Holds everything.
    pub dir: tempfile::TempDir,
    /// The project's root.
    pub root: PathBuf,
    /// Its output folder, not there yet.
    pub site: PathBuf,
}

impl World {
    pub(crate) fn new() -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        // Others than the owner have to get in, as some tests run as nobody.
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).expect("permissions of our own folder");
        let root = dir.path().canonicalize().expect("the folder just made").join("project");
        let world = Self { site: root.join("site"), root, dir };
        world.write("versus.yaml", "title: Test\n");
        world.write("content/_index.md", "# Home\n");
        world.write("content/data/a.yaml", "title: A\n");
        world.write("themes/own/theme.yaml", "name: own\n");
        world
    }

    /// Writes a file of the project.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let place = self.root.join(path);
        fs::create_dir_all(place.parent().expect("a file has a folder")).expect("a folder in the project");
        fs::write(place, text).expect("a file in the project");
    }

    /// Publishes files given as path and text.
    pub(crate) fn publish(&self, files: &[(&str, &str)]) -> Result<PublishReport, Diagnostic> {
        publish(&self.root, &self.site, &site(files), PublishOptions::default())
    }

    /// The site's files without folders and the housekeeping.
    pub(crate) fn pages(&self) -> Site {
        self.files().into_iter().filter(|(path, _)| !path.ends_with('/')).collect()
    }

    /// The site's files and folders, without the housekeeping.
    pub(crate) fn files(&self) -> BTreeMap<String, String> {
        tree(&self.site).into_iter().filter(|(path, _)| !path.starts_with(".versus")).collect()
    }
}

/// The files of a site by path.
pub(crate) type Site = BTreeMap<String, String>;

/// Each file is wholly old or wholly new, what both versions have is there, and so is each of the `assets` that a page
/// names.
pub(crate) fn assert_serves(left: &Site, old: &Site, new: &Site, assets: impl Fn(&str) -> Vec<&str>, after: &str) {
    for (path, text) in left {
        assert!(old.get(path) == Some(text) || new.get(path) == Some(text), "{after}: `{path}` is neither");
        for asset in assets(text).into_iter().filter(|_| path.ends_with(".html")) {
            assert!(left.contains_key(asset), "{after}: `{path}` points at `{asset}`, which is not there");
        }
    }
    for path in old.keys().filter(|path| new.contains_key(*path)) {
        assert!(left.contains_key(path), "{after}: `{path}` is gone");
    }
}

/// Files given as path and text.
pub(crate) fn site(files: &[(&str, &str)]) -> Vec<OutputFile> {
    files.iter().map(|(path, text)| OutputFile::new(*path, text.as_bytes())).collect()
}

/// Path → content, folders ending in a slash and links shown by their targets; nothing if there is no folder.
pub(crate) fn tree(folder: &Path) -> BTreeMap<String, String> {
    look(folder, |path, meta| {
        let shown = match meta.file_type() {
            kind if kind.is_symlink() => return format!("-> {}", fs::read_link(path).expect("a link").display()),
            kind if kind.is_file() => fs::read(path).expect("a readable file"),
            _ => Vec::new(),
        };
        String::from_utf8_lossy(&shown).into_owned()
    })
}

/// Path → what shows that something was written: file number and the times to the nanosecond.
pub(crate) fn marks(folder: &Path) -> BTreeMap<String, String> {
    look(folder, |_, meta| {
        format!("{} {}.{} {}.{}", meta.ino(), meta.mtime(), meta.mtime_nsec(), meta.ctime(), meta.ctime_nsec())
    })
}

fn look(folder: &Path, show: impl Fn(&Path, &fs::Metadata) -> String) -> BTreeMap<String, String> {
    let (mut seen, mut open) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.expect("an entry of a folder").path();
            let meta = fs::symlink_metadata(&path).expect("something to look at");
            let name = path.strip_prefix(folder).expect("a path in the folder").display();
            let slash = if meta.is_dir() { "/" } else { "" };
            seen.insert(format!("{name}{slash}"), show(&path, &meta));
            if meta.is_dir() {
                open.push(path);
            }
        }
    }
    seen
}

/// The message of a refusal.
pub(crate) fn refusal<T: std::fmt::Debug>(result: Result<T, Diagnostic>) -> String {
    let diagnostic = result.expect_err("it should have been refused");
    assert!(diagnostic.help.is_some(), "a refusal says what to do: {}", diagnostic.message);
    diagnostic.message
}
