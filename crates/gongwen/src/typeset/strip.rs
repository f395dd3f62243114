//! Strips: the pieces that fill a page, from top to bottom.

use std::rc::Rc;

use super::merged::Merged;
use super::note_reference::Footnote;
use super::page::{Anchor, Area, PageItem, Rule};
use super::structure::NodeId;
use super::unit::Mm;

/// A full-width piece of a document that is never divided: a line of text, a row of a table, blank rows.
/// The positions of its items are relative to the strip's upper edge and to the page's left edge.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Strip {
    /// The height.
    pub height: Mm,
    /// The items.
    pub items: Vec<PageItem>,
    /// The role for the page breaker.
    pub kind: StripKind,
    /// True if the next strip has to be on the same page.
    pub keep_with_next: bool,
    /// True if the next strip only has to be on the same page so that a last page has more than one row of a table.
    pub fills_end: bool,
    /// True if the page may nevertheless end here rather than leave much of it blank: inside a tall row of a table.
    pub divisible: bool,
    /// True if text after it may come before it, where it does not fit what is left of a page: a figure.
    pub floats: bool,
    /// The items of a row of a table that is made taller, in their order.
    pub stretch: Vec<Stretch>,
    /// The outline entry that leads here: level and words.
    pub outline: Option<(u8, String)>,
    /// The anchor whose links lead here.
    pub anchor: Option<Anchor>,
    /// Cells that begin here and reach over the strips below.
    pub merged: Vec<Merged>,
    /// The notes to which it refers, at the foot of its page.
    pub notes: Vec<Rc<Footnote>>,
}

/// The change of an item when its row is made taller.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Stretch {
    /// It moves down by a share of the addition.
    Moves(f64),
    /// It grows with the row.
    Grows,
}

/// The role of a strip for the page breaker.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum StripKind {
    /// A row of the text grid; begins on the grid.
    #[default]
    Text,
    /// Blank rows, which vanish at the top of a page.
    Blank,
    /// A piece off the grid: a line of a title.
    Free,
    /// The head of a table.
    TableHead,
    /// A row of a table, with the content to repeat on a page that it begins.
    TableRow(Rc<Repeat>),
}

/// The common content of the pages of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Repeat {
    /// The table.
    pub table: NodeId,
    /// The strip above the first row of a page that the table continues on.
    pub head: Strip,
    /// The items that close the rows of a page on which the table does not end, relative to their lower
    /// edge.
    pub foot: Vec<PageItem>,
    /// True if rows close themselves, so that only merged cells need the foot.
    pub closed: bool,
}

impl Strip {
    /// Returns the strip made taller. Items without an entry lie on its lower edge.
    #[must_use]
    pub fn taller(mut self, addition: Mm) -> Self {
        let changes = self.stretch.iter().copied().chain(std::iter::repeat(Stretch::Moves(1.0)));
        let items = self.items.into_iter().zip(changes);
        let items = items.map(|(item, change)| match (change, item) {
            (Stretch::Moves(share), item) => item.moved(Mm::ZERO, addition * share),
            (Stretch::Grows, PageItem::Rule(rule)) => {
                PageItem::Rule(Rule { height: rule.height + addition, ..rule })
            }
            (Stretch::Grows, PageItem::Area(area)) => {
                PageItem::Area(Area { height: area.height + addition, ..area })
            }
            (Stretch::Grows, item) => item,
        });
        self.items = items.collect();
        self.height += addition;
        self
    }

    /// Returns the strip without ties to the next one.
    #[must_use]
    pub fn alone(mut self) -> Self {
        self.keep_with_next = false;
        self
    }

    /// Returns the strip without a tie that only fills a last page.
    #[must_use]
    pub fn with_filled_end(mut self) -> Self {
        self.keep_with_next &= !self.fills_end;
        self
    }

    /// Returns a row that keeps its place even at the top of a page, for an addition by hand.
    pub fn empty_row(height: Mm) -> Self {
        Self { height, ..Self::default() }
    }

    /// Returns a piece off the grid.
    pub fn free(height: Mm, items: Vec<PageItem>) -> Self {
        Self { height, items, kind: StripKind::Free, ..Self::default() }
    }

    /// Returns a blank of `height`.
    pub fn blank(height: Mm) -> Self {
        Self { height, kind: StripKind::Blank, ..Self::default() }
    }
}
