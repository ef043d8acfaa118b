//! `versus schema`: JSON Schemas, from the very types that files are read into and views are made of.

use std::io::Write as _;

use schemars::{JsonSchema, Schema as JsonSchemaOf, SchemaGenerator, generate::SchemaSettings};

use super::args::Schema;
use super::{CommandResult, Outcome};
use crate::model::export;
use crate::pages;
use crate::parse::config::Config;
use crate::parse::data::{RawDataset, RawSubject};
use crate::parse::front::FrontMatter;

/// Prints a schema.
#[expect(clippy::unnecessary_wraps, reason = "commands have one signature")]
pub(super) fn run(kind: Schema) -> CommandResult {
    let schema = match kind {
        Schema::Config => schema_of::<Config>(),
        Schema::FrontMatter => schema_of::<FrontMatter>(),
        Schema::Dataset => schema_of::<RawDataset>(),
        Schema::Subject => schema_of::<RawSubject>(),
        Schema::Export => export::json::schema(),
        Schema::Page => pages::schema::page(),
        Schema::Site => pages::schema::site(),
        Schema::Blocks => pages::schema::blocks(),
    };
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    Ok(Outcome::of(writeln!(std::io::stdout(), "{text}").is_ok()))
}

/// The schema of what is read.
fn schema_of<T: JsonSchema>() -> JsonSchemaOf {
    SchemaGenerator::new(SchemaSettings::draft2020_12()).into_root_schema_for::<T>()
}
