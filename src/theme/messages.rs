//! A theme's interface text: a file for each language.
//!
//! It refuses to know who says it where.

use std::collections::BTreeMap;

use super::files::{ThemeFile, not_text};
use crate::base::{Code, Diagnostic, Place, SourcePath, Spanned, language};
use crate::parse::config::Config;
use crate::parse::yaml;
use crate::parse::yaml::Origin;

/// The texts by key, by language.
pub(crate) type ThemeMessages = BTreeMap<String, BTreeMap<String, String>>;

/// How many missing keys a message names.
const NAMED: usize = 5;

/// Reads the files `messages/LANGUAGE.yaml`, the user's over the built-in ones, key by key.
pub(super) fn load(
    own: &BTreeMap<String, ThemeFile>,
    built_in: &BTreeMap<String, ThemeFile>,
    diagnostics: &mut Vec<Diagnostic>,
) -> ThemeMessages {
    let mut messages = ThemeMessages::new();
    for (name, file) in built_in.iter().chain(own) {
        let language = name.strip_prefix("messages/").and_then(|n| n.strip_suffix(".yaml"));
        let Some(language) = language else { continue };
        let Ok(text) = std::str::from_utf8(&file.bytes) else {
            diagnostics.push(not_text(&file.source));
            continue;
        };
        match yaml::read::<BTreeMap<String, String>>(text, &Origin::whole(&file.source)) {
            Ok(map) => messages.entry(language.to_owned()).or_default().extend(map),
            Err(errors) => diagnostics.extend(errors),
        }
    }
    messages
}

/// The texts of several languages as one, the later over the earlier.
pub(crate) fn merged<'t>(
    messages: &ThemeMessages,
    tags: impl IntoIterator<Item = &'t str>,
) -> BTreeMap<String, String> {
    let found = tags.into_iter().filter_map(|tag| messages.get(tag));
    found.flatten().map(|(key, text)| (key.clone(), text.clone())).collect()
}

/// Says of each language of the site which keys no file has in it.
pub(crate) fn missing(messages: &ThemeMessages, config: &Config, path: &SourcePath) -> Vec<Diagnostic> {
    let main = &config.language;
    let others = config.languages.keys().filter(|tag| *tag != main);
    std::iter::once(main).chain(others).filter_map(|tag| missing_in(messages, tag, config, path)).collect()
}

fn missing_in(
    messages: &ThemeMessages,
    tag: &Spanned<String>,
    config: &Config,
    path: &SourcePath,
) -> Option<Diagnostic> {
    let own = merged(messages, [language::primary(&tag.value), &tag.value]);
    let wanted = messages.values().flat_map(BTreeMap::keys).collect::<std::collections::BTreeSet<_>>();
    let missing: Vec<String> =
        wanted.into_iter().filter(|key| !own.contains_key(*key)).map(|key| format!("`{key}`")).collect();
    let (named, rest) = missing.split_at(missing.len().min(NAMED));
    let named = named.join(", ");
    let what = match (missing.len(), rest.len()) {
        (0, _) => return None,
        (all, _) if own.is_empty() => format!("the theme has no interface text in `{}`, {all} keys in all", tag.value),
        (_, 0) => format!("the theme has no text in `{}` for {named}", tag.value),
        (_, more) => format!("the theme has no text in `{}` for {named} and {more} more", tag.value),
    };
    let file = format!("themes/{}/messages/{}.yaml", config.theme.value, tag.value);
    Some(
        Diagnostic::warning(Code::MissingMessage, what)
            .at(Place::new(path, tag.span.clone()))
            .help(format!("add it to {file}; until then it is shown in another language")),
    )
}
