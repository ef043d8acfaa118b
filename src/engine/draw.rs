//! Drawing: one job into one output, and the hash of all that it is drawn from.
//!
//! It refuses to know what becomes of the bytes.

use std::sync::Arc;

use super::read::Rereading;
use super::{Engine, Prepared};
use crate::base::hash::Hasher;
use crate::base::snapshot::{File, changed};
use crate::base::{Hash128, SourcePath};
use crate::parse::prose::Proses as _;
use crate::render::Rendered;
use crate::view::{self, Job, JobKind, PageView, View};

/// A job with its view made.
pub(super) struct Recipe<'a> {
    job: &'a Job,
    view: Option<Arc<PageView>>,
    /// The hash of all that it is drawn from; `None` if its bytes are there already.
    pub(super) key: Option<Hash128>,
}

impl<'a> Recipe<'a> {
    pub(super) fn of(prepared: &Prepared, job: &'a Job) -> Self {
        let theme = prepared.theme.0.hash;
        let shared = prepared.jobs.sites[job.edition].hash;
        let view = |view: &View| Some(view.get(&prepared.editions, job));
        let (view, key) = match &job.kind {
            JobKind::Page { template, view: made } => {
                let view = view(made);
                let mut hasher = Hasher::default();
                hasher.value(&(theme, shared, template));
                hasher.value(&(&job.source, view.as_deref()));
                (view, Some(hasher.finish()))
            }
            JobKind::Twin(made) => {
                let view = view(made);
                let key = Hash128::of_value(&("twin", theme, job.edition, view.as_deref()));
                (view, Some(key))
            }
            JobKind::Redirect(view) => (None, Some(Hash128::of_value(&(theme, shared, view)))),
            JobKind::Excerpts(excerpts) => (None, Some(excerpts.key)),
            JobKind::Copy(_) | JobKind::Bytes(_) => (None, None),
        };
        Self { job, view, key }
    }
}

impl Engine {
    /// Draws a job, or finds it drawn.
    pub(super) fn draw(&self, prepared: &Prepared, job: &Job) -> Arc<Rendered> {
        let recipe = Recipe::of(prepared, job);
        match recipe.key {
            Some(key) => self.rendered.get(key, || self.drawn_anew(prepared, &recipe)),
            None => Arc::new(self.drawn_anew(prepared, &recipe)),
        }
    }

    pub(super) fn drawn_anew(&self, prepared: &Prepared, recipe: &Recipe) -> Rendered {
        let Recipe { job, view, .. } = recipe;
        let (files, config) = (&prepared.files, prepared.editions.config());
        let proses = Rereading { engine: self, files, config, lost: &prepared.lost };
        let filled = view.as_ref().map(|view| filled(view, job.source.as_ref(), &proses));
        match (&job.kind, filled) {
            (JobKind::Page { template, .. }, Some(view)) => {
                prepared.renderer(job.edition).page(template, &view, job.source.as_ref())
            }
            (JobKind::Twin(_), Some(view)) => {
                Rendered::plain(prepared.editions.twin(job.edition, &view).into_bytes().into())
            }
            (JobKind::Redirect(view), _) => prepared.renderer(job.edition).redirect(view),
            (JobKind::Excerpts(excerpts), _) => {
                Rendered::plain(view::excerpts(&prepared.editions, job.edition, excerpts, &proses).into())
            }
            (JobKind::Bytes(bytes), _) => Rendered::plain(Arc::clone(bytes)),
            (JobKind::Copy(source), _) => match files.get(source).map(File::bytes) {
                Some(Some(bytes)) => Rendered::plain(bytes),
                _ => Rendered::fault(changed(source)),
            },
            // A page and its twin have a view.
            (JobKind::Page { .. } | JobKind::Twin(_), None) => Rendered::plain(Arc::from([])),
        }
    }
}

/// A view with its page's prose in it.
fn filled(view: &Arc<PageView>, source: Option<&SourcePath>, proses: &Rereading) -> Arc<PageView> {
    match source.filter(|_| view.page.content.is_open()) {
        Some(source) => Arc::new(view.filled(&proses.of(source))),
        None => Arc::clone(view),
    }
}
