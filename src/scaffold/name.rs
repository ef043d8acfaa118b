//! Names that become files, and folders that become names.
//!
//! It refuses to know what is there already.

use crate::base::{Code, Diagnostic, portable};
use crate::model::id;

/// The id of something new: the one that was asked for, else the one that its name makes.
///
/// # Errors
/// When the name is blank, or no id can be made of it, or what was asked for is none.
pub(super) fn id_for(name: &str, asked: Option<&str>) -> Result<String, Diagnostic> {
    if name.trim().is_empty() || name.contains(char::is_control) {
        return Err(bad("a name has letters in it, and no line ends", "write it in quotation marks: \"Rye bread\""));
    }
    let id = match asked {
        Some(asked) if id::is_id(asked) => asked.to_owned(),
        Some(asked) => {
            let near = id::suggestion(asked).map_or_else(String::new, |near| format!(", such as `{near}`"));
            let help = format!("use up to 64 lower-case letters, digits, - and _, a letter or a digit first{near}");
            return Err(bad(format!("`{asked}` cannot be an id"), help));
        }
        None => id::suggestion(name).ok_or_else(|| {
            bad(format!("no id can be made of `{name}`"), "give it one with `--id`, of up to 64 letters")
        })?,
    };
    match portable::fault(&format!("{id}.md")) {
        Some(fault) => Err(bad(format!("the name of the file `{id}` {fault}"), "give it another with `--id`")),
        None => Ok(id),
    }
}

/// What a project in a folder of this name is called: `tea-and-coffee` is “Tea and coffee”.
pub fn title_of_folder(name: &str) -> String {
    let words: Vec<&str> =
        name.split(|c: char| matches!(c, '-' | '_') || c.is_whitespace() || c.is_control()).collect();
    let words = words.iter().filter(|word| !word.is_empty()).copied().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "Comparisons".to_owned(),
    }
}

pub(super) fn bad(message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::BadName, message).help(help)
}
