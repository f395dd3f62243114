//! Small documents with the place of everything on their pages, in millimetres.
//!
//! Each test says which of its numbers were worked out from the standard (gbt9704.md) rather than
//! taken from the program. A change that is meant: `INSTA_UPDATE=always cargo test --test documents`,
//! then read the difference.

use insta::assert_snapshot;

use crate::{fonts, page_text, pages};

fn text(document: &str) -> String {
    page_text::text(&pages(document), fonts())
}

/// Double lines of 170 mm from 20, the lower pair ending 20 mm above the foot (276.10 + 0.90 = 277); the
/// number's last cell ends at 184; rows at 44.26 + 10.227 k (105.62, 115.85, …); paragraphs 28 + 2 × 5.571
/// = 39.14 in; the date, sealed, ends four characters in (184 − 4 × 5.571 = 161.71), the name is centred on
/// it (143.6); 抄送 one 14 pt character in (32.94) at the type area's foot; an even page's number there too;
/// columns of 1 : 3 meet at 28 + 156 / 4 = 67.
#[test]
fn letter() {
    assert_snapshot!(text(include_str!("letter.md")));
}

/// 份号, 密级, 紧急程度 on rows 1 to 3 (44.26, 54.49, 64.71) from 28; 发文字号 one character in (33.57), the
/// last signer one character in on the right (a cell ends at 178.43); the red rule 156 mm from 28, 4 mm below the
/// number's em box (132.00 + 0.12 × 5.64 + 4 = 136.68); the second attachment's name below the first's; the
/// date, without seal, two characters in (172.86); attachments' titles on row 3; the last rule ends at
/// 261.65 + 0.35 = 262; page numbers odd right, even left.
#[test]
fn official() {
    assert_snapshot!(text(include_str!("official.md")));
}

/// The red rule 156 mm from 28; 出席, 请假, 列席 two characters in (39.14), in 黑体, names that turn over
/// below the first (28 + 5 × 5.571 = 55.86); the end matter on the last page, thick rules of 0.35 mm and a thin
/// one of 0.25 mm, the last ending at 262.
#[test]
fn minutes() {
    assert_snapshot!(text(include_str!("minutes.md")));
}

/// Columns of 1 : 4 : 1 begin at 28, 54, 158 and end at 184; the head stands again on the second page, from the
/// type area's upper edge (37.00); the group line 重点任务 goes along with its row, which is kept whole; what is
/// right-aligned ends half a character in (184 − 1.85 = 182.15).
#[test]
fn table() {
    assert_snapshot!(text(include_str!("table.md")));
}

/// 黄强 stands across three rows and again on the second page, below 续表 and the head of two rows; the
/// points of the decimals stand below each other.
#[test]
fn spans() {
    assert_snapshot!(text(include_str!("spans.md")));
}

/// A chart below a line of text.
fn chart(json: &str) -> String {
    let front = "format = \"letter\"\nmark = \"省政府办公厅\"\ntitle = \"\"\nsealed = false";
    text(&format!(
        "+++\n{front}\n+++\n\n如下图。\n\n```chart\n{json}\n```\n"
    ))
}

/// A unit is as long for −2 as for 8 (23.72 / 2 = 94.90 / 8), and the line of 7 seven of them from zero
/// (75.97 + 7 × 11.86 = 159.0).
#[test]
fn ranked_bars() {
    assert_snapshot!(chart(
        r#"{"kind":"ranked","caption":"图1　增速","unit":"%","digits":1,"sort":"desc","top":1,"bottom":1,
        "target":{"label":"全省目标","value":7},"source":"资料来源：省统计局。",
        "bars":[{"label":"白银市","value":-2},{"label":"兰州市","value":8},{"label":"平凉市"}]}"#
    ));
}

/// Columns of 10, 12 and 20 are 17.51, 21.02 and 35.02 high: 1.751 a unit.
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

/// Parts of 1 : 2 : 1 of 156 mm, 39 : 78 : 39, with gaps of 0.3 between them.
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
