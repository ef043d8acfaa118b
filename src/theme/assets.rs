//! The theme's published files under names that carry a hash of their content.
//!
//! A file may refer to another by a relative path in quotes or in `url(…)`; the reference then carries the hash
//! as well, so that no page, old or new, ever points at a file that is not there. It refuses to know what the
//! files do.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::path::normalise;
use crate::base::{Code, Diagnostic, Hash128, Place, SitePath, SourcePath};

/// A theme's file before it has its name.
pub struct Static {
    /// Where it stands in the project or in the built-in theme.
    pub source: SourcePath,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

/// A published file.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Where it stands in the site.
    pub path: SitePath,
    /// Its bytes, references and all.
    pub bytes: Arc<[u8]>,
}

/// Names the files; keys are paths below `static/`.
pub fn publish(files: &BTreeMap<String, Static>) -> (BTreeMap<String, Asset>, Vec<Diagnostic>) {
    let mut publisher = Publisher { files, done: BTreeMap::new(), under_way: Vec::new(), diagnostics: Vec::new() };
    for name in files.keys() {
        publisher.publish(name);
    }
    (publisher.done, publisher.diagnostics)
}

struct Publisher<'a> {
    files: &'a BTreeMap<String, Static>,
    done: BTreeMap<String, Asset>,
    under_way: Vec<&'a str>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Publisher<'a> {
    fn publish(&mut self, name: &str) -> Option<SitePath> {
        if let Some(asset) = self.done.get(name) {
            return Some(asset.path.clone());
        }
        let (name, file) = self.files.get_key_value(name)?;
        if self.under_way.contains(&name.as_str()) {
            let error = Diagnostic::error(Code::ThemeFile, format!("{name} refers to itself, by way of others"))
                .at(Place::start_of(&file.source))
                .help("break the circle: a name cannot carry a hash of itself");
            self.diagnostics.push(error);
            return None;
        }
        self.under_way.push(name);
        let bytes = match (std::str::from_utf8(&file.bytes), has_references(name)) {
            (Ok(text), true) => self.with_references(name, text).into_bytes().into(),
            _ => Arc::clone(&file.bytes),
        };
        self.under_way.pop();
        let path = hashed(name, &bytes);
        self.done.insert(name.clone(), Asset { path: path.clone(), bytes });
        Some(path)
    }

    /// Replaces each relative reference to another file of the theme.
    fn with_references(&mut self, name: &'a str, text: &str) -> String {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) =
            ["\"./", "\"../", "'./", "'../", "(./", "(../"].iter().filter_map(|p| rest.find(p)).min()
        {
            let (before, tail) = rest.split_at(start + 1);
            out.push_str(before);
            let end = tail.find(['"', '\'', ')', '\n']).unwrap_or(tail.len());
            let reference = &tail[..end];
            let target = normalise(folder, reference).filter(|t| self.files.contains_key(t));
            match target.and_then(|t| self.publish(&t)) {
                Some(path) => {
                    let from = SitePath::new(format!("assets/{name}"));
                    let href = from.href_to(&path);
                    out.push_str(if href.starts_with('.') { "" } else { "./" });
                    out.push_str(&href);
                }
                None => out.push_str(reference),
            }
            rest = &tail[end..];
        }
        out.push_str(rest);
        out
    }
}

fn has_references(name: &str) -> bool {
    [".js", ".mjs", ".css", ".svg", ".webmanifest"].iter().any(|ending| name.ends_with(ending))
}

/// `css/main.css` as `assets/css/main.0123456789.css`.
fn hashed(name: &str, bytes: &[u8]) -> SitePath {
    let hash = Hash128::of(bytes).short(10);
    let (folder, file) = name.rsplit_once('/').map_or(("", name), |(folder, file)| (folder, file));
    let (stem, ending) = file.split_once('.').map_or((file, String::new()), |(s, e)| (s, format!(".{e}")));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    SitePath::new(format!("assets/{folder}{stem}.{hash}{ending}"))
}
