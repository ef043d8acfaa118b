//! Where a source file's page stands in the site.

use super::locale::Locale;
use super::project::{LinkOptions, ParsedProject};
use crate::base::slug::slugify;
use crate::base::{BaseUrl, Code, Date, Diagnostic, Place, SitePath, SourcePath, portable};
use crate::parse::front::FrontMatter;
use crate::parse::yaml::Spanned;

/// The longest part of an address, in bytes; file systems take 255, and temporary names need some of them.
const MAX_PART_BYTES: usize = 200;

/// The address of the page in `source`, whose file would be `key` without the language in its name.
pub(super) fn of_page(
    key: &SourcePath,
    source: &SourcePath,
    front: &FrontMatter,
    edition: &Locale,
) -> Result<SitePath, Diagnostic> {
    if let Some(path) = &front.path {
        return checked(source, path).map(|path| folder(edition.at(path.as_str())));
    }
    let parent = key.parent().strip_prefix("content").unwrap_or(key.parent());
    let mut parts: Vec<String> = parent.split('/').filter(|p| !p.is_empty()).map(part).collect();
    let stands_for_folder = matches!(key.stem(), "_index" | "index");
    if let Some(slug) = &front.slug {
        if stands_for_folder {
            parts.pop();
        }
        parts.push(checked_slug(source, slug)?);
    } else if !stands_for_folder {
        parts.push(part(dated(key.stem()).1));
    }
    if let Some(long) = parts.iter().find(|p| p.len() > MAX_PART_BYTES) {
        return Err(Diagnostic::error(Code::BadPath, format!("a part of the address is {} bytes long", long.len()))
            .at(Place::start_of(source))
            .help(format!("rename the file, or give the page a `slug` of at most {MAX_PART_BYTES} bytes")));
    }
    Ok(folder(edition.at(&parts.join("/"))))
}

/// The date that a file's name begins with, and the rest: `2026-01-31-name`.
pub(super) fn dated(stem: &str) -> (Option<Date>, &str) {
    match (stem.get(..10).and_then(|d| d.parse().ok()), stem.get(10..11), stem.get(11..)) {
        (Some(date), Some("-" | "_"), Some(rest)) if !rest.is_empty() => (Some(date), rest),
        _ => (None, stem),
    }
}

fn part(name: &str) -> String {
    sound_part(name, "page")
}

/// A part of an address made from a name; `what` it names helps out where nothing is left of it, or where what is
/// left is kept for a device somewhere.
pub(super) fn sound_part(name: &str, what: &str) -> String {
    match slugify(name) {
        slug if slug.is_empty() => what.to_owned(),
        slug if portable::is_device(&slug) => format!("{slug}-{what}"),
        slug => slug,
    }
}

/// The address of a page: a folder of its own.
pub(super) fn folder(path: SitePath) -> SitePath {
    let text = path.as_str();
    if text.is_empty() || text.ends_with('/') { path } else { SitePath::new(format!("{text}/")) }
}

/// An address that an author wrote, if it stays in the site and every file system can hold it.
pub(super) fn checked(source: &SourcePath, path: &Spanned<String>) -> Result<SitePath, Diagnostic> {
    let text = path.value.trim_start_matches('/');
    match fault(text) {
        None => Ok(SitePath::new(text)),
        Some(fault) => {
            Err(Diagnostic::error(Code::BadPath, format!("`{}` cannot be an address: it {fault}", path.value))
                .at(Place::new(source, path.span.clone()))
                .help("write it with letters, digits and hyphens between slashes: guides/a-vs-b"))
        }
    }
}

/// A slug that an author wrote: one part of an address.
fn checked_slug(source: &SourcePath, slug: &Spanned<String>) -> Result<String, Diagnostic> {
    let path = checked(source, slug)?;
    let part = path.as_str().trim_end_matches('/');
    if !part.is_empty() && !part.contains('/') {
        return Ok(part.to_owned());
    }
    Err(Diagnostic::error(Code::BadPath, format!("`{}` cannot be the last part of an address", slug.value))
        .at(Place::new(source, slug.span.clone()))
        .help("a slug has no slashes; `path` gives a page its whole address"))
}

/// What keeps `path` from being the address of a file that every system can hold, as the end of a sentence.
pub fn fault(path: &str) -> Option<String> {
    let path = path.trim_end_matches('/');
    if path.is_empty() {
        return None;
    }
    if let Some(long) = path.split('/').find(|part| part.len() > MAX_PART_BYTES) {
        return Some(format!("has a part of {} bytes; {MAX_PART_BYTES} is the most", long.len()));
    }
    if let Some(hidden) =
        path.split('/').find(|part| part.starts_with('.') && !matches!(*part, "." | ".." | ".well-known"))
    {
        return Some(format!("has the part `{hidden}`, which servers hide"));
    }
    portable::fault(path).or_else(|| {
        let odd = path.chars().find(|c| ":*?\"<>|%#".contains(*c));
        odd.map(|c| format!("has a `{c}`, which means something else in an address or to a file system"))
    })
}

/// The address of the site, from the options or the configuration.
pub(super) fn base_url(
    project: &ParsedProject,
    options: &LinkOptions,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<BaseUrl> {
    let configured = project.config.base_url.as_ref();
    let url = options.base_url.or(configured.map(|u| u.value.as_str()))?;
    if let Some(url) = BaseUrl::parse(url) {
        return Some(url);
    }
    let mut error = Diagnostic::error(Code::WrongType, format!("`{url}` cannot be the address of a site"))
        .help("write it as https://example.org/ or https://example.org/guides/");
    if let (None, Some(configured)) = (options.base_url, configured) {
        error = error.at(Place::new(&project.config_path, configured.span.clone()));
    }
    diagnostics.push(error);
    None
}
