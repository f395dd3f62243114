//! A column: its edges and the room for its text.

use super::metrics::Metrics;
use crate::typeset::unit::Mm;

/// A column, or several joined into one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// Left edge.
    pub x: Mm,
    /// Width.
    pub width: Mm,
    /// Blank on either side of the text.
    pub padding: Mm,
    /// The place of the decimal points, from the left edge of the text; `None` if the column has no
    /// figures aligned on them, or no room.
    pub point: Option<Mm>,
}

impl Column {
    /// Makes a column at a place.
    pub fn new(x: Mm, width: Mm, metrics: &Metrics) -> Self {
        Self { x, width, padding: metrics.padding_in(width), point: None }
    }

    /// Returns the width of the text.
    pub fn inner(&self) -> Mm {
        self.width - self.padding * 2.0
    }
}
