//! Code that stands in another file of the project.
//!
//! It refuses to know highlighting; it finds the text and hands it on.

use super::ParsedProject;
use crate::base::{Code, Diagnostic, Place, SourcePath, suggest};
use crate::parse::code::{Fence, region};

/// The text that a fence includes, with its line ends as they are.
pub(super) fn text(project: &ParsedProject, page: &SourcePath, fence: &Fence) -> Result<String, Diagnostic> {
    let Some(include) = &fence.include else { return Ok(String::new()) };
    let place = Place::new(page, include.span.clone());
    let path = &include.value.path;
    let relative = path.starts_with("./") || path.starts_with("../");
    let file = if relative { page.join(path) } else { SourcePath::new("versus.yaml").join(path) };
    let found = file.as_ref().and_then(|f| project.snapshot.files.get(f).map(|found| (f, found)));
    let Some((file, found)) = found else {
        let error = Diagnostic::error(Code::MissingInclude, format!("there is no file `{path}` to include")).at(place);
        let wanted = file.as_ref().map_or(path.as_str(), SourcePath::as_str);
        let near = suggest::nearest_path(wanted, project.snapshot.files.keys().map(SourcePath::as_str));
        return Err(error.help(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "a path counts from the project's root, or from the page if it begins with `./`".to_owned(),
        }));
    };
    let Some(text) = found.text() else {
        return Err(Diagnostic::error(Code::NotText, format!("{file} is not text in UTF-8")).at(place));
    };
    region::extract(text, &include.value.part).map_err(|error| {
        Diagnostic::error(Code::MissingInclude, error.to_string())
            .at(place)
            .note(Place::start_of(file), "the file")
            .help(error.help())
    })
}
