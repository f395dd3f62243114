//! Note of attachments, signature, note and end matter (gbt9704.md, sections 4 and 6).

use super::checker::*;
use super::official::official;
use crate::document::Document;
use crate::typeset::{Overflowing, Typeset};

const NAME: &str = "甘肃省人民政府办公厅";
const DATE: &str = "2018年2月13日";

/// Returns a letter of one paragraph, signed with `name`.
fn signed(name: &str, sealed: bool) -> Typeset {
    let mut document = letter(vec![paragraph("正文。")]);
    document.front.mark = vec!["省政府".to_owned()];
    document.front.signature = vec![name.to_owned()];
    document.front.sealed = sealed;
    checked(&document)
}

/// Returns the right edge of the last character's cell on the grid.
fn end(row: &Row) -> f64 {
    row.last + CELL
}

fn centre(row: &Row) -> f64 {
    (row.left + end(row)) / 2.0
}

#[test]
fn a_sealed_date_stands_four_characters_in_with_the_name_centred_on_it() {
    let set = signed("省政府办公厅", true);
    let (_, text) = find(&set, "正文");
    let (_, name) = find(&set, "省政府办公厅");
    let (_, date) = find(&set, DATE);
    same(end(&date), RIGHT - 4.0 * CELL);
    same(centre(&name), centre(&date));
    same(date.baseline - name.baseline, PITCH);
    // Two rows for the seal.
    same(name.baseline - text.baseline, 3.0 * PITCH);
}

#[test]
fn a_long_sealed_name_stays_inside_and_carries_the_date() {
    let long = "甘肃省人民政府政务公开领导小组办公室";
    let set = signed(long, true);
    let (_, name) = find(&set, long);
    let (_, date) = find(&set, DATE);
    same(end(&name), RIGHT);
    same(centre(&date), centre(&name));
}

#[test]
fn an_unsealed_name_stands_two_characters_in_and_the_date_two_after_its_beginning() {
    let set = signed(NAME, false);
    let (_, text) = find(&set, "正文");
    let (_, name) = find(&set, NAME);
    let (_, date) = find(&set, DATE);
    same(end(&name), RIGHT - 2.0 * CELL);
    same(date.left, name.left + 2.0 * CELL);
    same(name.baseline - text.baseline, 2.0 * PITCH);
    same(date.baseline - name.baseline, PITCH);
}

#[test]
fn an_unsealed_date_longer_than_the_name_moves_the_name_to_the_left() {
    let set = signed("省办公厅", false);
    let (_, name) = find(&set, "省办公厅");
    let (_, date) = find(&set, DATE);
    same(end(&date), RIGHT - 2.0 * CELL);
    same(name.left, date.left - 2.0 * CELL);
}

#[test]
fn an_unsealed_name_that_takes_the_line_keeps_its_date_two_characters_in() {
    let long = "甘肃省".repeat(9);
    let set = signed(&long, false);
    let (_, name) = find(&set, &long);
    let (_, date) = find(&set, DATE);
    same(name.left, LEFT);
    same(date.left, LEFT + 2.0 * CELL);
}

#[test]
fn a_name_longer_than_the_line_is_set_smaller_and_told() {
    for sealed in [true, false] {
        let long = "甘肃省人民政府办公厅".repeat(4);
        let set = signed(&long, sealed);
        let (_, name) = find(&set, &long);
        same(name.left, LEFT);
        assert!(name.right() < RIGHT + 0.1, "{name:?}");
        assert_eq!(set.overflows.len(), 1);
        assert_eq!(set.overflows[0].what, Overflowing::Signature);
    }
}

#[test]
fn a_draft_leaves_a_row_for_the_date() {
    let mut document = letter(vec![paragraph("正文。")]);
    document.front.mark = vec!["省政府".to_owned()];
    document.front.date = None;
    document.front.note = Some("此件公开发布".to_owned());
    let set = checked(&document);
    let (_, name) = find(&set, NAME);
    let (_, note) = find(&set, "此件公开发布");
    same(note.baseline - name.baseline, 2.0 * PITCH);
    // The place of the name if there is a date as well, within a figure's width.
    document.front.date = Some(jiff::civil::date(2018, 2, 13).into());
    let (_, dated) = find(&checked(&document), NAME);
    assert!((dated.left - name.left).abs() < CELL / 2.0);
}

