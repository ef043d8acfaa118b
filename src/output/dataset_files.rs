//! `data/ID.json` in each language and `data/ID.csv` once: a dataset for other programs.

use std::sync::Arc;

use super::{FileContext, OutputFormat};
use crate::base::SitePath;
use crate::link::{FileScope, SiteOutline, csv_path, json_path};
use crate::model::Dataset;
use crate::model::export::{csv, json};

pub(super) struct JsonFiles;

impl OutputFormat for JsonFiles {
    fn files(&self, site: &SiteOutline) -> Vec<(SitePath, FileScope)> {
        files(site, |dataset| json_path(site.edition, dataset))
    }

    fn write(&self, file: &FileContext) -> String {
        match file.scope {
            FileScope::Dataset(dataset) => json(dataset, file.voice.speech.words()),
            _ => String::new(),
        }
    }
}

pub(super) struct CsvFiles;

impl OutputFormat for CsvFiles {
    fn files(&self, site: &SiteOutline) -> Vec<(SitePath, FileScope)> {
        // It has no language.
        if site.edition.is_main() { files(site, csv_path) } else { Vec::new() }
    }

    fn write(&self, file: &FileContext) -> String {
        match file.scope {
            FileScope::Dataset(dataset) => csv(dataset),
            _ => String::new(),
        }
    }
}

/// A file for each dataset, except where a page has its address.
fn files(site: &SiteOutline, path: impl Fn(&Dataset) -> SitePath) -> Vec<(SitePath, FileScope)> {
    let datasets = site.datasets.values().filter(|_| site.config.publish.exports);
    let files = datasets.map(|dataset| (path(dataset), FileScope::Dataset(Arc::clone(dataset))));
    files.filter(|(path, _)| !site.has_page(path)).collect()
}
