//! Addresses that lead to others: aliases of pages, and the configuration's `redirects`.

use std::collections::{BTreeMap, BTreeSet};

use super::address;
use super::content::Href;
use super::locale_plan::LocalePlan;
use super::project::ParsedProject;
use crate::base::url::{LinkKind, link_kind};
use crate::base::{Code, Diagnostic, Place, SitePath, SourcePath};
use crate::parse::yaml::Spanned;

/// The redirects of each edition by their addresses: where each leads, and where an author wrote that. Those of the configuration are the main edition's.
pub(super) fn collect(
    project: &ParsedProject,
    plans: &[LocalePlan],
    files: &BTreeMap<SitePath, SourcePath>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<BTreeMap<SitePath, (Href, Place)>> {
    let paths: BTreeSet<&SitePath> = plans.iter().flat_map(|plan| plan.pages.iter().map(|page| &page.path)).collect();
    let mut wanted = aliases(plans);
    for (from, to) in &project.config.redirects {
        match target(&paths, &to.value) {
            Ok(target) => wanted.push((
                0,
                &project.config_path,
                from,
                (target, Place::new(&project.config_path, to.span.clone())),
            )),
            Err(why) => diagnostics.push(
                Diagnostic::error(Code::BrokenLink, format!("the redirect to `{}` leads nowhere: {why}", to.value))
                    .at(Place::new(&project.config_path, to.span.clone()))
                    .help("write the address of a page, as guides/a-vs-b/, or one that begins with https://"),
            ),
        }
    }
    let mut redirects: Vec<BTreeMap<_, _>> = plans.iter().map(|_| BTreeMap::new()).collect();
    for (edition, source, from, to) in wanted {
        let taken = |path: &SitePath| {
            paths.contains(path) || files.contains_key(path) || redirects.iter().any(|own| own.contains_key(path))
        };
        match stands_at(source, from, taken) {
            Ok(path) => {
                redirects[edition].insert(path, to);
            }
            Err(error) => diagnostics.push(error),
        }
    }
    redirects
}

/// A wanted redirect: its edition, the file it is written in, from where and to where it leads, and the place of that.
type RedirectTarget<'a> = (usize, &'a SourcePath, &'a Spanned<String>, (Href, Place));

/// The older addresses of pages; what stands in for a translation has none.
fn aliases(plans: &[LocalePlan]) -> Vec<RedirectTarget<'_>> {
    let mut wanted = Vec::new();
    for (edition, plan) in plans.iter().enumerate() {
        for page in plan.pages.iter().filter(|page| page.original.is_none()) {
            let aliases = page.parsed.front.aliases.iter();
            wanted.extend(aliases.map(|a| {
                let target = Href::Site(page.path.clone(), None);
                (edition, &page.source, a, (target, Place::new(&page.source, a.span.clone())))
            }));
        }
    }
    wanted
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

fn target(pages: &BTreeSet<&SitePath>, to: &str) -> Result<Href, &'static str> {
    match link_kind(to) {
        LinkKind::Web => Ok(Href::Web(to.to_owned())),
        LinkKind::Internal => {
            let (path, anchor) = to.split_once('#').map_or((to, None), |(p, a)| (p, Some(a.to_owned())));
            let path = as_page(&SitePath::new(path));
            if pages.contains(&path) { Ok(Href::Site(path, anchor)) } else { Err("no page stands there") }
        }
        _ => Err("that is no address a link may have"),
    }
}

/// A redirect is a page of its own unless it names a file.
fn as_page(path: &SitePath) -> SitePath {
    let file = path.as_str().rsplit('/').next().is_some_and(|last| last.contains('.'));
    if file { path.clone() } else { address::folder(path.clone()) }
}
