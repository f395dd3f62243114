//! Seals (gbt9704.md, section 4): pictures over name and date, one organ or several.

use super::checker::*;
use crate::document::Document;
use crate::typeset::{PageItem, PlacedImage, Typeset};

const DATE: &str = "2018年2月13日";

/// Returns a letter of `lines` lines with a seal 42 mm wide for each of `organs`.
fn sealed(lines: usize, organs: &[&str]) -> Document {
    let mut document = letter(one_line_paragraphs(lines));
    document.front.mark = vec!["省政府".to_owned()];
    document.front.signature = organs.iter().map(|name| (*name).to_owned()).collect();
    document.front.seals = organs.iter().map(|_| "seal.png".to_owned()).collect();
    document
}

/// Returns the seals with their pages.
fn seals(set: &Typeset) -> Vec<(usize, PlacedImage)> {
    let mut seals = Vec::new();
    for (number, page) in set.pages.pages.iter().enumerate() {
        for item in &page.items {
            if let PageItem::Image(image) = item {
                seals.push((number, image.clone()));
            }
        }
    }
    seals
}

fn middle(seal: &PlacedImage) -> (f64, f64) {
    ((seal.x + seal.width / 2.0).0, (seal.y + seal.height / 2.0).0)
}

#[test]
fn a_seal_is_pressed_over_name_and_date_within_one_row_of_the_text() {
    let set = laid_with_seals(&sealed(1, &["省政府办公厅"]));
    let [(page, seal)] = &seals(&set)[..] else { panic!("one seal") };
    let (_, text) = find(&set, "第1行");
    let (name_page, name) = find(&set, "省政府办公厅");
    let (_, date) = find(&set, DATE);
    assert_eq!(*page, name_page);
    same(seal.width.0, 42.0);
    let (x, y) = middle(seal);
    same(x, (date.left + date.last + CELL) / 2.0);
    same(date.last + CELL, RIGHT - 4.0 * CELL);
    // Name and date a little below its middle, both under it.
    let signed = (name.top() + date.bottom()) / 2.0;
    assert!((2.0..8.0).contains(&(signed - y)), "{signed} {y}");
    assert!(seal.y.0 < name.top() && (seal.y + seal.height).0 > date.bottom());
    let row_end = text.baseline - FIRST_BASELINE + TOP + PITCH;
    let gap = seal.y.0 - row_end;
    assert!((0.0..PITCH).contains(&gap), "{gap}");
}

#[test]
fn seals_of_every_size_begin_within_one_row_of_the_text() {
    for width in [20.0, 35.0, 42.0, 45.0, 60.0] {
        let mut document = sealed(1, &["省政府办公厅"]);
        document.front.seal_width = width;
        let set = laid_with_seals(&document);
        let seal = &seals(&set)[0].1;
        let (_, text) = find(&set, "第1行");
        let gap = seal.y.0 - (text.baseline - FIRST_BASELINE + TOP + PITCH);
        assert!((0.0..PITCH + 0.01).contains(&gap), "{width}: {gap}");
    }
}

#[test]
fn a_seal_never_leaves_the_type_area() {
    for lines in 1..30 {
        let set = laid_with_seals(&sealed(lines, &["省政府办公厅"]));
        let (page, seal) = &seals(&set)[0];
        assert!((seal.y + seal.height).0 <= BOTTOM + 0.01, "{lines} lines");
        assert_eq!(find(&set, DATE).0, *page);
        // At least two lines of text move along.
        assert!(text(&set.pages.pages[*page]).contains(&format!("第{lines}行")));
    }
}

#[test]
fn seals_of_several_organs_stand_in_rows_and_do_not_touch() {
    let organs = ["省发展改革委", "省财政厅", "省统计局", "省审计厅", "省民政厅"];
    let set = laid_with_seals(&sealed(1, &organs));
    let seals = seals(&set);
    assert_eq!(seals.len(), 5);
    for (organ, (_, seal)) in organs.iter().zip(&seals) {
        let (_, name) = find(&set, organ);
        let (x, y) = middle(seal);
        same((name.left + name.last + CELL) / 2.0, x);
        assert!(name.top() > seal.y.0 && name.bottom() < (seal.y + seal.height).0);
        assert!(name.baseline > y);
        assert!(seal.x.0 >= LEFT && (seal.x + seal.width).0 <= RIGHT);
    }
    for (i, (_, a)) in seals.iter().enumerate() {
        for (_, b) in &seals[i + 1..] {
            let (ax, ay) = middle(a);
            let (bx, by) = middle(b);
            assert!((ax - bx).hypot(ay - by) > 42.0, "{a:?} touches {b:?}");
        }
    }
    // The last one lies over name and date.
    let (_, date) = find(&set, DATE);
    let (x, _) = middle(&seals[4].1);
    same((date.left + date.last + CELL) / 2.0, x);
    assert!(date.bottom() < (seals[4].1.y + seals[4].1.height).0);
    let (_, text) = find(&set, "第1行");
    let gap = seals[0].1.y.0 - (text.baseline - FIRST_BASELINE + TOP + PITCH);
    assert!((0.0..PITCH).contains(&gap), "{gap}");
}

