//! The faces of the repository, for all tests that make pages.

use std::path::Path;

use gongwen::typeset::{Face, FontBook, Role};

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
    let faces =
        FontBook::load(|role| folder.join(file(role))).expect("the repository has its faces");
    let rare = Face::load(&folder.join("RareNamesMincho-Regular.ttf"));
    faces.with_rare(rare.expect("the repository has its face of rare characters"))
}
