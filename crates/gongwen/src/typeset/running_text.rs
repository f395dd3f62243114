//! Headings and paragraphs, with their notes → strips on the text grid.

use std::rc::Rc;

use super::compositor::Compositor;
use super::font::Role;
use super::footnote;
use super::note_reference::Footnote;
use super::paragraph::{PARAGRAPH_INDENT, baseline, body_style, styled};
use super::standard::{PITCH, SIZE_3};
use super::strip::Strip;
use super::structure::{NodeId, NodeKind};
use super::text::{Line, Measure, StyledText, compose, plain};
use super::unit::Mm;
use crate::document::{Inline, plain_text};

/// Sets a paragraph of the body: the first line indented two characters, the others flush left.
pub fn paragraph(compositor: &mut Compositor<'_>, inlines: &[Inline]) -> Vec<Strip> {
    let measure = Measure::justified(compositor.frame.width).indented(PARAGRAPH_INDENT, Mm::ZERO);
    let pieces = styled(inlines, body_style());
    noted_rows(compositor, &pieces, &footnote::of(inlines), measure, NodeKind::Paragraph)
}

/// Sets a heading of level 1 to 4 (7.3.3): 黑体, 楷体, then 仿宋. It stays with the content after it.
pub fn heading(
    compositor: &mut Compositor<'_>,
    level: u8,
    number: &str,
    text: &[Inline],
) -> Vec<Strip> {
    let role = match level {
        1 => Role::Hei,
        2 => Role::Kai,
        _ => Role::FangSong,
    };
    let style = body_style().role(role);
    let mut pieces = vec![style.text(number)];
    pieces.extend(styled(text, style));
    let measure = Measure::justified(compositor.frame.width).indented(PARAGRAPH_INDENT, Mm::ZERO);
    let notes = footnote::of(text);
    let kind = compositor.heading(level);
    let mut rows = noted_rows(compositor, &pieces, &notes, measure, kind);
    for row in &mut rows {
        row.keep_with_next = true;
    }
    if let Some(first) = rows.first_mut() {
        let words = plain(&format!("{number}{}", plain_text(text)));
        first.outline = Some((level.saturating_add(1), words));
    }
    rows
}

/// Sets text with marks of notes, which are at these places among those of the document.
fn noted_rows(
    compositor: &mut Compositor<'_>,
    pieces: &[StyledText<'_>],
    notes: &[usize],
    measure: Measure,
    kind: NodeKind,
) -> Vec<Strip> {
    let shaped = compositor.shape(pieces);
    let left = compositor.frame.left;
    let node = compositor.element(kind);
    let stressed = pieces.iter().filter_map(|piece| piece.part).max().map_or(0, |last| last + 1);
    let strong: Vec<NodeId> =
        (0..stressed).map(|_| compositor.child(node, NodeKind::Strong)).collect();
    let notes = footnote::refer(compositor, notes, node);
    let lines = compose(&shaped, measure);
    lines.iter().map(|line| noted_row(line, left, (node, &strong), &notes)).collect()
}

/// Sets one line of body text that may have marks of `notes`.
fn noted_row(line: &Line, x: Mm, node: (NodeId, &[NodeId]), notes: &[Rc<Footnote>]) -> Strip {
    let place = (x, baseline(PITCH, SIZE_3));
    let (items, notes) = footnote::tagged(line, place, PITCH, node, notes);
    Strip { height: PITCH, items, notes, ..Strip::default() }
}