#[test]
fn the_note_stands_in_brackets_below_the_date() {
    let mut document = letter(vec![paragraph("正文。")]);
    document.front.note = Some("联系人：某某".to_owned());
    let set = checked(&document);
    let (_, date) = find(&set, DATE);
    let (_, note) = find(&set, "（联系人：某某）");
    same(note.left, LEFT + 2.0 * CELL);
    same(note.baseline - date.baseline, PITCH);
}

/// Returns whether the page with the date shows text of the body.
fn signature_has_company(document: &Document) -> bool {
    let set = checked(document);
    let (page, _) = find(&set, DATE);
    let rows = rows(&set.pages.pages[page]);
    rows.iter().any(|row| row.text.starts_with('第'))
}

#[test]
fn no_page_shows_a_signature_without_text() {
    // From one line to well over a page and a half: the page breaks fall everywhere.
    for count in 1..=60 {
        assert!(signature_has_company(&letter(one_line_paragraphs(count))), "{count} lines");
    }
}

#[test]
fn a_note_of_attachments_does_not_count_as_text_beside_a_signature() {
    for count in 1..=45 {
        let mut document = letter(one_line_paragraphs(count));
        document.attachments =
            vec![attachment("甲清单", Vec::new()), attachment("乙清单", Vec::new())];
        assert!(signature_has_company(&document), "{count} lines");
    }
}

#[test]
fn a_note_longer_than_a_page_begins_right_below_the_text() {
    let mut document = letter(one_line_paragraphs(3));
    document.attachments = (1..=30).map(|n| attachment(&format!("名单{n}"), Vec::new())).collect();
    let set = checked(&document);
    assert_eq!(find(&set, "附件：1.名单1").0, 0);
    // The first page has 14 rows: addressee, text, a blank row, 9 names. The other 21 names leave
    // one row of the second page: the signature goes to the third, and two names go along.
    let (page, date) = find(&set, DATE);
    assert_eq!(page, 2);
    same(date.baseline, FIRST_BASELINE + 5.0 * PITCH);
    assert_eq!(find(&set, "29.名单29").0, 2);
    assert_eq!(find(&set, "28.名单28").0, 1);
}

#[test]
fn one_attachment_has_no_number_and_a_long_name_hangs_under_its_first_character() {
    let title = "甘肃省2018年经济社会发展主要指标和重点工作任务责任分工清单";
    let mut document = letter(vec![paragraph("正文。")]);
    document.attachments = vec![attachment(title, Vec::new())];
    let set = checked(&document);
    let (page, first) = find(&set, "附件：甘肃省2018年");
    assert_eq!(page, 0);
    same(first.left, LEFT + 2.0 * CELL);
    let rows = rows(&set.pages.pages[0]);
    let index = rows.iter().position(|row| *row == first).unwrap();
    same(rows[index + 1].left, LEFT + 5.0 * CELL);
    let (_, text) = find(&set, "正文");
    same(first.baseline - text.baseline, 2.0 * PITCH);
}

#[test]
fn several_attachments_are_numbered_and_stand_below_each_other() {
    let mut document = letter(vec![paragraph("正文。")]);
    let long = "甘肃省2018年经济社会发展主要指标和重点工作任务责任分工清单";
    document.attachments = vec![attachment("甲清单", Vec::new()), attachment(long, Vec::new())];
    let set = checked(&document);
    let page = rows(&set.pages.pages[0]);
    let first = page.iter().position(|row| row.text == "附件：1.甲清单").unwrap();
    assert!(page[first + 1].text.starts_with("2.甘肃省2018年"), "{page:?}");
    same(page[first + 1].left, LEFT + 5.0 * CELL);
    // The figure takes half a cell, the point of the face a third.
    let hang = page[first + 2].left - page[first + 1].left;
    assert!((0.7..0.9).contains(&(hang / CELL)), "{hang}");
}

