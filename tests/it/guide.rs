//! The guide that ships with Versus, as the tests build it.
//!
//! It refuses to know what is expected of it.

use std::collections::BTreeMap;
use std::path::Path;

use versus::base::{Date, Snapshot, SourcePath};
use versus::engine::BuildOptions;

use super::memory_site::{self, MemorySite};

/// Where the tests say that it stands.
pub(super) const BASE: &str = "https://example.org/guides/";

/// The files of the guide.
pub(super) fn snapshot() -> Snapshot {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut snapshot = Snapshot::default();
    snapshot.insert("versus.yaml", std::fs::read(root.join("versus.yaml")).expect("the configuration is there"));
    add(&mut snapshot, &root.join("content"), "content");
    snapshot
}

/// Adds a folder's files below `place`.
pub(super) fn add(snapshot: &mut Snapshot, folder: &Path, place: &str) {
    for entry in std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("its entries")) {
        let path = format!("{place}/{}", entry.file_name().display());
        if entry.path().is_dir() {
            add(snapshot, &entry.path(), &path);
        } else {
            snapshot.insert(&path, std::fs::read(entry.path()).expect("a file"));
        }
    }
}

/// Builds it.
pub(super) fn build(snapshot: &Snapshot) -> MemorySite {
    let options = BuildOptions {
        config: SourcePath::new("versus.yaml"),
        as_of: Date::new(2026, 11, 24).expect("a date"),
        drafts: false,
        base_url: Some(BASE.to_owned()),
    };
    let build = memory_site::fresh(snapshot, &options);
    assert!(!build.failed(), "{:#?}", build.diagnostics);
    build
}

/// The outputs by address, as text.
pub(super) fn texts(build: &MemorySite) -> BTreeMap<String, String> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    build.outputs.iter().map(|(path, output)| (path.as_str().to_owned(), text(output))).collect()
}

/// Whether an address is that of a page.
pub(super) fn is_page(path: &str) -> bool {
    path.is_empty() || path.ends_with('/')
}
