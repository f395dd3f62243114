//! 文件格式 and 纪要格式: the head of the first page and the end matter (gbt9704.md, sections 3, 6
//! and 8).

use super::checker::*;
use crate::color::Color;
use crate::document::{Document, Format, Palette};
use crate::typeset::{Overflowing, Typeset};

/// Middle of the type area.
const CENTRE: f64 = 106.0;
/// 4号 in millimetres.
const CELL_4: f64 = 14.0 * 25.4 / 72.0;

/// Returns an official document of one short paragraph.
pub fn official() -> Document {
    let mut document = letter(one_line_paragraphs(1));
    document.front.format = Format::Official;
    document.front.mark_word = Some("文件".to_owned());
    document.front.number = Some("甘政办发〔2018〕12号".to_owned());
    document
}

/// Returns the ink of the red glyphs of the first page: left, top, right, bottom.
fn mark_ink(set: &Typeset, characters: usize) -> (f64, f64, f64, f64) {
    inks(&set.pages.pages[0]).into_iter().take(characters).fold(
        (f64::MAX, f64::MAX, 0.0, 0.0),
        |all, ink| {
            (all.0.min(ink.left), all.1.min(ink.top), all.2.max(ink.right), all.3.max(ink.bottom))
        },
    )
}

#[test]
fn the_mark_begins_35_mm_below_the_type_areas_upper_edge() {
    let set = checked(&official());
    let mark = &rows(&set.pages.pages[0])[0];
    assert_eq!(mark.text, "甘肃省人民政府办公厅文件");
    assert_eq!(mark.color, Color::RED);
    same((mark.left + mark.right()) / 2.0, CENTRE);
    same(mark.right() - mark.left, 150.0);
    same(mark_ink(&set, 12).1, 72.0);
}

#[test]
fn the_number_stands_two_rows_below_the_mark_and_the_red_rule_4_mm_below_it() {
    let set = checked(&official());
    let (_, number) = find(&set, "甘政办发〔2018〕12号");
    same((number.left + number.last + CELL) / 2.0, CENTRE);
    let gap = number.top() - mark_ink(&set, 12).3;
    assert!((17.0..28.0).contains(&gap), "{gap}");
    let [rule] = red_rules(&set.pages.pages[0])[..] else { panic!("one red rule") };
    same(rule.y.0, number.bottom() + 4.0);
    same(rule.x.0, LEFT);
    same(rule.width.0, 156.0);
    assert!((0.35..=0.7).contains(&rule.height.0));
    let (_, title) = find(&set, "关于落实重点工作任务的函");
    let gap = title.top() - (rule.y + rule.height).0;
    assert!((17.0..28.0).contains(&gap), "{gap}");
}

#[test]
fn copy_number_secrecy_and_urgency_stand_in_the_first_rows_flush_left() {
    let mut document = official();
    document.front.copy_number = Some("000001".to_owned());
    document.front.secrecy = Some("机密★1年".to_owned());
    document.front.urgency = Some("特急".to_owned());
    let set = checked(&document);
    for (row, words) in ["000001", "机密★1年", "特急"].iter().enumerate() {
        let (page, found) = find(&set, words);
        assert_eq!(page, 0);
        same(found.left, LEFT);
        same(found.baseline, FIRST_BASELINE + PITCH * row as f64);
    }
    // A missing label leaves no empty row and does not move the mark.
    document.front.secrecy = None;
    let set = checked(&document);
    same(find(&set, "特急").1.baseline, FIRST_BASELINE + PITCH);
    let all = rows(&set.pages.pages[0]);
    let mark = all.iter().find(|row| row.color == Color::RED).unwrap();
    assert_eq!(mark.text, "甘肃省人民政府办公厅文件");
}

