//! `theme.yaml`: what a theme says of itself, and which versions of Versus it is made for.
//!
//! It refuses to know the theme's other files.

use serde::Deserialize;

use super::files::{ThemeFile, not_text};
use crate::base::{Code, Diagnostic, Place};
use crate::parse::yaml;
use crate::parse::yaml::{Origin, Spanned};

const OURS: &str = env!("CARGO_PKG_VERSION");

/// `theme.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to check the file; only the versions decide anything")]
struct ThemeManifest {
    name: String,
    #[serde(default)]
    version: Option<String>,
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    min_version: Option<Spanned<String>>,
    #[serde(default)]
    max_version: Option<Spanned<String>>,
}

/// Major, minor and patch.
type RequiredVersion = [u64; 3];

/// Reports a manifest that cannot be read, and a theme that is not made for this version.
pub(super) fn check(file: Option<&ThemeFile>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(file) = file else { return };
    let Ok(text) = std::str::from_utf8(&file.bytes) else { return diagnostics.push(not_text(&file.source)) };
    let manifest = match yaml::read::<ThemeManifest>(text, &Origin::whole(&file.source)) {
        Ok(manifest) => manifest,
        Err(errors) => return diagnostics.extend(errors),
    };
    let newer: fn(RequiredVersion, RequiredVersion) -> bool = |ours, limit| ours >= limit;
    let older: fn(RequiredVersion, RequiredVersion) -> bool = |ours, limit| ours <= limit;
    for (limit, fits, word) in [(&manifest.min_version, newer, "newer"), (&manifest.max_version, older, "older")] {
        if let Some(limit) = limit.as_ref().filter(|limit| limit.value != "none")
            && let Some((message, help)) = fault(&limit.value, fits, word)
        {
            let error = Diagnostic::error(Code::ThemeFile, message).help(help);
            diagnostics.push(error.at(Place::new(&file.source, limit.span.clone())));
        }
    }
}

fn fault(
    limit: &str,
    fits: fn(RequiredVersion, RequiredVersion) -> bool,
    word: &str,
) -> Option<(String, &'static str)> {
    let ours = version(OURS)?;
    let Some(version) = version(limit) else {
        let message = format!("`{limit}` is no version of Versus");
        return Some((message, "write one to three numbers, as 0.1.0, or `none`"));
    };
    let message = || format!("this theme needs Versus {limit} or {word}, and this is {OURS}");
    (!fits(ours, version)).then(|| (message(), "use another version of the theme or of Versus"))
}

/// One to three numbers with points between them; what is missing is 0.
fn version(text: &str) -> Option<RequiredVersion> {
    let parts: Result<Vec<u64>, _> = text.split('.').map(str::parse).collect();
    let parts = parts.ok().filter(|parts| parts.len() <= 3 && !text.contains('+'))?;
    Some(std::array::from_fn(|i| parts.get(i).copied().unwrap_or(0)))
}
