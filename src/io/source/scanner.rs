//! Scanning: reads a project from disk into a snapshot, and when asked again reads only what changed.

use std::collections::{BTreeSet, HashMap};
use std::fs::{self, OpenOptions};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use rayon::prelude::*;

use super::walk::{WalkedFile, unreadable, walk};
use crate::base::path::normalise;
use crate::base::snapshot::{Reread, SourceFile};
use crate::base::{Bucket, Code, Diagnostic, Hash128, Place, Snapshot, SourcePath, Store, diagnostic};
use crate::io::entry::resolve;
use crate::io::file;
use crate::io::stamp::Stamp;

/// The folders whose files belong to a project.
const FOLDERS: [&str; 2] = ["content", "themes"];

/// The key under which the stamps of all sources are kept.
const SOURCES: Hash128 = Hash128::ZERO;

/// The longest page that is read, in bytes: more than War and Peace.
pub const LONGEST_PAGE: u64 = 4 << 20;
/// The longest file of data that is read, in bytes.
pub const LONGEST_DATA: u64 = 16 << 20;
/// The longest of other texts, in bytes.
pub const LONGEST_TEXT: u64 = 64 << 20;
/// The longest of all other files, in bytes: pictures, archives, films.
pub const LONGEST_FILE: u64 = 512 << 20;

/// Extensions of the files that later stages read as text.
const TEXTS: &[&str] = &["json", "toml", "html", "htm", "xml", "svg", "css", "js", "mjs", "txt"];

/// Reads the project at `root`: its configuration `config_name` (relative to the root), `content` and `themes`.
/// The folder `output` is passed over. What is skipped or cannot be read is told in the snapshot.
///
/// # Errors
/// When there is no such folder or no configuration in it.
pub fn scan(root: &Path, config_name: &str, output: &Path) -> Result<Snapshot, Diagnostic> {
    Scanner::new(root, config_name, output)?.scan()
}

/// Scans one project again and again.
#[derive(Debug)]
pub struct Scanner {
    root: PathBuf,
    output: PathBuf,
    config: String,
    known: HashMap<SourcePath, ScannedFile>,
    /// Whether files are read again when they are needed, rather than held.
    lean: Option<StampCache>,
    folders: BTreeSet<PathBuf>,
    reads: usize,
}

/// What a scanner that holds no files goes by.
#[derive(Debug, Default)]
struct StampCache {
    /// The stamps and hashes of files as a run before this one left them.
    before: HashMap<SourcePath, (Stamp, Hash128)>,
}

/// Reads a file again where it stood.
#[derive(Debug)]
struct LazyFile(PathBuf);

impl Reread for LazyFile {
    fn read(&self) -> Option<Vec<u8>> {
        file::read(&self.0).ok()
    }
}

/// A file as it was read.
#[derive(Clone, Debug)]
struct ScannedFile {
    stamp: Stamp,
    /// Whether a change since would show in the stamp.
    settled: bool,
    file: SourceFile,
}

/// A file of this scan, and whether it was read for it.
type ScanOutcome = Result<(ScannedFile, bool), Diagnostic>;

impl Scanner {
    /// A scanner for the project at `root`; the arguments are those of [`scan()`].
    ///
    /// # Errors
    /// When the root is no folder, or the configuration lies outside.
    pub fn new(root: &Path, config_name: &str, output: &Path) -> Result<Self, Diagnostic> {
        let config = normalise("", config_name).filter(|_| Path::new(config_name).is_relative()).ok_or_else(|| {
            let message = format!("the configuration `{config_name}` lies outside the project");
            Diagnostic::error(Code::UnreadableFile, message).help("name it relative to the root, below it")
        })?;
        let root = root.canonicalize().map_err(|error| {
            let message = format!("the project `{}` cannot be read: {error}", root.display());
            Diagnostic::error(Code::UnreadableFile, message).help("name the project's folder with `--root`")
        })?;
        Ok(Self {
            root,
            output: resolve(output)?,
            config,
            known: HashMap::new(),
            lean: None,
            folders: BTreeSet::new(),
            reads: 0,
        })
    }

    /// Reads the project once, for a build that ends with it: files are not held but read again when they are needed,
    /// and those that a run before this one has read and that show the same stamp are not read at all.
    ///
    /// # Errors
    /// As for [`Scanner::scan`].
    pub fn scan_once(mut self, store: Option<&dyn Store>) -> Result<Snapshot, Diagnostic> {
        let told = store.and_then(|store| store.get(Bucket::Sources, SOURCES));
        let told: Vec<(SourcePath, Stamp, Hash128)> =
            told.and_then(|bytes| postcard::from_bytes(&bytes).ok()).unwrap_or_default();
        let before = told.iter().map(|(path, stamp, hash)| (path.clone(), (*stamp, *hash))).collect();
        self.lean = Some(StampCache { before });
        let snapshot = self.scan()?;
        let settled = snapshot.files.keys().filter_map(|path| Some((path, self.known.get(path)?)));
        let settled: Vec<(SourcePath, Stamp, Hash128)> = settled
            .filter(|(_, known)| known.settled)
            .map(|(path, known)| (path.clone(), known.stamp, known.file.hash))
            .collect();
        if let Some(store) = store.filter(|_| settled != told) {
            store.put(Bucket::Sources, SOURCES, &postcard::to_allocvec(&settled).unwrap_or_default());
        }
        Ok(snapshot)
    }

