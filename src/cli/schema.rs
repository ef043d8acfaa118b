//! `versus schema`: JSON Schemas, from the very types that files are read into and views are made of.
//!
//! It refuses to know what the types mean; their comments say that.

use std::io::Write as _;

use schemars::{JsonSchema, Schema as JsonSchemaOf, SchemaGenerator, generate::SchemaSettings};
use serde_json::json;

use super::args::Schema;
use crate::compare::export;
use crate::parse::config::Config;
use crate::parse::data::{RawDataset, RawSubject};
use crate::parse::front::FrontMatter;
use crate::view;

/// Prints a schema; whether that worked.
pub(super) fn print(kind: Schema) -> bool {
    let schema = match kind {
        Schema::Config => read::<Config>(),
        Schema::FrontMatter => read::<FrontMatter>(),
        Schema::Dataset => read::<RawDataset>(),
        Schema::Subject => read::<RawSubject>(),
        Schema::Export => export::json::schema(),
        Schema::Page => written::<view::PageView>(),
        Schema::Site => written::<view::SiteView>(),
        Schema::Blocks => blocks(),
    };
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    writeln!(std::io::stdout(), "{text}").is_ok()
}

/// The schema of what is read.
fn read<T: JsonSchema>() -> JsonSchemaOf {
    SchemaGenerator::new(SchemaSettings::draft2020_12()).into_root_schema_for::<T>()
}

/// The schema of what is written: every field is there.
fn written<T: JsonSchema>() -> JsonSchemaOf {
    SchemaGenerator::new(SchemaSettings::draft2020_12().for_serialize()).into_root_schema_for::<T>()
}

/// The views of all blocks, as properties of one object.
fn blocks() -> JsonSchemaOf {
    let mut generator = SchemaGenerator::new(SchemaSettings::draft2020_12().for_serialize());
    let properties = json!({
        "note": generator.subschema_for::<view::NoteView>(),
        "use-cases": generator.subschema_for::<view::UseCasesView>(),
        "code-compare": generator.subschema_for::<view::CodeCompareView>(),
        "details": generator.subschema_for::<view::DetailsView>(),
        "columns": generator.subschema_for::<view::PlainView>(),
        "column": generator.subschema_for::<view::PlainView>(),
        "disclosure": generator.subschema_for::<view::DisclosureView>(),
        "stats": generator.subschema_for::<view::StatsView>(),
        "cards": generator.subschema_for::<view::CardsView>(),
        "faq": generator.subschema_for::<view::FaqView>(),
        "cta": generator.subschema_for::<view::CtaView>(),
        "matrix": generator.subschema_for::<view::MatrixView>(),
        "ranking": generator.subschema_for::<view::RankingView>(),
        "chart": generator.subschema_for::<view::ChartView>(),
        "checklist": generator.subschema_for::<view::ChecklistView>(),
        "value": generator.subschema_for::<view::ValueView>(),
    });
    let definitions = generator.take_definitions(true);
    schemars::json_schema!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Blocks",
        "type": "object",
        "properties": properties,
        "$defs": definitions,
    })
}
