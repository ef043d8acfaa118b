//! The keys under which the engine remembers results, in its memos and in the store.
//!
//! A key is the hash of everything that a result is made from, so nothing is ever invalidated: what changes gets
//! another key. Two keys are made below the engine, where their inputs are: that of a site's layout, in `link::layout`,
//! and that of a page's linked text, in `link::page_linker`. A new input of a stage belongs into the key of the stage.

use super::BuildOptions;
use crate::base::hash::Hasher;
use crate::base::snapshot::SourceFile;
use crate::base::{BaseUrl, Hash128, SitePath, Snapshot, SourcePath};
use crate::link::{Generated, PageImage, PageKind};
use crate::output::{Job, JobKind};
use crate::pages::{LocalizedSites, PageMetadata, PageRef, Redirect};
use crate::parse::page::Context;
use crate::theme::html_scan::PageRefs;

/// A whole site: all files, and the options of the build.
pub(super) fn site(snapshot: &Snapshot, options: &BuildOptions) -> Hash128 {
    let BuildOptions { config, as_of, drafts, base_url } = options;
    Hash128::of_value(&(config, as_of, drafts, base_url, &snapshot.diagnostics, snapshot.hash()))
}

/// A theme: its name, and the project's files of it.
pub(super) fn theme<'f>(name: &str, files: impl Iterator<Item = (&'f SourcePath, &'f SourceFile)>) -> Hash128 {
    let mut hasher = Hasher::default();
    hasher.part(name.as_bytes());
    for (path, file) in files {
        hasher.part(path.as_str().as_bytes());
        hasher.value(&file.hash);
    }
    hasher.finish()
}

/// Highlighted code: language and code.
pub(super) fn code(language: &str, code: &str) -> Hash128 {
    Hash128::of_parts([language.as_bytes(), code.as_bytes()])
}

/// What parsing a page depends on beside its file.
pub(super) fn parse_options(context: &Context) -> Hash128 {
    Hash128::of_value(&(context.options, context.unknown_language_is_error, context.theme_blocks))
}

/// A parsed page: path, bytes, and the options of parsing.
pub(super) fn parsed_page(options: Hash128, path: &SourcePath, file: &SourceFile) -> Hash128 {
    let mut hasher = Hasher::default();
    hasher.value(&(options, file.hash));
    hasher.part(path.as_str().as_bytes());
    hasher.finish()
}

/// A parsed data file: path and bytes.
pub(super) fn data_file(path: &SourcePath, file: &SourceFile) -> Hash128 {
    Hash128::of_value(&(path, file.hash))
}

/// The size of an image: extension and bytes.
pub(super) fn probe(extension: &str, file: &SourceFile) -> Hash128 {
    Hash128::of_value(&("probe", extension, file.hash))
}

/// Everything in a site that the view of a page is made from, if the view shows nothing of other pages' texts. Lists
/// show summaries, and the name of the search index depends on all texts: for these it is `None`.
pub(super) fn view_inputs(sites: &LocalizedSites, site: usize, page: PageRef) -> Option<Hash128> {
    let linked = &sites.sites()[site];
    match page {
        PageRef::Written(id) => {
            let written = linked.page(id);
            (written.kind == PageKind::Page && !sites.shows_search(site, page)).then_some(written.origin)
        }
        PageRef::Generated(i) => {
            let Generated { path, kind } = &linked.generated[i];
            kind.is_of_data().then(|| Hash128::of_value(&(linked.layout, path)))
        }
        PageRef::NotFound => None,
    }
}

/// The theme, and what all pages in a language see of the site.
pub(super) type Shared = (Hash128, Hash128);

/// The hash of a page's view, or of its Markdown version's: what the view is made from.
pub(super) fn view(job: &Job, shared: Shared, inputs: Hash128) -> Hash128 {
    Hash128::of_value(&(matches!(job.kind, JobKind::MarkdownVersion(_)), shared, job.site, inputs))
}

/// A drawn page: theme, shared view, template, source, view and metadata.
pub(super) fn page(job: &Job, shared: Shared, template: &str, view: Hash128, metadata: &PageMetadata) -> Hash128 {
    Hash128::of_value(&(shared, template, &job.source, view, metadata, &metadata.search))
}

/// The Markdown version of a page: theme, for its messages, language and view.
pub(super) fn markdown_version(job: &Job, (theme, _): Shared, view: Hash128) -> Hash128 {
    Hash128::of_value(&("markdown", theme, job.site, view))
}

/// A drawn redirect.
pub(super) fn redirect(shared: Shared, view: &Redirect) -> Hash128 {
    Hash128::of_value(&(shared, view))
}

/// A drawn page with its images: the page, the column's width, and the keys of the images' variants.
pub(super) fn page_with_images(
    page: Hash128,
    column: u32,
    pictures: &[PageImage],
    variants: impl Fn(&SourcePath) -> Option<Hash128>,
) -> Hash128 {
    let variants: Vec<_> = pictures.iter().map(|picture| variants(&picture.source)).collect();
    Hash128::of_value(&(page, column, variants))
}

/// What a link to an output depends on: address, ids, whether it could be drawn, and the bytes of a copied file.
pub(super) fn link_target(path: &SitePath, ids: &[String], failed: bool, copied: Option<Hash128>) -> Hash128 {
    Hash128::of_value(&(path, ids, failed, copied))
}

/// What all links of a site depend on.
pub(super) fn link_targets(base_url: Option<&BaseUrl>, targets: &[Hash128]) -> Hash128 {
    Hash128::of_value(&(base_url, targets))
}

/// An output whose links are checked: address, links and ids.
pub(super) fn checked_output(path: &SitePath, found: &PageRefs) -> Hash128 {
    Hash128::of_value(&(path, found))
}