#[test]
fn organs_without_seals_sign_below_each_other() {
    let mut document = sealed(1, &["省发展改革委", "省财政厅"]);
    document.front.seals.clear();
    document.front.sealed = false;
    let set = laid_with_seals(&document);
    let (_, first) = find(&set, "省发展改革委");
    let (_, second) = find(&set, "省财政厅");
    let (_, date) = find(&set, DATE);
    same(second.left, first.left);
    same(second.baseline, first.baseline + PITCH);
    same(date.left, first.left + 2.0 * CELL);
    same(date.baseline, second.baseline + PITCH);
}

#[test]
fn a_note_stands_below_the_date_and_never_under_a_seal() {
    let mut document = sealed(1, &["省政府办公厅"]);
    document.front.note = Some("此件公开发布".to_owned());
    let set = laid_with_seals(&document);
    let (_, date) = find(&set, DATE);
    let (_, note) = find(&set, "此件公开发布");
    same(note.baseline, date.baseline + PITCH);
    assert!(note.right() < seals(&set)[0].1.x.0);
    document.front.note = Some("联系人：王五，电话：0931-0000000".to_owned());
    let set = laid_with_seals(&document);
    let (_, note) = find(&set, "联系人");
    let seal = &seals(&set)[0].1;
    assert!(note.top() > (seal.y + seal.height).0);
}

#[test]
fn seals_of_many_organs_share_a_page_with_text_and_end_matter() {
    let organs = [
        "甘肃省发展和改革委员会",
        "甘肃省财政厅",
        "甘肃省人力资源和社会保障厅",
        "甘肃省统计局",
        "国家税务总局甘肃省税务局",
        "中国人民银行兰州中心支行",
    ];
    for count in 2..=organs.len() {
        for lines in 1..=46 {
            let mut document = sealed(lines, &organs[..count]);
            document.front.copies = Some("省委办公厅".to_owned());
            let set = laid_with_seals(&document);
            let seals = seals(&set);
            assert_eq!(seals.len(), count);
            let page = find(&set, DATE).0;
            let case = format!("{count} organs, {lines} lines");
            assert!(seals.iter().all(|(on, _)| *on == page), "{case}");
            assert_eq!(find(&set, &format!("第{lines}行")).0, page, "{case}");
            assert_eq!(find(&set, "抄送").0, page, "{case}");
            assert_eq!(find(&set, "第1行").0, 0, "{case}");
            let mut columns: Vec<i64> =
                seals.iter().map(|(_, seal)| (seal.x.0 * 10.0).round() as i64).collect();
            columns.sort_unstable();
            columns.dedup();
            assert_eq!(columns.len(), 2, "{case}");
            for (_, seal) in &seals {
                assert!(seal.x.0 >= LEFT && (seal.x + seal.width).0 <= RIGHT + 0.01, "{case}");
            }
        }
    }
}

#[test]
fn long_names_of_many_organs_are_set_smaller_in_two_columns() {
    let organs: Vec<String> =
        (1..=6).map(|n| format!("甘肃省人民政府国有资产监督管理委员会{n}")).collect();
    let organs: Vec<&str> = organs.iter().map(String::as_str).collect();
    let set = laid_with_seals(&sealed(5, &organs));
    let page = find(&set, DATE).0;
    let on: Vec<_> =
        seals(&set).iter().map(|(on, seal)| (*on, seal.x.0.round(), seal.y.0.round())).collect();
    assert!(on.iter().all(|(on, ..)| *on == page), "{on:?}");
    assert_eq!(find(&set, "第5行").0, page);
    assert_eq!(set.overflows.len(), 6);
}
