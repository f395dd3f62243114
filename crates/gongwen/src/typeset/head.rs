//! The common parts of the heads of all formats: labels, the issuer's mark, the place of the title.

use super::compositor::Compositor;
use super::flow::Flow;
use super::font::Role;
use super::overflow::Overflowing;
use super::page::PageItem;
use super::paragraph::{body_style, fitted_line, ink, reported_line};
use super::standard::{
    AREA_BOTTOM, AREA_LEFT, AREA_TOP, AREA_WIDTH, ASCENT, MARK_SIZE, MARK_WIDTH, PITCH, SIZE_2,
    SIZE_3, TITLE_PITCH,
};
use super::strip::Strip;
use super::structure::NodeKind;
use super::text::{Line, Style};
use super::title;
use super::unit::Mm;
use crate::color::Color;
use crate::document::FrontMatter;

/// Two blank rows between em boxes: the rows and the half rows on either side, reduced so that the range
/// that the grid leaves is within 17 to 28 mm.
pub const TWO_ROWS: Mm = Mm(22.5);
/// Blank between the em boxes of the title's last line and the addressee: one row and two halves.
const BELOW_TITLE: Mm = Mm(PITCH.0 * 2.0 - SIZE_3.to_mm().0);
/// Blank above and below the em box of a line of the title.
const TITLE_LEADING: Mm = Mm((TITLE_PITCH.0 - SIZE_2.to_mm().0) / 2.0);
/// Blank above and below the em box of a row of text.
pub const ROW_LEADING: Mm = Mm((PITCH.0 - SIZE_3.to_mm().0) / 2.0);

/// Sets copy number, secrecy and urgency, one per row, flush left (7.2.1 to 7.2.3). The em box of the
/// first begins at `top`. A missing label leaves no empty row. Returns the first one's right edge and
/// the lower edge of the last em box; `None` if there are no labels.
pub fn labels(
    compositor: &mut Compositor<'_>,
    front: &FrontMatter,
    top: Mm,
    items: &mut Vec<PageItem>,
) -> Option<(Mm, Mm)> {
    let plain = body_style();
    let labels = [
        (&front.copy_number, plain),
        (&front.secrecy, plain.role(Role::Hei)),
        (&front.urgency, plain.role(Role::Hei)),
    ];
    let mut y = top;
    let mut first_right = None;
    for (text, style) in labels {
        let Some(text) = text else { continue };
        let most = AREA_WIDTH / 2.0;
        let Some(line) = reported_line(compositor, text, style, most, Overflowing::Label) else {
            continue;
        };
        place(compositor, &line, AREA_LEFT, y, items);
        first_right = first_right.or(Some(AREA_LEFT + line.width()));
        y += PITCH;
    }
    first_right.map(|right| (right, y - PITCH + SIZE_3.to_mm()))
}

/// Places a line of body text whose em box begins at `top`, as a paragraph of its own.
pub fn place(
    compositor: &mut Compositor<'_>,
    line: &Line,
    x: Mm,
    top: Mm,
    items: &mut Vec<PageItem>,
) {
    let node = compositor.element(NodeKind::Paragraph);
    let placed = line.place(x, top + SIZE_3.to_mm() * ASCENT);
    items.extend(PageItem::tagged(node, placed));
}

/// Returns the style of a mark.
pub fn mark_style() -> Style {
    Style::new(Role::TitleSong, MARK_SIZE).color(Color::RED)
}

/// Draws a mark of one line, as large as the line permits, its ink beginning at `top`, and returns the
/// lower edge of its ink.
pub fn mark(
    compositor: &mut Compositor<'_>,
    text: &str,
    centre: Mm,
    top: Mm,
    items: &mut Vec<PageItem>,
) -> Mm {
    let Some((line, size)) = fitted_line(compositor, text, mark_style(), MARK_WIDTH) else {
        return top;
    };
    if size < SIZE_3 {
        compositor.overflow(Overflowing::Mark, text);
    }
    let (above, below) = ink(compositor, &line.place(Mm::ZERO, Mm::ZERO));
    let baseline = top + above;
    let node = compositor.element(NodeKind::Paragraph);
    let placed = line.place(centre - line.width() / 2.0, baseline);
    items.extend(PageItem::tagged(node, placed));
    baseline - below
}

/// Sets the title two rows below `above` and returns a flow that begins with the first row below it. A
/// title below which not even one row of text fits continues over as many pages as it needs.
pub fn first_text(
    compositor: &mut Compositor<'_>,
    front: &FrontMatter,
    above: Mm,
    items: &mut Vec<PageItem>,
) -> Flow {
    let title = title::title(compositor, &front.title, NodeKind::Title);
    let text_top = text_top(above, title.len());
    if text_top + PITCH <= AREA_BOTTOM {
        title_block(text_top, title, items);
        return Flow::new(text_top);
    }
    compositor.overflow(Overflowing::Title, &front.title);
    let mut flow = Flow::new(above + TWO_ROWS - TITLE_LEADING);
    flow.extend(title.into_iter().map(Strip::alone).collect());
    flow.extend(vec![Strip::blank(PITCH)]);
    flow
}

/// Returns the upper edge of the first row of text: on the grid, where a title of this many lines begins
/// two rows below `above`, or nearly.
fn text_top(above: Mm, title_lines: usize) -> Mm {
    let title = if title_lines == 0 { Mm::ZERO } else { title_height(title_lines) + BELOW_TITLE };
    let ideal = above + TWO_ROWS + title - ROW_LEADING - AREA_TOP;
    AREA_TOP + PITCH * (ideal / PITCH).round()
}

/// Returns the height from the em box of a title's first line to that of its last.
fn title_height(lines: usize) -> Mm {
    TITLE_PITCH * lines as f64 - TITLE_LEADING * 2.0
}

/// Sets the title, one blank row above the text.
fn title_block(text_top: Mm, title: Vec<Strip>, items: &mut Vec<PageItem>) {
    let bottom = text_top + ROW_LEADING - BELOW_TITLE;
    let mut y = bottom - title_height(title.len()) - TITLE_LEADING;
    for strip in title {
        items.extend(strip.items.into_iter().map(|item| item.moved(Mm::ZERO, y)));
        y += strip.height;
    }
}
