//! The number of random cases of a property.

use proptest::prelude::ProptestConfig;

/// Returns the configuration of a property that is tried with `usual` cases instead of proptest's 256. If
/// PROPTEST_CASES asks for another number than 256, there are proportionally more or fewer cases.
pub fn cases(usual: u32) -> ProptestConfig {
    let config = ProptestConfig::default();
    let cases = u64::from(usual) * u64::from(config.cases) / 256;
    ProptestConfig { cases: u32::try_from(cases).unwrap_or(u32::MAX).max(1), ..config }
}
