//! What a reference in prose refers to.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization as _;

use super::content::Href;
use super::locale_plan::LocalePlan;
use super::page::Page;
use super::project::ParsedProject;
use crate::base::hash::FastHash;
use crate::base::path::normalise;
use crate::base::url;
use crate::base::url::{LinkKind, decode, encode, link_kind};
use crate::base::{BaseUrl, Code, Diagnostic, Place, SitePath, SourcePath, suggest};
use crate::parse::page::ParsedPage;
use crate::parse::yaml::Spanned;

/// Everything that a reference on any page can name.
#[derive(Default)]
pub(super) struct AllNames {
    /// What authors wrote, by its own file.
    by_source: BTreeMap<SourcePath, SitePath>,
    pages: BTreeSet<SitePath>,
    files: Arc<BTreeMap<SitePath, SourcePath>>,
    made: BTreeSet<SitePath>,
    hidden: BTreeSet<SourcePath>,
    /// The pages in the site's own language, by their files.
    originals: HashMap<SourcePath, SitePath, FastHash>,
    base_url: Option<BaseUrl>,
}

/// The same, as the pages of one edition mean it: a file's name without a language means the page in theirs.
pub(super) struct Names<'a> {
    all: &'a AllNames,
    plan: &'a LocalePlan,
    parsed: &'a BTreeMap<SourcePath, Arc<ParsedPage>>,
}

impl AllNames {
    pub(super) fn new(
        project: &ParsedProject,
        plans: &[LocalePlan],
        files: &Arc<BTreeMap<SitePath, SourcePath>>,
        base_url: Option<&BaseUrl>,
    ) -> Self {
        let pages = || plans.iter().flat_map(|plan| &plan.pages);
        let written = pages().filter(|p| p.original.is_none() && project.pages.contains_key(&p.source));
        let by_source: BTreeMap<_, _> = written.map(|p| (p.source.clone(), p.path.clone())).collect();
        let hidden = project.pages.keys().filter(|source| !by_source.contains_key(*source)).cloned().collect();
        let generated = plans.iter().flat_map(|plan| plan.generated.iter().map(|g| &g.path));
        let made = generated.chain(plans.iter().flat_map(|plan| plan.redirects.keys())).cloned().collect();
        let originals = plans.first().map(|main| main.by_key.clone()).unwrap_or_default();
        Self {
            by_source,
            pages: pages().map(|p| p.path.clone()).collect(),
            files: Arc::clone(files),
            made,
            hidden,
            originals,
            base_url: base_url.cloned(),
        }
    }

    /// Whatever stands at an address, with or without a slash at its end.
    fn at_address(&self, address: &str) -> Option<SitePath> {
        let folder = if address.is_empty() { String::new() } else { format!("{address}/") };
        if let Some(page) = self.pages.get(folder.as_str()) {
            return Some(page.clone());
        }
        let there = |path: &&str| self.files.contains_key(*path) || self.made.contains(*path);
        [address, &folder].into_iter().find(there).map(SitePath::new)
    }
}

impl<'a> Names<'a> {
    pub(super) fn new(project: &'a ParsedProject, all: &'a AllNames, plan: &'a LocalePlan) -> Self {
        Self { all, plan, parsed: &project.pages }
    }

    /// The file that is copied to an address.
    pub(super) fn file(&self, path: &SitePath) -> Option<&SourcePath> {
        self.all.files.get(path)
    }

    /// What `target`, written at `place` on `page`, refers to.
    pub(super) fn resolve(&self, page: &Page, target: &str, place: &Place) -> Result<Href, Diagnostic> {
        match link_kind(target) {
            LinkKind::Internal => {}
            LinkKind::Unsafe => {
                let message = format!("`{target}` is not an address that a link may have");
                return Err(Diagnostic::error(Code::UnsafeLink, message)
                    .at(place.clone())
                    .help("links take http, https, mailto, tel and relative addresses"));
            }
            LinkKind::Web => return Ok(self.web(target)),
            LinkKind::Contact => return Ok(Href::Web(encode(target))),
        }
        let (path, anchor) = path_and_anchor(target);
        if path.is_empty() {
            return Ok(Href::Site(page.path.clone(), anchor));
        }
        let path = decode(path).unwrap_or(Cow::Borrowed(path));
        // Some systems write `é` as one character in a file's name and as two in a text, or the other way round.
        let forms = || [path.nfc().collect::<String>(), path.nfd().collect()];
        let found = self.find(page, &path).or_else(|| forms().iter().find_map(|form| self.find(page, form)));
        match found {
            Some(found) => Ok(Href::Site(self.with_anchor(page, found, anchor.as_deref()), anchor)),
            None => Err(self.missing(page, &path).at(place.clone())),
        }
    }

    /// An address on the web. Below the address of this site it leads to a page or file of it, as any other link.
    fn web(&self, target: &str) -> Href {
        let Some((Some(path), anchor)) = self.own_address(target) else { return Href::Web(encode(target)) };
        Href::Site(path, anchor)
    }

    /// Of an address below that of this site: the page or file there, if there is one, and the anchor.
    fn own_address(&self, target: &str) -> Option<(Option<SitePath>, Option<String>)> {
        let (path, anchor) = path_and_anchor(self.all.base_url.as_ref()?.strip(target)?);
        let path = decode(path).unwrap_or(Cow::Borrowed(path));
        let path = url::resolve("", &path, None).and_then(|path| self.all.at_address(path.trim_end_matches('/')));
        Some((path, anchor))
    }