#[test]
fn organs_that_issue_together_stand_below_each_other_with_the_word_at_their_right() {
    let mut document = official();
    document.front.mark = vec!["甘肃省人民政府办公厅".into(), "甘肃省财政厅".into()];
    let set = checked(&document);
    let red: Vec<Row> = glyph_rows(&set);
    assert_eq!(red[0].text, "甘肃省人民政府办公厅");
    assert_eq!(red[1].text, "甘肃省财政厅");
    assert_eq!(red[2].text, "文件");
    // The names are equally wide, the word is in the middle of their height.
    same(red[0].left, red[1].left);
    same(red[0].right(), red[1].right());
    assert!(red[2].left > red[0].right());
    same((red[0].left + red[2].right()) / 2.0, CENTRE);
    let middle = (red[0].baseline + red[1].baseline) / 2.0;
    assert!((red[2].baseline - middle).abs() < 1.0);
    same(mark_ink(&set, 10).1, 72.0);
}

/// Returns the red glyphs of the first page by baseline and side of the page, whatever their distance.
fn glyph_rows(set: &Typeset) -> Vec<Row> {
    let mut all: Vec<Row> = Vec::new();
    for row in rows(&set.pages.pages[0]) {
        if row.color != Color::RED {
            continue;
        }
        match all.last_mut() {
            Some(last) if last.baseline == row.baseline => {
                last.text += &row.text;
                last.last = row.last;
            }
            _ => all.push(row),
        }
    }
    all
}

#[test]
fn very_many_organs_leave_room_for_text_on_the_first_page() {
    let mut document = official();
    document.body = one_line_paragraphs(20);
    document.front.mark = (1..=12).map(|n| format!("甘肃省第{n}厅")).collect();
    let set = checked(&document);
    assert_eq!(find(&set, "第1行").0, 0);
}

#[test]
fn signers_stand_at_the_right_two_a_row_with_the_number_on_their_last_row() {
    let mut document = official();
    document.front.signers = vec!["张三".into(), "欧阳建国".into(), "李四".into()];
    let set = checked(&document);
    // The label and the first name are next to each other.
    let (_, first) = find(&set, "签发人：张三");
    let first_name = first.left + 4.0 * CELL;
    let (_, second) = find(&set, "欧阳建国");
    let (_, third) = find(&set, "李四");
    let (_, number) = find(&set, "甘政办发〔2018〕12号");
    same(second.last + CELL, RIGHT - CELL);
    same(first.last, first_name + CELL);
    same(second.left, first_name + 3.0 * CELL);
    same(second.baseline, first.baseline);
    same(third.left, first_name);
    same(third.baseline, first.baseline + PITCH);
    same(number.baseline, third.baseline);
    same(number.left, LEFT + CELL);
    assert_ne!(first.face, third.face);
    let [rule] = red_rules(&set.pages.pages[0])[..] else { panic!("one red rule") };
    same(rule.y.0, number.bottom() + 4.0);
}

#[test]
fn the_first_page_of_an_official_document_is_numbered() {
    let set = checked(&official());
    let number = rows(&set.pages.pages[0]).pop().unwrap();
    assert_eq!(number.text, "— 1 —");
}

#[test]
fn end_matter_lies_on_the_type_areas_lower_edge_between_rules() {
    let mut document = official();
    document.front.copies = Some("省委办公厅，省人大常委会办公厅".to_owned());
    document.front.printed_by = Some("甘肃省人民政府办公厅秘书处".to_owned());
    document.front.printed_on = Some(jiff::civil::date(2018, 2, 24).into());
    let set = checked(&document);
    let rules: Vec<(f64, f64)> =
        black_rules(&set.pages.pages[0]).map(|rule| (rule.y.0, rule.height.0)).collect();
    let row = 8.2;
    // From the lower edge upwards: thick, a row, thin, a row, thick.
    let last = BOTTOM - 0.35;
    let thin = last - row - 0.25;
    let first = thin - row - 0.35;
    assert_eq!(rules.len(), 3);
    for (rule, (y, height)) in rules.iter().zip([(first, 0.35), (thin, 0.25), (last, 0.35)]) {
        same(rule.0, y);
        same(rule.1, height);
    }
    for rule in black_rules(&set.pages.pages[0]) {
        same(rule.x.0, LEFT);
        same(rule.width.0, 156.0);
    }
    let (_, copies) = find(&set, "抄送：省委办公厅");
    let (_, office) = find(&set, "甘肃省人民政府办公厅秘书处");
    let (_, date) = find(&set, "2018年2月24日印发");
    same(copies.size, 14.0);
    same(copies.left, LEFT + CELL_4);
    same(office.left, LEFT + CELL_4);
    same(date.last + CELL_4, RIGHT - CELL_4);
    same(office.baseline, date.baseline);
}

