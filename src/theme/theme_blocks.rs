//! What the components of a theme's own blocks declare: their arguments, and in metadata which of them are Markdown.
//!
//! `{% component pros_cons(title, pros = []) {"markdown": ["pros"], "inline": ["title"]} %}`

use std::collections::BTreeMap;

use tera::{ComponentInfo, Tera};

use super::compile::BUILT_IN;
use super::files::TemplateSources;
use crate::base::{Code, Diagnostic, Place, SourcePath, suggest};
use crate::parse::blocks::{MarkdownForm, NAMES, ThemeBlock, ThemeBlocks};

/// The keys of the metadata.
const FORMS: [(&str, MarkdownForm); 2] = [("markdown", MarkdownForm::Blocks), ("inline", MarkdownForm::Inline)];

/// The blocks of a theme that are not built in, of which `names` are all blocks.
pub(super) fn read(
    names: impl Iterator<Item = String>,
    tera: &Tera,
    sources: &TemplateSources,
    diagnostics: &mut Vec<Diagnostic>,
) -> ThemeBlocks {
    let own = names.filter(|name| !NAMES.contains(&name.as_str()));
    let block = |name: String| {
        let Some(component) = tera.get_component_definition(&name.replace('-', "_")) else {
            // The fault of the template has been reported; what it declares is not known.
            return (name, ThemeBlock { rest: true, ..ThemeBlock::default() });
        };
        let file = format!("blocks/{name}.html");
        let source = sources.get(&file).or_else(|| sources.get(&format!("{BUILT_IN}{file}")));
        let (block, faults) = declared(&component);
        diagnostics.extend(source.into_iter().flat_map(|(path, text)| faults.iter().map(|f| f.diagnostic(path, text))));
        (name, block)
    };
    own.map(block).collect()
}

/// Something in the metadata that means nothing.
struct MetadataFault {
    word: String,
    message: String,
    help: String,
}

impl MetadataFault {
    fn diagnostic(&self, path: &SourcePath, text: &str) -> Diagnostic {
        let quoted = text.find(&format!("\"{}\"", self.word)).map(|at| at + 1);
        let at = quoted.or_else(|| text.find(&self.word)).unwrap_or(0);
        Diagnostic::error(Code::Template, &self.message).at(Place::new(path, at..at + self.word.len())).help(&self.help)
    }
}

/// What the component of a block declares, and what is wrong with that.
fn declared(component: &ComponentInfo) -> (ThemeBlock, Vec<MetadataFault>) {
    let explicit = component.args().iter().filter(|a| !a.is_implicit());
    let arguments: BTreeMap<String, bool> = explicit.map(|a| (a.name().to_owned(), a.is_required())).collect();
    let rest = component.rest_param().is_some();
    let (mut markdown, mut faults) = (BTreeMap::new(), Vec::new());
    for (key, paths) in component.metadata() {
        let Some((_, form)) = FORMS.iter().find(|(known, _)| known == key) else {
            faults.push(unknown_key(key));
            continue;
        };
        let Some(paths) = paths.as_array() else {
            faults.push(not_a_list(key));
            continue;
        };
        for path in paths.iter().filter_map(|path| path.as_str()) {
            let argument = path.split('.').next().unwrap_or(path);
            if rest || arguments.contains_key(argument) {
                markdown.insert(path.to_owned(), *form);
            } else {
                faults.push(unknown_argument(path, argument, &arguments));
            }
        }
    }
    (ThemeBlock { arguments, rest, markdown }, faults)
}

fn unknown_key(key: &str) -> MetadataFault {
    let message = format!("`{key}` means nothing in the metadata of a block");
    let help = suggest::advice(key, FORMS.iter().map(|(known, _)| *known)).unwrap_or_default();
    MetadataFault { word: key.to_owned(), message, help }
}

fn not_a_list(key: &str) -> MetadataFault {
    let message = format!("`{key}` is a list of arguments");
    MetadataFault { word: key.to_owned(), message, help: format!("write `\"{key}\": [\"text\"]`") }
}

fn unknown_argument(path: &str, argument: &str, arguments: &BTreeMap<String, bool>) -> MetadataFault {
    let message = format!("this block has no argument `{argument}`");
    let help = suggest::advice(argument, arguments.keys().map(String::as_str));
    let help = help.unwrap_or_else(|| "declare it, as in `component name(argument)`".to_owned());
    MetadataFault { word: path.to_owned(), message, help }
}
