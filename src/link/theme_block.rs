//! Whether a block can be drawn: the theme has it, and it takes the arguments that were given.

use super::page::Page;
use super::project::{Declared, ParsedProject};
use crate::base::{Code, Diagnostic, Place, suggest};
use crate::parse::blocks;
use crate::parse::blocks::{Block, BlockArguments};
use crate::parse::body::ParsedStage;

/// What keeps a block of a page from being drawn.
pub(super) fn fault(project: &ParsedProject, page: &Page, block: &Block<ParsedStage>) -> Option<Diagnostic> {
    let fault = match (&block.args, project.theme.blocks.get(&block.name)) {
        (BlockArguments::FromFrontMatter, _) => {
            let held = page.parsed.front_blocks.iter().any(|b| b.name == block.name);
            (!held).then(|| empty(&block.name))
        }
        (_, None) => Some(unknown(project, &block.name)),
        (BlockArguments::Custom(given), Some(declared)) => misfit(&block.name, given, declared),
        _ => None,
    };
    fault.map(|fault| fault.at(Place::new(&page.source, block.name_span.clone())))
}

fn empty(name: &str) -> Diagnostic {
    Diagnostic::warning(Code::EmptyBlock, format!("this `{name}` has nothing in it"))
        .help(format!("give it arguments here, or a key `{name}` in the front matter"))
}

fn unknown(project: &ParsedProject, name: &str) -> Diagnostic {
    let names = blocks::NAMES.iter().copied().chain(project.theme.blocks.keys().map(String::as_str));
    let error = Diagnostic::error(Code::UnknownBlock, format!("there is no block `{name}`"));
    match suggest::nearest(name, names) {
        Some(near) => error.help(format!("did you mean `{near}`?")),
        None => error.help(format!("the theme would draw it with a file `blocks/{name}.html`")),
    }
}

/// A block of the theme's own is checked against what its component declares.
fn misfit(name: &str, given: &serde_json::Map<String, serde_json::Value>, declared: &Declared) -> Option<Diagnostic> {
    let names = declared.arguments.keys().map(String::as_str);
    let unknown = given.keys().find(|key| !declared.rest && !declared.arguments.contains_key(*key));
    if let Some(unknown) = unknown {
        let error = Diagnostic::error(Code::UnknownKey, format!("the block `{name}` has no argument `{unknown}`"));
        return Some(match suggest::advice(unknown, names) {
            Some(advice) => error.help(advice),
            None => error.help("take it out"),
        });
    }
    let missing = declared.arguments.iter().find(|(key, required)| **required && !given.contains_key(*key));
    missing.map(|(missing, _)| {
        Diagnostic::error(Code::MissingKey, format!("the block `{name}` needs an argument `{missing}`"))
            .help(format!("add `{missing}: …`"))
    })
}