    /// Warns of an address below that of this site at which there is nothing. Something else may be published there,
    /// so the link stays.
    pub(super) fn check_web(&self, target: &str, place: &Place) -> Option<Diagnostic> {
        let (None, _) = self.own_address(target)? else { return None };
        let message = format!("`{target}` is below the address of this site, where no page or file is");
        Some(
            Diagnostic::warning(Code::BrokenLink, message)
                .at(place.clone())
                .help("correct the address; a link to a page of this site is best written as the path of its file"),
        )
    }

    /// The page at `found` or, on a page that stands in for its translation, the original of `found` where the
    /// translation has no such anchor: whoever wrote the link meant the original's.
    fn with_anchor(&self, page: &Page, found: SitePath, anchor: Option<&str>) -> SitePath {
        let Some(anchor) = anchor.filter(|anchor| page.original.is_some() && !url::is_text_fragment(anchor)) else {
            return found;
        };
        let pages = &self.plan.pages;
        let at = pages.binary_search_by(|page| page.path.cmp(&found)).ok();
        let Some(translated) = at.map(|at| &pages[at]).filter(|page| page.original.is_none()) else { return found };
        let ids = self.parsed.get(&translated.source).map_or(&[][..], |parsed| &parsed.ids);
        let has_anchor = ids.binary_search_by(|id| id.as_str().cmp(anchor)).is_ok();
        self.all.originals.get(&translated.key).filter(|_| !has_anchor).cloned().unwrap_or(found)
    }

    /// A page or file by the path of its source, or by its address.
    fn find(&self, page: &Page, path: &str) -> Option<SitePath> {
        if let Some(source) = source_path(page, path) {
            let names = [source.clone(), format!("{source}/_index.md"), format!("{source}/index.md")];
            let named =
                |name: &String| self.plan.by_key.get(name.as_str()).or_else(|| self.all.by_source.get(name.as_str()));
            if let Some(found) = names.iter().find_map(named) {
                return Some(found.clone());
            }
            let file = source.strip_prefix("content/").map(SitePath::new);
            if let Some(file) = file.filter(|f| self.all.files.contains_key(f)) {
                return Some(file);
            }
        }
        self.beside_file(page, path).or_else(|| {
            let address = url::resolve(page.path.as_str(), path, None)?;
            self.all.at_address(address.trim_end_matches('/'))
        })
    }

    /// The page or file at an address that counts from the folder of the page's file, as in editors and on GitHub.
    fn beside_file(&self, page: &Page, path: &str) -> Option<SitePath> {
        if path.starts_with('/') {
            return None;
        }
        let folder = page.key.parent().strip_prefix("content").unwrap_or("");
        let address = normalise(folder.trim_start_matches('/'), path)?;
        let own = self.plan.edition.at(&address);
        self.all.at_address(own.as_str().trim_end_matches('/'))
    }

    fn missing(&self, page: &Page, path: &str) -> Diagnostic {
        let error = Diagnostic::error(Code::BrokenLink, format!("there is no page or file `{path}`"));
        let Some(source) = source_path(page, path) else { return error.help("the path climbs out of the project") };
        if self.all.hidden.contains(source.as_str()) {
            return error.help("that page is a draft, and `--drafts` builds drafts, or it could not be read");
        }
        let files = self.all.by_source.keys().chain(self.all.files.values()).map(SourcePath::as_str);
        let file = suggest::nearest_path(&source, files).map(|near| near.strip_prefix("content/").unwrap_or(near));
        let address =
            || suggest::nearest_path(source.strip_prefix("content/")?, self.all.pages.iter().map(SitePath::as_str));
        match file.or_else(address) {
            Some(near) => error.help(format!("did you mean `/{near}`?")),
            None => error.help("write the path of a file below `content`, relative to this one or from /"),
        }
    }

    /// The page at an address that the configuration names; in another language it counts from that one's root first.
    pub(super) fn site_path(&self, project: &ParsedProject, path: &Spanned<String>) -> Result<Href, Diagnostic> {
        let address = normalise("", &path.value).unwrap_or_default();
        let own = self.plan.edition.at(&address);
        let found = self.all.at_address(own.as_str().trim_end_matches('/')).or_else(|| self.all.at_address(&address));
        if let Some(path) = found {
            return Ok(Href::Site(path, None));
        }
        let error = Diagnostic::error(Code::BrokenLink, format!("no page stands at `{}`", path.value))
            .at(Place::new(&project.config_path, path.span.clone()));
        Err(match suggest::nearest(&path.value, self.all.pages.iter().map(SitePath::as_str)) {
            Some(near) => error.help(format!("did you mean `{near}`?")),
            None => error.help("write the address of a page, as guides/"),
        })
    }
}

/// The path of a reference, and the anchor in it, decoded unless it is a text fragment.
fn path_and_anchor(target: &str) -> (&str, Option<String>) {
    let (before, fragment) = url::split_fragment(target);
    let decoded =
        |fragment| if url::is_text_fragment(fragment) { Some(Cow::Borrowed(fragment)) } else { decode(fragment) };
    let anchor = fragment.and_then(decoded).filter(|anchor| !anchor.is_empty()).map(Cow::into_owned);
    (before.split('?').next().unwrap_or(""), anchor)
}

/// The source file that `path` names, read from `page`'s folder or, with a slash before it, from `content/`.
fn source_path(page: &Page, path: &str) -> Option<String> {
    match path.strip_prefix('/') {
        Some(rest) => normalise("content", rest),
        None => normalise(page.source.parent(), path),
    }
}

/// An address elsewhere, if a link may have it.
pub(super) fn web(file: &SourcePath, url: &Spanned<String>) -> Result<Href, Diagnostic> {
    if link_kind(&url.value) == LinkKind::Web {
        return Ok(Href::Web(url.value.clone()));
    }
    Err(Diagnostic::error(Code::UnsafeLink, format!("`{}` is not an address on the web", url.value))
        .at(Place::new(file, url.span.clone()))
        .help("write it with https://"))
}
