//! Runs the program on projects on disk, for the tests that look at it from outside.
//!
//! It refuses to know what a run should say or write.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A project in a temporary folder.
pub(super) struct Project {
    folder: tempfile::TempDir,
    /// The project's root, below the temporary folder.
    place: PathBuf,
}

/// What a run came to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) code: Option<i32>,
    pub(super) out: String,
    pub(super) err: String,
}

impl Project {
    /// A project of these files.
    pub(super) fn new(files: &[(&str, &str)]) -> Self {
        Self::at("project", files)
    }

    /// The same at a path below a temporary folder.
    pub(super) fn at(place: &str, files: &[(&str, &str)]) -> Self {
        let project = Self { folder: tempfile::tempdir().expect("a temporary folder"), place: PathBuf::from(place) };
        for (path, text) in files {
            project.write(path, text);
        }
        project
    }

    pub(super) fn root(&self) -> PathBuf {
        self.folder.path().join(&self.place)
    }

    /// The folder that the program takes for caches.
    pub(super) fn cache(&self) -> PathBuf {
        self.folder.path().join("cache of the tests")
    }

    pub(super) fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Runs the program in the project's root.
    pub(super) fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, &[])
    }

    /// The same under a limit that the shell sets first.
    #[cfg(unix)]
    pub(super) fn run_under(&self, limit: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("{limit}; exec \"$0\" \"$@\""), env!("CARGO_BIN_EXE_versus")]);
        self.finish(shell, arguments, environment)
    }

    /// The same in an environment of which only what is given differs from run to run.
    pub(super) fn run_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
        self.finish(Command::new(env!("CARGO_BIN_EXE_versus")), arguments, environment)
    }

    fn finish(&self, mut command: Command, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
        command.current_dir(self.root()).args(arguments);
        for name in
            ["SOURCE_DATE_EPOCH", "TZ", "LC_ALL", "LANG", "RAYON_NUM_THREADS", "NO_COLOR", "COLUMNS", "RUST_BACKTRACE"]
        {
            command.env_remove(name);
        }
        for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"] {
            command.env_remove(name);
        }
        command.env("XDG_CACHE_HOME", self.cache());
        command.envs(environment.iter().copied());
        let Output { status, stdout, stderr } = command.output().expect("the program runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program speaks UTF-8");
        Run { code: status.code(), out: text(stdout), err: text(stderr) }
    }

    /// All files below the root by path.
    pub(super) fn tree(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.root(), "", &mut files);
        files
    }

    /// The files of the site by path, the housekeeping of Versus among them.
    pub(super) fn site(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.root().join("site"), "", &mut files);
        files
    }
}

fn collect(folder: &Path, above: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.map(|e| e.expect("an entry of the site")) {
        let name = format!("{above}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(entry.path()).expect("a file of the site"));
        }
    }
}
