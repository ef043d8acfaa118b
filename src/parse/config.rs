//! The configuration, `versus.yaml`.
//!
//! It refuses to know whether what it names is there.

mod images;
mod languages;
mod time_zone;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::images::{ImageFormat, ImagesConfig, Quality, Width};
pub use self::time_zone::TimeZoneName;
use super::markdown::MarkdownOptions;
use super::yaml::{self, Origin, Spanned};
use crate::base::{Diagnostic, MaxAge, SourcePath};

/// The configuration of a site.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The site's name.
    pub title: String,
    /// What the site is about, in a sentence.
    #[serde(default)]
    pub description: Option<String>,
    /// Where the site will stand, as `https://example.org/guides/`. Only what needs absolute addresses uses it:
    /// sitemap, feeds, canonical and social tags.
    #[serde(default)]
    pub base_url: Option<Spanned<String>>,
    /// The language of the content, as a BCP 47 tag.
    #[serde(default = "english")]
    pub language: Spanned<String>,
    /// The time zone that decides which day it is, as `Europe/Berlin`; `UTC` by default.
    #[serde(default)]
    pub time_zone: TimeZoneName,
    /// The other languages in which the site appears, by their BCP 47 tags.
    #[serde(default)]
    pub languages: IndexMap<Spanned<String>, LanguageConfig>,
    /// The theme: a folder of `themes/`, over the built-in one.
    #[serde(default = "default_theme")]
    pub theme: Spanned<String>,
    /// Who writes, where a page does not say.
    #[serde(default)]
    pub author: Option<String>,
    /// The links in the header; the top sections when left out.
    #[serde(default)]
    pub navigation: Option<Vec<NavigationEntry>>,
    /// The taxonomies that pages may use, by name.
    #[serde(default)]
    pub taxonomies: IndexMap<String, TaxonomyConfig>,
    /// Atom feeds.
    #[serde(default)]
    pub feeds: Feeds,
    /// Full-text search.
    #[serde(default)]
    pub search: SearchConfig,
    /// Markdown.
    #[serde(default)]
    pub markdown: MarkdownOptions,
    /// Images of pages.
    #[serde(default)]
    pub images: ImagesConfig,
    /// Code highlighting.
    #[serde(default)]
    pub highlight: HighlightConfig,
    /// How grave broken links are.
    #[serde(default)]
    pub links: LinksConfig,
    /// How old data may grow.
    #[serde(default)]
    pub freshness: Freshness,
    /// What is published beside the articles.
    #[serde(default)]
    pub publish: Publish,
    /// Addresses that lead to others: from a path to a path or an address.
    #[serde(default)]
    pub redirects: IndexMap<Spanned<String>, Spanned<String>>,
    /// Anything a theme wants to know.
    #[serde(default)]
    pub extra: serde_json::Map<String, serde_json::Value>,
}

/// The site in another language.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LanguageConfig {
    /// The language's name in itself, as `Deutsch`; of common languages it is known.
    pub name: Option<String>,
    /// The site's name in it, else the site's own.
    pub title: Option<String>,
    /// What the site is about, in a sentence in it, else the site's own.
    pub description: Option<String>,
    /// The links in the header, with paths below the language's own; the top sections when left out.
    pub navigation: Option<Vec<NavigationEntry>>,
    /// The names of taxonomies for readers, by taxonomy.
    pub taxonomies: IndexMap<Spanned<String>, String>,
}

/// A link in the header: to a `path` of the site, or to a `url` elsewhere.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NavigationEntry {
    /// Its text.
    pub title: Spanned<String>,
    /// An address in the site, as `guides/`.
    #[serde(default)]
    pub path: Option<Spanned<String>>,
    /// An address elsewhere.
    #[serde(default)]
    pub url: Option<Spanned<String>>,
}

/// A taxonomy.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TaxonomyConfig {
    /// Its name for readers, else its key.
    pub title: Option<String>,
    /// How many pages a term's page lists at once; all when left out.
    pub paginate_by: Option<usize>,
    /// Whether each term has a feed.
    pub feed: bool,
}

/// Atom feeds; they need `base_url`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Feeds {
    /// Whether the site has one.
    pub site: bool,
    /// Whether each section has one.
    pub sections: bool,
    /// How many of the newest pages they hold.
    pub limit: usize,
}

impl Default for Feeds {
    fn default() -> Self {
        Self { site: true, sections: false, limit: 20 }
    }
}

/// Full-text search.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SearchConfig {
    /// Whether there is one.
    pub enabled: bool,
}

impl Default for SearchConfig {
    fn default() -> Self {
        Self { enabled: true }
    }
}

/// Code highlighting.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct HighlightConfig {
    /// What a language without a grammar is.
    pub unknown_language: Level,
}

impl Default for HighlightConfig {
    fn default() -> Self {
        Self { unknown_language: Level::Warn }
    }
}

/// How grave something is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// It stops the build.
    #[default]
    Error,
    /// It is reported.
    Warn,
}

/// How grave broken links are.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LinksConfig {
    /// Links within the site.
    pub internal: Level,
    /// Links elsewhere that are gone, which only `versus check --external` finds.
    pub external: Level,
    /// Whether `versus check --external` asks this machine and private networks too.
    pub private: bool,
}

/// How old data may grow.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Freshness {
    /// The age, as `12mo`, past which a datum is stale where its criterion does not say; at twice the age it is
    /// an error.
    pub max_age: Option<Spanned<MaxAge>>,
}

/// What is published beside the articles.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own in the configuration")]
pub struct Publish {
    /// A page for each subject of each dataset.
    pub subjects: bool,
    /// A page for each two subjects of a dataset: “A vs B”.
    pub pairs: bool,
    /// Each dataset as JSON and CSV.
    pub exports: bool,
    /// `llms.txt` and a Markdown twin of each page.
    pub llms: bool,
    /// `sitemap.xml`; it needs `base_url`.
    pub sitemap: bool,
    /// `robots.txt`.
    pub robots: bool,
    /// `_headers`, `_redirects` and `.nojekyll`, for hosts that read them.
    pub host_files: bool,
    /// What a page is and holds, as JSON-LD.
    pub json_ld: bool,
    /// The questions of `faq` blocks in it, as a `FAQPage`.
    pub json_ld_faq: bool,
}

impl Default for Publish {
    fn default() -> Self {
        Self {
            subjects: true,
            pairs: false,
            exports: true,
            llms: false,
            sitemap: true,
            robots: true,
            host_files: true,
            json_ld: true,
            json_ld_faq: false,
        }
    }
}

fn english() -> Spanned<String> {
    Spanned { value: "en".to_owned(), span: 0..0 }
}

fn default_theme() -> Spanned<String> {
    Spanned { value: "default".to_owned(), span: 0..0 }
}

/// Reads the configuration.
pub fn read(path: &SourcePath, text: &str) -> Result<Config, Vec<Diagnostic>> {
    let config: Config = yaml::read(text, &Origin::whole(path))?;
    let faults = languages::faults(&config, path);
    if faults.is_empty() { Ok(config) } else { Err(faults) }
}
