//! What is wrong with outputs before anybody looks into them: two for one address, and those that could not be drawn.
//!
//! It refuses to know how an output is drawn.

use std::collections::HashMap;

use indexmap::IndexMap;
use rayon::prelude::*;

use crate::base::hash::FastHash;
use crate::base::{Code, Diagnostic, Place, SitePath, SourcePath, portable};
use crate::output::Job;

/// What is wrong with the addresses of all outputs.
pub(super) fn addresses(jobs: &[&Job]) -> Vec<Diagnostic> {
    let files: Vec<String> = jobs.par_iter().map(|job| job.path.file()).collect();
    let mut found = collisions(jobs, &files);
    found.extend(jobs.par_iter().zip(&files).filter_map(|(job, file)| unfit(job, file)).collect::<Vec<_>>());
    found
}

/// Addresses that two jobs make, also when they differ only in case or Unicode form. What pages and files make twice
/// was reported before; this finds what Versus itself makes: redirects, the page for missing addresses, exports.
fn collisions(jobs: &[&Job], files: &[String]) -> Vec<Diagnostic> {
    let folded: Vec<String> = files.par_iter().map(|file| portable::fold(file)).collect();
    let mut owners: HashMap<&str, &Job, FastHash> = HashMap::with_capacity_and_hasher(jobs.len(), FastHash::default());
    let mut found = Vec::new();
    for (job, folded) in jobs.iter().zip(&folded) {
        if let Some(other) = owners.insert(folded, job) {
            found.push(collision(other, job));
        }
    }
    found
}

/// An address that some file system cannot hold. Those that an author wrote were looked at before; this finds what ids
/// and names of files have come to.
fn unfit(job: &Job, file: &str) -> Option<Diagnostic> {
    let fault = portable::fault(file)?;
    let message = format!("the site cannot have `/{}`: it {fault}", job.path);
    let error = Diagnostic::error(Code::BadPath, message).help("rename what the address is made of");
    Some(match &job.source {
        Some(source) => error.at(Place::start_of(source)),
        None => error,
    })
}

fn collision(a: &Job, b: &Job) -> Diagnostic {
    let maker = |job: &Job| job.source.as_ref().map_or_else(|| "Versus".to_owned(), ToString::to_string);
    let addresses = if a.path == b.path {
        format!("`/{}`", a.path)
    } else {
        format!("`/{}` and `/{}`, which are one to some systems", a.path, b.path)
    };
    let error = Diagnostic::error(Code::PathCollision, format!("{} and {} both make {addresses}", maker(a), maker(b)))
        .help("rename one of them, or give it a `slug` of its own");
    match a.source.as_ref().or(b.source.as_ref()) {
        Some(source) => error.at(Place::start_of(source)),
        None => error,
    }
}

/// A reason why outputs could not be drawn.
struct RenderFault<'a> {
    diagnostic: &'a Diagnostic,
    /// The first source that it befell.
    source: Option<&'a SourcePath>,
    outputs: usize,
}

/// Why outputs could not be drawn: each reason once, with the first page it befell. When templates were left out of
/// a theme that is not whole, that was reported with them, and what follows from it is not.
pub(super) fn faults<'a>(
    jobs: &[&'a Job],
    said: &dyn Fn(&SitePath) -> &'a [Diagnostic],
    whole: bool,
) -> Vec<Diagnostic> {
    let mut faults: IndexMap<_, RenderFault> = IndexMap::new();
    for job in jobs {
        let diagnostics = said(&job.path).iter();
        for diagnostic in diagnostics.filter(|d| whole || d.code != Code::Template) {
            let start = diagnostic.place.as_ref().map(|p| (&p.file, p.span.start));
            let fault = faults.entry((&diagnostic.message, start));
            let fault = fault.or_insert(RenderFault { diagnostic, source: None, outputs: 0 });
            fault.source = fault.source.or(job.source.as_ref());
            fault.outputs += 1;
        }
    }
    faults.into_values().map(RenderFault::with_page).collect()
}

impl RenderFault<'_> {
    fn with_page(self) -> Diagnostic {
        let diagnostic = self.diagnostic.clone();
        let Some(source) = self.source else { return diagnostic };
        if diagnostic.place.as_ref().is_none_or(|place| place.file == *source) {
            return diagnostic;
        }
        let drawn = match self.outputs {
            1 => "while this page was drawn".to_owned(),
            outputs => format!("while this page was drawn, and {} more", outputs - 1),
        };
        diagnostic.note(Place::start_of(source), drawn)
    }
}
