//! Keys of front matter that mean nothing here, all of one page at once.

use serde::de::IgnoredAny;

use super::FrontMatter;
use crate::base::SourcePath;
use crate::base::{Code, Diagnostic, Place, suggest};
use crate::parse::markdown::Fragment;
use crate::parse::yaml::{self, Entries, Origin};

/// What other generators call things, and how they are written here.
const FOREIGN: &[(&str, &str)] = &[
    ("tags", "write `taxonomies: {tags: [...]}`, and declare `tags` under `taxonomies` in versus.yaml"),
    (
        "categories",
        "write `taxonomies: {categories: [...]}`, and declare `categories` under `taxonomies` in versus.yaml",
    ),
    ("keywords", "write `taxonomies: {keywords: [...]}`, and declare `keywords` under `taxonomies` in versus.yaml"),
    ("lastmod", "it is called `updated` here"),
    ("modified", "it is called `updated` here"),
    ("last_modified_at", "it is called `updated` here"),
    ("last_update", "it is called `updated` here"),
    ("lastUpdated", "it is called `updated` here"),
    ("publishDate", "it is called `date` here"),
    ("pubDate", "it is called `date` here"),
    ("published", "it is called `date` here; a page that is not ready has `draft: true`"),
    ("url", "it is called `path` here"),
    ("permalink", "it is called `path` here"),
    ("redirect_from", "it is called `aliases` here"),
    ("author", "it is called `authors` here, and is a list: `authors: [Name]`"),
    ("summary", "it is called `description` here"),
    ("excerpt", "it is called `description` here"),
    ("layout", "it is called `template` here"),
    ("nav_order", "it is called `weight` here"),
    ("sidebar_position", "it is called `weight` here"),
    ("order", "it is called `weight` here"),
    ("params", "it is called `extra` here"),
];

/// The keys of the front matter in `yaml` that mean nothing here, each with what to write instead.
pub(super) fn unknown(file: &SourcePath, yaml: &Fragment) -> Vec<Diagnostic> {
    let Ok(Entries(entries)) = yaml::read::<Entries<IgnoredAny>>(&yaml.text, &Origin::whole(file)) else {
        return Vec::new();
    };
    let schema = schemars::schema_for!(FrontMatter);
    let known = schema.get("properties").and_then(|properties| properties.as_object());
    let known: Vec<&str> = known.into_iter().flat_map(|known| known.keys()).map(String::as_str).collect();
    let unknown = entries.iter().filter(|(key, _)| !known.contains(&key.text.as_str()));
    let fault = |(key, _): &(yaml::Scalar, IgnoredAny)| {
        let error = Diagnostic::error(Code::UnknownKey, format!("`{}` means nothing here", key.text))
            .at(Place::new(file, yaml.span(key.span.clone())));
        let foreign = FOREIGN.iter().find(|(name, _)| *name == key.text).map(|(_, help)| (*help).to_owned());
        let advice = foreign.or_else(|| suggest::advice(&key.text, known.iter().copied()));
        error.help(advice.unwrap_or_else(|| "put what only your theme reads under `extra`".to_owned()))
    };
    unknown.map(fault).collect()
}
