//! A new part of a project: a guide, a subject or a dataset, from its archetype.
//!
//! It refuses to write it, and to guess: what is not clear is asked back in an error.

use std::sync::Arc;

use super::fill::{fill, quoted};
use super::name::{bad, id_for};
use super::{NewFiles, values};
use crate::base::path::normalise;
use crate::base::{Code, Date, Diagnostic, Severity, Snapshot, SourcePath, portable, suggest};
use crate::link::{Datasets, data};
use crate::model::{Dataset, SubjectId};
use crate::parse::data::{DataFile, parse, role};
use crate::theme::files::Theme;

/// What is wanted.
#[derive(Clone, Debug)]
pub struct NewPartRequest<'a> {
    /// Which part.
    pub part: NewPart<'a>,
    /// Its name for readers.
    pub name: &'a str,
    /// Its id, in place of one made from the name.
    pub id: Option<&'a str>,
    /// Today.
    pub today: Date,
    /// The project's theme, whose archetypes come first.
    pub theme: &'a str,
}

/// A kind of part.
#[derive(Clone, Copy, Debug)]
pub enum NewPart<'a> {
    /// A page that compares.
    Guide {
        /// What it compares; the only dataset where none is named.
        dataset: Option<&'a str>,
        /// The folder below `content` that it stands in, `""` for that itself.
        section: &'a str,
    },
    /// One of the things compared.
    Subject {
        /// Where it belongs; the only dataset where none is named.
        dataset: Option<&'a str>,
    },
    /// What is compared, and by what.
    Dataset,
}

/// The file of a new part.
///
/// # Errors
/// When it is there, cannot be named, or belongs to a dataset that is not there or cannot be read; or when the
/// archetype has a place that nothing can fill.
pub fn part(snapshot: &Snapshot, wanted: &NewPartRequest) -> Result<NewFiles, Vec<Diagnostic>> {
    let id = id_for(wanted.name, wanted.id).map_err(one)?;
    let mut places =
        vec![("title", quoted(wanted.name.trim())), ("id", id.clone()), ("today", wanted.today.to_string())];
    let (path, archetype) = match wanted.part {
        NewPart::Guide { dataset, section } => {
            let path = guide_path(snapshot, section, &id).map_err(one)?;
            let dataset = find(snapshot, dataset)?;
            if dataset.subjects.len() < 2 {
                return Err(one(too_few(&dataset)));
            }
            let subjects: Vec<&str> = dataset.subjects.keys().map(SubjectId::as_str).collect();
            places.push(("dataset", dataset.id.to_string()));
            places.push(("subjects", format!("[{}]", subjects.join(", "))));
            (path, "guide.md")
        }
        NewPart::Subject { dataset } => {
            let dataset = find(snapshot, dataset)?;
            if let Some(there) = dataset.subjects.get(id.as_str()) {
                return Err(one(exists(format!("`{}` has a subject `{id}`", dataset.id)).at(there.place.clone())));
            }
            places.push(("dataset", dataset.id.to_string()));
            places.push(("values", values::unknown(&dataset)));
            (format!("content/data/{}/subjects/{id}.yaml", dataset.id), "subject.yaml")
        }
        NewPart::Dataset => {
            let taken = snapshot.under("content/data").find(|(path, _)| role(path).is_some_and(|(name, _)| name == id));
            if let Some((path, _)) = taken {
                return Err(one(exists(format!("there is a dataset `{id}`, in {path}"))));
            }
            (format!("content/data/{id}/dataset.yaml"), "dataset.yaml")
        }
    };
    let path = SourcePath::new(path);
    if snapshot.files.contains_key(&path) {
        return Err(one(exists(format!("there is a file {path}"))));
    }
    let (source, text) = archetype_text(snapshot, wanted.theme, archetype).map_err(one)?;
    let text = fill(&source, text, &places).map_err(one)?;
    Ok(NewFiles::from([(path, text)]))
}

