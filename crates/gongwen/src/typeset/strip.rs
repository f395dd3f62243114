//! Strips: what a page is filled with, from top to bottom.

use std::rc::Rc;

use super::merged::Merged;
use super::page::{Anchor, PageItem};
use super::structure::NodeId;
use super::unit::Mm;

/// A full-width piece of a document that is never divided: a line of text, a row of a table, blank
/// rows. Positions of its items are relative to the strip's upper edge and to the page's left edge.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Strip {
    /// Its height.
    pub height: Mm,
    /// What stands in it.
    pub items: Vec<PageItem>,
    /// What it is to the page breaker.
    pub kind: StripKind,
    /// Whether the next strip has to stand on the same page.
    pub keep_with_next: bool,
    /// The outline entry that leads here: level and words.
    pub outline: Option<(u8, String)>,
    /// The anchor whose links lead here.
    pub anchor: Option<Anchor>,
    /// Cells that begin here and reach over the strips below.
    pub merged: Vec<Merged>,
}

/// What a strip is to the page breaker.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum StripKind {
    /// A row of the text grid; begins on the grid.
    #[default]
    Text,
    /// Blank rows, which vanish at the top of a page.
    Blank,
    /// Something that needs no grid: a line of a title.
    Free,
    /// The head of a table.
    TableHead,
    /// A row of a table, with what a page that it begins needs.
    TableRow(Rc<Repeat>),
}

/// What the pages of a table have in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Repeat {
    /// The table.
    pub table: NodeId,
    /// What stands above the first row of a page that the table goes on to.
    pub head: Strip,
    /// What closes the rows of a page that the table does not end on, relative to their lower edge.
    pub foot: Vec<PageItem>,
    /// Whether rows close themselves, so that only merged cells need the foot.
    pub closed: bool,
}

impl Strip {
    /// The same without ties to the next one.
    #[must_use]
    pub fn alone(mut self) -> Self {
        self.keep_with_next = false;
        self
    }

    /// A row that keeps its place also at the top of a page, for something to be added by hand.
    pub fn empty_row(height: Mm) -> Self {
        Self {
            height,
            ..Self::default()
        }
    }

    /// Blank of `height`.
    pub fn blank(height: Mm) -> Self {
        Self {
            height,
            kind: StripKind::Blank,
            ..Self::default()
        }
    }
}
