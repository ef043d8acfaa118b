//! What is wrong with the languages that the configuration names.
//!
//! It refuses to know which pages there are in them.

use super::{Config, LanguageConfig};
use crate::base::{Code, Diagnostic, Place, SourcePath, Spanned, language, suggest};

/// Tags that are none, and entries that cannot be.
pub(super) fn faults(config: &Config, path: &SourcePath) -> Vec<Diagnostic> {
    let mut faults: Vec<Diagnostic> = bad_tag(&config.language, path).into_iter().collect();
    for (tag, entry) in &config.languages {
        faults.extend(bad_tag(tag, path));
        if tag.value == config.language.value && !is_name_only(entry) {
            let error =
                Diagnostic::error(Code::BadLanguage, format!("`{}` is the language of the site itself", tag.value));
            let help = "here it takes only a `name`; the rest stands at the top of the file";
            faults.push(error.at(Place::new(path, tag.span.clone())).help(help));
        }
        faults.extend(entry.taxonomies.keys().filter_map(|name| undeclared(config, path, name)));
    }
    faults
}

fn bad_tag(tag: &Spanned<String>, path: &SourcePath) -> Option<Diagnostic> {
    let meant = language::canonical(&tag.value.replace('_', "-"));
    if meant.as_deref() == Some(&tag.value) {
        return None;
    }
    let error = Diagnostic::error(Code::BadLanguage, format!("`{}` is not the tag of a language", tag.value))
        .at(Place::new(path, tag.span.clone()));
    Some(match meant {
        Some(meant) => error.help(format!("write it as `{meant}`")),
        None => error.help("write two or three letters, and where it matters a script or region: de, pt-BR, zh-Hant"),
    })
}

fn is_name_only(entry: &LanguageConfig) -> bool {
    entry.title.is_none() && entry.description.is_none() && entry.navigation.is_none() && entry.taxonomies.is_empty()
}

fn undeclared(config: &Config, path: &SourcePath, name: &Spanned<String>) -> Option<Diagnostic> {
    if config.taxonomies.contains_key(&name.value) {
        return None;
    }
    let error = Diagnostic::error(Code::UnknownTaxonomy, format!("there is no taxonomy `{}`", name.value))
        .at(Place::new(path, name.span.clone()));
    Some(match suggest::advice(&name.value, config.taxonomies.keys().map(String::as_str)) {
        Some(advice) => error.help(advice),
        None => error.help(format!("declare it at the top of the file: taxonomies: {{{}: {{}}}}", name.value)),
    })
}
