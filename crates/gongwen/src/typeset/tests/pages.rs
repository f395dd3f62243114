//! Paragraphs and headings on the grid of 22 rows (gbt9704.md, sections 1 and 4).

use super::checker::*;
use crate::document::{Block, Emphasis, Inline};
use crate::typeset::{Materials, typeset};

fn heading(level: u8, number: &str, text: &str) -> Block {
    Block::Heading { level, number: number.to_owned(), text: vec![Inline::plain(text)] }
}

#[test]
fn twenty_two_rows_fill_every_page_after_the_first() {
    let set = checked(&letter(one_line_paragraphs(70)));
    for page in &set.pages.pages[1..3] {
        let baselines: Vec<f64> =
            rows(page).iter().filter(|row| row.baseline < BOTTOM).map(|row| row.baseline).collect();
        assert_eq!(baselines.len(), 22);
        for (k, baseline) in baselines.into_iter().enumerate() {
            same(baseline, FIRST_BASELINE + PITCH * k as f64);
        }
    }
}

#[test]
fn the_first_page_stands_on_the_same_rows_whatever_the_title() {
    for title in ["甲乙丙", "关于向省教育厅分解下达2018年主要指标和重点工作任务的通知"]
    {
        let mut document = letter(one_line_paragraphs(20));
        document.front.title = title.to_owned();
        let set = checked(&document);
        let (_, addressee) = find(&set, "省教育厅：");
        let row = (addressee.baseline - FIRST_BASELINE) / PITCH;
        assert!((row - row.round()).abs() < 0.001, "{row}");
        same(find(&set, "第1行").1.baseline, addressee.baseline + PITCH);
    }
}

#[test]
fn paragraphs_are_indented_by_two_characters_and_turn_over_flush_left() {
    let set = checked(&letter(vec![paragraph(&"国省市区".repeat(15))]));
    let rows: Vec<Row> =
        rows(&set.pages.pages[0]).into_iter().filter(|row| row.text.contains("国省")).collect();
    let lengths: Vec<usize> = rows.iter().map(|row| row.text.chars().count()).collect();
    assert_eq!(lengths, [26, 28, 6]);
    same(rows[0].left, LEFT + 2.0 * CELL);
    same(rows[1].left, LEFT);
    same(rows[2].left, LEFT);
    for row in &rows[..2] {
        same(row.last + CELL, RIGHT);
        same(row.size, 16.0);
    }
}

#[test]
fn headings_change_face_by_level_and_stand_in_the_outline() {
    let set = checked(&letter(vec![
        heading(1, "一、", "总\u{2060}体要求"),
        heading(2, "（一）", "目标"),
        heading(3, "1.", "指标"),
        heading(4, "（1）", "增速"),
        paragraph("正文。"),
    ]));
    let faces: Vec<(String, u16, f64)> = rows(&set.pages.pages[0])
        .into_iter()
        .skip(4)
        .take(4)
        .map(|row| (row.text, row.face, row.left))
        .collect();
    let indent = LEFT + 2.0 * CELL;
    for (row, (text, face)) in faces.iter().zip([
        ("一、总体要求", 1),
        ("（一）目标", 2),
        // The face is the first character's: figures are in 宋体.
        ("1.指标", 4),
        ("（1）增速", 0),
    ]) {
        assert_eq!((row.0.as_str(), row.1), (text, face));
        same(row.2, indent);
    }
    let outline: Vec<(u8, &str)> =
        set.pages.outline.iter().map(|entry| (entry.level, entry.title.as_str())).collect();
    assert_eq!(
        outline,
        [
            (1, "关于落实重点工作任务的函"),
            (2, "一、总体要求"),
            (3, "（一）目标"),
            (4, "1.指标"),
            (5, "（1）增速")
        ]
    );
}