/// The archetype of this name: the project's own, else the built-in one.
fn archetype_text<'s>(snapshot: &'s Snapshot, theme: &str, name: &str) -> Result<(SourcePath, &'s str), Diagnostic> {
    let own = SourcePath::new(format!("themes/{theme}/archetypes/{name}"));
    if let Some(file) = snapshot.files.get(&own) {
        let not_text =
            || Diagnostic::error(Code::NotText, format!("{own} is not text in UTF-8")).help("save it as UTF-8");
        return file.text().ok_or_else(not_text).map(|text| (own.clone(), text));
    }
    let built_in = SourcePath::new(format!("themes/default/archetypes/{name}"));
    match Theme::built_in_text(&built_in) {
        Some(text) => Ok((built_in, text)),
        None => {
            Err(Diagnostic::error(Code::Internal, format!("there is no archetype {name}")).help("please report it"))
        }
    }
}

/// Where a guide of this id stands, if nothing stands there.
fn guide_path(snapshot: &Snapshot, section: &str, id: &str) -> Result<String, Diagnostic> {
    let folder = normalise("content", section.trim_end_matches('/')).filter(|folder| is_for_pages(folder));
    let Some(folder) = folder.filter(|_| !section.starts_with('/')) else {
        return Err(bad(
            format!("`{section}` is no folder for guides"),
            "name one below `content`, such as `guides`; `content/data` is for data",
        ));
    };
    if matches!(id, "index" | "_index") {
        return Err(bad(format!("`{id}.md` would be the page of its folder"), "give it another name with `--id`"));
    }
    let stem = format!("{folder}/{id}");
    let there = [format!("{stem}/index.md"), format!("{stem}/_index.md")].map(SourcePath::new);
    match there.iter().find(|path| snapshot.files.contains_key(*path)) {
        Some(path) => Err(exists(format!("{path} stands at the same address"))),
        None => Ok(format!("{stem}.md")),
    }
}

fn is_for_pages(folder: &str) -> bool {
    let below = folder.strip_prefix("content").unwrap_or("..");
    let parts = || below.split('/').filter(|part| !part.is_empty());
    parts().next() != Some("data") && parts().all(|part| portable::fault(part).is_none() && !part.starts_with('.'))
}

/// The dataset of a name, or the only one.
fn find(snapshot: &Snapshot, name: Option<&str>) -> Result<Arc<Dataset>, Vec<Diagnostic>> {
    let (datasets, said) = read(snapshot);
    let Some(name) = name else {
        let mut all = datasets.values();
        return match (all.next(), all.next()) {
            (Some(only), None) => Ok(Arc::clone(only)),
            (None, _) => Err(one(unknown("there is no dataset yet", "begin one with `versus new dataset NAME`"))),
            _ => Err(one(unknown(
                "there are several datasets",
                format!("name one with `--dataset`: {}", names(&datasets)),
            ))),
        };
    };
    if let Some(dataset) = datasets.get(name) {
        return Ok(Arc::clone(dataset));
    }
    let of_it = |d: &Diagnostic| d.place.as_ref().and_then(|p| role(&p.file)).is_some_and(|(owner, _)| owner == name);
    let errors: Vec<Diagnostic> = said.into_iter().filter(|d| d.severity == Severity::Error && of_it(d)).collect();
    if !errors.is_empty() {
        return Err(errors);
    }
    let advice = suggest::advice(name, datasets.keys().map(String::as_str));
    let help = advice.unwrap_or_else(|| format!("begin it with `versus new dataset {name}`"));
    Err(one(unknown(format!("there is no dataset `{name}`"), help)))
}

/// The datasets of a project, and what is wrong with their files.
fn read(snapshot: &Snapshot) -> (Datasets, Vec<Diagnostic>) {
    let files: Vec<Arc<DataFile>> = snapshot
        .under("content/data")
        .filter_map(|(path, file)| Some(parse(path, &role(path)?.1, file.text()?).into()))
        .collect();
    data::datasets(&files)
}

fn names(datasets: &Datasets) -> String {
    datasets.keys().map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn unknown(message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::UnknownDataset, message).help(help)
}

fn too_few(dataset: &Dataset) -> Diagnostic {
    let message = format!("a guide compares two subjects or more, and `{}` has {}", dataset.id, dataset.subjects.len());
    let help = format!("begin them with `versus new subject NAME --dataset {}`", dataset.id);
    Diagnostic::error(Code::UnknownSubject, message).help(help)
}

fn exists(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::Exists, message).help("give the new one another name, or another `--id`")
}

fn one(diagnostic: Diagnostic) -> Vec<Diagnostic> {
    vec![diagnostic]
}
