//! Collects what is wrong while files are joined.

use crate::base::suggest::advice;
use crate::base::{Code, Diagnostic, Place};
use crate::model::id;

/// Errors so far.
#[derive(Default)]
pub(super) struct DataReport(Vec<Diagnostic>);

impl DataReport {
    /// Adds an error with advice.
    pub(super) fn error(&mut self, code: Code, place: Place, message: impl Into<String>, help: impl Into<String>) {
        self.0.push(Diagnostic::error(code, message).at(place).help(help));
    }

    /// Adds an error of an id that is not among those known.
    pub(super) fn unknown<'a>(
        &mut self,
        code: Code,
        place: Place,
        what: &str,
        id: &str,
        known: impl IntoIterator<Item = &'a str> + Clone,
    ) {
        let error = Diagnostic::error(code, format!("there is no {what} `{id}`")).at(place);
        self.0.push(Diagnostic { help: advice(id, known), ..error });
    }

    /// Adds an error of something that stands twice.
    pub(super) fn twice(&mut self, code: Code, place: Place, first: Place, message: impl Into<String>) {
        let error = Diagnostic::error(code, message).at(place).help("keep one of the two");
        self.0.push(error.note(first, "the first stands here"));
    }

    /// Adds an error of a text that cannot be an id.
    pub(super) fn bad_id(&mut self, text: &str, place: Place) {
        let error = Diagnostic::error(Code::BadId, format!("`{text}` cannot be an id")).at(place);
        let rule = "ids hold lower-case letters, digits, `-` and `_`";
        let help = id::suggestion(text).map_or_else(|| rule.to_owned(), |id| format!("{rule}; write `{id}`"));
        self.0.push(error.help(help));
    }

    /// Whether nothing is wrong so far.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of it.
    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.0
    }
}
