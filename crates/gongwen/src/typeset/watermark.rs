//! Words in light grey across a page: 演示数据, 征求意见稿. They are outlines, so that no search finds them and no copy has
//! them between its own words; the structure says them once.

use std::sync::Arc;

use super::compositor::Compositor;
use super::font::Role;
use super::page::{Aside, Drawing, Page, PageItem, PlacedDrawing};
use super::paragraph::{fitted_line, ink};
use super::structure::NodeKind;
use super::text::{Style, plain};
use super::unit::{Mm, Pt};
use crate::color::Color;

/// The grey of the words: black text on it stays easy to read.
const GREY: Color = Color::rgb(226, 226, 226);
/// The largest size of the words.
const SIZE: Pt = Pt(84.0);
/// The greatest share of the sheet's diagonal that the words take.
const LENGTH: f64 = 0.6;

/// The words of a document's watermark and their outlines for its sheets.
pub struct Watermark {
    words: String,
    /// The outlines by the diagonal of the sheet.
    drawings: Vec<(Mm, Arc<Drawing>)>,
}

impl Watermark {
    /// Begins the pages of a document with these words, which become the first element of its structure.
    pub fn new(compositor: &mut Compositor<'_>, words: &str) -> Self {
        compositor.element(NodeKind::Said { words: plain(words) });
        Self { words: words.to_owned(), drawings: Vec::new() }
    }

    /// Draws the words along the diagonal of a page, rising to the right, to be below everything else.
    pub fn on(&mut self, compositor: &mut Compositor<'_>, page: &Page) -> Vec<PageItem> {
        let (width, height) = (page.width.0, page.height.0);
        let diagonal = Mm(width.hypot(height));
        let known = self.drawings.iter().find(|(length, _)| *length == diagonal);
        let drawing = match known {
            Some((_, drawing)) => Arc::clone(drawing),
            None => {
                let Some(drawing) = drawing(compositor, &self.words, diagonal) else {
                    return Vec::new();
                };
                self.drawings.push((diagonal, Arc::clone(&drawing)));
                drawing
            }
        };
        let placed = PlacedDrawing {
            drawing,
            x: page.width / 2.0,
            y: page.height / 2.0,
            degrees: -height.atan2(width).to_degrees(),
        };
        PageItem::aside(Aside::Watermark, [PageItem::Drawing(placed)])
    }
}

/// Returns the outlines of words about their middle.
fn drawing(compositor: &mut Compositor<'_>, words: &str, diagonal: Mm) -> Option<Arc<Drawing>> {
    let style = Style::new(Role::Hei, SIZE).color(GREY);
    let (line, _) = fitted_line(compositor, words, style, diagonal * LENGTH)?;
    let (above, below) = ink(compositor, &line.place(Mm::ZERO, Mm::ZERO));
    let items = line.place(-line.width() / 2.0, (above + below) / 2.0);
    Some(Arc::new(compositor.outlines(&items, GREY)))
}