#[test]
fn emphasis_changes_the_face_inside_a_line() {
    let emphasised = |text: &str, emphasis| Inline::Text { text: text.to_owned(), emphasis };
    let set = checked(&letter(vec![Block::Paragraph(vec![
        Inline::plain("前"),
        emphasised("黑", Emphasis::Hei),
        emphasised("楷", Emphasis::Kai),
        Inline::Break,
        Inline::plain("下一行"),
    ])]));
    let (_, first) = find(&set, "前黑楷");
    let (_, second) = find(&set, "下一行");
    same(second.left, LEFT);
    same(second.baseline - first.baseline, PITCH);
}

#[test]
fn a_heading_never_ends_a_page() {
    for count in 0..=45 {
        let mut body = one_line_paragraphs(count);
        body.push(heading(1, "一、", "甲"));
        body.push(heading(2, "（一）", "乙"));
        body.push(paragraph("跟随的正文"));
        body.extend(one_line_paragraphs(3));
        let set = checked(&letter(body));
        let page = find(&set, "一、甲").0;
        assert_eq!(find(&set, "（一）乙").0, page, "{count}");
        assert_eq!(find(&set, "跟随的正文").0, page, "{count}");
    }
}

#[test]
fn every_line_is_there_once_and_in_order() {
    let set = checked(&letter(one_line_paragraphs(200)));
    let all: String = set.pages.pages.iter().map(text).collect();
    let mut rest = all.as_str();
    for n in 1..=200 {
        let line = format!("第{n}行");
        let (before, after) = rest.split_once(&line).unwrap_or_else(|| panic!("{line}"));
        assert!(!before.contains('行'), "{before}");
        rest = after;
    }
}

#[test]
fn characters_that_no_face_has_are_told_and_drawn_as_a_bar() {
    let set = checked(&letter(vec![paragraph("甲ꙮ乙\u{E000}丙"), paragraph("第二处的ꙮ")]));
    let missing: Vec<(char, &str)> =
        set.missing.iter().map(|missing| (missing.char, missing.excerpt.as_str())).collect();
    assert_eq!(missing, [('ꙮ', "甲ꙮ乙\\u{e000}丙"), ('\u{E000}', "甲ꙮ乙\\u{e000}丙")]);
    let (_, row) = find(&set, "甲ꙮ乙");
    assert_eq!(row.text, "甲ꙮ乙\u{E000}丙");
}

#[test]
fn control_characters_are_missing_even_where_a_face_claims_them() {
    let set = checked(&letter(vec![paragraph("甲\u{1B}乙\0丙")]));
    let missing: Vec<char> = set.missing.iter().map(|missing| missing.char).collect();
    assert_eq!(missing, ['\0', '\u{1B}']);
}

#[test]
fn empty_parts_leave_a_letter_that_can_be_read() {
    let mut document = letter(Vec::new());
    document.front.title = String::new();
    document.front.mark = Vec::new();
    document.front.number = None;
    document.front.addressee = None;
    document.front.signature = Vec::new();
    document.front.date = None;
    let set = checked(&document);
    assert_eq!(set.pages.pages.len(), 1);
    assert_eq!(rows(&set.pages.pages[0]), []);
    assert_eq!(red_rules(&set.pages.pages[0]).len(), 4);
}

#[test]
fn the_same_document_is_laid_out_the_same_twice() {
    let document = letter(one_line_paragraphs(50));
    assert_eq!(
        typeset(&document, &Materials::new(fonts())),
        typeset(&document, &Materials::new(fonts()))
    );
}

#[test]
fn a_reference_is_not_broken_before_its_number() {
    // 26 characters fit on the first line: 图 would be at its end.
    let reference = Inline::Reference {
        name: "a".to_owned(),
        label: "图3".to_owned(),
        emphasis: Emphasis::None,
    };
    let words = vec![
        Inline::plain("国省市区县".repeat(5)),
        reference,
        Inline::plain("国省市区县".repeat(3)),
    ];
    let set = checked(&letter(vec![Block::Paragraph(words)]));
    let rows = rows(&set.pages.pages[0]);
    let second = rows.iter().find(|row| row.text.contains('图')).unwrap();
    assert!(second.text.starts_with("图3"), "{}", second.text);
}
