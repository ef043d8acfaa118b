//! The languages of a site: each is an edition, with a place below which all of it stands.
//!
//! Which language a file is in its name says, as `page.de.md`.

use crate::base::{Code, Diagnostic, Place, SitePath, SourcePath, Spanned, language};
use crate::parse::config::{Config, NavigationEntry};

/// The site in one language.
#[derive(Clone, Debug)]
pub struct Locale {
    /// The language, as a BCP 47 tag.
    pub language: String,
    /// Its name in itself.
    pub name: String,
    /// The site's name in it.
    pub title: String,
    /// What the site is about, in it.
    pub description: Option<String>,
    /// Where its home page stands, and below it everything else: `""` for the site's own language, else `de/`.
    pub root: SitePath,
}

impl Locale {
    /// Whether it is the one in the site's own language.
    pub fn is_main(&self) -> bool {
        self.root.as_str().is_empty()
    }

    /// An address below its root.
    pub fn at(&self, path: &str) -> SitePath {
        SitePath::new(format!("{}{path}", self.root))
    }

    /// What of an address stands behind its root.
    pub fn local<'p>(&self, path: &'p SitePath) -> &'p str {
        path.as_str().strip_prefix(self.root.as_str()).unwrap_or(path.as_str())
    }

    /// The links that its header is to have.
    pub(super) fn navigation<'c>(&self, config: &'c Config) -> Option<&'c Vec<NavigationEntry>> {
        if self.is_main() {
            return config.navigation.as_ref();
        }
        config.languages.get(&self.key())?.navigation.as_ref()
    }

    /// What a taxonomy is called in it.
    pub(super) fn taxonomy<'c>(&self, config: &'c Config, name: &str) -> Option<&'c String> {
        let own = config.languages.get(&self.key()).and_then(|entry| entry.taxonomies.get(&spanless(name)));
        own.or(config.taxonomies.get(name)?.title.as_ref())
    }

    fn key(&self) -> Spanned<String> {
        spanless(&self.language)
    }
}

fn spanless(text: &str) -> Spanned<String> {
    Spanned::new(text.to_owned(), 0..0)
}

/// The editions that the configuration asks for, the one in the site's own language first.
pub(super) fn all(config: &Config) -> Vec<Locale> {
    let own = &config.language;
    let main = Locale {
        name: config
            .languages
            .get(own)
            .map_or_else(|| name(&own.value, None), |entry| name(&own.value, entry.name.as_ref())),
        language: own.value.clone(),
        title: config.title.clone(),
        description: config.description.clone(),
        root: SitePath::default(),
    };
    let others = config.languages.iter().filter(|(tag, _)| *tag != own).map(|(tag, entry)| Locale {
        name: name(&tag.value, entry.name.as_ref()),
        language: tag.value.clone(),
        title: entry.title.as_ref().unwrap_or(&config.title).clone(),
        description: entry.description.as_ref().or(config.description.as_ref()).cloned(),
        root: SitePath::new(format!("{}/", tag.value)),
    });
    std::iter::once(main).chain(others).collect()
}

fn name(tag: &str, given: Option<&String>) -> String {
    given.cloned().unwrap_or_else(|| language::name(tag).unwrap_or(tag).to_owned())
}

/// The edition that a page belongs to, by its place, and the path that its file would have without the language.
pub(super) fn of_source(source: &SourcePath, editions: &[Locale]) -> (usize, SourcePath) {
    let named = suffix(source).and_then(|(name, tag)| Some((name, editions.iter().position(|e| e.language == tag)?)));
    match named {
        Some((name, edition)) => (edition, sibling(source, name)),
        None => (0, sibling(source, source.stem())),
    }
}

/// Says that a file is named like one in a language which the site does not have.
pub(super) fn unconfigured(source: &SourcePath, editions: &[Locale]) -> Option<Diagnostic> {
    let (_, suffix) = suffix(source)?;
    let tag = language::canonical(suffix).filter(|tag| language::name(tag).is_some())?;
    if editions.iter().any(|edition| edition.language == suffix) {
        return None;
    }
    let warning = Diagnostic::warning(
        Code::UnconfiguredLanguage,
        format!("the site has no language `{suffix}`, so this counts as a part of the page's name"),
    );
    Some(warning.at(Place::start_of(source)).help(if editions.iter().any(|edition| edition.language == tag) {
        format!("rename the file to `….{tag}.md`")
    } else {
        format!("add the language to the configuration, as `languages: {{{tag}: {{}}}}`, or rename the file")
    }))
}

/// The parts before and behind the last dot of a file's name, without its ending.
fn suffix(source: &SourcePath) -> Option<(&str, &str)> {
    source.stem().rsplit_once('.').filter(|(name, _)| !name.is_empty())
}

fn sibling(source: &SourcePath, name: &str) -> SourcePath {
    let folder = source.parent();
    SourcePath::new(if folder.is_empty() { format!("{name}.md") } else { format!("{folder}/{name}.md") })
}
