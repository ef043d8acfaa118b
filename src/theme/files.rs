//! A theme: templates, blocks, messages and published files; the user's over the built-in one, file by file.
//!
//! A user's `templates/page.html` takes the place of the built-in one and may extend it as
//! `builtin/page.html`. It refuses to know views and the disk.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use include_dir::{Dir, DirEntry, include_dir};
use tera::{Tera, Value};

use super::assets;
use super::assets::{Asset, Static};
use super::check;
use super::check::TemplateScope;
use super::compile;
use super::compile::compile;
use super::messages::ThemeMessages;
use super::theme_blocks;
use crate::base::snapshot::changed;
use crate::base::{Code, Diagnostic, Hash128, Place, Snapshot, SourcePath, language, suggest};
use crate::link::ThemeNames;
use crate::parse::blocks::ThemeBlocks;
use crate::parse::config::Config;
use crate::parse::yaml::Spanned;

static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Templates that other templates use and no page can name.
const NOT_FOR_PAGES: &[&str] = &["base.html", "parts.html", "redirect.html"];

/// A theme, loaded.
pub struct Theme {
    tera: Tera,
    /// The hash of all its files.
    pub hash: Hash128,
    /// What content may name of it.
    pub names: ThemeNames,
    /// Its blocks that are not built in, by name.
    pub blocks: ThemeBlocks,
    /// Its published files.
    pub assets: Vec<Asset>,
    asset_map: Value,
    messages: ThemeMessages,
    /// Whether all its templates could be compiled and see what they use; those that could not be are left out.
    pub whole: bool,
    sources: TemplateSources,
}

/// By template name: the file and its text.
pub(crate) type TemplateSources = BTreeMap<String, (SourcePath, String)>;

/// A file of the theme, the user's or a built-in one.
#[derive(Clone)]
pub(super) struct ThemeFile {
    pub(super) source: SourcePath,
    pub(super) bytes: Arc<[u8]>,
    built_in: bool,
}

impl Theme {
    /// Loads the theme `name` of a project over the built-in one.
    pub fn load(snapshot: &Snapshot, name: &str) -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let own = user_files(snapshot, name, &mut diagnostics);
        let built_in = built_in_files();
        super::manifest::check(own.get("theme.yaml"), &mut diagnostics);
        let hash = Hash128::of_parts(
            [&own, &built_in].into_iter().flatten().flat_map(|(name, file)| [name.as_bytes(), &file.bytes]),
        );
        let mut merged = built_in.clone();
        merged.extend(own.iter().map(|(name, file)| (name.clone(), file.clone())));
        let statics = merged.iter().filter_map(|(name, file)| {
            let file = Static { source: file.source.clone(), bytes: Arc::clone(&file.bytes) };
            Some((name.strip_prefix("static/")?.to_owned(), file))
        });
        let (assets, faults) = assets::publish(&statics.collect());
        diagnostics.extend(faults);
        let asset_map = Value::from_serializable(
            &assets.iter().map(|(name, asset)| (name, asset.path.href())).collect::<BTreeMap<_, _>>(),
        );
        let messages = super::messages::load(&own, &built_in, &mut diagnostics);
        let sources = template_sources(&own, &built_in, &mut diagnostics);
        let (tera, compiled) = compile(&sources, &mut diagnostics);
        let sight = TemplateScope {
            messages: messages.values().flat_map(BTreeMap::keys).map(String::as_str).collect(),
            assets: assets.keys().map(String::as_str).collect(),
        };
        let unseen = check::check(&tera, &sources, &sight);
        let whole = compiled && unseen.is_empty();
        diagnostics.extend(unseen);
        let theme = Self {
            names: names(&merged),
            blocks: theme_blocks::read(block_names(&merged), &tera, &sources, &mut diagnostics),
            tera,
            hash,
            assets: assets.into_values().collect(),
            asset_map,
            messages,
            whole,
            sources,
        };
        (theme, diagnostics)
    }

    pub(crate) fn tera(&self) -> &Tera {
        &self.tera
    }

    pub(crate) fn asset_map(&self) -> Value {
        self.asset_map.clone()
    }

    /// The files behind the templates' names, for messages.
    pub(crate) fn sources(&self) -> &TemplateSources {
        &self.sources
    }

    /// The text of a built-in file, for messages that point into it.
    pub fn built_in_text(path: &SourcePath) -> Option<&'static str> {
        BUILT_IN.get_file(path.as_str().strip_prefix("themes/default/")?)?.contents_utf8()
    }

    /// The interface text of a language: its own, then that of the site's own language, then English.
    pub fn messages(&self, language: &str, main: &str) -> BTreeMap<String, String> {
        super::messages::merged(
            &self.messages,
            ["en", language::primary(main), main, language::primary(language), language],
        )
    }

    /// Says of each language of the site which text the theme does not have in it.
    pub fn missing_messages(&self, config: &Config, path: &SourcePath) -> Vec<Diagnostic> {
        super::messages::missing(&self.messages, config, path)
    }
}

