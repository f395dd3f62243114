//! The sheet and its type area, portrait or turned.

use super::standard;
use super::unit::Mm;

/// A sheet and the type area on it (5.1, 5.2.1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// Width of the sheet.
    pub sheet_width: Mm,
    /// Height of the sheet.
    pub sheet_height: Mm,
    /// Left edge of the type area.
    pub left: Mm,
    /// Upper edge of the type area.
    pub top: Mm,
    /// Width of the type area.
    pub width: Mm,
    /// Height of the type area.
    pub height: Mm,
}

impl Frame {
    /// An ordinary page.
    pub const UPRIGHT: Self = Self {
        sheet_width: standard::SHEET_WIDTH,
        sheet_height: standard::SHEET_HEIGHT,
        left: standard::AREA_LEFT,
        top: standard::AREA_TOP,
        width: standard::AREA_WIDTH,
        height: standard::AREA_HEIGHT,
    };

    /// A page for a landscape table (clause 8): the same sheet, turned so that its left edge is at the
    /// top, on odd and even pages alike.
    pub const TURNED: Self = Self {
        sheet_width: standard::SHEET_HEIGHT,
        sheet_height: standard::SHEET_WIDTH,
        left: Mm(standard::SHEET_HEIGHT.0 - standard::AREA_BOTTOM.0),
        top: standard::AREA_LEFT,
        width: standard::AREA_HEIGHT,
        height: standard::AREA_WIDTH,
    };

    /// Returns the right edge of the type area.
    pub fn right(&self) -> Mm {
        self.left + self.width
    }

    /// Returns the lower edge of the type area.
    pub fn bottom(&self) -> Mm {
        self.top + self.height
    }
}
