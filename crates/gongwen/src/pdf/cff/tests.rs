//! Subsets of the Fandol faces and of a small face made here, taken apart again.

use std::path::Path;

use proptest::prelude::*;
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::types::Tag;
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::dict::{self, Dict, operator};
use super::index::{self, Index};
use super::{Face, Malformed, select, subset};

const FACES: [&str; 3] = ["FandolFang-Regular", "FandolHei-Regular", "FandolKai-Regular"];

fn file(name: &str) -> Vec<u8> {
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fonts");
    std::fs::read(fonts.join(name).with_extension("otf")).expect("the face is in the repository")
}

fn table(file: &[u8]) -> &[u8] {
    let face = FontRef::new(file).expect("a face");
    face.table_data(Tag::new(b"CFF ")).expect("a CFF face").as_bytes()
}

fn opened(table: &[u8]) -> Face<'_> {
    Face::read(table).expect("a sound table").expect("a CID-keyed face without subroutines")
}

#[test]
fn a_subset_has_exactly_the_glyphs_asked_for_with_their_charstrings_and_names() {
    for name in FACES {
        let file = file(name);
        let table = table(&file);
        let whole = opened(table);
        let glyphs = [0, 1, 2, 35, 700, 701, 1999, 9000, 10_000];
        let made = subset(table, &glyphs).expect("sound").expect("copied");
        let part = opened(&made);
        assert_eq!(part.glyphs.len(), glyphs.len());
        for (number, &glyph) in glyphs.iter().enumerate() {
            let outline = whole.glyphs.get(usize::from(glyph)).expect("the face has it");
            assert_eq!(part.glyphs.get(number), Some(outline), "{name} {glyph}");
        }
        assert_eq!(part.name, name.as_bytes());
        let (font, before) = (part.font(0), whole.font(0));
        let (font, before) = (font.unwrap().unwrap(), before.unwrap().unwrap());
        assert_eq!(part.string(&font.dict), Some(name.as_bytes()));
        assert_eq!(font.private, before.private);
        let boxes = [&part.top, &whole.top].map(|top| top.integers::<4>(operator::FONT_BOX));
        assert_eq!(boxes[0], boxes[1]);
        assert_eq!(part.top.size(operator::CID_COUNT), Some(glyphs.len()));
        assert_eq!(part.fonts.len(), 1);
    }
}

/// The widths in the charstrings, which a foreign reader works out.
#[test]
fn a_foreign_reader_draws_the_same_outlines_with_the_same_advances() {
    for name in FACES {
        let file = file(name);
        let original = FontRef::new(&file).expect("a face");
        let glyphs = [0, 34, 120, 4000, 9999];
        let made = subset(table(&file), &glyphs).expect("sound").expect("copied");
        let wrapped = with_table(&file, &made);
        let part = FontRef::new(&wrapped).expect("a face");
        for (number, &glyph) in glyphs.iter().enumerate() {
            let drawn = drawing(&part, number as u32);
            assert_eq!(drawn, drawing(&original, glyph.into()), "{name} {glyph}");
            assert!(glyph == 0 || !drawn.is_empty());
        }
    }
}

fn drawing(face: &FontRef<'_>, glyph: u32) -> String {
    let mut pen = skrifa::outline::pen::SvgPen::new();
    let outline = face.outline_glyphs().get(GlyphId::new(glyph)).expect("the face has it");
    let settings =
        skrifa::outline::DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
    outline.draw(settings, &mut pen).expect("a sound charstring");
    pen.to_string()
}

/// Returns the file with another CFF table, which is put at its end.
fn with_table(file: &[u8], cff: &[u8]) -> Vec<u8> {
    let mut made = file.to_vec();
    let count = usize::from(u16::from_be_bytes([file[4], file[5]]));
    let record = (0..count).map(|number| 12 + 16 * number).find(|&at| &file[at..at + 4] == b"CFF ");
    let record = record.expect("a CFF face");
    let start = made.len() as u32;
    made.extend_from_slice(cff);
    made[record + 8..record + 12].copy_from_slice(&start.to_be_bytes());
    made[record + 12..record + 16].copy_from_slice(&(cff.len() as u32).to_be_bytes());
    made
}

/// A face of five glyphs and three font DICTs, of which the second is not used.
struct Small {
    global: &'static [&'static [u8]],
    private: &'static [u8],
}

impl Small {
    const SOUND: Self = Self { global: &[], private: &[139, 20] };

    fn table(&self) -> Vec<u8> {
        let outlines: [&[u8]; 5] = [b"\x0e", b"a\x0e", b"bb\x0e", b"", b"dddd\x0e"];
        let mut out = vec![1, 0, 4, 1];
        index::write(&mut out, &[b"Small"]);
        let tops = out.len();
        for _ in 0..2 {
            out.truncate(tops);
            let top = self.top(0, 0, 0);
            index::write(&mut out, &[&top]);
        }
        index::write(&mut out, &[b"Adobe", b"GB1", b"One", b"Two"]);
        index::write(&mut out, self.global);
        let select = out.len();
        select::write(&mut out, &[2, 0, 0, 2, 2]);
        let glyphs = out.len();
        index::write(&mut out, &outlines);
        let private = [self.private.len(), out.len()];
        out.extend_from_slice(self.private);
        let font = |name: i32| {
            let mut font = Vec::new();
            dict::write_integers(&mut font, operator::FONT_NAME, &[name]);
            dict::write_places(&mut font, operator::PRIVATE, &private);
            font
        };
        let array = out.len();
        index::write(&mut out, &[&font(393), &[], &font(394)]);
        let top = self.top(select, glyphs, array);
        let mut known = Vec::new();
        index::write(&mut known, &[&top]);
        out[tops..tops + known.len()].copy_from_slice(&known);
        out
    }

