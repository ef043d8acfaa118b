//! Paths of source files and addresses in the site: two types, so that neither is taken for the other.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::url::encode_path;

/// A file of the project, relative to its root, with `/` between the parts: `content/guides/a.md`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// Takes a relative path; the caller has made sure that it uses `/` and does not climb.
    pub fn new(path: impl AsRef<str>) -> Self {
        Self(Arc::from(path.as_ref()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder it is in, `""` at the root.
    pub fn parent(&self) -> &str {
        self.0.rfind('/').map_or("", |i| &self.0[..i])
    }

    /// The last part.
    pub fn name(&self) -> &str {
        self.0.rfind('/').map_or(&self.0, |i| &self.0[i + 1..])
    }

    /// The last part up to its last dot.
    pub fn stem(&self) -> &str {
        let name = self.name();
        name.rfind('.').filter(|i| *i > 0).map_or(name, |i| &name[..i])
    }

    /// What follows the last dot of the last part.
    pub fn extension(&self) -> Option<&str> {
        let name = self.name();
        name.rfind('.').filter(|i| *i > 0).map(|i| &name[i + 1..])
    }

    /// Whether the name ends as that of a Markdown file does, in whatever case.
    pub fn is_markdown(&self) -> bool {
        self.extension().is_some_and(|e| e.eq_ignore_ascii_case("md") || e.eq_ignore_ascii_case("markdown"))
    }

    /// The path that `relative` names when read from this file's folder; `None` if it climbs out of the root.
    pub fn join(&self, relative: &str) -> Option<SourcePath> {
        normalise(self.parent(), relative).map(SourcePath::new)
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An address in the site, relative to its root and not percent-encoded: `""` is the home page,
/// `guides/a/` a page in a folder of its own, `feed.xml` a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct SitePath(String);

impl SitePath {
    /// Takes an address; leading slashes and a trailing `index.html` are dropped.
    pub fn new(path: impl Into<String>) -> Self {
        let mut path: String = path.into();
        if path.starts_with('/') {
            path.drain(..path.len() - path.trim_start_matches('/').len());
        }
        match path.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => path.truncate(folder.len()),
            _ => {}
        }
        Self(path)
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file that holds it: folders get an `index.html`.
    pub fn file(&self) -> String {
        if self.0.is_empty() || self.0.ends_with('/') { format!("{}index.html", self.0) } else { self.0.clone() }
    }

    /// The prefix that leads from this page to the site's root: `./`, `../`, `../../`, …
    pub fn root(&self) -> String {
        match self.0.matches('/').count() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }

    /// The percent-encoded address, relative to the root.
    pub fn href(&self) -> String {
        encode_path(&self.0)
    }

    /// The percent-encoded relative reference that leads from the page `self` to `target`.
    pub fn href_to(&self, target: &SitePath) -> String {
        let from = self.0.rfind('/').map_or("", |i| &self.0[..=i]);
        let shared = from.bytes().zip(target.0.bytes()).take_while(|(a, b)| a == b).count();
        let shared = from[..from.floor_char_boundary(shared)].rfind('/').map_or(0, |i| i + 1);
        let ups = from[shared..].matches('/').count();
        let rest = encode_path(&target.0[shared..]);
        match (ups, rest.is_empty()) {
            (0, true) => "./".to_owned(),
            // A first segment with a colon would read as a scheme.
            (0, false) if rest.split('/').next().is_some_and(|s| s.contains(':')) => format!("./{rest}"),
            _ => format!("{}{rest}", "../".repeat(ups)),
        }
    }
}

impl Borrow<str> for SourcePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for SitePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Joins `relative` to the folder `base`, which has no empty parts but may end with a slash, and takes out `.` and `..`;
/// `None` if it climbs out of the root.
pub fn normalise(base: &str, relative: &str) -> Option<String> {
    // Asked for every link of every page, so in one piece of text rather than in a list of parts.
    let mut out = String::with_capacity(base.len() + relative.len() + 1);
    out.push_str(base.strip_suffix('/').unwrap_or(base));
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." if out.is_empty() => return None,
            ".." => out.truncate(out.rfind('/').unwrap_or(0)),
            part => {
                if !out.is_empty() {
                    out.push('/');
                }
                out.push_str(part);
            }
        }
    }
    Some(out)
}
