//! What a reference in prose refers to.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization as _;

use super::content::Href;
use super::locale_plan::LocalePlan;
use super::page::Page;
use super::project::ParsedProject;
use crate::base::path::normalise;
use crate::base::url;
use crate::base::url::{LinkKind, decode, encode, link_kind};
use crate::base::{Code, Diagnostic, Place, SitePath, SourcePath, suggest};
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
}

/// The same, as the pages of one edition mean it: a file's name without a language means the page in theirs.
pub(super) struct Names<'a> {
    all: &'a AllNames,
    plan: &'a LocalePlan,
}

impl AllNames {
    pub(super) fn new(
        project: &ParsedProject,
        plans: &[LocalePlan],
        files: &Arc<BTreeMap<SitePath, SourcePath>>,
    ) -> Self {
        let pages = || plans.iter().flat_map(|plan| &plan.pages);
        let written = pages().filter(|p| p.original.is_none() && project.pages.contains_key(&p.source));
        let by_source: BTreeMap<_, _> = written.map(|p| (p.source.clone(), p.path.clone())).collect();
        let hidden = project.pages.keys().filter(|source| !by_source.contains_key(*source)).cloned().collect();
        let generated = plans.iter().flat_map(|plan| plan.generated.iter().map(|g| &g.path));
        let made = generated.chain(plans.iter().flat_map(|plan| plan.redirects.keys())).cloned().collect();
        Self { by_source, pages: pages().map(|p| p.path.clone()).collect(), files: Arc::clone(files), made, hidden }
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
    pub(super) fn new(all: &'a AllNames, plan: &'a LocalePlan) -> Self {
        Self { all, plan }
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
            LinkKind::Web | LinkKind::Contact => return Ok(Href::Web(encode(target))),
        }
        let (before, anchor) = match target.split_once('#') {
            Some((before, anchor)) => (before, decode(anchor).filter(|a| !a.is_empty()).map(Cow::into_owned)),
            None => (target, None),
        };
        let path = before.split('?').next().unwrap_or("");
        if path.is_empty() {
            return Ok(Href::Site(page.path.clone(), anchor));
        }
        let path = decode(path).unwrap_or(Cow::Borrowed(path));
        // Some systems write `é` as one character in a file's name and as two in a text, or the other way round.
        let forms = || [path.nfc().collect::<String>(), path.nfd().collect()];
        let found = self.find(page, &path).or_else(|| forms().iter().find_map(|form| self.find(page, form)));
        match found {
            Some(found) => Ok(Href::Site(found, anchor)),
            None => Err(self.missing(page, &path).at(place.clone())),
        }
    }

    /// A page or file by the path of its source, or by its address.
    fn find(&self, page: &Page, path: &str) -> Option<SitePath> {
        if let Some(source) = source_path(page, path) {
            let named = self.plan.by_key.get(source.as_str()).or_else(|| self.all.by_source.get(source.as_str()));
            if let Some(found) = named {
                return Some(found.clone());
            }
            let file = source.strip_prefix("content/").map(SitePath::new);
            if let Some(file) = file.filter(|f| self.all.files.contains_key(f)) {
                return Some(file);
            }
        }
        let address = url::resolve(page.path.as_str(), path, None)?;
        self.all.at_address(address.trim_end_matches('/'))
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
