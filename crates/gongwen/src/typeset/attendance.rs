//! 出席, 请假, 列席: the attendance lists below the text of minutes (10.3).

use super::compositor::Compositor;
use super::font::Role;
use super::paragraph::{PARAGRAPH_INDENT, body_style, text_rows};
use super::standard::{AREA_WIDTH, CELL, PITCH};
use super::strip::Strip;
use super::structure::NodeKind;
use super::text::Measure;
use crate::document::FrontMatter;

/// Sets one blank row, then a paragraph for each list, continuation lines after the colon.
pub fn attendance(compositor: &mut Compositor<'_>, front: &FrontMatter) -> Vec<Strip> {
    let lists = [("出席", &front.present), ("请假", &front.excused), ("列席", &front.observers)];
    let hang = PARAGRAPH_INDENT + CELL * 3.0;
    let measure = Measure::justified(AREA_WIDTH).indented(PARAGRAPH_INDENT, hang);
    let style = body_style();
    let mut strips = Vec::new();
    for (label, names) in lists {
        let Some(names) = names else { continue };
        let names = format!("：{names}");
        let pieces = [style.role(Role::Hei).text(label), style.text(&names)];
        strips.extend(text_rows(compositor, &pieces, measure, NodeKind::Paragraph));
    }
    if !strips.is_empty() {
        strips.insert(0, Strip::blank(PITCH));
    }
    strips
}
