//! The arguments of the blocks that are written in YAML: one form for all of them.
//!
//! It refuses to know Markdown: texts are of the stage's type.

/// Declares arguments that are read from YAML at the first stage, misspelt keys refused, and have a schema.
macro_rules! arguments {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* })*) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Debug, Deserialize, JsonSchema)]
            #[serde(deny_unknown_fields, bound(deserialize =
                "S::Rich: Deserialize<'de>, S::Link: Deserialize<'de>, S::Subject: Deserialize<'de>, S::Datum: Deserialize<'de>, S::Data: Default"))]
            #[schemars(bound = "S::Rich: JsonSchema, S::Link: JsonSchema, S::Subject: JsonSchema, S::Datum: JsonSchema")]
            pub struct $name<S: BlockStage> { $($(#[$field_meta])* pub $field: $type,)* }
        )*
    };
}

mod checklist;
mod data;
mod diagram;
mod prose;

pub use checklist::*;
pub use data::*;
pub use diagram::*;
pub use prose::*;