#[test]
fn a_letter_has_neither_rules_nor_the_line_of_the_printing_office() {
    let mut document = official();
    document.front.format = Format::Letter;
    document.front.copies = Some("省委办公厅".to_owned());
    document.front.printed_by = Some("秘书处".to_owned());
    let set = checked(&document);
    assert_eq!(black_rules(&set.pages.pages[0]).count(), 0);
    assert!(!text(&set.pages.pages[0]).contains("秘书处"));
    // Joint letters have the lead organ's mark alone.
    document.front.mark.push("甘肃省财政厅".to_owned());
    assert!(!text(&checked(&document).pages.pages[0]).contains("甘肃省财政厅"));
}

#[test]
fn secrecy_of_a_letter_stands_below_the_double_line_beside_the_number() {
    let mut document = official();
    document.front.format = Format::Letter;
    document.front.secrecy = Some("秘密★5年".to_owned());
    document.front.urgency = Some("加急".to_owned());
    let set = checked(&document);
    let (_, secrecy) = find(&set, "秘密★5年");
    let (_, urgency) = find(&set, "加急");
    let (_, number) = find(&set, "甘政办发〔2018〕12号");
    let line = red_rules(&set.pages.pages[0])[1];
    same(secrecy.left, LEFT);
    same(secrecy.top(), (line.y + line.height).0 + 4.88);
    same(number.baseline, secrecy.baseline);
    same(urgency.baseline, secrecy.baseline + PITCH);
    let (_, title) = find(&set, "关于落实重点工作任务的函");
    let gap = title.top() - urgency.bottom();
    assert!((17.0..28.0).contains(&gap), "{gap}");
}

#[test]
fn minutes_list_who_attended_below_the_text() {
    let mut document = official();
    document.front.format = Format::Minutes;
    document.front.mark = vec!["甘肃省人民政府专题会议纪要".to_owned()];
    document.front.mark_word = None;
    document.front.addressee = None;
    document.front.signature = Vec::new();
    document.front.date = None;
    document.front.present = Some("黄强、宋亮，省政府办公厅张三，".repeat(3));
    document.front.excused = Some("李斌".to_owned());
    document.front.observers = Some("省审计厅周九".to_owned());
    let set = checked(&document);
    same(mark_ink(&set, 13).1, 72.0);
    let (_, text) = find(&set, "第1行");
    let (_, present) = find(&set, "出席");
    let (_, excused) = find(&set, "请假");
    let (_, observers) = find(&set, "列席");
    same(present.left, LEFT + 2.0 * CELL);
    // One blank row.
    same(present.baseline, text.baseline + 2.0 * PITCH);
    // The list takes two lines, the second after the colon.
    same(excused.baseline, present.baseline + 2.0 * PITCH);
    same(observers.baseline, excused.baseline + PITCH);
    let turnover = rows(&set.pages.pages[0])
        .into_iter()
        .find(|row| (row.baseline - present.baseline - PITCH).abs() < 0.01)
        .unwrap();
    same(turnover.left, LEFT + 5.0 * CELL);
    assert_ne!(present.face, turnover.face);
}

