//! Drawing: one job into one output, and the hash of all that it is drawn from.
//!
//! It refuses to know what becomes of the bytes.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

use rayon::prelude::*;

use super::sources_reader::ProseLoader;
use super::{EVENLY, Engine, LinkedSite, keys};
use crate::base::snapshot::{SourceFile, changed};
use crate::base::{Bucket, Hash128, SourcePath};
use crate::output::{self, Job, JobKind, html_page, markdown_version, search_files};
use crate::pages::{PageMetadata, PageRef, PageView};
use crate::parse::prose::ProseSource as _;
use crate::theme::Rendered;

/// Draws outputs one after the other. The view that was made for the last one is not made again for the next.
pub(super) struct PageRenderer<'a> {
    engine: &'a Engine,
    pub(super) prepared: &'a LinkedSite,
    last: Option<(usize, PageRef, Rc<Viewed>)>,
}

/// The view of a page, which its Markdown version is made from as well.
struct Viewed {
    view: PageView,
    hash: Hash128,
    /// What the page's template sees beside the view; the Markdown version does without.
    metadata: OnceCell<PageMetadata>,
    /// The view with the page's prose in it.
    filled: OnceCell<PageView>,
}

impl PageRenderer<'_> {
    /// The hash of all that an output is drawn from; `None` if its bytes are there already.
    pub(super) fn key(&mut self, job: &Job) -> Option<Hash128> {
        match &job.kind {
            JobKind::Page(page) | JobKind::MarkdownVersion(page) => Some(self.key_of_page(job, *page)),
            JobKind::Redirect(view) => Some(keys::redirect(self.shared(job), view)),
            JobKind::Excerpts(excerpts) => Some(excerpts.key),
            JobKind::Copy(_) | JobKind::File(_) | JobKind::Bytes(_) => None,
        }
    }

    /// The key of a page or of its Markdown version, from the hash of its view. The view is not made if its hash is known.
    fn key_of_page(&mut self, job: &Job, page: PageRef) -> Hash128 {
        let (engine, prepared) = (self.engine, self.prepared);
        match keys::view_inputs(&prepared.editions, job.site, page) {
            Some(inputs) => {
                let key = keys::view(job, self.shared(job), inputs);
                engine.view_key(key, || self.hash_of_view(job, page))
            }
            None => self.hash_of_view(job, page),
        }
    }

    fn hash_of_view(&mut self, job: &Job, page: PageRef) -> Hash128 {
        let view = self.view(job, page);
        if matches!(job.kind, JobKind::MarkdownVersion(_)) {
            return keys::markdown_version(job, self.shared(job), view.hash);
        }
        let template = self.prepared.editions.template(job.site, page);
        keys::page(job, self.shared(job), template, view.hash, self.metadata(job, page, &view))
    }

    /// The hashes of the theme and of what all pages in a language see.
    fn shared(&self, job: &Job) -> keys::Shared {
        (self.prepared.theme.0.hash, self.prepared.jobs.sites[job.site].hash)
    }

    /// The view that a page or its Markdown version is drawn from.
    fn view(&mut self, job: &Job, page: PageRef) -> Rc<Viewed> {
        if let Some((site, last, view)) = &self.last
            && (*site, *last) == (job.site, page)
        {
            return Rc::clone(view);
        }
        let view = Rc::new(Viewed::new(self.prepared.editions.view(job.site, page)));
        self.last = Some((job.site, page, Rc::clone(&view)));
        view
    }

    /// What the template of a page sees beside its view.
    fn metadata<'v>(&self, job: &Job, page: PageRef, view: &'v Viewed) -> &'v PageMetadata {
        let sites = &self.prepared.editions;
        view.metadata.get_or_init(|| {
            let search = || self.prepared.search(self.engine, job.site).data.clone();
            let search = if sites.shows_search(job.site, page) { search() } else { None };
            PageMetadata { search, ..html_page::metadata(sites, job, page, &view.view) }
        })
    }

    /// Draws an output.
    pub(super) fn draw(&mut self, job: &Job) -> Rendered {
        let (engine, prepared) = (self.engine, self.prepared);
        let (files, editions) = (&prepared.files, &prepared.editions);
        let proses = ProseLoader {
            engine,
            files,
            config: editions.config(),
            theme_blocks: &prepared.theme.0.blocks,
            recent: &prepared.recent,
            lost: &prepared.lost,
        };
        match &job.kind {
            JobKind::Page(page) => {
                let view = self.view(job, *page);
                let filled = view.filled(job.source.as_ref(), &proses);
                let context = filled.context(self.metadata(job, *page, &view));
                prepared.renderer(job.site).page(editions.template(job.site, *page), &context, job.source.as_ref())
            }
            JobKind::MarkdownVersion(page) => {
                let view = self.view(job, *page);
                let view = view.filled(job.source.as_ref(), &proses);
                Rendered::plain(markdown_version::text(editions, job.site, view).into_bytes().into())
            }
            JobKind::Redirect(view) => prepared.renderer(job.site).redirect(view),
            JobKind::Excerpts(excerpts) => {
                Rendered::plain(search_files::excerpts(editions, job.site, excerpts, &proses).into_bytes().into())
            }
            JobKind::File(file) => Rendered::plain(output::file(editions, job, file, &proses).into_bytes().into()),
            JobKind::Bytes(bytes) => Rendered::plain(Arc::clone(bytes)),
            JobKind::Copy(source) => match files.get(source).map(SourceFile::bytes) {
                Some(Some(bytes)) => Rendered::plain(bytes),
                _ => Rendered::fault(changed(source)),
            },
        }
    }
}