fn user_files(snapshot: &Snapshot, name: &str, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, ThemeFile> {
    let folder = format!("themes/{name}");
    let mut files = BTreeMap::new();
    for (path, file) in snapshot.under(&folder) {
        match file.bytes() {
            Some(bytes) => {
                let file = ThemeFile { source: path.clone(), bytes, built_in: false };
                files.insert(path.as_str()[folder.len() + 1..].to_owned(), file);
            }
            None => diagnostics.push(changed(path)),
        }
    }
    files
}

fn built_in_files() -> BTreeMap<String, ThemeFile> {
    fn collect(dir: &Dir<'static>, files: &mut BTreeMap<String, ThemeFile>) {
        for entry in dir.entries() {
            match entry {
                DirEntry::Dir(dir) => collect(dir, files),
                DirEntry::File(file) => {
                    let name = file.path().to_string_lossy().replace('\\', "/");
                    let source = SourcePath::new(format!("themes/default/{name}"));
                    files.insert(name, ThemeFile { source, bytes: file.contents().into(), built_in: true });
                }
            }
        }
    }
    let mut files = BTreeMap::new();
    collect(&BUILT_IN, &mut files);
    files
}

fn names(files: &BTreeMap<String, ThemeFile>) -> ThemeNames {
    let templates = files.keys().filter_map(|f| f.strip_prefix("templates/").map(str::to_owned));
    ThemeNames { templates: templates.filter(|name| !NOT_FOR_PAGES.contains(&name.as_str())).collect() }
}

fn block_names(files: &BTreeMap<String, ThemeFile>) -> impl Iterator<Item = String> {
    files.keys().filter_map(|f| f.strip_prefix("blocks/")?.strip_suffix(".html").map(str::to_owned))
}

/// The templates by the names that Tera knows them by.
fn template_sources(
    own: &BTreeMap<String, ThemeFile>,
    built_in: &BTreeMap<String, ThemeFile>,
    diagnostics: &mut Vec<Diagnostic>,
) -> TemplateSources {
    let mut sources = BTreeMap::new();
    for (name, file) in own.iter().chain(built_in) {
        let path = name.strip_prefix("templates/").or_else(|| name.starts_with("blocks/").then_some(name));
        let Some(path) = path else { continue };
        let same = file.built_in && own.get(name).is_some_and(|o| o.bytes == file.bytes);
        if same {
            continue;
        }
        match std::str::from_utf8(&file.bytes) {
            Ok(text) => {
                let key = if file.built_in { format!("{}{path}", compile::BUILT_IN) } else { path.to_owned() };
                sources.insert(key, (file.source.clone(), text.to_owned()));
            }
            Err(_) => diagnostics.push(not_text(&file.source)),
        }
    }
    sources
}

pub(super) fn not_text(source: &SourcePath) -> Diagnostic {
    Diagnostic::error(Code::NotText, "this file is not text in UTF-8")
        .at(Place::start_of(source))
        .help("save it as UTF-8")
}

/// Reports a theme that is not there.
pub fn check_name(snapshot: &Snapshot, name: &Spanned<String>, config: &SourcePath) -> Option<Diagnostic> {
    let there: BTreeSet<&str> =
        snapshot.under("themes").filter_map(|(path, _)| path.as_str().split('/').nth(1)).chain(["default"]).collect();
    if there.contains(name.value.as_str()) {
        return None;
    }
    let error = Diagnostic::error(Code::UnknownTheme, format!("there is no theme `{}`", name.value))
        .at(Place::new(config, name.span.clone()));
    Some(match suggest::advice(&name.value, there.iter().copied()) {
        Some(advice) => error.help(advice),
        None => error,
    })
}
