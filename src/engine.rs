//! Floor 5: runs the stages and owns the memos.
//!
//! It refuses to know the operating system: a snapshot goes in, outputs and diagnostics come out, and the same
//! snapshot gives the same bytes.

mod batch;
pub mod external_links;
mod image_sources;
mod images;
mod keys;
mod link_check;
mod linked_site;
pub mod memory_budget;
mod output_checks;
mod page_renderer;
pub mod preview;
mod sources_reader;
mod store_access;

pub use self::batch::{BuildRecord, BuiltSite, NullSink, OutputSink};
pub use self::linked_site::LinkedSite;
pub use self::sources_reader::{config, time_zone};

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock};

use self::image_sources::SiteVariants;
use self::images::ImageStore;
use self::link_check::{CheckedOutput, LinkCheckCache};
use self::sources_reader::{ParsedFile, ProseCache};
use self::store_access::MemoizedHighlighter;
use crate::base::panic::catch;
use crate::base::snapshot::changed;
use crate::base::{Date, Diagnostic, Hash128, Memo, SitePath, Snapshot, SourcePath, Store, diagnostic};
use crate::highlight::{Highlighted, Highlighter};
use crate::link::{self, LinkOptions, ParsedProject, Site};
use crate::output;
use crate::output::Job;
use crate::pages::{LocalizedSites, Messages};
use crate::parse::data::DataFile;
use crate::theme::Rendered;
use crate::theme::files;
use crate::theme::files::Theme;

/// So many pages or outputs at most are one piece of work. Larger pieces leave a thread idle at the end; smaller ones
/// let go of what is made of one file one after the other.
const EVENLY: usize = 8;

/// What a build depends on beside the files.
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// The configuration's file, relative to the root.
    pub config: SourcePath,
    /// Today.
    pub as_of: Date,
    /// Whether drafts are built.
    pub drafts: bool,
    /// Where the site will stand, in place of the configuration's.
    pub base_url: Option<String>,
}

/// Turns snapshots into sites, and remembers what did not change.
#[derive(Default)]
pub struct Engine {
    highlighter: Highlighter,
    highlighted: Memo<Highlighted>,
    parsed: Memo<ParsedFile>,
    data: Memo<DataFile>,
    themes: Memo<(Theme, Vec<Diagnostic>)>,
    linked: link::LinkMemo,
    views: Memo<Hash128>,
    rendered: Memo<Rendered>,
    parts: Memo<Vec<u8>>,
    /// What the last check of links found to be right.
    sound: Mutex<LinkCheckCache>,
    store: Option<Arc<dyn Store>>,
    /// Whether `rendered` is used; a build that is written somewhere would hold the whole site for nothing.
    holds_outputs: bool,
    images: ImageStore,
}

impl Engine {
    /// An engine that keeps what it can in a store, and finds there what was kept before.
    pub fn with(store: Arc<dyn Store>) -> Self {
        Self { store: Some(store), ..Self::default() }
    }

    /// An engine that holds all outputs it drew, for as long as they are asked for: for previews.
    pub fn holding_outputs() -> Self {
        Self { holds_outputs: true, ..Self::default() }
    }

    /// Runs the stages up to the jobs. `Err` holds the diagnostics when the configuration cannot be read.
    pub fn prepare(&self, snapshot: &Snapshot, options: &BuildOptions) -> Result<LinkedSite, Vec<Diagnostic>> {
        let prepared = catch("putting the site together", || self.prepare_unguarded(snapshot, options));
        prepared.unwrap_or_else(|fault| Err(vec![fault]))
    }

