//! JSON Schemas of what templates see, from the very types of the views.
//!
//! They are printed for authors of themes, and templates are held to them.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::{PageContext, Redirect, SiteView, blocks};

/// What the template of a page sees beside the site.
pub fn page() -> Schema {
    written::<PageContext>()
}

/// What all templates see as `site`.
pub fn site() -> Schema {
    written::<SiteView>()
}

/// What the template of a redirect sees beside the site.
pub fn redirect() -> Schema {
    written::<Redirect>()
}

/// The schema of what is written: every field is there.
fn written<T: JsonSchema>() -> Schema {
    generator().into_root_schema_for::<T>()
}

fn generator() -> SchemaGenerator {
    SchemaGenerator::new(SchemaSettings::draft2020_12().for_serialize())
}

/// The views of all blocks, as properties of one object.
pub fn blocks() -> Schema {
    let mut generator = generator();
    let schemas = blocks::schemas(&mut generator).into_iter();
    let properties: serde_json::Map<_, _> =
        schemas.map(|(name, schema)| (name.to_owned(), schema.to_value())).collect();
    let definitions = generator.take_definitions(true);
    schemars::json_schema!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Blocks",
        "type": "object",
        "properties": properties,
        "$defs": definitions,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::parse::blocks::NAMES;

    #[test]
    fn every_block_has_a_schema_and_no_other() {
        let schema = super::blocks().to_value();
        let there = schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.as_str());
        let expected = NAMES.iter().copied().chain(["value"]);
        assert_eq!(there.collect::<BTreeSet<_>>(), expected.collect());
    }
}
