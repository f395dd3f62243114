//! 文件格式, the official document (7.2), and 纪要格式, minutes (10.3): the head of the first page.

use super::compositor::Compositor;
use super::flow::Flow;
use super::font::Role;
use super::head::{self, ROW_LEADING, TWO_ROWS, place};
use super::joint_mark::joint_mark;
use super::overflow::Overflowing;
use super::page::{PageItem, Rule};
use super::paragraph::{body_style, reported_line, single_line};
use super::standard::{
    AREA_LEFT, AREA_RIGHT, AREA_TOP, AREA_WIDTH, CELL, MARK_TOP, PITCH, RED_RULE,
    RED_RULE_BELOW_NUMBER, SIZE_3,
};
use super::text::Line;
use super::unit::Mm;
use crate::color::Color;
use crate::document::FrontMatter;

/// Names of signers per row (7.2.6).
const SIGNERS_A_ROW: usize = 2;
/// Horizontal centre of the type area.
const CENTRE: Mm = Mm(AREA_LEFT.0 + AREA_WIDTH.0 / 2.0);

/// Sets the head of the first page and returns a flow that begins with the first row below the title.
pub fn first_page(compositor: &mut Compositor<'_>, front: &FrontMatter) -> (Vec<PageItem>, Flow) {
    let mut items = Vec::new();
    head::labels(compositor, front, AREA_TOP + ROW_LEADING, &mut items);
    let mark_bottom = mark(compositor, front, &mut items);
    let top = mark_bottom + TWO_ROWS;
    let bottom = if front.signers.is_empty() {
        number(compositor, front, top, &mut items)
    } else {
        Some(signers(compositor, front, top, &mut items))
    };
    let rule = Rule {
        x: AREA_LEFT,
        y: bottom.unwrap_or(mark_bottom) + RED_RULE_BELOW_NUMBER,
        width: AREA_WIDTH,
        height: RED_RULE,
        color: Color::RED,
    };
    items.push(PageItem::Rule(rule));
    let flow = head::first_text(compositor, front, rule.y + rule.height, &mut items);
    (items, flow)
}

/// Draws the mark and returns the lower edge of its ink.
fn mark(compositor: &mut Compositor<'_>, front: &FrontMatter, items: &mut Vec<PageItem>) -> Mm {
    let word = front.mark_word.as_deref().unwrap_or_default();
    match &front.mark[..] {
        [] => head::mark(compositor, word, CENTRE, MARK_TOP, items),
        [organ] => {
            let text = format!("{organ}{word}");
            head::mark(compositor, &text, CENTRE, MARK_TOP, items)
        }
        organs => joint_mark(compositor, organs, word, CENTRE, MARK_TOP, items),
    }
}

/// Sets the document number in the middle (7.2.5) and returns its lower edge; `None` if there is none.
fn number(
    compositor: &mut Compositor<'_>,
    front: &FrontMatter,
    top: Mm,
    items: &mut Vec<PageItem>,
) -> Option<Mm> {
    let line = number_line(compositor, front, AREA_WIDTH)?;
    place(compositor, &line, CENTRE - line.width() / 2.0, top, items);
    Some(top + SIZE_3.to_mm())
}

fn number_line(compositor: &mut Compositor<'_>, front: &FrontMatter, most: Mm) -> Option<Line> {
    let number = front.number.as_deref()?;
    reported_line(compositor, number, body_style(), most, Overflowing::Number)
}

/// Sets the head of a document to a higher organ and returns the lower edge of its last row: signers one
/// character in from the right, two per row, continuation rows under the first name (7.2.6); the number
/// one character in from the left on their last row (7.2.5).
fn signers(
    compositor: &mut Compositor<'_>,
    front: &FrontMatter,
    top: Mm,
    items: &mut Vec<PageItem>,
) -> Mm {
    let most = AREA_WIDTH / 5.0;
    let style = body_style().role(Role::Kai);
    let names: Vec<Line> = front
        .signers
        .iter()
        .filter_map(|name| reported_line(compositor, name, style, most, Overflowing::Label))
        .collect();
    let columns = names.len().min(SIGNERS_A_ROW);
    let widths: Vec<Mm> = (0..columns)
        .map(|column| {
            let names = names.iter().skip(column).step_by(SIGNERS_A_ROW);
            names.map(Line::width).fold(Mm::ZERO, Mm::max)
        })
        .collect();
    let all = widths.iter().copied().sum::<Mm>() + CELL * columns.saturating_sub(1) as f64;
    let first = AREA_RIGHT - CELL - all;
    let label = single_line(compositor, "签发人：", body_style());
    let left = first - label.as_ref().map_or(Mm::ZERO, Line::width);
    if let Some(label) = label {
        place(compositor, &label, left, top, items);
    }
    for (i, name) in names.iter().enumerate() {
        let column = i % SIGNERS_A_ROW;
        let before: Mm = widths[..column].iter().copied().sum();
        let x = first + before + CELL * column as f64;
        let y = top + PITCH * (i / SIGNERS_A_ROW) as f64;
        place(compositor, name, x, y, items);
    }
    let rows = names.len().div_ceil(SIGNERS_A_ROW).max(1);
    let last = top + PITCH * (rows - 1) as f64;
    let room = left - CELL - (AREA_LEFT + CELL);
    if let Some(number) = number_line(compositor, front, room) {
        place(compositor, &number, AREA_LEFT + CELL, last, items);
    }
    last + SIZE_3.to_mm()
}