    fn prepare_unguarded(&self, snapshot: &Snapshot, options: &BuildOptions) -> Result<LinkedSite, Vec<Diagnostic>> {
        let mut diagnostics = snapshot.diagnostics.clone();
        let config = match config(snapshot, &options.config) {
            Ok(config) => Arc::new(config),
            Err(errors) => {
                diagnostics.extend(errors);
                return Err(diagnostics);
            }
        };
        diagnostics.extend(files::check_name(snapshot, &config.theme, &options.config));
        let recent = ProseCache::default();
        let (theme, data) = rayon::join(|| self.theme(snapshot, &config.theme.value), || self.data(snapshot));
        let pages = self.parse(snapshot, &config, &theme.0.blocks, &recent);
        diagnostics.extend(theme.1.iter().cloned());
        let pages = sources_reader::told(pages, &mut diagnostics);
        let mut faulty = files_with_errors(&diagnostics);
        faulty.extend(data.iter().flat_map(|file| files_with_errors(&file.diagnostics)));
        let project = ParsedProject {
            snapshot,
            config_path: options.config.clone(),
            config,
            pages,
            data,
            theme: theme.0.names.clone(),
        };
        let link_options = LinkOptions {
            drafts: options.drafts,
            as_of: options.as_of,
            base_url: options.base_url.as_deref(),
            highlight: &MemoizedHighlighter(self),
            images: self,
            formats: &output::Formats,
        };
        let (sites, said) = link::link(&project, &link_options, &self.linked);
        diagnostics.extend(said);
        diagnostics.extend(theme.0.missing_messages(&project.config, &options.config));
        let main = &project.config.language.value;
        let speech = |site: &Site| Messages::new(theme.0.messages(&site.edition.language, main));
        let speeches = sites.iter().map(speech).collect();
        let editions = LocalizedSites::new(sites, speeches);
        let jobs = output::jobs(&editions);
        let files = Arc::clone(&snapshot.files);
        let images = SiteVariants::new(&project.config.images, editions.pictures(), snapshot);
        let shared = jobs.sites.iter().map(|_| OnceLock::new()).collect();
        let search = jobs.sites.iter().map(|_| OnceLock::new()).collect();
        let lost = Mutex::default();
        Ok(LinkedSite { theme, jobs, search, files, images, editions, shared, recent, lost, faulty, diagnostics })
    }

    /// All that is to be told of a site whose outputs are drawn.
    fn told<'a>(
        &self,
        prepared: &'a LinkedSite,
        jobs: &[&'a Job],
        outputs: &[CheckedOutput],
        said: &dyn Fn(&SitePath) -> &'a [Diagnostic],
    ) -> Vec<Diagnostic> {
        let mut diagnostics = prepared.diagnostics.clone();
        diagnostics.extend(output_checks::addresses(jobs));
        diagnostics.extend(output_checks::faults(jobs, said, prepared.theme.0.whole));
        diagnostics.extend(self.broken_links(prepared, outputs));
        diagnostics.extend(prepared.lost().iter().map(changed));
        diagnostic::sort_and_cap(&mut diagnostics);
        diagnostics
    }

    /// Draws the one output at `path`; `None` if nothing stands there.
    pub fn output(&self, prepared: &LinkedSite, path: &SitePath) -> Option<Arc<Rendered>> {
        if let Some(asset) = prepared.theme.0.assets.iter().find(|asset| asset.path == *path) {
            return Some(Arc::new(Rendered::plain(Arc::clone(&asset.bytes))));
        }
        if let Some(image) = self.image(prepared, path) {
            return Some(Arc::new(image));
        }
        let drawn = self.draw(&mut self.drawing(prepared), prepared.job(self, path)?);
        let pictures = prepared.editions.pictures_at(path).is_some();
        Some(if pictures { self.with_images(prepared, path, drawn) } else { drawn })
    }

    /// How many images were made smaller so far, not counting remembered ones.
    pub fn images_made(&self) -> u64 {
        self.images.computed()
    }

    /// How many outputs were drawn so far, not counting remembered ones.
    pub fn drawn(&self) -> u64 {
        self.rendered.computed()
    }

    /// How many outputs are remembered, or what they would be drawn from.
    pub fn remembered(&self) -> usize {
        self.rendered.len().max(self.views.len())
    }

    /// Forgets what neither this build nor the one before it used.
    pub fn next_generation(&self) {
        self.forget_sources();
        self.forget_outputs();
    }

    /// Forgets of the files what the last two preparations did not use.
    pub fn forget_sources(&self) {
        self.highlighted.next_generation();
        self.parsed.next_generation();
        self.data.next_generation();
        self.images.next_generation();
        self.themes.next_generation();
        self.linked.next_generation();
        self.parts.next_generation();
    }

    /// Forgets the outputs that were not asked for since the last but one time.
    pub fn forget_outputs(&self) {
        self.views.next_generation();
        self.rendered.next_generation();
    }

    fn theme(&self, snapshot: &Snapshot, name: &str) -> Arc<(Theme, Vec<Diagnostic>)> {
        let folder = format!("themes/{name}");
        self.themes.get(keys::theme(name, snapshot.under(&folder)), || Theme::load(snapshot, name))
    }
}

/// The files that an error points at.
fn files_with_errors(diagnostics: &[Diagnostic]) -> BTreeSet<SourcePath> {
    let errors = diagnostics.iter().filter(|d| d.severity == diagnostic::Severity::Error);
    errors.filter_map(|d| d.place.as_ref()).map(|place| place.file.clone()).collect()
}
