//! Shared parts of document tests: the faces of the repository, and the number of random cases.

use std::path::Path;

use gongwen::typeset::{FontBook, Role};
use proptest::prelude::ProptestConfig;

/// Returns the faces in `fonts/`, each in its role.
pub fn fonts() -> FontBook {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fonts");
    let file = |role| match role {
        Role::FangSong => "FandolFang-Regular.otf",
        Role::Hei => "FandolHei-Regular.otf",
        Role::Kai => "FandolKai-Regular.otf",
        Role::TitleSong => "NotoSerifSC-Bold.ttf",
        Role::Song => "NotoSerifSC-Regular.ttf",
    };
    FontBook::load(|role| folder.join(file(role))).expect("the repository has its faces")
}

/// Returns the configuration of a property that is tried with `usual` cases instead of proptest's 256.
/// Another number in PROPTEST_CASES scales it in proportion.
pub fn cases(usual: u32) -> ProptestConfig {
    let config = ProptestConfig::default();
    let cases = u64::from(usual) * u64::from(config.cases) / 256;
    ProptestConfig { cases: u32::try_from(cases).unwrap_or(u32::MAX).max(1), ..config }
}