#[test]
fn each_attachment_begins_a_page_with_its_label_and_title() {
    let mut document = letter(vec![paragraph("正文。")]);
    document.attachments = vec![
        attachment("甲清单", vec![paragraph("甲的内容。")]),
        attachment("乙清单", vec![paragraph("乙的内容。")]),
    ];
    let set = checked(&document);
    assert_eq!(set.pages.pages.len(), 3);
    for (page, (label, title)) in [("附件1", "甲清单"), ("附件2", "乙清单")].into_iter().enumerate()
    {
        let rows = rows(&set.pages.pages[page + 1]);
        assert_eq!(rows[0].text, label);
        assert_eq!(rows[0].face, 1, "黑体");
        same(rows[0].left, LEFT);
        same(rows[0].baseline, FIRST_BASELINE);
        assert_eq!(rows[1].text, title);
        same((rows[1].left + rows[1].right()) / 2.0, 106.0);
        // On the third row, whose middle is at 37 + 2.5 rows.
        let middle = (rows[1].top() + rows[1].bottom()) / 2.0;
        assert!((middle - (TOP + 2.5 * PITCH)).abs() < 1.5, "{middle}");
        assert_eq!(set.pages.outline[page + 1].title, format!("{label} {title}"));
        assert_eq!(set.pages.outline[page + 1].to.page, page + 1);
    }
}

const SMALL_CELL: f64 = 14.0 * 25.4 / 72.0;

#[test]
fn copies_stand_at_the_foot_one_character_in() {
    let mut document = letter(vec![paragraph("正文。")]);
    let units =
        ["省委办公厅", "省人大常委会办公厅", "省政协办公厅", "省高级人民法院", "省人民检察院"];
    document.front.copies = Some(units.join("，"));
    let set = checked(&document);
    assert_eq!(set.pages.pages.len(), 1);
    let rows = rows(&set.pages.pages[0]);
    let [.., first, last] = &rows[..] else { panic!("{rows:?}") };
    assert!(first.text.starts_with("抄送：省委办公厅，"), "{first:?}");
    assert!(last.text.ends_with('。'), "{last:?}");
    same(first.size, 14.0);
    same(first.left, LEFT + SMALL_CELL);
    // Continuation lines are aligned after the colon.
    same(last.left, LEFT + 4.0 * SMALL_CELL);
    // Two rows of 8.2 mm end with the type area; the em box is in the middle of its row.
    let baseline = BOTTOM - 8.2 + (8.2 - SMALL_CELL) / 2.0 + 0.88 * SMALL_CELL;
    same(last.baseline, baseline);
    same(first.baseline, baseline - 8.2);
}

#[test]
fn copies_share_the_page_of_signature_and_text() {
    for count in 1..=46 {
        let mut document = letter(one_line_paragraphs(count));
        document.front.copies = Some("省委办公厅".to_owned());
        let set = checked(&document);
        let (page, copies) = find(&set, "抄送");
        same(copies.baseline, BOTTOM - 8.2 + (8.2 - SMALL_CELL) / 2.0 + 0.88 * SMALL_CELL);
        assert_eq!(page, find(&set, DATE).0, "{count} lines");
        assert_eq!(page, find(&set, &format!("第{count}行")).0, "{count} lines");
        assert_eq!(page + 1, set.pages.pages.len());
    }
}

#[test]
fn copies_share_the_page_of_the_end_of_an_attachment() {
    for count in 1..=46 {
        let mut document = letter(vec![paragraph("正文。")]);
        document.attachments = vec![attachment("清单", one_line_paragraphs(count))];
        document.front.copies = Some("省委办公厅".to_owned());
        let set = checked(&document);
        let (page, _) = find(&set, "抄送");
        assert_eq!(page, find(&set, &format!("第{count}行")).0, "{count} lines");
    }
}

