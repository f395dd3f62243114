//! A column: its edges, and how much of it the text takes.

use super::metrics::Metrics;
use crate::typeset::unit::Mm;

/// A column, or several in one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// Its left edge.
    pub x: Mm,
    /// Its width.
    pub width: Mm,
    /// Blank on either side of its text.
    pub padding: Mm,
    /// Where its decimal points stand, from the left edge of its text; `None` where it has no figures
    /// that stand on them, or no room.
    pub point: Option<Mm>,
}

impl Column {
    /// A column of some place.
    pub fn new(x: Mm, width: Mm, metrics: &Metrics) -> Self {
        Self {
            x,
            width,
            padding: metrics.padding_in(width),
            point: None,
        }
    }

    /// Width of its text.
    pub fn inner(&self) -> Mm {
        self.width - self.padding * 2.0
    }
}
