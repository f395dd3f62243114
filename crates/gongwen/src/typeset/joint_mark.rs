//! The mark of several organs that issue together (7.2.4): one name per row, the lead organ's first, and
//! the word 文件 to the right of them, in the middle of their height.

use super::compositor::Compositor;
use super::head::mark_style;
use super::overflow::Overflowing;
use super::page::PageItem;
use super::paragraph::{ink, single_line};
use super::standard::{JOINT_MARK_HEIGHT, JOINT_MARK_PITCH, MARK_WIDTH, SIZE_3};
use super::structure::{NodeId, NodeKind};
use super::text::{Line, Style};
use super::unit::Mm;

/// Blank between the names and the word 文件, in ems (C).
const GAP: f64 = 0.4;

/// Draws the mark, its ink beginning at `top`, and returns the lower edge of the last name's ink.
/// Shorter names are spaced out to the width of the longest.
pub fn joint_mark(
    compositor: &mut Compositor<'_>,
    organs: &[String],
    word: &str,
    centre: Mm,
    top: Mm,
    items: &mut Vec<PageItem>,
) -> Mm {
    let style = fitted(compositor, organs, word);
    if style.size < SIZE_3 {
        compositor.overflow(Overflowing::Mark, &organs.join("、"));
    }
    let em = style.size.to_mm();
    let pitch = em * JOINT_MARK_PITCH;
    let names = widest(compositor, organs, style);
    let word = single_line(compositor, word, style);
    let word_width = word.as_ref().map_or(Mm::ZERO, |word| em * GAP + word.width());
    let left = centre - (names + word_width) / 2.0;
    let (mut baseline, mut bottom) = (top, top);
    for (i, organ) in organs.iter().enumerate() {
        let node = compositor.element(NodeKind::Paragraph);
        let (above, below) = line_ink(compositor, organ, style);
        baseline = if i == 0 { top + above } else { baseline + pitch };
        spaced(compositor, organ, style, (left, baseline), names, node, items);
        bottom = baseline - below;
    }
    if let Some(word) = word {
        let (above, below) = ink(compositor, &word.place(Mm::ZERO, Mm::ZERO));
        let node = compositor.element(NodeKind::Paragraph);
        let baseline = (top + bottom) / 2.0 + (above + below) / 2.0;
        let placed = word.place(left + names + em * GAP, baseline);
        items.extend(PageItem::tagged(node, placed));
    }
    bottom
}

/// Returns the style in which names and word fit the mark's width, and the names its height.
fn fitted(compositor: &mut Compositor<'_>, organs: &[String], word: &str) -> Style {
    let style = mark_style();
    let em = style.size.to_mm();
    let word = single_line(compositor, word, style);
    let word = word.map_or(Mm::ZERO, |word| em * GAP + word.width());
    let width = widest(compositor, organs, style) + word;
    let height = em * JOINT_MARK_PITCH * organs.len() as f64;
    let factor = (MARK_WIDTH / width).min(JOINT_MARK_HEIGHT / height);
    if factor < 1.0 { style.scaled(factor) } else { style }
}

fn widest(compositor: &mut Compositor<'_>, organs: &[String], style: Style) -> Mm {
    organs
        .iter()
        .filter_map(|organ| single_line(compositor, organ, style))
        .map(|line| line.width())
        .fold(Mm::ZERO, Mm::max)
}

fn line_ink(compositor: &mut Compositor<'_>, text: &str, style: Style) -> (Mm, Mm) {
    let line = single_line(compositor, text, style);
    let items = line.map_or_else(Vec::new, |line| line.place(Mm::ZERO, Mm::ZERO));
    ink(compositor, &items)
}

/// Sets a name with its characters spaced out to `width`, from `at` on.
fn spaced(
    compositor: &mut Compositor<'_>,
    text: &str,
    style: Style,
    (left, baseline): (Mm, Mm),
    width: Mm,
    node: NodeId,
    items: &mut Vec<PageItem>,
) {
    let characters: Vec<Line> = text
        .chars()
        .filter_map(|c| single_line(compositor, c.encode_utf8(&mut [0; 4]), style))
        .collect();
    let natural: Mm = characters.iter().map(Line::width).sum();
    let gaps = characters.len().saturating_sub(1).max(1) as f64;
    let gap = (width - natural).max(Mm::ZERO) / gaps;
    let mut x = left;
    let mut placed = Vec::new();
    for line in &characters {
        placed.extend(line.place(x, baseline));
        x += line.width() + gap;
    }
    items.extend(PageItem::tagged(node, placed));
}
