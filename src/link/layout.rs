//! The layout of a site: what stands where. Pages with their addresses and neighbours, taxonomies, data, what is made
//! of them, and the names by which all that is called.
//!
//! It depends on what pages say of themselves, in their front matter and first heading, and not on their texts; so it
//! stays while somebody writes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::content::Href;
use super::data;
use super::data_ref::Datasets;
use super::locale::Locale;
use super::locale_plan::LocalePlan;
use super::page::{HOME, Page};
use super::project::{LinkOptions, ParsedProject};
use super::resolve::{self, AllNames, Names};
use super::site::{NavigationLink, rules};
use super::site_files::SiteOutline;
use super::{address, generated, locale, redirects, related, site_files, taxonomy, tree};
use crate::base::hash::Hasher;
use crate::base::{BaseUrl, Code, Diagnostic, Hash128, Place, SitePath, SourcePath};
use crate::model::lint;

/// How many links the header has at most where the configuration names none.
const MAX_AUTOMATIC_LINKS: usize = 7;

/// What stands where, in all languages.
pub(super) struct SiteLayout {
    pub(super) plans: Vec<LocalePlan>,
    pub(super) names: AllNames,
    pub(super) datasets: Datasets,
    pub(super) base_url: Option<BaseUrl>,
    /// Files that are copied, by address.
    pub(super) files: Arc<BTreeMap<SitePath, SourcePath>>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// The hash of all that a layout is made from, and of all else that pages take from other files but text.
pub(super) fn key(project: &ParsedProject, options: &LinkOptions) -> Hash128 {
    let mut hasher = Hasher::default();
    let LinkOptions { drafts, as_of, base_url, .. } = options;
    let config = project.snapshot.files.get(&project.config_path).map(|file| file.hash);
    hasher.value(&(&project.config_path, config, drafts, as_of, base_url, &project.theme));
    let mut pages = project.pages.iter().peekable();
    for (path, file) in project.snapshot.under("content") {
        let head = pages.next_if(|(page, _)| *page == path).map(|(_, page)| page.head);
        hasher.value(&(path, head.is_some(), head.unwrap_or(file.hash)));
    }
    hasher.finish()
}

/// Lays a project out.
pub(super) fn of(project: &ParsedProject, options: &LinkOptions) -> SiteLayout {
    let mut diagnostics = Vec::new();
    let datasets = datasets(project, options, &mut diagnostics);
    let base_url = address::base_url(project, options, &mut diagnostics);
    let editions = locale::all(&project.config);
    let (trees, files) = tree::build(project, options, &editions, &mut diagnostics);
    let mut plans: Vec<LocalePlan> = editions
        .into_iter()
        .zip(trees)
        .map(|(edition, pages)| plan(project, options, edition, pages, &datasets, base_url.is_some(), &mut diagnostics))
        .collect();
    for plan in &mut plans {
        Arc::make_mut(&mut plan.generated).retain(|g| !files.contains_key(&g.path));
    }
    let redirects = redirects::collect(project, &plans, &files, &mut diagnostics);
    for (plan, redirects) in plans.iter_mut().zip(redirects) {
        for (path, (target, place)) in redirects {
            Arc::make_mut(&mut plan.redirects).insert(path.clone(), target);
            Arc::make_mut(&mut plan.redirect_places).insert(path, place);
        }
    }
    let files = Arc::new(files);
    let names = AllNames::new(project, &plans, &files, base_url.as_ref());
    let links: Vec<_> = plans
        .iter()
        .map(|plan| navigation(project, plan, &Names::new(project, &names, plan), &mut diagnostics))
        .collect();
    for (plan, links) in plans.iter_mut().zip(links) {
        plan.navigation = links;
    }
    SiteLayout { plans, names, datasets, base_url, files, diagnostics }
}

/// What stands in an edition, and where.
fn plan(
    project: &ParsedProject,
    options: &LinkOptions,
    edition: Locale,
    mut pages: Vec<Page>,
    datasets: &Datasets,
    has_base: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> LocalePlan {
    let config = &project.config;
    let taxonomies = taxonomy::collect(project, &edition, &mut pages, diagnostics);
    related::find(&mut pages, datasets);
    let (mut generated, redirects, collisions) = generated::all(config, &edition, datasets, &pages, &taxonomies);
    diagnostics.extend(collisions);
    let outline = SiteOutline { config, edition: &edition, has_base, pages: &pages, taxonomies: &taxonomies, datasets };
    generated.extend(site_files::all(options.formats, &outline));
    let written = pages.iter().filter(|page| project.pages.contains_key(&page.source));
    let by_key = written.map(|page| (page.key.clone(), page.path.clone())).collect();
    LocalePlan {
        edition,
        pages,
        taxonomies: Arc::new(taxonomies),
        generated: Arc::new(generated),
        redirects: Arc::new(redirects),
        redirect_places: Arc::default(),
        navigation: Vec::new(),
        by_key,
    }
}

/// Joins and checks the datasets.
fn datasets(project: &ParsedProject, options: &LinkOptions, diagnostics: &mut Vec<Diagnostic>) -> Datasets {
    let (datasets, said) = data::datasets(&project.data);
    diagnostics.extend(said);
    diagnostics.extend(project.snapshot.under("content/data").filter_map(|(path, _)| data::stray(path)));
    let rules = rules(&project.config, options.as_of);
    for dataset in datasets.values() {
        diagnostics.extend(lint::lint(dataset, rules));
    }
    datasets
}

/// The links in the header: the configured ones, else the first sections and pages directly in `content/`.
fn navigation(
    project: &ParsedProject,
    plan: &LocalePlan,
    names: &Names,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<NavigationLink> {
    let Some(entries) = plan.edition.navigation(&project.config) else {
        let pages = &plan.pages;
        let top = pages[HOME.0].sections.iter().chain(&pages[HOME.0].pages).map(|id| &pages[id.0]);
        return top
            .filter(|page| is_directly_in_content(page))
            .take(MAX_AUTOMATIC_LINKS)
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

/// Whether the file of a page is in `content/`, or a section's in a folder there.
fn is_directly_in_content(page: &Page) -> bool {
    let folders = page.key.parent().matches('/').count();
    folders == 0 || folders == 1 && matches!(page.key.stem(), "_index" | "index")
}