impl Viewed {
    fn new(view: PageView) -> Self {
        Self { hash: Hash128::of_value(&view), view, metadata: OnceCell::new(), filled: OnceCell::new() }
    }

    /// The view with its page's prose in it.
    fn filled(&self, source: Option<&SourcePath>, proses: &ProseLoader) -> &PageView {
        match source.filter(|_| self.view.page.content.is_open()) {
            Some(source) => self.filled.get_or_init(|| self.view.filled(&proses.of(source))),
            None => &self.view,
        }
    }
}

impl Engine {
    pub(super) fn drawing<'a>(&'a self, prepared: &'a LinkedSite) -> PageRenderer<'a> {
        PageRenderer { engine: self, prepared, last: None }
    }

    /// What `make` makes of each job. Jobs of one page go together, and those of one file one after the other.
    pub(super) fn of_each<T: Send>(
        &self,
        prepared: &LinkedSite,
        jobs: &[&Job],
        make: impl Fn(&mut PageRenderer, &Job) -> T + Sync,
    ) -> impl Iterator<Item = T> {
        let mut order = jobs.to_vec();
        order.sort_by_key(|job| &job.source);
        let pages: Vec<&[&Job]> = order.chunk_by(|a, b| a.is_of_page_of(b)).collect();
        let made = |page: &&[&Job]| -> Vec<T> {
            let mut drawing = self.drawing(prepared);
            page.iter().map(|job| make(&mut drawing, job)).collect()
        };
        let made: Vec<Vec<T>> = pages.par_iter().with_max_len(EVENLY).map(made).collect();
        made.into_iter().flatten()
    }

    /// Draws a job, or finds it drawn.
    pub(super) fn draw(&self, drawing: &mut PageRenderer, job: &Job) -> Arc<Rendered> {
        match drawing.key(job) {
            Some(key) => self.rendered.get(key, || drawing.draw(job)),
            None => Arc::new(drawing.draw(job)),
        }
    }

    /// The hash of a view that is made of what `origin` is the hash of. A build asks once, and a preview again and
    /// again.
    fn view_key(&self, origin: Hash128, make: impl FnOnce() -> Hash128) -> Hash128 {
        match &self.store {
            Some(_) => self.recalled(Bucket::Views, origin, make),
            None => *self.views.get(origin, make),
        }
    }
}
