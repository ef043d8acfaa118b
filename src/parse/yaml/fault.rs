//! What a fault that the YAML crate finds says to an author.
//!
//! It refuses to know which types are read.

use std::ops::Range;

use serde::de::IgnoredAny;
use serde_yaml::{DefaultMessageFormatter, Error, Location, MessageFormatter as _};

use super::{Origin, options, span_of};
use crate::base::position::{floor_char_boundary, offset_of};
use crate::base::suggest::advice;
use crate::base::{Code, Diagnostic};

/// The reader meets a type that it did not expect before the fault of syntax that caused it, as in
/// `title: [unclosed`; a second look without types finds that fault.
pub(super) fn diagnose(error: &Error, source: &str, text: &str, origin: &Origin) -> Diagnostic {
    let code = |error: &Error| describe(error, "").code;
    let untyped = (code(error) != Code::YamlLimits)
        .then(|| serde_yaml::from_str_with_options::<IgnoredAny>(source, options()).err())
        .flatten();
    let error = untyped.as_ref().filter(|found| code(found) == Code::YamlSyntax).unwrap_or(error);
    let span = error.location().map_or(0..0, |location| span_in(text, location));
    let item = text[span.start..].starts_with("- ");
    describe(error, if item { "- " } else { &text[span.clone()] }).at(origin.place(&span))
}

/// What an error of the crate says to an author; `found` is the text that it points at.
fn describe(error: &Error, found: &str) -> Diagnostic {
    let error = original(error);
    match error {
        Error::SerdeUnknownField { field, expected, .. } => {
            helped(Code::UnknownKey, format!("`{field}` means nothing here"), advice(field, expected.iter().copied()))
        }
        Error::SerdeMissingField { field, .. } => {
            Diagnostic::error(Code::MissingKey, format!("`{field}` is missing here")).help(format!("add `{field}: …`"))
        }
        Error::DuplicateMappingKey { key, .. } => {
            let key = key.as_deref().unwrap_or(found);
            Diagnostic::error(Code::DuplicateKey, format!("`{key}` stands twice")).help("keep one of the two")
        }
        Error::SerdeUnknownVariant { variant, expected, .. } => helped(
            Code::WrongType,
            format!("`{variant}` is not a value of this key"),
            advice(variant, expected.iter().copied()),
        ),
        Error::Message { msg, .. } => custom(msg),
        Error::Budget { .. }
        | Error::AliasReplayCounterOverflow { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => limits(),
        Error::ExternalMessage { msg, .. } if msg.contains("limit") => limits(),
        Error::ExternalMessage { .. }
        | Error::Eof { .. }
        | Error::MultipleDocuments { .. }
        | Error::UnknownAnchor { .. }
        | Error::MergeValueNotMapOrSeqOfMaps { .. }
        | Error::RecursiveReferencesRequireWeakTypes { .. }
        | Error::FoldedBlockScalarMustIndentContent { .. }
        | Error::IndentationError { .. } => syntax(error),
        _ => wrong_type(error, found),
    }
}

/// Behind an alias stands the error itself.
fn original(mut error: &Error) -> &Error {
    while let Error::AliasError { error: inner, .. } | Error::WithSnippet { error: inner, .. } = error {
        error = inner;
    }
    error
}

fn helped(code: Code, message: String, help: Option<String>) -> Diagnostic {
    Diagnostic { help, ..Diagnostic::error(code, message) }
}

fn limits() -> Diagnostic {
    Diagnostic::error(Code::YamlLimits, "this YAML nests, repeats or expands beyond all reason")
        .help("nest less deeply and use fewer aliases")
}

fn syntax(error: &Error) -> Diagnostic {
    let (message, help) = match error {
        Error::Eof { .. } => ("the YAML ends too early".to_owned(), None),
        Error::MultipleDocuments { .. } => {
            ("a second YAML document begins here".to_owned(), Some("keep one document; take out the `---`".to_owned()))
        }
        Error::UnknownAnchor { .. } => ("this alias has no anchor".to_owned(), None),
        Error::ExternalMessage { msg, .. } if msg.starts_with("mapping values are not allowed") => {
            ("a `: ` here makes no sense to YAML".to_owned(), Some("quote a text that holds `: `".to_owned()))
        }
        _ => (DefaultMessageFormatter.format_message(error).into_owned(), None),
    };
    helped(Code::YamlSyntax, message, help)
}

/// An error made by one of our own types: `what is wrong; what to do`.
fn custom(message: &str) -> Diagnostic {
    let date = message.contains("is not a date") || message.starts_with("there is no such day");
    let (message, help) = message.split_once("; ").map_or((message, None), |(m, h)| (m, Some(h.to_owned())));
    helped(if date { Code::BadDate } else { Code::WrongType }, message.to_owned(), help)
}

fn wrong_type(error: &Error, found: &str) -> Diagnostic {
    let expected = match error {
        Error::Unexpected { expected: "string scalar" | "scalar", .. } | Error::NullIntoString { .. } => "text",
        Error::Unexpected { expected: "mapping start", .. } => "keys with values",
        Error::Unexpected { expected: "sequence start", .. } => "a list",
        Error::InvalidBooleanStrict { .. } => "true or false",
        Error::InvalidScalar { ty: "floating point" | "f64" | "f32", .. } => "a number",
        Error::InvalidScalar { ty, .. } if ty.starts_with('u') => "a whole number from 0 up",
        Error::InvalidScalar { ty, .. } if ty.starts_with('i') => "a whole number",
        Error::SerdeInvalidType { expected, .. } | Error::SerdeInvalidValue { expected, .. } => expected,
        _ => return Diagnostic::error(Code::WrongType, DefaultMessageFormatter.format_message(error)),
    };
    let found = match found.chars().next() {
        _ if matches!(error, Error::NullIntoString { .. }) => "nothing".to_owned(),
        Some('[') => "a list".to_owned(),
        // What begins without a mark of its own and has no text is a mapping in block style.
        None | Some('{') => "keys with values".to_owned(),
        Some('-') if found == "- " => "a list".to_owned(),
        Some(_) => format!("`{}`", found.lines().next().unwrap_or_default()),
    };
    Diagnostic::error(Code::WrongType, format!("expected {expected}, found {found}"))
}

/// The bytes of a location, within the text. The parser's own errors know only line and column.
fn span_in(text: &str, location: Location) -> Range<usize> {
    let span = if location.span().byte_offset().is_some() {
        span_of(location)
    } else {
        let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        let start = offset_of(text, number(location.line()), number(location.column()));
        start..start
    };
    let end = floor_char_boundary(text, span.end);
    floor_char_boundary(text, span.start).min(end)..end
}
