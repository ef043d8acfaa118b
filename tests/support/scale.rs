//! How much random tests do: a little by default, more where `VERSUS_TEST_SCALE` says so.

use proptest::test_runner::Config;

/// The factor: 1 without `VERSUS_TEST_SCALE`; `tests/run --full` sets 8, a soak more.
pub(crate) fn scale() -> u32 {
    std::env::var("VERSUS_TEST_SCALE").ok().and_then(|text| text.parse().ok()).filter(|scale| *scale > 0).unwrap_or(1)
}

/// A property test of so many cases at scale 1. The seed is `PROPTEST_RNG_SEED`, else random; failures are not kept in
/// files, as one that is found becomes a case.
pub(crate) fn tries(cases: u32) -> Config {
    Config { cases: cases.saturating_mul(scale()), failure_persistence: None, ..Config::default() }
}
