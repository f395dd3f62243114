//! Words in light grey across a page: 演示数据, 征求意见稿.

use super::compositor::Compositor;
use super::font::Role;
use super::page::{Page, PageItem, Turned};
use super::paragraph::{fitted_line, ink};
use super::text::Style;
use super::unit::{Mm, Pt};
use crate::color::Color;

/// The grey of the words: black text on it stays easy to read.
const GREY: Color = Color::rgb(226, 226, 226);
/// The largest size of the words.
const SIZE: Pt = Pt(84.0);
/// The greatest share of the sheet's diagonal that the words take.
const LENGTH: f64 = 0.6;

/// Sets the words along the diagonal of a page, rising to the right, to be drawn below everything else.
pub fn watermark(compositor: &mut Compositor<'_>, words: &str, page: &Page) -> Option<PageItem> {
    let (width, height) = (page.width.0, page.height.0);
    let diagonal = width.hypot(height);
    let style = Style::new(Role::Hei, SIZE).color(GREY);
    let (line, _) = fitted_line(compositor, words, style, Mm(diagonal * LENGTH))?;
    let (above, below) = ink(compositor, &line.place(Mm::ZERO, Mm::ZERO));
    Some(PageItem::Turned(Turned {
        x: page.width / 2.0,
        y: page.height / 2.0,
        degrees: -height.atan2(width).to_degrees(),
        items: line.place(-line.width() / 2.0, (above + below) / 2.0),
    }))
}