    /// Reads the project as it is now. Files whose stamps are those of the last scan are not read again, save
    /// those that had changed within two seconds before it, when a second change need not show.
    ///
    /// # Errors
    /// When there is no configuration.
    pub fn scan(&mut self) -> Result<Snapshot, Diagnostic> {
        let now = SystemTime::now();
        let names: Vec<&str> = std::iter::once(self.config.as_str()).chain(FOLDERS).collect();
        let mut walk = walk(&self.root, &names, &self.output);
        self.folders = std::mem::take(&mut walk.folders).into_iter().collect();
        self.folders.extend(
            [Some(self.root.as_path()), self.root.join(&self.config).parent()]
                .into_iter()
                .flatten()
                .map(Path::to_owned),
        );
        let outcomes: Vec<(SourcePath, ScanOutcome)> =
            walk.files.into_par_iter().map(|found| (found.path.clone(), self.look(&found, now))).collect();
        let snapshot = self.take(outcomes, walk.diagnostics);
        self.require_config(snapshot)
    }

    /// How many files the last scan read.
    pub fn reads(&self) -> usize {
        self.reads
    }

    /// The folders in which the last scan looked, the root among them, with all links resolved.
    pub fn folders(&self) -> &BTreeSet<PathBuf> {
        &self.folders
    }

    /// The project's folder, with all links resolved.
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn look(&self, found: &WalkedFile, now: SystemTime) -> ScanOutcome {
        let known = self.known.get(&found.path).filter(|known| known.settled);
        if let Some(known) = known.filter(|known| stamp_at(&found.real) == Some(known.stamp)) {
            return Ok((known.clone(), false));
        }
        let Some(lean) = &self.lean else {
            let (stamp, bytes) = read(found)?;
            return Ok((ScannedFile { stamp, settled: stamp.is_settled(now), file: SourceFile::new(bytes) }, true));
        };
        let at = || Arc::new(LazyFile(found.real.clone()));
        if let Some((stamp, hash)) = lean.before.get(&found.path)
            && stamp_at(&found.real) == Some(*stamp)
        {
            let file = SourceFile::elsewhere(*hash, stamp.len, at());
            return Ok((ScannedFile { stamp: *stamp, settled: true, file }, false));
        }
        let (stamp, bytes) = read(found)?;
        let file = SourceFile::elsewhere(Hash128::of(&bytes), bytes.len() as u64, at());
        Ok((ScannedFile { stamp, settled: stamp.is_settled(now), file }, true))
    }

    fn take(&mut self, outcomes: Vec<(SourcePath, ScanOutcome)>, mut diagnostics: Vec<Diagnostic>) -> Snapshot {
        let mut files = Vec::with_capacity(outcomes.len());
        self.known.clear();
        self.reads = 0;
        for (path, outcome) in outcomes {
            match outcome {
                Ok((known, was_read)) => {
                    self.reads += usize::from(was_read);
                    files.push((path.clone(), known.file.clone()));
                    self.known.insert(path, known);
                }
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
        diagnostic::sort(&mut diagnostics);
        Snapshot { files: Arc::new(files.into_iter().collect()), diagnostics }
    }

    fn require_config(&self, snapshot: Snapshot) -> Result<Snapshot, Diagnostic> {
        let config = SourcePath::new(&self.config);
        if snapshot.files.contains_key(&config) {
            return Ok(snapshot);
        }
        let at_config = |d: &Diagnostic| d.place.as_ref().is_some_and(|place| place.file == config);
        Err(snapshot.diagnostics.into_iter().find(at_config).unwrap_or_else(|| {
            let message = format!("there is no `{config}` in `{}`", self.root.display());
            let help = "`versus init` makes a project; `--root` names the folder of one";
            Diagnostic::error(Code::UnreadableFile, message).help(help)
        }))
    }
}

fn stamp_at(place: &Path) -> Option<Stamp> {
    fs::metadata(place).ok().map(|meta| Stamp::of(&meta))
}

/// The file's stamp, taken before its bytes so that a change while reading shows at the next scan.
fn read(found: &WalkedFile) -> Result<(Stamp, Vec<u8>), Diagnostic> {
    let cannot = |error: io::Error| unreadable(&found.path, &error);
    let cap = cap(&found.path);
    let file = file::open(OpenOptions::new().read(true), &found.real).map_err(cannot)?;
    let stamp = Stamp::of(&file.metadata().map_err(cannot)?);
    let mut bytes = Vec::new();
    if stamp.len <= cap {
        bytes.reserve_exact(usize::try_from(stamp.len).unwrap_or(0) + 1);
        file.take(cap + 1).read_to_end(&mut bytes).map_err(cannot)?;
    }
    if stamp.len.max(bytes.len() as u64) > cap { Err(too_large(&found.path, cap)) } else { Ok((stamp, bytes)) }
}

fn cap(path: &SourcePath) -> u64 {
    match path.extension().map(str::to_ascii_lowercase).as_deref() {
        Some("md" | "markdown") => LONGEST_PAGE,
        Some("yaml" | "yml" | "csv") => LONGEST_DATA,
        Some(extension) if TEXTS.contains(&extension) => LONGEST_TEXT,
        _ => LONGEST_FILE,
    }
}

fn too_large(path: &SourcePath, cap: u64) -> Diagnostic {
    let message = format!("`{path}` is larger than the {} MiB that Versus reads", cap >> 20);
    Diagnostic::error(Code::TooLarge, message).at(Place::start_of(path)).help("split it, or publish it elsewhere")
}
