//! The common parts of the heads of all formats: labels, the issuer's mark, the place of the title.

use super::compositor::Compositor;
use super::flow::Flow;
use super::font::Role;
use super::overflow::Overflowing;
use super::page::PageItem;
use super::paragraph::{body_style, fitted_line, ink, reported_line, single_line};
use super::phrase;
use super::standard::{
    AREA_BOTTOM, AREA_LEFT, AREA_TOP, AREA_WIDTH, ASCENT, MARK_SIZE, MARK_WIDTH, PITCH, SIZE_2,
    SIZE_3, TITLE_PITCH,
};
use super::strip::Strip;
use super::structure::NodeKind;
use super::text::{Line, Style};
use super::title;
use super::unit::{Mm, Pt};
use crate::color::Color;
use crate::document::FrontMatter;

/// Two blank rows between em boxes: the rows and the half rows on either side, reduced so that the range
/// that the grid leaves is within 17 to 28 mm.
pub const TWO_ROWS: Mm = Mm(22.5);
/// Blank between the em boxes of the title's last line and the addressee: one row and two halves.
const BELOW_TITLE: Mm = Mm(PITCH.0 * 2.0 - SIZE_3.to_mm().0);
/// Blank above and below the em box of a line of the title.
const TITLE_LEADING: Mm = Mm((TITLE_PITCH.0 - SIZE_2.to_mm().0) / 2.0);
/// Distance between the lines of a mark, in its size.
const MARK_LEADING: f64 = 1.3;
/// The greatest number of lines of a mark.
const MOST_MARK_LINES: usize = 3;
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

/// Draws a mark, as large as its line permits, its ink beginning at `top`, and returns the lower edge of its ink. A
/// mark that would be smaller than the title takes several lines.
pub fn mark(
    compositor: &mut Compositor<'_>,
    text: &str,
    centre: Mm,
    top: Mm,
    items: &mut Vec<PageItem>,
) -> Mm {
    let (lines, size) = mark_lines(compositor, text);
    if size < SIZE_2 {
        compositor.overflow(Overflowing::Mark, text);
    }
    let node = compositor.element(NodeKind::Paragraph);
    let mut placed = Vec::new();
    let mut baseline = top;
    let mut bottom = top;
    for (index, line) in lines.iter().enumerate() {
        let (above, below) = ink(compositor, &line.place(Mm::ZERO, Mm::ZERO));
        baseline += if index == 0 { above } else { size.to_mm() * MARK_LEADING };
        bottom = baseline - below;
        placed.extend(line.place(centre - line.width() / 2.0, baseline));
    }
    if !placed.is_empty() {
        items.extend(PageItem::tagged(node, placed));
    }
    bottom
}

/// Returns the lines of a mark and their size: the fewest in which it is not smaller than the title.
fn mark_lines(compositor: &mut Compositor<'_>, text: &str) -> (Vec<Line>, Pt) {
    let Some((line, size)) = fitted_line(compositor, text, mark_style(), MARK_WIDTH) else {
        return (Vec::new(), SIZE_2);
    };
    if size >= SIZE_2 {
        return (vec![line], size);
    }
    let chars: Vec<char> = text.chars().collect();
    let shaped = compositor.shape(&[mark_style().text(text)]);
    let ends = phrase::ends(&shaped, MARK_WIDTH, compositor.names());
    let whole = |end: &usize| ends.get(end).is_some_and(|cost| *cost == 0.0);
    for count in 2..=MOST_MARK_LINES {
        let mut pieces = Vec::new();
        let mut start = 0;
        for left in (2..=count).rev() {
            let ideal = start + (chars.len() - start).div_ceil(left);
            let inner = (start + 1..chars.len()).filter(whole);
            let Some(end) = inner.min_by_key(|end| end.abs_diff(ideal)) else { break };
            pieces.push(start..end);
            start = end;
        }
        pieces.push(start..chars.len());
        let pieces: Vec<String> =
            pieces.into_iter().map(|piece| chars[piece].iter().collect()).collect();
        let fitted = pieces.iter().filter_map(|piece| {
            fitted_line(compositor, piece, mark_style(), MARK_WIDTH).map(|(_, size)| size.0)
        });
        let size = Pt(fitted.fold(MARK_SIZE.0, f64::min));
        if size >= SIZE_2 {
            let style = mark_style().scaled(size.0 / MARK_SIZE.0);
            let lines = pieces.iter().filter_map(|piece| single_line(compositor, piece, style));
            return (lines.collect(), size);
        }
    }
    (vec![line], size)
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
