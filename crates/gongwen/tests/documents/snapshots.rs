//! Small documents with the position of everything on their pages, in millimetres.
//!
//! The comment on each test lists the numbers that were worked out from the standard (gbt9704.md) rather than
//! taken from the program. After an intended change, run `INSTA_UPDATE=always cargo test --test documents`
//! and read the difference.

use insta::assert_snapshot;

use crate::{fonts, page_text, pages};

fn text(document: &str) -> String {
    page_text::text(&pages(document), fonts())
}

/// Double lines of 170 mm start at 20; the lower pair ends 20 mm above the foot (276.10 + 0.90 = 277). The
/// number's last cell ends at 184. Rows lie at 44.26 + 10.227 k (105.62, 115.85, …). Paragraphs are indented
/// to 28 + 2 × 5.571 = 39.14. The sealed date ends four characters from the right (184 − 4 × 5.571 = 161.71),
/// and the name is centred on it (143.6). 抄送 is indented by one 14 pt character (32.94) and lies at the foot
/// of the type area, as does an even page's number. Columns of 1 : 3 meet at 28 + 156 / 4 = 67.
#[test]
fn letter() {
    assert_snapshot!(text(include_str!("letter.md")));
}

/// 份号, 密级, 紧急程度 are on rows 1 to 3 (44.26, 54.49, 64.71) from 28. 发文字号 is indented by one character (33.57),
/// the last signer by one character on the right (a cell ends at 178.43). The red rule is 156 mm long from
/// 28, 4 mm below the number's em box (132.00 + 0.12 × 5.64 + 4 = 136.68). The second attachment's name is
/// aligned with the first one's. The unsealed date ends two characters from the right (172.86). Titles of
/// attachments are on row 3. The last rule ends at 261.65 + 0.35 = 262. Page numbers are on the right on odd
/// pages, on the left on even ones.
#[test]
fn official() {
    assert_snapshot!(text(include_str!("official.md")));
}

/// The red rule is 156 mm long from 28. 出席, 请假, 列席 are indented by two characters (39.14) and set in 黑体;
/// names continue below the first name (28 + 5 × 5.571 = 55.86). The end matter is on the last page, with
/// thick rules of 0.35 mm and a thin one of 0.25 mm; the last one ends at 262.
#[test]
fn minutes() {
    assert_snapshot!(text(include_str!("minutes.md")));
}

/// Columns of 1 : 4 : 1 begin at 28, 54, 158 and end at 184. The head is repeated on the second page, from
/// the upper edge of the type area (37.00). The group line 重点任务 moves with its row, which is kept whole.
/// Right-aligned text ends half a character from the edge (184 − 1.85 = 182.15).
#[test]
fn table() {
    assert_snapshot!(text(include_str!("table.md")));
}

/// 黄强 extends across three rows and is repeated on the second page, below 续表 and the head of two rows. The
/// decimal points are aligned below each other.
#[test]
fn spans() {
    assert_snapshot!(text(include_str!("spans.md")));
}

/// Returns a chart below a line of text.
fn chart(json: &str) -> String {
    let front = "format = \"letter\"\nmark = \"省政府办公厅\"\ntitle = \"\"\nsealed = false";
    text(&format!("+++\n{front}\n+++\n\n如下图。\n\n```chart\n{json}\n```\n"))
}

/// A unit has the same length for −2 and for 8 (23.72 / 2 = 94.90 / 8), and the line at 7 is seven units from
/// zero (75.97 + 7 × 11.86 = 159.0).
#[test]
fn ranked_bars() {
    assert_snapshot!(chart(
        r#"{"kind":"ranked","caption":"图1　增速","unit":"%","digits":1,"sort":"desc","top":1,"bottom":1,
        "target":{"label":"全省目标","value":7},"source":"资料来源：省统计局。",
        "bars":[{"label":"白银市","value":-2},{"label":"兰州市","value":8},{"label":"平凉市"}]}"#
    ));
}

/// Columns of 10, 12 and 20 are 17.51, 21.02 and 35.02 high: 1.751 per unit.
#[test]
fn bars() {
    assert_snapshot!(chart(
        r#"{"kind":"bars","caption":"图2　就业","unit":"万人","height":40,"series":["目标","完成"],
        "groups":[{"label":"一季度","values":[10,12]},{"label":"上半年","values":[20,""]}]}"#
    ));
}

/// The rules of 0, 10, 20, 30 are 11.86 apart, and the lines end at 30, their highest value (103.45).
#[test]
fn lines() {
    assert_snapshot!(chart(
        r#"{"kind":"line","caption":"图3　进度","unit":"%","height":40,"periods":["1月","2月","3月"],
        "lines":[{"name":"完成","values":[5,11]},
        {"name":"序时进度","values":[10,20,30],"schedule":true}]}"#
    ));
}

/// Parts of 1 : 2 : 1 share 156 mm as 39 : 78 : 39, with gaps of 0.3 between them.
#[test]
fn status_bars() {
    assert_snapshot!(chart(
        r#"{"kind":"status","caption":"图4　完成情况","rows":[
        {"label":"全部事项","counts":{"best":1,"fair":2,"worst":1}}]}"#
    ));
}

#[test]
fn heat_map() {
    assert_snapshot!(chart(
        r#"{"kind":"heat","caption":"图5　分布","digits":1,"columns":["生产总值","投资"],"rows":[
        {"label":"兰州市","cells":[{"status":"fair","value":6.2},"poor"]},
        {"label":"白银市","cells":["worst","absent"]}]}"#
    ));
}
