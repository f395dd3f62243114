//! Shared parts of document tests: the faces of the repository, and the number of random cases.

mod faces;

use proptest::prelude::ProptestConfig;

pub use faces::fonts;

/// Returns the configuration of a property that is tried with `usual` cases instead of proptest's 256.
/// Another number in PROPTEST_CASES scales it in proportion.
pub fn cases(usual: u32) -> ProptestConfig {
    let config = ProptestConfig::default();
    let cases = u64::from(usual) * u64::from(config.cases) / 256;
    ProptestConfig { cases: u32::try_from(cases).unwrap_or(u32::MAX).max(1), ..config }
}
