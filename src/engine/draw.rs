//! Drawing: one job into one output, and the hash of all that it is drawn from.
//!
//! It refuses to know what becomes of the bytes.

use std::borrow::Cow;
use std::sync::Arc;

use super::read::Rereading;
use super::{Engine, Prepared};
use crate::base::hash::Hasher;
use crate::base::snapshot::{File, changed};
use crate::base::{Hash128, SourcePath};
use crate::parse::prose::Proses as _;
use crate::render::Rendered;
use crate::view::{self, Job, JobKind, PageView};

/// A job with its view made.
pub(super) struct Recipe<'a> {
    job: &'a Job,
    view: Option<PageView>,
    /// The hash of all that it is drawn from; `None` if its bytes are there already.
    pub(super) key: Option<Hash128>,
}

impl Engine {
    pub(super) fn recipe<'a>(&self, prepared: &Prepared, job: &'a Job) -> Recipe<'a> {
        let (theme, editions) = (prepared.theme.0.hash, &prepared.editions);
        let shared = prepared.jobs.sites[job.edition].hash;
        let index = || prepared.search(self, job.edition).data.clone();
        let (view, key) = match &job.kind {
            JobKind::Page(page) => {
                let view = editions.page(job, *page, &index);
                let mut hasher = Hasher::default();
                hasher.value(&(theme, shared, editions.template(job, *page)));
                hasher.value(&(&job.source, &view));
                (Some(view), Some(hasher.finish()))
            }
            JobKind::Twin(page) => {
                let view = editions.text(job, *page);
                let key = Hash128::of_value(&("twin", theme, job.edition, &view));
                (Some(view), Some(key))
            }
            JobKind::Redirect(view) => (None, Some(Hash128::of_value(&(theme, shared, view)))),
            JobKind::Excerpts(excerpts) => (None, Some(excerpts.key)),
            JobKind::Copy(_) | JobKind::File(_) | JobKind::Bytes(_) => (None, None),
        };
        Recipe { job, view, key }
    }

    /// Draws a job, or finds it drawn.
    pub(super) fn draw(&self, prepared: &Prepared, job: &Job) -> Arc<Rendered> {
        let recipe = self.recipe(prepared, job);
        match recipe.key {
            Some(key) => self.rendered.get(key, || self.drawn_anew(prepared, &recipe)),
            None => Arc::new(self.drawn_anew(prepared, &recipe)),
        }
    }

    pub(super) fn drawn_anew(&self, prepared: &Prepared, recipe: &Recipe) -> Rendered {
        let Recipe { job, view, .. } = recipe;
        let (files, config) = (&prepared.files, prepared.editions.config());
        let proses = Rereading { engine: self, files, config, recent: &prepared.recent, lost: &prepared.lost };
        let filled = view.as_ref().map(|view| filled(view, job.source.as_ref(), &proses));
        let editions = &prepared.editions;
        match (&job.kind, filled) {
            (JobKind::Page(page), Some(view)) => {
                let template = editions.template(job, *page);
                prepared.renderer(job.edition).page(template, &view, job.source.as_ref())
            }
            (JobKind::Twin(_), Some(view)) => Rendered::plain(editions.twin(job.edition, &view).into_bytes().into()),
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

/// A view with its page's prose in it.
fn filled<'v>(view: &'v PageView, source: Option<&SourcePath>, proses: &Rereading) -> Cow<'v, PageView> {
    match source.filter(|_| view.page.content.is_open()) {
        Some(source) => Cow::Owned(view.filled(&proses.of(source))),
        None => Cow::Borrowed(view),
    }
}
