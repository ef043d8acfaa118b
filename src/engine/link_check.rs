//! Checks the links between finished pages: every address has an output, every anchor an element.
//!
//! It refuses to know who wrote a link; what an author wrote is pointed at in the source, the rest in the page.

use std::collections::HashMap;
use std::sync::OnceLock;

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

use super::store_access::{read, written};
use super::{Engine, LinkedSite, keys};
use crate::base::hash::FastHash;
use crate::base::slug::slugify;
use crate::base::snapshot::SourceFile;
use crate::base::sync::lock;
use crate::base::url::{LinkKind, decode, link_kind, resolve};
use crate::base::{BaseUrl, Bucket, Code, Diagnostic, Hash128, Place, Severity, SitePath, SourcePath, suggest};
use crate::link::Site;
use crate::parse::body::Heading;
use crate::parse::config::Level;
use crate::theme::html_scan;
use crate::theme::html_scan::PageRefs;

/// What a check has to know of an output.
pub(super) struct CheckedOutput<'a> {
    path: &'a SitePath,
    found: &'a PageRefs,
    anchors: AnchorSource<'a>,
    /// Whether it could not be drawn, which is reported.
    failed: bool,
    /// Whether its address is another as soon as any text is, as those of the search's files are.
    passing: bool,
}

impl<'a> CheckedOutput<'a> {
    pub(super) fn new(prepared: &'a LinkedSite, path: &'a SitePath, found: &'a PageRefs, failed: bool) -> Self {
        let anchors = AnchorSource::new(prepared, path);
        Self { path, found, anchors, failed, passing: prepared.edition_of_search(path).is_some() }
    }

    /// The ids that a link can lead to, sorted, if they are known.
    fn ids(&self) -> Option<&[String]> {
        match &self.anchors {
            AnchorSource::Page => Some(&self.found.ids),
            AnchorSource::Copied(file, ids) => ids.get_or_init(|| ids_of(file)).as_deref(),
            AnchorSource::Unknown => None,
        }
    }

    /// Whether an anchor is an id here, or may be one. What could not be drawn has no ids.
    fn has_anchor(&self, anchor: &str) -> bool {
        let Some(ids) = self.ids().filter(|_| !self.failed) else { return true };
        let is_id = |anchor: &str| ids.binary_search_by(|id| id.as_str().cmp(anchor)).is_ok();
        // A view of an SVG image is none of its elements.
        anchor == "top" || anchor.starts_with("svgView(") || is_id(anchor) || is_id(&anchor.nfc().collect::<String>())
    }
}

/// What is known of the anchors in an output.
enum AnchorSource<'a> {
    /// A page that was drawn: its ids.
    Page,
    /// A copied file, whose ids are read when a link leads to one.
    Copied(&'a SourceFile, OnceLock<Option<Vec<String>>>),
    /// Any other file. What its viewer makes of a fragment (`#page=3`, `#t=10`) is not known.
    Unknown,
}

impl<'a> AnchorSource<'a> {
    fn new(prepared: &'a LinkedSite, path: &SitePath) -> Self {
        let name = path.as_str().rsplit('/').next().unwrap_or("");
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
        let has_ids = matches!(extension.as_str(), "html" | "htm" | "xhtml" | "svg");
        match prepared.copied(path).filter(|_| has_ids) {
            Some(file) => Self::Copied(file, OnceLock::new()),
            None if name.is_empty() || extension == "html" => Self::Page,
            None => Self::Unknown,
        }
    }

    /// The hash of the file whose ids are not read yet.
    fn copied_hash(&self) -> Option<Hash128> {
        if let Self::Copied(file, _) = self { Some(file.hash) } else { None }
    }
}

fn ids_of(file: &SourceFile) -> Option<Vec<String>> {
    file.bytes().map(|bytes| html_scan::scan(&String::from_utf8_lossy(&bytes)).ids)
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
    let each = staying
        .map(|output| keys::link_target(output.path, &output.found.ids, output.failed, output.anchors.copied_hash()));
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
    let Some(target) = output else {
        let error = Diagnostic::new(level, Code::BrokenLink, format!("`{link}` on /{from} leads to nothing"));
        return Err(placed(error, place(), from, "look for it in the theme's templates and blocks"));
    };
    // A browser looks for the text of a text fragment, whatever the ids.
    let anchor = anchor.and_then(|anchor| anchor.split(":~:").next()).filter(|anchor| !anchor.is_empty());
    let Some(anchor) = anchor.and_then(decode).filter(|anchor| !target.has_anchor(anchor)) else { return Ok(output) };
    let error = Diagnostic::new(level, Code::BrokenAnchor, format!("there is no `#{anchor}` on /{}", target.path));
    let headings =
        sites.iter().find_map(|site| site.page_at(target.path)).map_or(&[][..], |page| &page.parsed.headings);
    let help = match target.anchors {
        AnchorSource::Page => nearest_anchor(&anchor, headings, target.ids().unwrap_or_default()),
        _ => "nothing in that file has this id".to_owned(),
    };
    Err(placed(error, place(), from, &help))
}

/// The way out for an anchor that is not there: the heading with that text, else the nearest id or text.
fn nearest_anchor(anchor: &str, headings: &[Heading], ids: &[String]) -> String {
    let meant = |heading: &Heading| format!("did you mean `#{}`, the heading “{}”?", heading.id, heading.title);
    let wanted = slugify(anchor);
    let same_text = headings.iter().find(|heading| !wanted.is_empty() && slugify(&heading.title) == wanted);
    let near_id = suggest::nearest(anchor, ids.iter().map(String::as_str));
    let near = near_id.and_then(|id| headings.iter().find(|heading| heading.id == id));
    let near_text = || {
        let titles = headings.iter().map(|heading| heading.title.as_str());
        let title = suggest::nearest(&anchor.replace(['-', '_'], " "), titles)?;
        headings.iter().find(|heading| heading.title == title)
    };
    match (same_text.or(near), near_id) {
        (Some(heading), _) => meant(heading),
        (None, Some(id)) => format!("did you mean `#{id}`?"),
        (None, None) => near_text().map_or_else(|| "give the heading an id: ## Title {#id}".to_owned(), meant),
    }
}

/// The address that a reference on the page `from` leads to.
pub(super) fn target(base_url: Option<&BaseUrl>, from: &SitePath, reference: &str) -> Option<SitePath> {
    resolve(from.as_str(), &decode(reference)?, base_url).map(SitePath::new)
}

fn twice(sites: &[Site], path: &SitePath, id: &str) -> Diagnostic {
    let page = sites.iter().find_map(|site| site.page_at(path));
    let source = page.map(|page| {
        // The id of a block or of the theme is no heading's.
        let heading = page.parsed.headings.iter().find(|heading| heading.id == id);
        heading.map_or_else(|| Place::start_of(&page.source), |heading| Place::new(&page.source, heading.span.clone()))
    });
    let warning = Diagnostic::warning(Code::DuplicateId, format!("the id `{id}` stands twice on /{path}"));
    placed(warning, source, path, "give the heading another id, or look into the theme's templates")
}

fn placed(diagnostic: Diagnostic, place: Option<Place>, from: &SitePath, help: &str) -> Diagnostic {
    match place {
        Some(place) => diagnostic.at(place).help(help),
        None => diagnostic.at(Place::start_of(&SourcePath::new(from.file()))).help(help),
    }
}
