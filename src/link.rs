//! Floor 3: all parsed files into the site. Addresses, references, the tree of sections, datasets joined to
//! articles.
//!
//! It refuses to know templates: of the theme it gets only the names it has.

pub mod address;
pub mod blocks;
pub mod content;
pub mod data;
mod data_ref;
mod drafts;
pub mod generated;
pub mod image;
mod layout;
pub mod locale;
mod locale_plan;
mod page;
mod page_linker;
mod project;
mod redirects;
mod related;
mod resolve;
mod site;
pub mod site_files;
pub mod taxonomy;
mod tree;

use std::sync::Arc;

pub use self::content::{Content, ContentPart, Href, Joined};
pub use self::data_ref::{CellRef, DataRef, Datasets, SubjectRef, reference, subject_path};
pub use self::generated::{Generated, GeneratedKind, csv_path, json_path, pair_path};
pub use self::image::PageImage;
pub use self::locale::Locale;
pub use self::page::{HOME, JoinedPage, Page, PageId, PageKind};
pub use self::project::{LinkOptions, ParsedProject, ThemeNames};
pub use self::site::{NavigationLink, Site};
pub use self::site_files::{FileScope, SiteFile, SiteFormats, SiteOutline};
pub use self::taxonomy::{Taxonomy, Term, TermId};

use self::layout::SiteLayout;
use crate::base::{Diagnostic, Memo};

/// Results of linking, kept for the next time.
#[derive(Default)]
pub struct LinkMemo {
    layouts: Memo<SiteLayout>,
    joined: Memo<JoinedPage>,
}

impl LinkMemo {
    /// Drops what the last two generations did not use.
    pub fn next_generation(&self) {
        self.layouts.next_generation();
        self.joined.next_generation();
    }
}

/// Links a project: a site for each of its languages, its own first. What is wrong is reported; the rest is linked
/// all the same.
pub fn link(project: &ParsedProject, options: &LinkOptions, memory: &LinkMemo) -> (Vec<Site>, Vec<Diagnostic>) {
    let key = layout::key(project, options);
    let layout = memory.layouts.get(key, || layout::of(project, options));
    let mut diagnostics = layout.diagnostics.clone();
    let sites = layout.plans.iter().map(|plan| Site {
        config: Arc::clone(&project.config),
        edition: plan.edition.clone(),
        base_url: layout.base_url.clone(),
        pages: page_linker::all(project, options, (key, &layout), plan, &memory.joined),
        datasets: layout.datasets.clone(),
        taxonomies: Arc::clone(&plan.taxonomies),
        generated: Arc::clone(&plan.generated),
        as_of: options.as_of,
        files: if plan.edition.is_main() { Arc::clone(&layout.files) } else { Arc::default() },
        redirects: Arc::clone(&plan.redirects),
        redirect_places: Arc::clone(&plan.redirect_places),
        navigation: plan.navigation.clone(),
        layout: key,
    });
    let sites: Vec<Site> = sites.collect();
    for page in sites.iter().flat_map(|site| &site.pages) {
        diagnostics.extend(page.joined.diagnostics.iter().cloned());
    }
    (sites, diagnostics)
}
