//! Table cells that reach over several strips, and the part of them that each page shows.

use super::page::{Aside, PageItem};
use super::unit::Mm;
use crate::document::VerticalAlign;

/// Tolerance for comparing heights.
pub const EPSILON: Mm = Mm(0.01);

/// A merged cell. Its text is printed as one block on every page that has room for all of it; otherwise
/// each line is printed at its place in a strip, so that none is lost wherever a page ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The number of strips that it covers, from the one that holds it.
    pub strips: usize,
    /// Its lines, as the content of their elements.
    pub lines: Vec<MergedLine>,
    /// Distance between its lines.
    pub pitch: Mm,
    /// Blank above and below its text.
    pub padding: Mm,
    /// The vertical alignment of its text.
    pub valign: VerticalAlign,
    /// True if a page repeats the text that an earlier one shows.
    pub repeats: bool,
}

/// A line of a merged cell.
#[derive(Debug, Clone, PartialEq)]
pub struct MergedLine {
    /// The items of the line, relative to its upper edge.
    pub items: Vec<PageItem>,
    /// The strip in which the line has its place, from 0.
    pub strip: usize,
    /// The line's upper edge in that strip.
    pub y: Mm,
}

impl Merged {
    /// Returns the height of the text with the blank around it.
    pub fn height(&self) -> Mm {
        self.pitch * self.lines.len() as f64 + self.padding * 2.0
    }

    /// Returns all lines between two heights of a page.
    fn block(&self, top: Mm, bottom: Mm) -> Vec<PageItem> {
        let free = bottom - top - self.height();
        let first = top + self.padding + above(self.valign, free);
        let lines = self.lines.iter().enumerate();
        lines.flat_map(|(i, line)| moved(&line.items, first + self.pitch * i as f64)).collect()
    }
}

/// Returns the blank above a text that has `free` blank above and below together.
pub fn above(valign: VerticalAlign, free: Mm) -> Mm {
    match valign {
        VerticalAlign::Top => Mm::ZERO,
        VerticalAlign::Middle => free / 2.0,
        VerticalAlign::Bottom => free,
    }
}

fn moved(items: &[PageItem], dy: Mm) -> impl Iterator<Item = PageItem> {
    items.iter().cloned().map(move |item| item.moved(Mm::ZERO, dy))
}

/// The merged cells begun and not yet ended on a page.
#[derive(Debug, Clone, Default)]
pub struct OpenCells(Vec<Open>);

#[derive(Debug, Clone)]
struct Open {
    cell: Merged,
    /// The number of its strips already on pages.
    strips: usize,
    /// The upper edges of its strips on this page.
    tops: Vec<Mm>,
    shown: Shown,
}

/// The part of a cell shown on earlier pages.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Shown {
    Nothing,
    /// Some of its lines, each in its place.
    Part,
    /// Its whole text.
    Whole,
}

impl OpenCells {
    /// Returns whether no cell is open.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Continues with a strip between two heights of the page, in which `cells` begin, and draws the
    /// cells that end with it.
    pub fn strip(&mut self, cells: Vec<Merged>, top: Mm, bottom: Mm) -> Vec<PageItem> {
        self.0.extend(cells.into_iter().map(|cell| Open {
            cell,
            strips: 0,
            tops: Vec::new(),
            shown: Shown::Nothing,
        }));
        let mut items = Vec::new();
        self.0.retain_mut(|open| {
            open.tops.push(top);
            open.strips += 1;
            let goes_on = open.strips < open.cell.strips;
            if !goes_on {
                items.extend(open.portion(bottom));
            }
            goes_on
        });
        items
    }

    /// Ends the page at some height and returns the content of the cells on it.
    pub fn cut(&mut self, bottom: Mm) -> Vec<PageItem> {
        self.0.iter_mut().flat_map(|open| open.portion(bottom)).collect()
    }
}

impl Open {
    /// Returns the cell's content for the page. Text already shown on an earlier page is repeated
    /// outside the document's structure.
    fn portion(&mut self, bottom: Mm) -> Vec<PageItem> {
        let tops = std::mem::take(&mut self.tops);
        let Some(&top) = tops.first() else {
            return Vec::new();
        };
        let has_room = self.cell.height() <= bottom - top + EPSILON;
        match (self.shown, has_room) {
            (Shown::Nothing, true) => {
                self.shown = Shown::Whole;
                self.cell.block(top, bottom)
            }
            (Shown::Whole, true) if self.cell.repeats => {
                PageItem::aside(Aside::Header, self.cell.block(top, bottom))
            }
            (Shown::Whole, _) => Vec::new(),
            (Shown::Nothing | Shown::Part, _) => {
                self.shown = Shown::Part;
                let from = self.strips - tops.len();
                let lines = self.cell.lines.iter();
                let placed = lines.filter_map(|line| {
                    let top = tops.get(line.strip.checked_sub(from)?)?;
                    Some(moved(&line.items, *top + line.y))
                });
                placed.flatten().collect()
            }
        }
    }
}
