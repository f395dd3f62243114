//! 信函格式, the letter (10.1): the parts around the text on its first page.

use super::compositor::Compositor;
use super::flow::Flow;
use super::head::{self, place};
use super::overflow::Overflowing;
use super::page::{PageItem, Rule};
use super::paragraph::{body_style, reported_line};
use super::standard::{
    AREA_LEFT, AREA_RIGHT, CELL, LETTER_GAP, LETTER_LINE_ABOVE_FOOT, LETTER_LINE_BELOW_MARK,
    LETTER_LINE_LENGTH, LETTER_MARK_CENTRE, LETTER_MARK_TOP, LETTER_THICK, LETTER_THIN,
    SEVEN_EIGHTHS, SHEET_HEIGHT, SHEET_WIDTH, SIZE_3,
};
use super::unit::Mm;
use crate::color::Color;
use crate::document::FrontMatter;

/// Sets the head of the first page and returns a flow that begins with the first row below the title.
/// Organs that issue a letter together use the lead organ's mark.
pub fn first_page(compositor: &mut Compositor<'_>, front: &FrontMatter) -> (Vec<PageItem>, Flow) {
    let mut items = Vec::new();
    let organ = front.mark.first().map_or("", String::as_str);
    let mark_bottom =
        head::mark(compositor, organ, LETTER_MARK_CENTRE, LETTER_MARK_TOP, &mut items);
    let line_bottom = upper_double_line(mark_bottom + LETTER_LINE_BELOW_MARK, &mut items);
    let top = line_bottom + SEVEN_EIGHTHS;
    let labels = head::labels(compositor, front, top, &mut items);
    let (left, labels_bottom) =
        labels.map_or((AREA_LEFT, top), |(right, bottom)| (right + CELL, bottom));
    if let Some(number) = &front.number {
        number_line(compositor, number, left, top, &mut items);
    }
    lower_double_line(&mut items);
    let above = labels_bottom.max(top + SIZE_3.to_mm());
    let flow = head::first_text(compositor, front, above, &mut items);
    (items, flow)
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

/// Draws a thick line above a thin one, from `top` down, and returns the lower edge.
fn upper_double_line(top: Mm, items: &mut Vec<PageItem>) -> Mm {
    let thin = top + LETTER_THICK + LETTER_GAP;
    items.push(red_rule(top, LETTER_THICK));
    items.push(red_rule(thin, LETTER_THIN));
    thin + LETTER_THIN
}

/// Draws a thin line above a thick one, whose lower edge is 20 mm above the foot of the sheet.
fn lower_double_line(items: &mut Vec<PageItem>) {
    let thick = SHEET_HEIGHT - LETTER_LINE_ABOVE_FOOT - LETTER_THICK;
    items.push(red_rule(thick - LETTER_GAP - LETTER_THIN, LETTER_THIN));
    items.push(red_rule(thick, LETTER_THICK));
}

/// Sets the document number, flush right, no further left than `left`.
fn number_line(
    compositor: &mut Compositor<'_>,
    number: &str,
    left: Mm,
    top: Mm,
    items: &mut Vec<PageItem>,
) {
    let most = AREA_RIGHT - left;
    if let Some(line) = reported_line(compositor, number, body_style(), most, Overflowing::Number) {
        place(compositor, &line, AREA_RIGHT - line.width(), top, items);
    }
}
