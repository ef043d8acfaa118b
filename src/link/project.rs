//! What linking starts from: the parsed files of a project, the names of its theme, and the options.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use super::site_files::SiteFormats;
use crate::base::{Date, Snapshot, SourcePath};
use crate::images::Probing;
use crate::parse::config::Config;
use crate::parse::data::DataFile;
use crate::parse::page::{HighlightCode, ParsedPage};

/// All files of a project, parsed one by one.
pub struct ParsedProject<'a> {
    /// The source files, for what is copied or included.
    pub snapshot: &'a Snapshot,
    /// Where the configuration stands.
    pub config_path: SourcePath,
    /// The configuration.
    pub config: Arc<Config>,
    /// The pages, by path.
    pub pages: BTreeMap<SourcePath, Arc<ParsedPage>>,
    /// The files of datasets.
    pub data: Vec<Arc<DataFile>>,
    /// The names that the theme has.
    pub theme: ThemeNames,
}

/// What of a theme the content may name.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ThemeNames {
    /// Its page templates: `page.html`, …
    pub templates: BTreeSet<String>,
}

/// What linking depends on beside the files.
pub struct LinkOptions<'a> {
    /// Whether drafts are built.
    pub drafts: bool,
    /// Today.
    pub as_of: Date,
    /// Where the site will stand, in place of the configuration's.
    pub base_url: Option<&'a str>,
    /// The highlighter, for included code.
    pub highlight: &'a dyn HighlightCode,
    /// Who knows how large images are.
    pub images: &'a dyn Probing,
    /// The formats of the files that are made from the whole site.
    pub formats: &'a dyn SiteFormats,
}
