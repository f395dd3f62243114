//! Papers that a leader reads: the head of the first page.

use super::checker::*;
use crate::color::Color;
use crate::document::Format;
use crate::typeset::Overflowing;

#[test]
fn the_mark_is_small_and_the_text_begins_below_title_and_date() {
    let mut document = letter(one_line_paragraphs(1));
    document.front.format = Format::Brief;
    document.front.title = "情况一页通".to_owned();
    document.front.number = None;
    document.front.addressee = None;
    document.front.signature = Vec::new();
    let set = checked(&document);
    assert_eq!(set.overflows, []);
    let page = &set.pages.pages[0];
    let rows = rows(page);
    assert_eq!(rows[0].text, "甘肃省人民政府办公厅");
    assert_eq!(rows[0].color, Color::RED);
    same(rows[0].size, 18.0);
    same(rows[0].left, LEFT);
    let rule = red_rules(page);
    assert_eq!(rule.len(), 1);
    same(rule[0].y.0, TOP);
    assert_eq!(rows[1].text, "情况一页通");
    assert_eq!(rows[2].text, "2018年2月13日");
    same((rows[2].left + rows[2].right()) / 2.0, LEFT + 78.0);
    // The title with its date takes two of the 22 rows.
    let (_, text) = find(&set, "第1行");
    assert!(text.baseline > TOP + 2.0 * PITCH && text.baseline < TOP + 3.0 * PITCH);
    // The only page has no number, and the date is printed once.
    assert!(!rows.iter().any(|row| row.text.contains("— 1 —")));
    assert_eq!(rows.iter().filter(|row| row.text.starts_with("2018年")).count(), 1);
}

#[test]
fn a_mark_too_long_for_the_row_is_set_smaller_and_told() {
    let mut document = letter(one_line_paragraphs(1));
    document.front.format = Format::Brief;
    document.front.mark = vec!["甘肃省人民政府办公厅督查室".repeat(3)];
    let set = checked(&document);
    assert!(set.overflows.iter().any(|overflow| overflow.what == Overflowing::Mark));
}