#[test]
fn copies_longer_than_a_page_go_on() {
    let mut document = letter(vec![paragraph("正文。")]);
    let units: Vec<String> = (1..400).map(|n| format!("第{n}单位")).collect();
    document.front.copies = Some(units.join("、"));
    let set = checked(&document);
    let all: String = set.pages.pages.iter().map(text).collect();
    assert!(all.contains("抄送：第1单位、"));
    for unit in &units {
        assert!(all.contains(unit), "{unit}");
    }
}

#[test]
fn an_addressee_that_leaves_no_room_for_text_moves_to_the_end_matter() {
    let mut document = letter(one_line_paragraphs(3));
    let units: Vec<String> = (1..90).map(|n| format!("省政府第{n}厅")).collect();
    document.front.addressee = Some(units.join("、"));
    document.front.copies = Some("省委办公厅".to_owned());
    let set = checked(&document);
    assert_eq!(find(&set, "第1行").0, 0);
    let (page, main) = find(&set, "主送：省政府第1厅");
    let (copies_page, copies) = find(&set, "抄送：省委办公厅。");
    assert_eq!(page, copies_page);
    assert!(main.baseline < copies.baseline);
    assert!(!text(&set.pages.pages[0]).contains('：'), "no addressee above the text");
}

#[test]
fn marks_that_are_set_anyway_are_not_doubled() {
    let mut document = letter(one_line_paragraphs(1));
    document.front.addressee = Some("省教育厅：".to_owned());
    document.front.copies = Some("省统计局。".to_owned());
    let page = text(&checked(&document).pages.pages[0]);
    assert!(page.contains("省教育厅：第1行"), "{page}");
    assert!(page.contains("抄送：省统计局。") && !page.contains("。。"), "{page}");
}

/// A document whose first page has a title, an addressee, and what the lengths say.
struct Lengths {
    title: usize,
    body: usize,
    attachments: usize,
    note: usize,
}

impl Lengths {
    fn document(&self) -> Document {
        let mut document = official();
        document.body = one_line_paragraphs(self.body);
        document.front.title = vec!["关于印发重点工作任务落实的通知"; self.title].join("\n");
        document.front.addressee = Some("各市、自治州人民政府".to_owned());
        document.front.copies = Some("省委办公厅".to_owned());
        document.front.note = match self.note {
            0 => None,
            rows => Some("此件公开发布，".repeat(4 * rows - 2)),
        };
        let named = |n| attachment(&format!("清单{n}"), vec![paragraph("内容。")]);
        document.attachments = (1..=self.attachments).map(named).collect();
        document
    }
}

#[test]
fn the_first_page_and_that_of_the_signature_show_text_whatever_the_lengths() {
    let mut apart = Vec::new();
    for title in 1..=4 {
        for note in 0..=3 {
            for attachments in 0..=4 {
                for body in (1..=25).filter(|body| body % 5 == (title + note + attachments) % 5) {
                    let lengths = Lengths { title, body, attachments, note };
                    let set = checked(&lengths.document());
                    let case = format!("{title} {note} {attachments} {body}");
                    assert_eq!(find(&set, "第1行").0, 0, "{case}");
                    let told = set.overflows.iter().any(|told| told.what == Overflowing::Company);
                    let company = find(&set, DATE).0 == find(&set, &format!("第{body}行")).0;
                    assert_ne!(company, told, "{case}");
                    if told {
                        assert_eq!(body, 1, "{case}");
                        apart.push(case.clone());
                    }
                    let last = set.pages.pages.last().map(rows).unwrap_or_default();
                    let end = if attachments == 0 { DATE } else { "内容。" };
                    assert!(last.iter().any(|row| row.text.contains(end)), "{case}");
                }
            }
        }
    }
    assert!(apart.len() < 20, "{apart:?}");
}

#[test]
fn two_lines_that_do_not_fit_with_the_signature_are_parted() {
    let lengths = Lengths { title: 4, body: 2, attachments: 4, note: 1 };
    let set = checked(&lengths.document());
    assert_eq!((find(&set, "第1行").0, find(&set, "第2行").0), (0, 1));
    assert_eq!(find(&set, "附件：1.清单1").0, 1);
    assert_eq!(find(&set, DATE).0, 1);
}
