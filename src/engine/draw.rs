//! Drawing: one job into one output, and the hash of all that it is drawn from.
//!
//! It refuses to know what becomes of the bytes.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

use rayon::prelude::*;

use super::read::Rereading;
use super::{EVENLY, Engine, Prepared};
use crate::base::snapshot::{File, changed};
use crate::base::{Hash128, SourcePath};
use crate::parse::prose::Proses as _;
use crate::render::Rendered;
use crate::view::{self, Job, JobKind, PageOf, PageView};

/// A job with its view made.
pub(super) struct Recipe<'a> {
    job: &'a Job,
    view: Option<Rc<Viewed>>,
    /// The hash of all that it is drawn from; `None` if its bytes are there already.
    pub(super) key: Option<Hash128>,
}

/// The view of a page, of which its twin is made as well.
struct Viewed {
    view: PageView,
    /// The hash of it as it is without what only programs read.
    hash: Hash128,
    /// The same with the page's prose in it, once it is drawn.
    filled: OnceCell<PageView>,
}

/// Makes recipes one after the other. What the last one has is not made again for the next.
pub(super) struct Recipes<'a> {
    engine: &'a Engine,
    pub(super) prepared: &'a Prepared,
    last: Option<(usize, PageOf, Rc<Viewed>)>,
}

impl Recipes<'_> {
    pub(super) fn of<'j>(&mut self, job: &'j Job) -> Recipe<'j> {
        let prepared = self.prepared;
        let (theme, editions) = (prepared.theme.0.hash, &prepared.editions);
        let shared = prepared.jobs.sites[job.edition].hash;
        let (view, key) = match &job.kind {
            JobKind::Page(page) => {
                let view = self.page(job, *page);
                let template = editions.template(job, *page);
                let key = (theme, shared, template, &job.source, view.hash, view.view.for_programs());
                (Some(Rc::clone(&view)), Some(Hash128::of_value(&key)))
            }
            JobKind::Twin(page) => {
                let view = self.text(job, *page);
                let key = Hash128::of_value(&("twin", theme, job.edition, view.hash));
                (Some(view), Some(key))
            }
            JobKind::Redirect(view) => (None, Some(Hash128::of_value(&(theme, shared, view)))),
            JobKind::Excerpts(excerpts) => (None, Some(excerpts.key)),
            JobKind::Copy(_) | JobKind::File(_) | JobKind::Bytes(_) => (None, None),
        };
        Recipe { job, view, key }
    }

    fn page(&mut self, job: &Job, page: PageOf) -> Rc<Viewed> {
        let Self { engine, prepared, .. } = *self;
        let mut view = Viewed::new(prepared.editions.text(job, page));
        let index = || prepared.search(engine, job.edition).data.clone();
        prepared.editions.complete(job, page, &mut view.view, &index);
        self.keep(job, page, view)
    }

    fn text(&mut self, job: &Job, page: PageOf) -> Rc<Viewed> {
        match &self.last {
            Some((edition, last, view)) if (*edition, *last) == (job.edition, page) => Rc::clone(view),
            _ => self.keep(job, page, Viewed::new(self.prepared.editions.text(job, page))),
        }
    }

    fn keep(&mut self, job: &Job, page: PageOf, view: Viewed) -> Rc<Viewed> {
        let view = Rc::new(view);
        self.last = Some((job.edition, page, Rc::clone(&view)));
        view
    }
}

impl Viewed {
    fn new(view: PageView) -> Self {
        Self { hash: Hash128::of_value(&view), view, filled: OnceCell::new() }
    }

    /// The view with its page's prose in it.
    fn filled(&self, source: Option<&SourcePath>, proses: &Rereading) -> &PageView {
        match source.filter(|_| self.view.page.content.is_open()) {
            Some(source) => self.filled.get_or_init(|| self.view.filled(&proses.of(source))),
            None => &self.view,
        }
    }
}

impl Engine {
    pub(super) fn recipes<'a>(&'a self, prepared: &'a Prepared) -> Recipes<'a> {
        Recipes { engine: self, prepared, last: None }
    }

    /// What `make` makes of each job. Jobs of one page go together, and those of one file one after the other.
    pub(super) fn of_each<T: Send>(
        &self,
        prepared: &Prepared,
        jobs: &[&Job],
        make: impl Fn(&mut Recipes, &Job) -> T + Sync,
    ) -> impl Iterator<Item = T> {
        let mut order = jobs.to_vec();
        order.sort_by_key(|job| &job.source);
        let pages: Vec<&[&Job]> = order.chunk_by(|a, b| a.is_of_page_of(b)).collect();
        let made = |page: &&[&Job]| -> Vec<T> {
            let mut recipes = self.recipes(prepared);
            page.iter().map(|job| make(&mut recipes, job)).collect()
        };
        let made: Vec<Vec<T>> = pages.par_iter().with_max_len(EVENLY).map(made).collect();
        made.into_iter().flatten()
    }

    /// Draws a job, or finds it drawn.
    pub(super) fn draw(&self, prepared: &Prepared, recipe: &Recipe) -> Arc<Rendered> {
        match recipe.key {
            Some(key) => self.rendered.get(key, || self.drawn_anew(prepared, recipe)),
            None => Arc::new(self.drawn_anew(prepared, recipe)),
        }
    }

    pub(super) fn drawn_anew(&self, prepared: &Prepared, recipe: &Recipe) -> Rendered {
        let Recipe { job, view, .. } = recipe;
        let (files, config) = (&prepared.files, prepared.editions.config());
        let proses = Rereading { engine: self, files, config, recent: &prepared.recent, lost: &prepared.lost };
        let filled = view.as_ref().map(|view| view.filled(job.source.as_ref(), &proses));
        let editions = &prepared.editions;
        match (&job.kind, filled) {
            (JobKind::Page(page), Some(view)) => {
                let template = editions.template(job, *page);
                prepared.renderer(job.edition).page(template, view, job.source.as_ref())
            }
            (JobKind::Twin(_), Some(view)) => Rendered::plain(editions.twin(job.edition, view).into_bytes().into()),
            (JobKind::Redirect(view), _) => prepared.renderer(job.edition).redirect(view),
            (JobKind::Excerpts(excerpts), _) => {
                Rendered::plain(view::excerpts(editions, job.edition, excerpts, &proses).into())
            }
            (JobKind::File(file), _) => Rendered::plain(editions.file(job, *file, &proses).into()),
            (JobKind::Bytes(bytes), _) => Rendered::plain(Arc::clone(bytes)),
            (JobKind::Copy(source), _) => match files.get(source).map(File::bytes) {
                Some(Some(bytes)) => Rendered::plain(bytes),
                _ => Rendered::fault(changed(source)),
            },
            // A page and its twin have a view.
            (JobKind::Page(_) | JobKind::Twin(_), None) => Rendered::plain(Arc::from([])),
        }
    }
}
