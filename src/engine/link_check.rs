//! Checks the links between finished pages: every address has an output, every anchor an element.
//!
//! It refuses to know who wrote a link; what an author wrote is pointed at in the source, the rest in the page.

use std::collections::HashMap;

use rayon::prelude::*;

use super::store_access::{read, written};
use super::{Engine, LinkedSite, keys};
use crate::base::hash::FastHash;
use crate::base::sync::lock;
use crate::base::url::{LinkKind, decode, link_kind, resolve};
use crate::base::{BaseUrl, Bucket, Code, Diagnostic, Hash128, Place, Severity, SitePath, SourcePath, suggest};
use crate::link::Site;
use crate::parse::config::Level;
use crate::theme::html_scan::PageRefs;

/// What a check has to know of an output.
pub(super) struct CheckedOutput<'a> {
    path: &'a SitePath,
    found: &'a PageRefs,
    /// Whether it could not be drawn, which is reported.
    failed: bool,
    /// Whether its address is another as soon as any text is, as those of the search's files are.
    passing: bool,
}

impl<'a> CheckedOutput<'a> {
    pub(super) fn new(prepared: &LinkedSite, path: &'a SitePath, found: &'a PageRefs, failed: bool) -> Self {
        Self { path, found, failed, passing: prepared.edition_of_search(path).is_some() }
    }
}

/// The outputs by their addresses as text.
type OutputIndex<'a> = HashMap<&'a str, &'a CheckedOutput<'a>, FastHash>;

/// The outputs of which nothing was wrong, as long as the same addresses and ids stay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LinkCheckCache {
    /// The hash of all addresses that stay, and of the ids there.
    among: Hash128,
    /// The hashes of address and links of each, sorted.
    outputs: Vec<Hash128>,
}

impl Engine {
    /// What is wrong with the links and ids of the outputs. What is known to be right is not looked at again.
    pub(super) fn broken_links(&self, prepared: &LinkedSite, outputs: &[CheckedOutput]) -> Vec<Diagnostic> {
        let sites = prepared.editions.sites();
        let among = ends(sites, outputs);
        let last = || lock(&self.sound);
        let mut known = last().clone();
        if known.among != among {
            let outputs = self.store.as_ref().and_then(|store| read(&store.get(Bucket::Checks, among)?));
            known = LinkCheckCache { among, outputs: outputs.unwrap_or_default() };
        }
        let (broken, sound) = links(sites, outputs, &known);
        if let Some(store) = self.store.as_ref().filter(|_| sound != known) {
            store.put(Bucket::Checks, among, &written(&sound.outputs));
        }
        *last() = sound;
        broken
    }
}

/// The hash of all that stays where links lead to.
fn ends(sites: &[Site], outputs: &[CheckedOutput]) -> Hash128 {
    let base_url = sites.first().and_then(|main| main.base_url.as_ref());
    let staying = outputs.par_iter().filter(|output| !output.passing);
    let each = staying.map(|output| keys::link_target(output.path, &output.found.ids, output.failed));
    keys::link_targets(base_url, &each.collect::<Vec<_>>())
}

/// What is wrong with the outputs but for those that are known to be sound, and those that are.
fn links(sites: &[Site], outputs: &[CheckedOutput], known: &LinkCheckCache) -> (Vec<Diagnostic>, LinkCheckCache) {
    // Asked for every link there is, which a tree would make the longer the larger the site is.
    let standing: OutputIndex = outputs.iter().map(|output| (output.path.as_str(), output)).collect();
    let checked: Vec<(Option<Hash128>, Vec<Diagnostic>)> = outputs
        .par_iter()
        .map(|output| {
            let key = keys::checked_output(output.path, output.found);
            if known.outputs.binary_search(&key).is_ok() {
                return (Some(key), Vec::new());
            }
            let (stays, said) = look(sites, &standing, output);
            (Some(key).filter(|_| stays && said.is_empty()), said)
        })
        .collect();
    let mut sound: Vec<Hash128> = checked.iter().filter_map(|(key, _)| *key).collect();
    sound.par_sort_unstable();
    (checked.into_iter().flat_map(|(_, said)| said).collect(), LinkCheckCache { among: known.among, outputs: sound })
}

/// Whether all links of an output lead to what stays, and what is wrong with it.
fn look(sites: &[Site], standing: &OutputIndex, output: &CheckedOutput) -> (bool, Vec<Diagnostic>) {
    let mut stays = true;
    let mut said = Vec::new();
    for link in output.found.links.iter() {
        match end(sites, standing, output.path, link) {
            Ok(end) => stays &= !end.is_some_and(|end| end.passing),
            Err(broken) => said.push(broken),
        }
    }
    said.extend(output.found.twice.iter().map(|id| twice(sites, output.path, id)));
    (stays, said)
}

/// The output that a link leads to, if it leads to one of this site.
fn end<'a>(
    sites: &[Site],
    standing: &OutputIndex<'a>,
    from: &SitePath,
    link: &str,
) -> Result<Option<&'a CheckedOutput<'a>>, Diagnostic> {
    let Some(main) = sites.first().filter(|_| link_kind(link) == LinkKind::Internal) else { return Ok(None) };
    let (before, anchor) = link.split_once('#').map_or((link, None), |(b, a)| (b, Some(a)));
    let target = target(main.base_url.as_ref(), from, before.split('?').next().unwrap_or(""));
    let output = target.as_ref().and_then(|t| standing.get(t.as_str()).copied());
    let level = match main.config.links.internal {
        Level::Error => Severity::Error,
        Level::Warn => Severity::Warning,
    };
    let place = || sites.iter().find_map(|site| site.link_place(from, link)).cloned();
    let Some(CheckedOutput { path, found, failed, .. }) = output else {
        let error = Diagnostic::new(level, Code::BrokenLink, format!("`{link}` on /{from} leads to nothing"));
        return Err(placed(error, place(), from, "look for it in the theme's templates and blocks"));
    };
    let anchor = anchor.filter(|anchor| !anchor.is_empty()).and_then(decode);
    // What could not be drawn has no ids.
    let Some(anchor) = anchor.filter(|_| !failed) else { return Ok(output) };
    if found.ids.binary_search_by(|id| id.as_str().cmp(&anchor)).is_ok() || anchor == "top" {
        return Ok(output);
    }
    let error = Diagnostic::new(level, Code::BrokenAnchor, format!("there is no `#{anchor}` on /{path}"));
    let near = suggest::nearest(&anchor, found.ids.iter().map(String::as_str));
    let help =
        near.map_or_else(|| "give the heading an id: ## Title {#id}".to_owned(), |n| format!("did you mean `#{n}`?"));
    Err(placed(error, place(), from, &help))
}

/// The address that a reference on the page `from` leads to.
pub(super) fn target(base_url: Option<&BaseUrl>, from: &SitePath, reference: &str) -> Option<SitePath> {
    resolve(from.as_str(), &decode(reference)?, base_url).map(SitePath::new)
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
