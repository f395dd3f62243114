//! 附件说明: the note of attachments below the text (7.3.4), and the labels of attachments.

use super::compositor::Compositor;
use super::page::{Anchor, Link, PageItem, Target};
use super::paragraph::{PARAGRAPH_INDENT, baseline, body_style, single_line};
use super::standard::{AREA_LEFT, AREA_WIDTH, CELL, PITCH, SIZE_3};
use super::strip::Strip;
use super::structure::{Marks, NodeId, NodeKind};
use super::text::{Line, Measure, StyledText, compose};
use super::unit::Mm;
use crate::document::Attachment;

/// The word before the names.
const WORD: &str = "附件：";

/// The place of the word among the pieces of a line, and of a number.
const OF_WORD: usize = 0;
const OF_NUMBER: usize = 1;

/// Returns the label printed above an attachment: 附件 or 附件2 (7.3.7).
pub fn attachment_label(index: usize, count: usize) -> String {
    if count == 1 { "附件".to_owned() } else { format!("附件{}", index + 1) }
}

/// Sets 附件说明: one blank row, then the names, continuation lines under the first character of the name
/// (7.3.4). They are a list with the word as its caption.
pub fn attachment_note(
    compositor: &mut Compositor<'_>,
    attachments: &[Attachment],
    anchors: &[Anchor],
) -> Vec<Strip> {
    let mut strips = Vec::new();
    if attachments.is_empty() {
        return strips;
    }
    let list = compositor.element(NodeKind::List(Marks::Numbers));
    let caption = compositor.child(list, NodeKind::Caption);
    let hang = PARAGRAPH_INDENT + CELL * 3.0;
    let style = body_style();
    for (i, (attachment, &anchor)) in attachments.iter().zip(anchors).enumerate() {
        let number = if attachments.len() == 1 { String::new() } else { format!("{}.", i + 1) };
        let number_width =
            single_line(compositor, &number, style).map_or(Mm::ZERO, |line| line.width());
        let item = compositor.child(list, NodeKind::Item);
        let label = compositor.child(item, NodeKind::Label);
        let body = compositor.child(item, NodeKind::ItemBody);
        let name = Name { caption, label, link: compositor.child(body, NodeKind::Link), anchor };
        let piece = |text, place| StyledText { part: Some(place), ..style.text(text) };
        let mut pieces = vec![piece(&number, OF_NUMBER), style.text(&attachment.title)];
        if i == 0 {
            pieces.insert(0, piece(WORD, OF_WORD));
        }
        let first = if i == 0 { PARAGRAPH_INDENT } else { hang };
        let measure = Measure::justified(AREA_WIDTH).indented(first, hang + number_width);
        let shaped = compositor.shape(&pieces);
        for (n, line) in compose(&shaped, measure).iter().enumerate() {
            let indent = if n == 0 { measure.first_indent } else { measure.indent };
            strips.push(name.row(line, AREA_LEFT + indent + line.width()));
        }
    }
    strips.insert(0, Strip::blank(PITCH));
    strips
}

/// The name of an attachment with what stands before it.
struct Name {
    caption: NodeId,
    label: NodeId,
    link: NodeId,
    anchor: Anchor,
}

impl Name {
    /// Sets one line that ends at `right`. Its words lead to the attachment.
    fn row(&self, line: &Line, right: Mm) -> Strip {
        let mut items = Vec::new();
        for part in line.parts(AREA_LEFT, baseline(PITCH, SIZE_3)) {
            let node = match part.part {
                Some(OF_WORD) => self.caption,
                Some(_) => self.label,
                None => self.link,
            };
            items.extend(PageItem::tagged(node, part.items));
            if node == self.link {
                items.push(PageItem::Link(Link {
                    x: part.left,
                    y: Mm::ZERO,
                    width: right - part.left,
                    height: PITCH,
                    to: Target::Anchor(self.anchor),
                    node,
                }));
            }
        }
        Strip { height: PITCH, items, ..Strip::default() }
    }
}
