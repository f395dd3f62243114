//! 信函格式, the letter (10.1): what surrounds the text on its pages.

use super::compositor::Compositor;
use super::flow::Flow;
use super::font::Role;
use super::overflow::Overflowing;
use super::page::{Color, PageItem, Rule};
use super::paragraph::{body_style, fitted_line, ink};
use super::standard::{
    AREA_BOTTOM, AREA_RIGHT, AREA_TOP, AREA_WIDTH, ASCENT, LETTER_GAP, LETTER_LINE_ABOVE_FOOT,
    LETTER_LINE_BELOW_MARK, LETTER_LINE_LENGTH, LETTER_MARK_CENTRE, LETTER_MARK_SIZE,
    LETTER_MARK_TOP, LETTER_MARK_WIDTH, LETTER_THICK, LETTER_THIN, PITCH, SEVEN_EIGHTHS,
    SHEET_HEIGHT, SHEET_WIDTH, SIZE_2, SIZE_3, TITLE_PITCH,
};
use super::strip::Strip;
use super::structure::NodeKind;
use super::text::Style;
use super::title;
use super::unit::Mm;
use crate::document::FrontMatter;

/// Blank between the number's em box and the title's, when the grid does not ask for another: two
/// rows, and the half rows on either side, less what keeps the range within 17 to 28 mm.
const ABOVE_TITLE: Mm = Mm(22.5);
/// Blank between the em boxes of the title's last line and the addressee: one row and two halves.
const BELOW_TITLE: Mm = Mm(PITCH.0 * 2.0 - SIZE_3.to_mm().0);
/// Blank above and below the em box of a line of the title.
const TITLE_LEADING: Mm = Mm((TITLE_PITCH.0 - SIZE_2.to_mm().0) / 2.0);
/// Blank above and below the em box of a row of text.
const ROW_LEADING: Mm = Mm((PITCH.0 - SIZE_3.to_mm().0) / 2.0);

/// The head of the first page, and a flow that begins with the first row below the title.
pub fn first_page(compositor: &mut Compositor<'_>, front: &FrontMatter) -> (Vec<PageItem>, Flow) {
    let mut items = Vec::new();
    let mark_bottom = mark(compositor, &front.mark, &mut items);
    let line_top = mark_bottom + LETTER_LINE_BELOW_MARK;
    let line_bottom = upper_double_line(line_top, &mut items);
    let number_top = line_bottom + SEVEN_EIGHTHS;
    if let Some(number) = &front.number {
        number_line(compositor, number, number_top, &mut items);
    }
    lower_double_line(&mut items);
    let title = title::title(compositor, &front.title, NodeKind::Title);
    let number_bottom = number_top + SIZE_3.to_mm();
    let text_top = text_top(number_bottom, title.len());
    if text_top + PITCH <= AREA_BOTTOM {
        title_block(text_top, title, &mut items);
        return (items, Flow::new(text_top));
    }
    // Not even a row of text fits below such a title: it flows on over as many pages as it takes.
    compositor.overflow(Overflowing::Title, &front.title);
    let mut flow = Flow::new(number_bottom + ABOVE_TITLE - TITLE_LEADING);
    flow.extend(title.into_iter().map(Strip::alone).collect());
    flow.extend(vec![Strip::blank(PITCH)]);
    (items, flow)
}

/// The issuer's mark, as large as its line takes; the lower edge of its ink.
fn mark(compositor: &mut Compositor<'_>, text: &str, items: &mut Vec<PageItem>) -> Mm {
    let style = Style::new(Role::TitleSong, LETTER_MARK_SIZE).color(Color::RED);
    let Some((line, size)) = fitted_line(compositor, text, style, LETTER_MARK_WIDTH) else {
        return LETTER_MARK_TOP;
    };
    if size < SIZE_3 {
        compositor.overflow(Overflowing::Mark, text);
    }
    let (top, bottom) = ink(compositor, &line.place(Mm::ZERO, Mm::ZERO));
    let baseline = LETTER_MARK_TOP + top;
    let node = compositor.element(NodeKind::Paragraph);
    let placed = line.place(LETTER_MARK_CENTRE - line.width() / 2.0, baseline);
    items.extend(PageItem::tagged(node, placed));
    baseline - bottom
}

fn red_rule(y: Mm, height: Mm) -> PageItem {
    PageItem::Rule(Rule {
        x: (SHEET_WIDTH - LETTER_LINE_LENGTH) / 2.0,
        y,
        width: LETTER_LINE_LENGTH,
        height,
        color: Color::RED,
    })
}

/// Thick above thin, from `top` down; returns its lower edge.
fn upper_double_line(top: Mm, items: &mut Vec<PageItem>) -> Mm {
    let thin = top + LETTER_THICK + LETTER_GAP;
    items.push(red_rule(top, LETTER_THICK));
    items.push(red_rule(thin, LETTER_THIN));
    thin + LETTER_THIN
}

/// Thin above thick, the thick one's lower edge 20 mm above the foot.
fn lower_double_line(items: &mut Vec<PageItem>) {
    let thick = SHEET_HEIGHT - LETTER_LINE_ABOVE_FOOT - LETTER_THICK;
    items.push(red_rule(thick - LETTER_GAP - LETTER_THIN, LETTER_THIN));
    items.push(red_rule(thick, LETTER_THICK));
}

/// The document number, flush right.
fn number_line(compositor: &mut Compositor<'_>, number: &str, top: Mm, items: &mut Vec<PageItem>) {
    let style = body_style();
    let Some((line, size)) = fitted_line(compositor, number, style, AREA_WIDTH) else {
        return;
    };
    if size < style.size {
        compositor.overflow(Overflowing::Number, number);
    }
    let baseline = top + SIZE_3.to_mm() * ASCENT;
    let node = compositor.element(NodeKind::Paragraph);
    let placed = line.place(AREA_RIGHT - line.width(), baseline);
    items.extend(PageItem::tagged(node, placed));
}

/// The upper edge of the first row of text: on the grid, where a title of so many lines comes to
/// stand two rows below `above`, or nearly.
fn text_top(above: Mm, title_lines: usize) -> Mm {
    let title = if title_lines == 0 {
        Mm::ZERO
    } else {
        title_height(title_lines) + BELOW_TITLE
    };
    let ideal = above + ABOVE_TITLE + title - ROW_LEADING - AREA_TOP;
    AREA_TOP + PITCH * (ideal / PITCH).round()
}

/// From the em box of a title's first line to that of its last.
fn title_height(lines: usize) -> Mm {
    TITLE_PITCH * lines as f64 - TITLE_LEADING * 2.0
}

/// The title, one blank row above the text.
fn title_block(text_top: Mm, title: Vec<Strip>, items: &mut Vec<PageItem>) {
    let bottom = text_top + ROW_LEADING - BELOW_TITLE;
    let mut y = bottom - title_height(title.len()) - TITLE_LEADING;
    for strip in title {
        items.extend(strip.items.into_iter().map(|item| item.moved(Mm::ZERO, y)));
        y += strip.height;
    }
}
