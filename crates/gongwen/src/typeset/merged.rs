//! Cells of a table that reach over several strips, and what of them each page shows.

use super::page::PageItem;
use super::structure::NodeId;
use super::unit::Mm;
use crate::document::VerticalAlign;

/// Heights that differ by less are the same.
const EPSILON: Mm = Mm(0.01);

/// A merged cell. Its text stands in one block on every page that has room for all of it; else its
/// lines stand where each has its place in a strip, so that none is lost wherever a page ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// How many strips it reaches over, from the one that holds it.
    pub strips: usize,
    /// Its element.
    pub node: NodeId,
    /// Its lines.
    pub lines: Vec<MergedLine>,
    /// Distance of its lines.
    pub pitch: Mm,
    /// Blank above and below its text.
    pub padding: Mm,
    /// Where its text stands.
    pub valign: VerticalAlign,
}

/// A line of a merged cell.
#[derive(Debug, Clone, PartialEq)]
pub struct MergedLine {
    /// What stands in it, below its upper edge.
    pub items: Vec<PageItem>,
    /// The strip that has a place for it, from 0.
    pub strip: usize,
    /// Its upper edge in that strip.
    pub y: Mm,
}

impl Merged {
    /// The height that its text takes with the blank around it.
    pub fn height(&self) -> Mm {
        self.pitch * self.lines.len() as f64 + self.padding * 2.0
    }

    /// All its lines between two heights of a page.
    fn block(&self, top: Mm, bottom: Mm) -> Vec<PageItem> {
        let free = bottom - top - self.height();
        let above = match self.valign {
            VerticalAlign::Top => Mm::ZERO,
            VerticalAlign::Middle => free / 2.0,
            VerticalAlign::Bottom => free,
        };
        let first = top + self.padding + above;
        let lines = self.lines.iter().enumerate();
        lines
            .flat_map(|(i, line)| moved(&line.items, first + self.pitch * i as f64))
            .collect()
    }
}

fn moved(items: &[PageItem], dy: Mm) -> impl Iterator<Item = PageItem> {
    items
        .iter()
        .cloned()
        .map(move |item| item.moved(Mm::ZERO, dy))
}

/// The merged cells that a page has begun and not ended.
#[derive(Debug, Default)]
pub struct OpenCells(Vec<Open>);

#[derive(Debug)]
struct Open {
    cell: Merged,
    /// How many of its strips stand on pages.
    strips: usize,
    /// Upper edges of its strips on this page.
    tops: Vec<Mm>,
    shown: Shown,
}

/// What earlier pages showed of a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Shown {
    Nothing,
    /// Some of its lines, each in its place.
    Part,
    /// Its whole text.
    Whole,
}

impl OpenCells {
    /// Whether none is open.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Goes on with a strip between two heights of the page, in which `cells` begin. What ends with
    /// it is drawn.
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

    /// Ends the page at some height: what the cells show on it.
    pub fn cut(&mut self, bottom: Mm) -> Vec<PageItem> {
        self.0
            .iter_mut()
            .flat_map(|open| open.portion(bottom))
            .collect()
    }
}

impl Open {
    /// What the page shows. The text of a page before is repeated for the eye alone.
    fn portion(&mut self, bottom: Mm) -> Vec<PageItem> {
        let tops = std::mem::take(&mut self.tops);
        let Some(&top) = tops.first() else {
            return Vec::new();
        };
        let has_room = self.cell.height() <= bottom - top + EPSILON;
        match (self.shown, has_room) {
            (Shown::Nothing, true) => {
                self.shown = Shown::Whole;
                PageItem::tagged(self.cell.node, self.cell.block(top, bottom))
            }
            (Shown::Whole, true) => self.cell.block(top, bottom),
            (Shown::Whole, false) => Vec::new(),
            (Shown::Nothing | Shown::Part, _) => {
                self.shown = Shown::Part;
                let from = self.strips - tops.len();
                let lines = self.cell.lines.iter();
                let placed = lines.filter_map(|line| {
                    let top = tops.get(line.strip.checked_sub(from)?)?;
                    Some(moved(&line.items, *top + line.y))
                });
                PageItem::tagged(self.cell.node, placed.flatten().collect())
            }
        }
    }
}
