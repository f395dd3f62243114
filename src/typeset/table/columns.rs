//! Columns: their edges, and how much of them the text takes.

use crate::document::Table;
use crate::typeset::frame::Frame;
use crate::typeset::standard::{SIZE_5, TABLE_PADDING};
use crate::typeset::unit::Mm;

/// Blank that stays on either side of the text of a narrow column (C).
const LEAST_PADDING: Mm = Mm(0.3);
/// A column that holds a character between the least blanks.
const LEAST_WIDTH: Mm = Mm(SIZE_5.to_mm().0 + LEAST_PADDING.0 * 2.0);

/// A column, or several in one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// Its left edge.
    pub x: Mm,
    /// Its width.
    pub width: Mm,
    /// Blank on either side of its text.
    pub padding: Mm,
}

impl Column {
    /// The whole width of the type area.
    pub fn across(frame: Frame) -> Self {
        Self::new(frame.left, frame.width)
    }

    fn new(x: Mm, width: Mm) -> Self {
        // A narrow column gives up blank before its characters have to be made smaller.
        let spare = (width - SIZE_5.to_mm()) / 2.0;
        let padding = TABLE_PADDING.min(spare.max(LEAST_PADDING)).min(width / 4.0);
        Self { x, width, padding }
    }

    /// Width of its text.
    pub fn inner(&self) -> Mm {
        self.width - self.padding * 2.0
    }
}

/// The columns of a table over the width of the type area, and the positions of those that had no
/// room for a character at their share of it. These get the room from the others as long as there
/// is any; all columns are equally narrow when there is none.
pub fn columns(table: &Table, frame: Frame) -> (Vec<Column>, Vec<usize>) {
    let widest = table.columns.iter().map(|c| c.width).fold(0.0, f64::max);
    // Shares are divided by the widest first, so that no sum of them is infinite.
    let shares: Vec<f64> = table.columns.iter().map(|c| c.width / widest).collect();
    let least = LEAST_WIDTH.min(frame.width / shares.len().max(1) as f64);
    let mut narrow = vec![false; shares.len()];
    let unit = loop {
        let free = narrow.iter().filter(|narrow| !**narrow).count();
        let room = frame.width - least * (shares.len() - free) as f64;
        let sum: f64 = wide(&shares, &narrow).sum();
        let unit = room / sum;
        let before = free;
        for (share, narrow) in shares.iter().zip(&mut narrow) {
            *narrow |= unit * *share < least;
        }
        if narrow.iter().filter(|narrow| !**narrow).count() == before {
            break unit;
        }
    };
    let mut x = frame.left;
    let columns = shares
        .iter()
        .zip(&narrow)
        .map(|(&share, &narrow)| {
            let width = if narrow { least } else { unit * share };
            let column = Column::new(x, width);
            x += width;
            column
        })
        .collect();
    let tight = (0..shares.len()).filter(|&i| narrow[i] || least < LEAST_WIDTH);
    (columns, tight.collect())
}

/// The shares of the columns that are wide enough.
fn wide<'a>(shares: &'a [f64], narrow: &'a [bool]) -> impl Iterator<Item = f64> + 'a {
    let both = shares.iter().zip(narrow);
    both.filter(|(_, narrow)| !**narrow)
        .map(|(share, _)| *share)
}
