//! The links in the header of every page.
//!
//! It refuses to know the pages that show them.

use super::layout::LocalePlan;
use super::resolve::{self, Names};
use super::tree::HOME;
use super::{Href, NavigationLink, ParsedProject};
use crate::base::{Code, Diagnostic, Place};

/// The links in the header: the configured ones, else the sections and pages at the top.
pub(super) fn links(
    project: &ParsedProject,
    plan: &LocalePlan,
    names: &Names,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<NavigationLink> {
    let Some(entries) = plan.edition.navigation(&project.config) else {
        let pages = &plan.pages;
        let top = pages[HOME.0].sections.iter().chain(&pages[HOME.0].pages).map(|id| &pages[id.0]);
        return top
            .map(|p| NavigationLink { title: p.title.clone(), target: Href::Site(p.path.clone(), None) })
            .collect();
    };
    let mut links = Vec::new();
    for entry in entries {
        let target = match (&entry.path, &entry.url) {
            (Some(path), None) => names.site_path(project, path),
            (None, Some(url)) => resolve::web(&project.config_path, url),
            _ => {
                let message = format!("`{}` needs either a `path` or a `url`", entry.title.value);
                Err(Diagnostic::error(Code::MissingKey, message)
                    .at(Place::new(&project.config_path, entry.title.span.clone()))
                    .help("`path` leads to a page of the site, `url` elsewhere"))
            }
        };
        match target {
            Ok(target) => links.push(NavigationLink { title: entry.title.value.clone(), target }),
            Err(error) => diagnostics.push(error),
        }
    }
    links
}
