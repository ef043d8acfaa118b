//! Checks the links between finished pages: every address has an output, every anchor an element.
//!
//! It refuses to know who wrote a link; what an author wrote is pointed at in the source, the rest in the page.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::base::hash::Plain;
use crate::base::html::decode_path;
use crate::base::path::normalise;
use crate::base::{Code, Diagnostic, Place, Severity, SitePath, SourcePath, suggest};
use crate::link::Site;
use crate::parse::config::Level;
use crate::parse::markdown::link::{Kind, kind};
use crate::render::scan::Found;

/// What a check has to know of an output.
pub(super) struct Seen<'a> {
    /// Its address.
    pub(super) path: &'a SitePath,
    /// What was found in it.
    pub(super) found: &'a Found,
    /// Whether it could not be drawn, which is reported.
    pub(super) failed: bool,
}

/// The outputs by their addresses as text.
type Standing<'a> = HashMap<&'a str, &'a Seen<'a>, Plain>;

/// What is wrong with the links and ids of the outputs.
pub(super) fn links(sites: &[Site], outputs: &[Seen]) -> Vec<Diagnostic> {
    // Asked for every link there is, which a tree would make the longer the larger the site is.
    let standing: Standing = outputs.iter().map(|output| (output.path.as_str(), output)).collect();
    let checked: Vec<Vec<Diagnostic>> = outputs
        .par_iter()
        .map(|output| {
            let broken = output.found.links.iter().filter_map(|link| check(sites, &standing, output.path, link));
            broken.chain(output.found.twice.iter().map(|id| twice(sites, output.path, id))).collect()
        })
        .collect();
    checked.into_iter().flatten().collect()
}

fn check(sites: &[Site], standing: &Standing, from: &SitePath, link: &str) -> Option<Diagnostic> {
    if kind(link) != Kind::Internal {
        return None;
    }
    let (before, anchor) = link.split_once('#').map_or((link, None), |(b, a)| (b, Some(a)));
    let main = sites.first()?;
    let target = target(main.base_url.as_deref(), from, before.split('?').next().unwrap_or(""));
    let output = target.as_ref().and_then(|t| standing.get(t.as_str()).copied());
    let level = match main.config.links.internal {
        Level::Error => Severity::Error,
        Level::Warn => Severity::Warning,
    };
    let place = || sites.iter().find_map(|site| site.link_place(from, link)).cloned();
    let Some(Seen { path, found, failed }) = output else {
        let error = Diagnostic::new(level, Code::BrokenLink, format!("`{link}` on /{from} leads to nothing"));
        return Some(placed(error, place(), from, "look for it in the theme's templates and blocks"));
    };
    if *failed {
        // What could not be drawn has no ids.
        return None;
    }
    let anchor = decode_path(anchor.filter(|a| !a.is_empty())?)?;
    if found.ids.binary_search_by(|id| id.as_str().cmp(&anchor)).is_ok() || anchor == "top" {
        return None;
    }
    let error = Diagnostic::new(level, Code::BrokenAnchor, format!("there is no `#{anchor}` on /{path}"));
    let near = suggest::nearest(&anchor, found.ids.iter().map(String::as_str));
    let help =
        near.map_or_else(|| "give the heading an id: ## Title {#id}".to_owned(), |n| format!("did you mean `#{n}`?"));
    Some(placed(error, place(), from, &help))
}

/// The address that a reference on the page `from` leads to.
pub(super) fn target(base_url: Option<&str>, from: &SitePath, reference: &str) -> Option<SitePath> {
    if reference.is_empty() {
        return Some(from.clone());
    }
    let path = decode_path(reference)?;
    let folder = from.as_str().rfind('/').map_or("", |i| &from.as_str()[..i]);
    let base = base_url.and_then(|b| b.split_once("://")?.1.split_once('/')).map_or("", |(_, p)| p);
    let mut joined = match path.strip_prefix('/') {
        Some(rest) => normalise("", rest.strip_prefix(base).unwrap_or(rest)),
        None => normalise(folder, &path),
    }?;
    let is_folder = path.ends_with('/') || path.ends_with("..") || path == ".";
    if is_folder && !joined.is_empty() {
        joined.push('/');
    }
    Some(SitePath::new(joined))
}

fn twice(sites: &[Site], path: &SitePath, id: &str) -> Diagnostic {
    let page = sites.iter().find_map(|site| site.page_at(path));
    let source = page.map(|p| Place::start_of(&p.source));
    let warning = Diagnostic::warning(Code::DuplicateId, format!("the id `{id}` stands twice on /{path}"));
    placed(warning, source, path, "give the heading another id, or look into the theme's templates")
}

fn placed(diagnostic: Diagnostic, place: Option<Place>, from: &SitePath, help: &str) -> Diagnostic {
    match place {
        Some(place) => diagnostic.at(place).help(help),
        None => diagnostic.at(Place::start_of(&SourcePath::new(from.file()))).help(help),
    }
}
