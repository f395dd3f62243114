//! Page numbers: — 2 — (7.5).

use super::compositor::Compositor;
use super::font::Role;
use super::page::{Aside, Page, PageItem, Turned};
use super::paragraph::{ink, label, single_line};
use super::standard::{AREA_BOTTOM, AREA_LEFT, AREA_RIGHT, CELL_4, PAGE_NUMBER_BELOW_AREA, SIZE_4};
use super::text::Style;
use super::unit::Mm;

/// Sets the number of a page at the foot of the sheet: odd ones right, even ones left. On a turned sheet
/// it keeps the place that it would have on an upright one (clause 8).
pub fn page_number(compositor: &mut Compositor<'_>, number: usize, page: &Page) -> Vec<PageItem> {
    let items = upright(compositor, number);
    if page.width <= page.height {
        return PageItem::aside(Aside::Footer, items);
    }
    let turned = Turned { x: page.width, y: Mm::ZERO, degrees: 90.0, items };
    PageItem::aside(Aside::Footer, [PageItem::Turned(turned)])
}

fn upright(compositor: &mut Compositor<'_>, number: usize) -> Vec<PageItem> {
    let style = Style::new(Role::Song, SIZE_4);
    let Some(line) = single_line(compositor, &format!("— {number} —"), style) else {
        return Vec::new();
    };
    let x = if number % 2 == 1 { AREA_RIGHT - CELL_4 - line.width() } else { AREA_LEFT + CELL_4 };
    // The standard measures to the dash itself, not to the box of the line.
    let dash = label(compositor, "—", style, Mm::ZERO, Mm::ZERO);
    let (top, bottom) = ink(compositor, &dash);
    line.place(x, AREA_BOTTOM + PAGE_NUMBER_BELOW_AREA + (top + bottom) / 2.0)
}
