//! Joins the files of datasets: raw values are read by their criteria's types, ids are looked up. Values that are of
//! their type are judged by `model::lint`.

mod cells;
mod criteria;
mod report;
mod schema;
mod sources;
mod subjects;

#[cfg(test)]
mod roundtrip;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::data_ref::Datasets;
use crate::base::{Code, Diagnostic, Place, SourcePath};
use crate::model::{Dataset, DatasetId, id};
use crate::parse::data::{DataContent, DataFile, FOLDER, Role, role};

use self::report::DataReport;
use self::schema::DatasetSchema;

/// The files of one dataset.
#[derive(Default)]
pub struct Parts<'a> {
    /// Files that declare it; there should be one.
    pub dataset: Vec<&'a DataFile>,
    /// Its subjects' files by the subject's id.
    pub subjects: BTreeMap<String, &'a DataFile>,
    /// Its table.
    pub values: Option<&'a DataFile>,
}

/// All datasets of a project, by name, and what is wrong with their files, alone and together.
pub fn datasets<F: AsRef<DataFile>>(files: &[F]) -> (Datasets, Vec<Diagnostic>) {
    let (mut all, mut diagnostics) = (Datasets::new(), Vec::new());
    for file in files {
        diagnostics.extend_from_slice(&file.as_ref().diagnostics);
    }
    for (name, parts) in gather(files.iter().map(AsRef::as_ref)) {
        let (dataset, found) = assemble(&name, &parts);
        diagnostics.extend(found);
        all.extend(dataset.map(|dataset| (name, Arc::new(dataset))));
    }
    (all, diagnostics)
}

/// Says that a file among the datasets is taken by none, when its name says that it should be.
pub fn stray(path: &SourcePath) -> Option<Diagnostic> {
    let data = path.as_str().starts_with(FOLDER) && matches!(path.extension(), Some("yaml" | "yml" | "csv" | "json"));
    (data && role(path).is_none()).then(|| {
        Diagnostic::warning(Code::StrayData, format!("no dataset takes {path}"))
            .at(Place::start_of(path))
            .help("datasets are NAME.yaml, or NAME/dataset.yaml with NAME/subjects/ID.yaml and NAME/values.csv")
    })
}

/// Sorts files by the dataset they belong to.
pub fn gather<'a>(files: impl Iterator<Item = &'a DataFile>) -> BTreeMap<String, Parts<'a>> {
    let mut all: BTreeMap<String, Parts<'a>> = BTreeMap::new();
    for file in files {
        let Some((name, role)) = role(&file.path) else { continue };
        let parts = all.entry(name).or_default();
        match role {
            Role::Dataset => parts.dataset.push(file),
            Role::Subject(id) => _ = parts.subjects.insert(id, file),
            Role::Values => parts.values = Some(file),
        }
    }
    all
}

/// Joins the files of one dataset. There is none when nothing declares it or its declaration cannot be read; a
/// faulty cell reads as unknown, so that the rest can be shown and checked.
pub fn assemble(name: &str, parts: &Parts<'_>) -> (Option<Dataset>, Vec<Diagnostic>) {
    let mut report = DataReport::default();
    let dataset = declared(name, parts, &mut report);
    let joined = dataset.map(|(file, raw)| {
        let mut frame = DatasetSchema::new(raw, file, &mut report);
        let subjects = subjects::join(raw, file, parts, &mut frame, &mut report);
        let complete =
            report.is_empty() && parts.all().all(|file| file.content.is_some() && file.diagnostics.is_empty());
        frame.dataset(DatasetId::new(name), raw, subjects, complete, Place::start_of(&file.path))
    });
    (joined, report.into_diagnostics())
}

fn declared<'a>(
    name: &str,
    parts: &Parts<'a>,
    report: &mut DataReport,
) -> Option<(&'a DataFile, &'a crate::parse::data::RawDataset)> {
    let file = match parts.dataset[..] {
        [] => {
            let file = parts.all().next()?;
            let help = format!("write content/data/{name}/dataset.yaml, or move the file");
            report.error(
                Code::StrayData,
                Place::start_of(&file.path),
                format!("no dataset `{name}` takes this file"),
                help,
            );
            return None;
        }
        [file] => file,
        [file, other, ..] => {
            let message = format!("the dataset `{name}` is declared twice, also in {}", other.path);
            report.error(Code::DuplicateId, Place::start_of(&file.path), message, "keep one of the two");
            file
        }
    };
    if !id::is_id(name) {
        report.bad_id(name, Place::start_of(&file.path));
    }
    match &file.content {
        Some(DataContent::Dataset(raw)) => Some((file, raw)),
        _ => None,
    }
}

impl<'a> Parts<'a> {
    /// All of them.
    fn all(&self) -> impl Iterator<Item = &'a DataFile> + '_ {
        self.dataset.iter().copied().chain(self.subjects.values().copied()).chain(self.values)
    }
}