#[test]
fn labels_and_marks_that_do_not_fit_are_set_smaller_and_told() {
    let mut document = official();
    document.front.secrecy = Some("机密".repeat(20));
    document.front.signers = vec!["阿卜杜拉".repeat(5)];
    document.front.printed_by = Some("甘肃省人民政府办公厅".repeat(5));
    let set = checked(&document);
    let told: Vec<Overflowing> = set.overflows.iter().map(|o| o.what).collect();
    assert_eq!(told, [Overflowing::Label; 3]);
}

#[test]
fn a_mark_is_never_smaller_than_the_title() {
    let mut document = official();
    document.front.mark = vec!["中国共产党甘肃省委员会全面深化改革领导小组办公室".to_owned()];
    let set = checked(&document);
    let page = rows(&set.pages.pages[0]);
    let mark: Vec<&Row> = page.iter().filter(|row| row.color == Color::RED).collect();
    let words: Vec<&str> = mark.iter().map(|row| &*row.text).collect();
    assert_eq!(words, ["中国共产党甘肃省委员会全面", "深化改革领导小组办公室文件"]);
    assert!(mark.iter().all(|row| row.size > 30.0), "{mark:?}");
    for row in &mark {
        same((row.left + row.right()) / 2.0, CENTRE);
    }
    assert!(set.overflows.is_empty());
}

/// The entries of a front matter, each with its words on paper.
const ENTRIES: [(&str, &str, &str); 18] = [
    ("title", "\"题名甲\"", "题名甲"),
    ("mark", "\"机关乙\"", "机关乙"),
    ("mark_word", "\"文件卯\"", "文件卯"),
    ("copy_number", "123456", "123456"),
    ("secrecy", "\"机密癸\"", "机密癸"),
    ("urgency", "\"特急\"", "特急"),
    ("number", "\"字号丙\"", "字号丙"),
    ("signers", "\"签发壬\"", "签发壬"),
    ("addressee", "\"主送丁\"", "主送丁"),
    ("signature", "\"署名戊\"", "署名戊"),
    ("date", "2018-02-13", "2018年2月13日"),
    ("note", "\"附注己\"", "附注己"),
    ("present", "\"出席子\"", "出席子"),
    ("excused", "\"请假丑\"", "请假丑"),
    ("observers", "\"列席寅\"", "列席寅"),
    ("copies", "\"抄送庚\"", "抄送庚"),
    ("printed_by", "\"印发辛\"", "印发辛"),
    ("printed_on", "2018-03-14", "2018年3月14日"),
];

#[test]
fn every_entry_of_the_front_matter_is_printed_or_reported() {
    let entries: String =
        ENTRIES.iter().map(|(key, value, _)| format!("{key} = {value}\n")).collect();
    for (format, expected) in [
        ("official", &[][..]),
        ("minutes", &[]),
        ("letter", &["mark_word", "signers", "printed_by", "printed_on"]),
        ("brief", &["mark_word", "copy_number", "secrecy", "urgency", "signers"]),
    ] {
        let text = format!("+++\nformat = \"{format}\"\n{entries}+++\n正文。\n");
        let document = crate::parse(&text, &Palette::default()).unwrap();
        let set = checked(&document);
        let words: String = set.pages.pages.iter().map(super::checker::text).collect();
        let lost = ENTRIES.iter().filter(|(.., printed)| !words.contains(printed));
        let lost: Vec<&str> = lost.map(|(key, ..)| *key).collect();
        let told: Vec<&str> = document.remarks.iter().map(|remark| remark.kind.label()).collect();
        assert_eq!((&lost[..], &told[..]), (expected, expected), "{format}");
    }
    let text = "+++\nformat = \"letter\"\ntitle = \"题\"\nmark = \"厅\"\nprinted_by = \"厅\"\n+++\n正文。\n";
    let document = crate::parse(text, &Palette::default()).unwrap();
    let told: Vec<String> =
        document.remarks.iter().map(|r| format!("{} {}", r.line, r.kind)).collect();
    assert_eq!(told, ["5 信函不印印发机关，“printed_by”没有印出"]);
}
