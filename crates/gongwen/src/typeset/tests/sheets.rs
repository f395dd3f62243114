//! The content common to every sheet: turned sheets (gbt9704.md, section 7) and watermarks.

use super::checker::*;
use crate::document::{Block, Document, Palette};
use crate::typeset::{Aside, Materials, NodeKind, PageItem, Point, Turned, Typeset, typeset};

/// Returns a letter whose only attachment is a landscape table.
fn across() -> Document {
    let table = crate::document::Table::from_json(
        r#"{"columns":[{"title":"序号","width":1},{"title":"内容","width":9}],"rows":[["1","营造林"]],"landscape":true}"#,
        &Palette::default(),
    )
    .unwrap();
    let mut document = letter(one_line_paragraphs(1));
    document.attachments = vec![attachment("情况表", vec![Block::Table(table)])];
    document.front.copies = Some("省统计局".to_owned());
    document
}

fn turned(set: &Typeset, page: usize) -> Vec<&Turned> {
    set.pages.pages[page]
        .items
        .iter()
        .filter_map(|item| match item {
            PageItem::Turned(turned) => Some(turned),
            _ => None,
        })
        .collect()
}

#[test]
fn a_wide_table_lies_across_a_turned_sheet_with_its_head_at_the_left_edge() {
    let set = typeset(&across(), &Materials::new(fonts()));
    let page = &set.pages.pages[1];
    same(page.width.0, 297.0);
    same(page.height.0, 210.0);
    let left = black_rules(page).map(|r| r.x.0).fold(f64::MAX, f64::min);
    let right = black_rules(page).map(|r| (r.x + r.width).0).fold(0.0, f64::max);
    // Margins: 35 mm at the left, 37 mm at the right; 28 above the label.
    same(left, 35.0);
    same(right, 297.0 - 37.0);
    let label = &rows(page)[0];
    assert_eq!(label.text, "附件");
    same(label.left, 35.0);
    same(label.baseline, 28.0 + FIRST_BASELINE - TOP);
}

#[test]
fn the_page_number_of_a_turned_sheet_stays_at_the_foot_of_the_paper() {
    let set = typeset(&across(), &Materials::new(fonts()));
    let [number] = turned(&set, 1)[..] else { panic!("one turned item") };
    // The paper's upper left corner is the turned sheet's upper right one.
    same(number.x.0, 297.0);
    same(number.y.0, 0.0);
    same(number.degrees, 90.0);
    let PageItem::Text(run) = &number.items[0] else { panic!("text") };
    // On the paper itself: page 2, one character of 14 pt in from the left, below the type area.
    // The dash is a little narrower than its cell.
    let inset = run.glyphs[0].x.0 - LEFT - 14.0 * 25.4 / 72.0;
    assert!((0.0..0.5).contains(&inset), "{inset}");
    assert!(run.baseline.0 > BOTTOM + 7.0);
}

#[test]
fn end_matter_stands_on_an_upright_sheet() {
    let set = typeset(&across(), &Materials::new(fonts()));
    assert_eq!(set.pages.pages.len(), 3);
    assert_eq!(find(&set, "抄送").0, 2);
    same(set.pages.pages[2].width.0, 210.0);
}

#[test]
fn a_table_across_in_the_text_has_sheets_of_its_own() {
    let mut document = across();
    let blocks = document.attachments.remove(0).blocks;
    document.body.extend(blocks);
    document.body.push(paragraph("后文"));
    let set = typeset(&document, &Materials::new(fonts()));
    let widths: Vec<f64> = set.pages.pages.iter().map(|page| page.width.0).collect();
    assert_eq!(widths, [210.0, 297.0, 210.0]);
    assert_eq!(find(&set, "第1行").0, 0);
    assert_eq!(find(&set, "营造林").0, 1);
    assert_eq!(find(&set, "后文").0, 2);
}

#[test]
fn a_watermark_lies_below_all_else_along_the_diagonal_of_every_sheet() {
    let mut materials = Materials::new(fonts());
    materials.watermark = Some("征求意见稿");
    let set = typeset(&across(), &materials);
    assert_eq!(set.pages.watermark, "征求意见稿");
    for page in &set.pages.pages {
        let [PageItem::Aside(Aside::Watermark), PageItem::Drawing(watermark), PageItem::End, ..] =
            &page.items[..]
        else {
            panic!("the watermark comes first")
        };
        same(watermark.x.0, page.width.0 / 2.0);
        same(watermark.y.0, page.height.0 / 2.0);
        let rise = page.height.0.atan2(page.width.0).to_degrees();
        same(watermark.degrees, -rise);
        assert!(watermark.drawing.color.red > 200, "{:?}", watermark.drawing.color);
        // Five characters of 84 pt, about the middle of the page.
        let least = |of: fn(Point) -> f64| watermark.drawing.points().map(of).fold(1e9, f64::min);
        let (left, right) = (least(|point| point.x.0), -least(|point| -point.x.0));
        let (top, bottom) = (least(|point| point.y.0), -least(|point| -point.y.0));
        assert!((right - left - 5.0 * 84.0 * 25.4 / 72.0).abs() < 5.0, "{left} to {right}");
        assert!((left + right).abs() < 3.0 && (top + bottom).abs() < 0.1, "{top} to {bottom}");
    }
    let said = set.pages.structure.nodes().next().map(|(_, node)| node.kind.clone());
    assert_eq!(said, Some(NodeKind::Said { words: "征求意见稿".to_owned() }));
}
