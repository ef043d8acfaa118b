//! What must hold whatever the input: properties, tried on random projects, texts, addresses and YAML.
//!
//! It refuses to know examples; `cases` has those.

mod cached;
mod edits;
mod hrefs;
mod text;
mod yaml;

use proptest::test_runner::Config;

/// So many tries of a property, from a seed that the environment may set (`PROPTEST_RNG_SEED`), without files that
/// remember failures: a failure that is found becomes a case.
fn tries(cases: u32) -> Config {
    Config { cases, failure_persistence: None, ..Config::default() }
}
