//! Addresses that lead to others: aliases of pages, and the configuration's `redirects`.
//!
//! It refuses to know how a redirect is drawn.

use std::collections::BTreeMap;

use super::{Href, Page, ParsedProject, address};
use crate::base::{Code, Diagnostic, Place, SitePath, SourcePath};
use crate::parse::markdown::link::{Kind, kind};
use crate::parse::yaml::Spanned;

/// All redirects, by the address they stand at.
pub(super) fn collect(
    project: &ParsedProject,
    pages: &[Page],
    files: &BTreeMap<SitePath, SourcePath>,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<SitePath, Href> {
    let aliases = pages.iter().flat_map(|page| {
        page.parsed.front.aliases.iter().map(|alias| (&page.source, alias, Href::Site(page.path.clone(), None)))
    });
    let mut wanted: Vec<_> = aliases.collect();
    for (from, to) in &project.config.redirects {
        match target(pages, &to.value) {
            Ok(target) => wanted.push((&project.config_path, from, target)),
            Err(why) => diagnostics.push(
                Diagnostic::error(Code::BrokenLink, format!("the redirect to `{}` leads nowhere: {why}", to.value))
                    .at(Place::new(&project.config_path, to.span.clone()))
                    .help("write the address of a page, as guides/a-vs-b/, or one that begins with https://"),
            ),
        }
    }
    let mut redirects = BTreeMap::new();
    for (source, from, to) in wanted {
        match stands_at(source, from, |path| {
            pages.iter().any(|p| p.path == *path) || files.contains_key(path) || redirects.contains_key(path)
        }) {
            Ok(path) => {
                redirects.insert(path, to);
            }
            Err(error) => diagnostics.push(error),
        }
    }
    redirects
}

/// Where a redirect stands, if nothing else does.
fn stands_at(
    source: &SourcePath,
    from: &Spanned<String>,
    taken: impl Fn(&SitePath) -> bool,
) -> Result<SitePath, Diagnostic> {
    let path = as_page(&address::checked(source, from)?);
    if taken(&path) {
        return Err(Diagnostic::error(Code::PathCollision, format!("there is something at `/{path}` already"))
            .at(Place::new(source, from.span.clone()))
            .help("take this redirect out, or move what stands there"));
    }
    Ok(path)
}

fn target(pages: &[Page], to: &str) -> Result<Href, &'static str> {
    match kind(to) {
        Kind::Web => Ok(Href::Web(to.to_owned())),
        Kind::Internal => {
            let (path, anchor) = to.split_once('#').map_or((to, None), |(p, a)| (p, Some(a.to_owned())));
            let path = as_page(&SitePath::new(path));
            let stands = pages.iter().any(|p| p.path == path);
            if stands { Ok(Href::Site(path, anchor)) } else { Err("no page stands there") }
        }
        _ => Err("that is no address a link may have"),
    }
}

/// A redirect is a page of its own unless it names a file.
fn as_page(path: &SitePath) -> SitePath {
    let file = path.as_str().rsplit('/').next().is_some_and(|last| last.contains('.'));
    if file { path.clone() } else { address::folder(path.clone()) }
}
