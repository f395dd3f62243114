//! Strips: the pieces that fill a page, from top to bottom.

use std::rc::Rc;

use super::merged::Merged;
use super::page::{Anchor, PageItem};
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
    /// The outline entry that leads here: level and words.
    pub outline: Option<(u8, String)>,
    /// The anchor whose links lead here.
    pub anchor: Option<Anchor>,
    /// Cells that begin here and reach over the strips below.
    pub merged: Vec<Merged>,
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
    /// Returns the strip without ties to the next one.
    #[must_use]
    pub fn alone(mut self) -> Self {
        self.keep_with_next = false;
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
