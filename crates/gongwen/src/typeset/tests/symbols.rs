//! Symbols that a face draws wrongly or lacks.

use super::checker::*;
use crate::typeset::{PageItem, TextRun, Typeset};

/// Returns the run with a character of the body.
fn run_of(set: &Typeset, c: char) -> TextRun {
    let items = set.pages.pages.iter().flat_map(|page| &page.items);
    let runs = items.filter_map(|item| match item {
        PageItem::Text(run) => Some(run),
        _ => None,
    });
    let mut runs = runs.filter(|run| run.glyphs.iter().any(|glyph| glyph.char == c));
    runs.next().unwrap_or_else(|| panic!("{c} is not printed")).clone()
}

#[test]
fn symbols_that_a_face_draws_as_others_come_from_another_face() {
    let symbols = "￥～－―￣＿";
    let set = checked(&letter(vec![paragraph(&format!("正文{symbols}为全角符号。"))]));
    assert_eq!(run_of(&set, '正').face.0, 0, "仿宋");
    for c in symbols.chars() {
        assert_eq!(run_of(&set, c).face.0, 4, "{c} of 宋体");
    }
    // Those that are drawn rightly stay.
    let set = checked(&letter(vec![paragraph("正文①℃％《》（一）—…。")]));
    for c in "①℃％《》（）—…。".chars() {
        assert_eq!(run_of(&set, c).face.0, 0, "{c}");
    }
}

#[test]
fn raised_and_lowered_figures_are_made_of_ordinary_ones() {
    let set = checked(&letter(vec![paragraph("CO₂排放下降3.1×10⁵吨，建成5m²。")]));
    assert_eq!(set.missing, []);
    let line = run_of(&set, '排').baseline.0;
    let em = 16.0 * 25.4 / 72.0;
    let lowered = run_of(&set, '₂');
    same(lowered.size.0, 16.0 * 0.6);
    same(lowered.baseline.0, line + 0.12 * em);
    let raised = run_of(&set, '⁵');
    same(raised.size.0, 16.0 * 0.6);
    same(raised.baseline.0, line - 0.34 * em);
    // The face has ² itself.
    same(run_of(&set, '²').size.0, 16.0);
    assert!(text(&set.pages.pages[0]).contains("CO₂排放下降3.1×10⁵吨，建成5m²。"));
}

#[test]
fn rare_names_come_from_a_face_of_their_own() {
    let set = checked(&letter(vec![paragraph("联系人：𠮷永、𤭢某、䶮某，𪨊某、张堃。")]));
    assert_eq!(set.missing, []);
    for c in "𠮷𤭢𪨊".chars() {
        assert_eq!(run_of(&set, c).face.0, 5, "{c} of the rare face");
    }
    // What 宋体 has comes from it.
    assert_eq!(run_of(&set, '䶮').face.0, 4);
    assert_eq!(run_of(&set, '堃').face.0, 4);
    // Characters that no face has are still told.
    let set = checked(&letter(vec![paragraph("联系人：\u{30000}某。")]));
    assert_eq!(set.missing.len(), 1);
}
