//! A preview in a project of its own, and what can be asked of it.
//!
//! It refuses to judge the answers.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use versus::base::{Date, SitePath, SourcePath};
use versus::engine::BuildOptions;

/// Nothing here takes this long but for a fault.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// The day that all previews take for today.
const TODAY: &str = "2026-11-23";

/// A project in a folder that vanishes with the test.
pub(crate) struct Project {
    dir: tempfile::TempDir,
}

/// A running preview of a project.
pub(crate) struct Preview {
    /// The project.
    pub project: Project,
    child: Child,
    /// Where it is served.
    pub address: SocketAddr,
    said: Arc<Mutex<String>>,
}

/// An answer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Project {
    /// An empty one.
    pub(crate) fn empty() -> Self {
        Self { dir: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A small guide with something of each kind.
    pub(crate) fn guide() -> Self {
        let project = Self::empty();
        for (path, text) in GUIDE {
            project.write(path, text);
        }
        project
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.dir.path().canonicalize().expect("the project's folder")
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let place = self.path(path);
        fs::create_dir_all(place.parent().expect("a file has a folder")).expect("a folder in the project");
        fs::write(place, text).expect("a file in the project");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("a file of the project")
    }

    /// Serves it on a port of its own.
    pub(crate) fn serve(self, arguments: &[&str]) -> Preview {
        let (command, said) = (self.command(arguments), Arc::new(Mutex::new(String::new())));
        self.serve_by(command, said)
    }

    /// The command that serves it.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_versus"));
        command.arg("--root").arg(self.root()).args(["serve", "--port", "0", "--as-of", TODAY]).args(arguments);
        command
    }

    /// Serves it by a command that was made for it.
    pub(crate) fn serve_by(self, mut command: Command, said: Arc<Mutex<String>>) -> Preview {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut first = String::new();
        let mut out = BufReader::new(child.stdout.take().expect("its output"));
        out.read_line(&mut first).expect("its first line");
        let errors = child.stderr.take().expect("its messages");
        let heard = Arc::clone(&said);
        std::thread::spawn(move || {
            for line in BufReader::new(errors).lines().map_while(Result::ok) {
                let mut said = heard.lock().unwrap_or_else(PoisonError::into_inner);
                said.push_str(&line);
                said.push('\n');
            }
        });
        let address = first.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        let address = address.and_then(|a| a.parse().ok()).unwrap_or_else(|| panic!("no address in {first:?}"));
        Preview { project: self, child, address, said }
    }

    /// What a build that remembers nothing makes of the files as they are: bytes by the address in the site.
    pub(crate) fn fresh(&self) -> BTreeMap<String, Vec<u8>> {
        let root = self.root();
        let snapshot = versus::io::scan(&root, "versus.yaml", &root.join("site")).expect("a project");
        let as_of = Date::new(2026, 11, 23).expect("a day");
        let options = BuildOptions { config: SourcePath::new("versus.yaml"), as_of, drafts: false, base_url: None };
        let build = crate::memory_site::fresh(&snapshot, &options);
        build.outputs.iter().map(|(path, output)| (path.as_str().to_owned(), output.to_vec())).collect()
    }
}

