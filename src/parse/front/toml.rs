//! TOML front matter as YAML, so that both are read in one way: the same keys, types and messages.

use std::ops::Range;

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::base::format::json;
use crate::base::{Code, Diagnostic, Place, SourcePath};
use crate::parse::markdown::Fragment;

/// The TOML that begins at the byte `at` of a file, as YAML in the style of JSON. Each value there has the place that it
/// has in the TOML.
pub(super) fn to_yaml(file: &SourcePath, toml: &str, at: usize) -> Result<Fragment, Diagnostic> {
    let table = DeTable::parse(toml).map_err(|error| {
        let span = error.span().unwrap_or_default();
        let message = error.message().lines().next().unwrap_or_default();
        Diagnostic::error(Code::TomlSyntax, format!("the TOML cannot be read: {message}"))
            .at(Place::new(file, at + span.start..at + span.end.max(span.start)))
    })?;
    let mut pieces = Vec::new();
    write_table(&mut pieces, table.get_ref(), 0);
    Ok(Fragment::of_pieces(pieces.iter().map(|(text, offset)| (text.as_str(), at + offset))))
}

/// Text of the YAML and the offset in the TOML that it stands for.
type YamlPiece = (String, usize);

fn write_table(out: &mut Vec<YamlPiece>, table: &DeTable, mut end: usize) {
    out.push(("{".to_owned(), end));
    for (index, (key, value)) in table.iter().enumerate() {
        if index > 0 {
            out.push((", ".to_owned(), end));
        }
        out.push((json(&**key.get_ref()), key.span().start));
        out.push((": ".to_owned(), key.span().end));
        write_value(out, value);
        end = value.span().end;
    }
    out.push(("}".to_owned(), end));
}

fn write_value(out: &mut Vec<YamlPiece>, value: &Spanned<DeValue>) {
    let Range { start, mut end } = value.span();
    let scalar = match value.get_ref() {
        DeValue::Table(table) => return write_table(out, table, start),
        DeValue::Array(values) => {
            out.push(("[".to_owned(), start));
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    out.push((", ".to_owned(), end));
                }
                write_value(out, value);
                end = value.span().end;
            }
            return out.push(("]".to_owned(), end));
        }
        DeValue::String(text) => json(&**text),
        DeValue::Datetime(time) => json(&time.to_string()),
        DeValue::Boolean(value) => value.to_string(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Integer(number) => match i128::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => number.to_string(),
            Err(_) => json(&Value::from(number.as_str())),
        },
    };
    out.push((scalar, start));
}