    fn top(&self, select: usize, glyphs: usize, array: usize) -> Vec<u8> {
        let mut top = Vec::new();
        dict::write_integers(&mut top, operator::ROS, &[391, 392, 0]);
        for (operator, place) in [
            (operator::FD_SELECT, select),
            (operator::CHAR_STRINGS, glyphs),
            (operator::FD_ARRAY, array),
        ] {
            dict::write_places(&mut top, operator, &[place]);
        }
        top
    }
}

#[test]
fn font_dicts_that_no_glyph_needs_are_left_out() {
    let table = Small::SOUND.table();
    let made = subset(&table, &[0, 2, 4]).expect("sound").expect("copied");
    let part = opened(&made);
    let glyphs: Vec<_> = (0..3).map(|number| part.glyphs.get(number)).collect();
    assert_eq!(glyphs, [Some(&b"\x0e"[..]), Some(b"bb\x0e"), Some(b"dddd\x0e")]);
    assert_eq!([0, 1, 2].map(|glyph| part.select.get(glyph)), [Some(0), Some(1), Some(0)]);
    let names = [0, 1].map(|number| {
        let font = part.font(number).expect("sound").expect("no subroutines");
        part.string(&font.dict).map(<[u8]>::to_vec)
    });
    assert_eq!(names, [Some(b"Two".to_vec()), Some(b"One".to_vec())]);
    assert_eq!(part.fonts.len(), 2);
    let alone = subset(&table, &[0]).expect("sound").expect("copied");
    assert_eq!(opened(&alone).glyphs.len(), 1);
    assert_eq!(opened(&alone).fonts.len(), 1);
}

#[test]
fn faces_with_subroutines_and_faces_that_are_not_cid_keyed_are_left_to_others() {
    let global = Small { global: &[b"\x0b"], ..Small::SOUND };
    assert_eq!(subset(&global.table(), &[0, 1]), Ok(None));
    // Local subroutines: the operator 19 with their place.
    let local = Small { private: &[141, 19], ..Small::SOUND };
    assert_eq!(subset(&local.table(), &[0, 1]), Ok(None));
    let mut named = vec![1, 0, 4, 1];
    index::write(&mut named, &[b"Named"]);
    index::write(&mut named, &[&[139, 15]]);
    index::write(&mut named, &[]);
    index::write(&mut named, &[]);
    assert_eq!(subset(&named, &[0]), Ok(None));
}

#[test]
fn a_glyph_that_the_face_does_not_have_is_an_error() {
    assert_eq!(subset(&Small::SOUND.table(), &[0, 5]), Err(Malformed("CharStrings")));
}

#[test]
fn a_face_that_is_cut_anywhere_never_panics() {
    let table = Small::SOUND.table();
    for end in 0..table.len() {
        let _ = subset(&table[..end], &[0, 1, 2, 3, 4]);
    }
}

proptest! {
    #[test]
    fn a_face_that_is_changed_anywhere_never_panics(
        changes in prop::collection::vec((0_usize..400, any::<u8>()), 1..6),
        glyphs in prop::collection::btree_set(1_u16..8, 0..5),
    ) {
        let mut table = Small::SOUND.table();
        for (place, byte) in changes {
            let length = table.len();
            table[place % length] = byte;
        }
        let glyphs: Vec<u16> = std::iter::once(0).chain(glyphs).collect();
        if let Ok(Some(made)) = subset(&table, &glyphs) {
            prop_assert!(made.len() < 10 * table.len() + 200);
        }
    }

    #[test]
    fn any_glyphs_come_out_as_they_are(glyphs in prop::collection::btree_set(1_u16..10_000, 0..60)) {
        let file = file(FACES[0]);
        let table = table(&file);
        let glyphs: Vec<u16> = std::iter::once(0).chain(glyphs).collect();
        let made = subset(table, &glyphs).expect("sound").expect("copied");
        let (whole, part) = (opened(table), opened(&made));
        prop_assert_eq!(part.glyphs.len(), glyphs.len());
        for (number, &glyph) in glyphs.iter().enumerate() {
            let outline = whole.glyphs.get(usize::from(glyph));
            prop_assert!(outline.is_some());
            prop_assert_eq!(part.glyphs.get(number), outline);
        }
    }
}

/// Offsets that point backwards leave a gap where an entry was.
#[test]
fn entries_with_impossible_offsets_are_missing() {
    let (index, _) = Index::read(&[0, 2, 1, 1, 9, 2, b'a']).expect("the end is right");
    assert_eq!((index.get(0), index.get(1)), (None, None));
    assert!(Dict::read(&[]).is_ok_and(|dict| dict.operands(operator::ROS).is_none()));
}