impl Preview {
    /// Asks for a path, as it is.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask(format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address))
    }

    /// Asks with further headers.
    pub(crate) fn get_with(&self, path: &str, headers: &str) -> Answer {
        self.ask(format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}\r\n", self.address))
    }

    /// Sends bytes as they are and reads until the server closes.
    pub(crate) fn ask(&self, request: impl AsRef<[u8]>) -> Answer {
        let mut stream = self.connect();
        // A server that refuses early closes while we still write; what it said is read all the same.
        let _ = stream.write_all(request.as_ref());
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        Answer::read(&bytes)
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("the preview listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit to waiting");
        stream
    }

    /// The body of a page, without the script.
    pub(crate) fn page(&self, path: &str) -> String {
        String::from_utf8(without_script(&self.get(path).body)).expect("a page is text")
    }

    /// What the script would be told about a page.
    pub(crate) fn state(&self, path: &str) -> serde_json::Value {
        let answer = self.get(&format!("/__versus/state?path={path}"));
        serde_json::from_slice(&answer.body).expect("the state is JSON")
    }

    /// The messages of all faults that browsers are told.
    pub(crate) fn faults(&self) -> Vec<String> {
        let state = self.state("/");
        let list = state["faults"]["list"].as_array().expect("a list of faults").clone();
        list.iter().map(|fault| format!("{} {}", fault["code"], fault["message"])).collect()
    }

    /// All it has said in the terminal.
    pub(crate) fn said(&self) -> String {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits until something is so, and says what was not if it never is.
    pub(crate) fn until(&self, what: &str, mut is_so: impl FnMut(&Self) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !is_so(self) {
            assert!(Instant::now() < end, "never {what}; it said:\n{}", self.said());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until what is served is what a fresh build of the files makes, and nothing else of `before` is.
    pub(crate) fn until_fresh(&self, what: &str, before: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
        let fresh = self.project.fresh();
        let end = Instant::now() + PATIENCE;
        while let Some(difference) = self.difference(&fresh, before) {
            assert!(Instant::now() < end, "after {what}: {difference}; it said:\n{}", self.said());
            std::thread::sleep(Duration::from_millis(10));
        }
        fresh
    }

    fn difference(&self, fresh: &BTreeMap<String, Vec<u8>>, before: &BTreeMap<String, Vec<u8>>) -> Option<String> {
        for (path, bytes) in fresh {
            let answer = self.get(&format!("/{}", SitePath::new(path).href()));
            if answer.status != 200 || without_script(&answer.body) != *bytes {
                return Some(format!("/{path} ({}) is not what a fresh build makes", answer.status));
            }
        }
        let gone = before.keys().filter(|path| !fresh.contains_key(*path));
        gone.map(|path| (path, self.get(&format!("/{}", SitePath::new(path).href())).status))
            .find(|(_, status)| *status == 200)
            .map(|(path, _)| format!("/{path} is still there"))
    }

    /// The number of the process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends a signal and waits for the end; the exit code.
    pub(crate) fn end_by(mut self, signal: &str) -> Option<i32> {
        let kill = Command::new("kill").args([signal, &self.id().to_string()]).status().expect("kill runs");
        assert!(kill.success());
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("the child") {
                return status.code();
            }
            assert!(Instant::now() < end, "it does not end; it said:\n{}", self.said());
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Answer {
    fn read(bytes: &[u8]) -> Self {
        let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else { return Self::default() };
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|s| s.parse().ok()).unwrap_or(0);
        let headers = lines.filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        Self { status, headers, body: bytes[end + 4..].to_vec() }
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A page as it was before the script was put into it.
pub(crate) fn without_script(body: &[u8]) -> Vec<u8> {
    const START: &[u8] = b"<script type=\"module\" src=\"/__versus/live.js\"";
    const END: &[u8] = b"></script>";
    let find = |from: usize, what: &[u8]| body[from..].windows(what.len()).position(|w| w == what).map(|i| from + i);
    let Some(start) = find(0, START) else { return body.to_vec() };
    let end = find(start, END).expect("the script ends") + END.len();
    [&body[..start], &body[end..]].concat()
}

/// How often something is done: the environment's number, or a few.
pub(crate) fn times(variable: &str, few: usize) -> usize {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(few)
}

/// Copies a folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

const GUIDE: &[(&str, &str)] = &[
    ("versus.yaml", "title: Small guide\ntheme: own\n"),
    ("content/_index.md", "---\ntitle: Home\n---\nWelcome. See [A](guides/a.md).\n"),
    ("content/guides/_index.md", "---\ntitle: Guides\n---\n"),
    (
        "content/guides/a.md",
        "---\ntitle: A or B\ncompare: {dataset: backend}\n---\nBoth work.\n\n```js include=./samples/a.js\n```\n\n```{matrix}\n```\n\n## More {#more}\n\nText.\n",
    ),
    (
        "content/guides/b.md",
        "---\ntitle: Second\naliases: [old/b]\n---\nSee [the first](a.md#more).\n\n![Dot](dot.svg)\n",
    ),
    (
        "content/guides/dot.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 2 2\"><circle r=\"1\"/></svg>\n",
    ),
    ("content/guides/samples/a.js", "export const answer = 42;\n"),
    (
        "content/data/backend/dataset.yaml",
        "title: Backends\nscales: {quality: [Poor, Fair, Good]}\ncriteria:\n  - {id: speed, name: Speed, type: rating, scale: quality, better: higher}\n",
    ),
    ("content/data/backend/subjects/nodejs.yaml", "name: Node.js\nvalues: {speed: 3}\n"),
    ("content/data/backend/subjects/python.yaml", "name: Python\nvalues: {speed: 2}\n"),
    ("themes/own/theme.yaml", "name: own\n"),
    ("themes/own/static/css/own.css", "body { color: black }\n"),
    (
        "themes/own/templates/page.html",
        "{% extends \"builtin/page.html\" %}{% block head %}<link rel=\"stylesheet\" href=\"{{ root }}{{ assets['css/own.css'] }}\"><!-- template 0 -->{% endblock %}\n",
    ),
];
