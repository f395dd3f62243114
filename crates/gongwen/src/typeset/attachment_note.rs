//! 附件说明: the note of attachments below the text (7.3.4), and the labels of attachments.

use super::compositor::Compositor;
use super::page::{Anchor, Link, PageItem};
use super::paragraph::{PARAGRAPH_INDENT, body_style, row, single_line};
use super::standard::{AREA_LEFT, AREA_WIDTH, CELL, PITCH};
use super::strip::Strip;
use super::structure::NodeKind;
use super::text::{Measure, compose};
use super::unit::Mm;
use crate::document::Attachment;

/// Returns the label printed above an attachment: 附件 or 附件2 (7.3.7).
pub fn attachment_label(index: usize, count: usize) -> String {
    if count == 1 { "附件".to_owned() } else { format!("附件{}", index + 1) }
}

/// Sets 附件说明: one blank row, then the names, continuation lines under the first character of the name
/// (7.3.4).
pub fn attachment_note(
    compositor: &mut Compositor<'_>,
    attachments: &[Attachment],
    anchors: &[Anchor],
) -> Vec<Strip> {
    let hang = PARAGRAPH_INDENT + CELL * 3.0;
    let style = body_style();
    let mut strips = Vec::new();
    for (i, (attachment, &anchor)) in attachments.iter().zip(anchors).enumerate() {
        let number = if attachments.len() == 1 { String::new() } else { format!("{}.", i + 1) };
        let number_width =
            single_line(compositor, &number, style).map_or(Mm::ZERO, |line| line.width());
        let label = if i == 0 { "附件：" } else { "" };
        let text = format!("{label}{number}{}", attachment.title);
        let first = if i == 0 { PARAGRAPH_INDENT } else { hang };
        let measure = Measure::justified(AREA_WIDTH).indented(first, hang + number_width);
        let lines = compose(&compositor.shape(&[style.text(&text)]), measure);
        let paragraph = compositor.element(NodeKind::Paragraph);
        let node = compositor.child(paragraph, NodeKind::Link);
        for (n, line) in lines.iter().enumerate() {
            let indent = if n == 0 { measure.first_indent } else { measure.indent };
            let mut strip = row(line, AREA_LEFT, node);
            strip.items.push(PageItem::Link(Link {
                x: AREA_LEFT + indent,
                y: Mm::ZERO,
                width: line.width(),
                height: PITCH,
                to: anchor,
                node,
            }));
            strips.push(strip);
        }
    }
    if !strips.is_empty() {
        strips.insert(0, Strip::blank(PITCH));
    }
    strips
}
