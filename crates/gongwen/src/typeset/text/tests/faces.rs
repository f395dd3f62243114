//! The face in which a character is drawn.

use std::path::Path;

use skrifa::raw::types::Tag;
use skrifa::{FontRef, MetadataProvider};

use super::*;
use crate::typeset::font::FontBook;

/// Returns the glyphs of `text` in `role` on the grid.
fn glyphs(fonts: &FontBook, role: Role, text: &str) -> Vec<Shaped> {
    let style = Style::new(role, SIZE_3).cell(CELL);
    Shaper::new(fonts.reader()).shape(&[style.text(text)])
}

/// Returns the roles whose faces the characters of `text` come from when it is set in `role`.
fn drawn_in(role: Role, text: &str) -> Vec<Role> {
    glyphs(fonts(), role, text).iter().map(|glyph| Role::ALL[usize::from(glyph.face.0)]).collect()
}

#[test]
fn figures_and_latin_in_brush_faces_are_of_songti() {
    use Role::{FangSong, Kai, Song};
    assert_eq!(drawn_in(FangSong, "年2A é%（"), [FangSong, Song, Song, Song, Song, Song, FangSong]);
    assert_eq!(drawn_in(Kai, "年2A"), [Kai, Song, Song]);
}

#[test]
fn heiti_and_titles_keep_their_own_figures_and_latin() {
    assert_eq!(drawn_in(Role::Hei, "年2A"), [Role::Hei; 3]);
    assert_eq!(drawn_in(Role::TitleSong, "年2A"), [Role::TitleSong; 3]);
}

#[test]
fn a_figure_takes_exactly_half_a_cell_and_keeps_its_ink_there() {
    for role in Role::ALL {
        for glyph in glyphs(fonts(), role, "0123456789") {
            assert!((glyph.width - CELL / 2.0).0.abs() < 0.001, "{role:?} {glyph:?}");
            let ink = fonts().reader().ink(glyph.face, glyph.glyph).unwrap();
            let em = SIZE_3.to_mm().0;
            assert!(ink.left * em > 0.0 && ink.right * em < glyph.width.0, "{role:?} {glyph:?}");
        }
    }
}

#[test]
fn letters_are_as_wide_as_they_are_drawn() {
    // NotoSerifSC-Regular: i 0.332 em, W 1.053 em; a cell is an em of the grid.
    let widths: Vec<f64> =
        glyphs(fonts(), Role::FangSong, "iW").iter().map(|glyph| glyph.width / CELL).collect();
    assert!((widths[0] - 0.332).abs() < 0.001, "{widths:?}");
    assert!((widths[1] - 1.053).abs() < 0.001, "{widths:?}");
}

#[test]
fn a_face_whose_latin_is_half_width_keeps_it() {
    let folder = tempfile::tempdir().unwrap();
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fonts");
    let half = folder.path().join("half.ttf");
    let latin = std::fs::read(ours.join("NotoSerifSC-Bold.ttf")).unwrap();
    std::fs::write(&half, with_half_width_latin(latin)).unwrap();
    let fonts = FontBook::load(|role| match role {
        Role::FangSong => half.clone(),
        _ => ours.join("NotoSerifSC-Regular.ttf"),
    })
    .unwrap();
    let fang_song = fonts.faces().next().unwrap().0;
    assert!(glyphs(&fonts, Role::FangSong, "年2A").iter().all(|glyph| glyph.face == fang_song));
    assert!(glyphs(&fonts, Role::Kai, "2A").iter().all(|glyph| glyph.face != fang_song));
}

/// Returns the font with ASCII half an em wide, like 仿宋_GB2312.
fn with_half_width_latin(mut data: Vec<u8>) -> Vec<u8> {
    let font = FontRef::new(&data).unwrap();
    let table = font
        .table_directory()
        .table_records()
        .iter()
        .find(|record| record.tag() == Tag::new(b"hmtx"))
        .unwrap()
        .offset() as usize;
    // A glyph has four bytes in hmtx, the first two its advance in 1/1000 em.
    let places: Vec<usize> =
        ('!'..='~').map(|c| table + 4 * font.charmap().map(c).unwrap().to_u32() as usize).collect();
    for place in places {
        data[place..place + 2].copy_from_slice(&500u16.to_be_bytes());
    }
    data
}
