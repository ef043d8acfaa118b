//! The files of a dataset: one file to raw values, each with its place.
//!
//! What a file reads as depends on its bytes alone: ids are not looked up here and no value is read by its criterion's
//! type; `link::data` does both.
//!
//! The types are also the published schema; their comments are its descriptions.

pub mod cell;
pub mod dataset;
mod records;
pub mod subject;
pub mod table;

use crate::base::{Diagnostic, SourcePath};

use super::yaml::{self, Origin};
pub use cell::{RawCell, RawCellParts, RawSource};
pub use dataset::{RawCriterion, RawDataset, RawGroup, RawProfile};
pub use subject::RawSubject;
pub use table::RawRow;

/// The folder of datasets.
pub const FOLDER: &str = "content/data/";

/// What one file holds.
#[derive(Clone, Debug, PartialEq)]
pub struct DataFile {
    /// Which file.
    pub path: SourcePath,
    /// Its content; `None` when it could not be read at all.
    pub content: Option<DataContent>,
    /// What is wrong with it by itself.
    pub diagnostics: Vec<Diagnostic>,
}

/// The content of a file, by its role.
#[derive(Clone, Debug, PartialEq)]
pub enum DataContent {
    /// `NAME.yaml` or `NAME/dataset.yaml`.
    Dataset(Box<RawDataset>),
    /// `NAME/subjects/ID.yaml`.
    Subject(Box<RawSubject>),
    /// `NAME/values.csv`.
    Values(Vec<RawRow>),
}

/// What a file is for, by its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// Declares the dataset.
    Dataset,
    /// Holds the subject of this id.
    Subject(String),
    /// Holds values of several subjects.
    Values,
}

/// The name of the dataset that a file belongs to, and its role there; `None` for what is no part of a dataset.
pub fn role(path: &SourcePath) -> Option<(String, Role)> {
    let parts: Vec<&str> = path.as_str().strip_prefix(FOLDER)?.split('/').collect();
    let stem = |name: &str| name.strip_suffix(".yaml").filter(|stem| !stem.is_empty()).map(str::to_owned);
    match parts[..] {
        [file] => Some((stem(file)?, Role::Dataset)),
        [name, "dataset.yaml"] => Some((name.to_owned(), Role::Dataset)),
        [name, "values.csv"] => Some((name.to_owned(), Role::Values)),
        [name, "subjects", file] => Some((name.to_owned(), Role::Subject(stem(file)?))),
        _ => None,
    }
}

/// Reads one file. A pure function of path and text.
pub fn parse(path: &SourcePath, role: &Role, text: &str) -> DataFile {
    let origin = Origin::whole(path);
    let (content, diagnostics) = match role {
        Role::Dataset => read(yaml::read::<RawDataset>(text, &origin), |mut raw| {
            raw.subjects.0.iter_mut().for_each(|(_, subject)| subject.settle(text));
            raw.sources.0.iter_mut().for_each(|(_, source)| source.trim());
            DataContent::Dataset(Box::new(raw))
        }),
        Role::Subject(_) => read(yaml::read::<RawSubject>(text, &origin), |mut raw| {
            raw.settle(text);
            DataContent::Subject(Box::new(raw))
        }),
        Role::Values => {
            let (rows, diagnostics) = table::read(text, path);
            (Some(DataContent::Values(rows)), diagnostics)
        }
    };
    let mut diagnostics = diagnostics;
    if *role != Role::Values && content.is_some() {
        diagnostics.extend(yaml::cut_texts(text, &origin));
    }
    DataFile { path: path.clone(), content, diagnostics }
}

fn read<T>(
    found: Result<T, Vec<Diagnostic>>,
    content: impl FnOnce(T) -> DataContent,
) -> (Option<DataContent>, Vec<Diagnostic>) {
    match found {
        Ok(raw) => (Some(content(raw)), Vec::new()),
        Err(diagnostics) => (None, diagnostics),
    }
}
