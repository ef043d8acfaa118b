//! What must hold whatever the input: properties, tried on random projects, texts, addresses and YAML.
//!
//! It refuses to know examples; `cases` has those.

mod cached;
mod edits;
mod hrefs;
mod text;
mod yaml;
