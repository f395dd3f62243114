//! The parts around the text of a letter (gbt9704.md, sections 5 and 8).

use super::checker::*;
use crate::color::Color;
use crate::typeset::Overflowing;

/// Returns the head of a letter's first page with this title.
fn head(title: &str) -> Vec<Row> {
    let mut document = letter(one_line_paragraphs(1));
    document.front.title = title.to_owned();
    let set = checked(&document);
    rows(&set.pages.pages[0])
}

#[test]
fn the_mark_is_red_and_its_ink_begins_30_mm_down() {
    let set = checked(&letter(one_line_paragraphs(1)));
    let page = &set.pages.pages[0];
    let mark = &rows(page)[0];
    assert_eq!(mark.text, "甘肃省人民政府办公厅");
    assert_eq!(mark.color, Color::RED);
    same(mark.size, 42.0);
    same((mark.left + mark.right()) / 2.0, 105.5);
    let ink = inks(page).into_iter().take(10);
    same(ink.map(|ink| ink.top).fold(f64::MAX, f64::min), 30.0);
}

#[test]
fn double_lines_stand_below_the_mark_and_above_the_foot() {
    let set = checked(&letter(one_line_paragraphs(1)));
    let page = &set.pages.pages[0];
    let mark_bottom = inks(page).into_iter().take(10).map(|ink| ink.bottom).fold(0.0, f64::max);
    let rules = red_rules(page);
    let edges: Vec<(f64, f64)> = rules.iter().map(|r| (r.y.0, r.height.0)).collect();
    let expected = [
        (mark_bottom + 4.0, 0.9),
        (mark_bottom + 5.5, 0.3),
        (297.0 - 20.0 - 1.8, 0.3),
        (297.0 - 20.9, 0.9),
    ];
    assert_eq!(edges.len(), expected.len());
    for (edge, expected) in edges.into_iter().zip(expected) {
        same(edge.0, expected.0);
        same(edge.1, expected.1);
    }
    for rule in rules {
        same(rule.x.0, 20.0);
        same(rule.width.0, 170.0);
    }
}

#[test]
fn double_lines_stand_on_the_first_page_only() {
    let set = checked(&letter(one_line_paragraphs(40)));
    assert_eq!(set.pages.pages.len(), 3);
    assert_eq!(red_rules(&set.pages.pages[1]), []);
}

#[test]
fn a_long_mark_is_set_smaller_on_one_line() {
    let mut document = letter(one_line_paragraphs(1));
    document.front.mark = vec!["甘肃省经济社会发展主要指标领导小组".to_owned()];
    let set = checked(&document);
    let mark = &rows(&set.pages.pages[0])[0];
    assert_eq!(mark.text, document.front.mark[0]);
    same(mark.right() - mark.left, 150.0);
    assert_eq!(set.overflows, []);
}

#[test]
fn a_mark_that_becomes_smaller_than_the_title_is_told() {
    let mut document = letter(one_line_paragraphs(1));
    document.front.mark = vec!["甘肃省经济社会发展主要指标领导小组".repeat(8)];
    let set = checked(&document);
    assert_eq!(set.overflows.len(), 1);
    assert_eq!(set.overflows[0].what, Overflowing::Mark);
}

#[test]
fn the_document_number_ends_at_the_right_edge_below_the_line() {
    let set = checked(&letter(one_line_paragraphs(1)));
    let page = &set.pages.pages[0];
    let (_, number) = find(&set, "〔2018〕12号");
    same(number.last + CELL, RIGHT);
    let line = red_rules(page)[1];
    same(number.top() - (line.y + line.height).0, 4.88);
}

#[test]
fn a_document_number_longer_than_its_line_is_set_smaller_and_told() {
    let mut document = letter(one_line_paragraphs(1));
    document.front.number = Some(format!("{}〔2018〕12号", "甘政办函".repeat(9)));
    let set = checked(&document);
    let (_, number) = find(&set, "〔2018〕12号");
    same(number.left, LEFT);
    assert_eq!(set.overflows[0].what, Overflowing::Number);
    assert_eq!(set.overflows[0].excerpt, "甘政办函甘政办函甘政办函甘政办函甘政办函…");
}

#[test]
fn title_and_addressee_keep_their_distances_whatever_the_lines_of_the_title() {
    let titles = [
        ("关于落实重点工作任务的函", 1),
        ("关于向省教育厅分解下达2018年主要指标和重点工作任务的通知", 2),
        (
            "关于向省政府各部门和中央在甘有关单位分解下达2018年全省经济社会发展主要指标和重点工作任务的通知",
            3,
        ),
    ];
    for (title, lines) in titles {
        let rows = head(title);
        let (number, title) = (&rows[1], &rows[2..2 + lines]);
        let addressee = &rows[2 + lines];
        assert_eq!(addressee.text, "省教育厅：");
        let above = title[0].top() - number.bottom();
        assert!((17.0..=28.0).contains(&above), "{lines} lines: {above}");
        let below = addressee.top() - title[lines - 1].bottom();
        assert!((11.5..=19.5).contains(&below), "{lines} lines: {below}");
        for row in title {
            same(row.size, 22.0);
            let centre = (row.left + row.right()) / 2.0;
            assert!((centre - 106.0).abs() < 1.0, "{centre}");
        }
    }
}

#[test]
fn a_letter_without_title_begins_two_rows_below_the_number() {
    let rows = head("");
    assert_eq!(rows[2].text, "省教育厅：");
    let gap = rows[2].top() - rows[1].bottom();
    assert!((17.0..=28.0).contains(&gap), "{gap}");
}

#[test]
fn page_numbers_stand_right_on_odd_and_left_on_even_pages_but_not_on_the_first() {
    let set = checked(&letter(one_line_paragraphs(60)));
    let numbers: Vec<Vec<Row>> = set
        .pages
        .pages
        .iter()
        .map(|page| rows(page).into_iter().filter(|r| r.baseline > BOTTOM).collect())
        .collect();
    assert_eq!(numbers.len(), 4);
    assert_eq!(numbers[0], []);
    for (number, row) in numbers.iter().enumerate().skip(1) {
        let row = &row[0];
        assert_eq!(row.text, format!("— {} —", number + 1));
        same(row.size, 14.0);
    }
    // One character of 14 pt in; the dash of the face is a little narrower than its cell.
    let cell = 14.0 * 25.4 / 72.0;
    let dashes: Vec<Ink> =
        set.pages.pages[1..].iter().flat_map(inks).filter(|ink| ink.char == '—').collect();
    assert!((dashes[0].left - (LEFT + cell)).abs() < 0.5, "{:?}", dashes[0]);
    assert!((dashes[3].right - (RIGHT - cell)).abs() < 0.5, "{:?}", dashes[3]);
    for dash in dashes {
        same((dash.top + dash.bottom) / 2.0, BOTTOM + 7.0);
    }
}
