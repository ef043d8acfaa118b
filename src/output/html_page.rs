//! Pages: one for each file an author wrote, each generated page, and `404.html`, drawn by the theme's templates.

use super::{Job, JobKind, json_ld, markdown_version};
use crate::base::{SitePath, SourcePath};
use crate::link::{Generated, GeneratedKind, PageId, Site};
use crate::pages::{LocalizedSites, PageMetadata, PageRef, PageView};

pub(super) fn jobs(site: &Site) -> impl Iterator<Item = Job> {
    let pages = site.pages.iter().enumerate();
    let written = pages
        .map(|(i, page)| Job::new(page.path.clone(), JobKind::Page(PageRef::Written(PageId(i)))).from(&page.source));
    let not_found = Job::new(SitePath::new("404.html"), JobKind::Page(PageRef::NotFound));
    let generated = generated(site).map(|(i, made)| Job {
        source: source(site, made).cloned(),
        ..Job::new(made.path.clone(), JobKind::Page(PageRef::Generated(i)))
    });
    written.chain(site.edition.is_main().then_some(not_found)).chain(generated)
}

/// The generated pages, each with its index among all that is generated.
pub(super) fn generated(site: &Site) -> impl Iterator<Item = (usize, &Generated)> {
    site.generated.iter().enumerate().filter(|(_, made)| !matches!(made.kind, GeneratedKind::File(_)))
}

/// The file that a generated page is made from, if it is made from one.
pub(super) fn source<'s>(site: &'s Site, made: &Generated) -> Option<&'s SourcePath> {
    match &made.kind {
        GeneratedKind::SectionPart(id, _) => Some(&site.page(*id).source),
        _ => None,
    }
}

/// What is published about a page beside its text. The address of the search index is left to the caller, because it
/// depends on the texts of all pages.
pub fn metadata(sites: &LocalizedSites, job: &Job, page: PageRef, view: &PageView) -> PageMetadata {
    let site = &sites.sites()[job.site];
    let hidden = view.page.noindex || view.page.original.is_some();
    let markdown = match page {
        PageRef::Written(id) => markdown_version::of_page(site, site.page(id)),
        PageRef::Generated(i) => markdown_version::of_generated(site, &site.generated[i]),
        PageRef::NotFound => None,
    };
    PageMetadata {
        json_ld: json_ld::script(sites.voice(job.site), view),
        alternates: sites.alternates(job.site, &job.path, hidden),
        markdown: markdown.map(|path| path.href()),
        search: None,
    }
}
