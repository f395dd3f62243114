//! The measures of a table, which grow with its type size.

use crate::typeset::font::Role;
use crate::typeset::standard::{SIZE_5, TABLE_PADDING, TABLE_PADDING_V, TABLE_PITCH};
use crate::typeset::text::Style;
use crate::typeset::unit::{Mm, Pt};

/// The least blank on either side of the text of a narrow column (C).
pub const LEAST_PADDING: Mm = Mm(0.3);

/// The share of the usual blank in the cells of a dense table.
const DENSE: f64 = 0.5;
/// The share of the usual distance between lines.
const DENSE_PITCH: f64 = 0.9;

/// The measures of a table.
#[derive(Debug, Clone, Copy)]
pub struct Metrics {
    /// Size of the type.
    pub size: Pt,
    /// Distance between lines.
    pub pitch: Mm,
    /// Blank above and below a cell's text.
    pub padding_v: Mm,
    /// Blank on either side of a cell's text, where there is room for it.
    pub padding: Mm,
    /// The size of figures as a share of the type size, so that the widest one fits its column.
    pub figures: f64,
}

impl Metrics {
    /// Returns the measures for a type size.
    pub fn new(size: Pt) -> Self {
        let scale = size.0 / SIZE_5.0;
        Self {
            size,
            pitch: TABLE_PITCH * scale,
            padding_v: TABLE_PADDING_V * scale,
            padding: TABLE_PADDING * scale,
            figures: 1.0,
        }
    }

    /// Returns the measures with little blank around the text of cells.
    #[must_use]
    pub fn dense(self) -> Self {
        Self {
            pitch: self.pitch * DENSE_PITCH,
            padding_v: self.padding_v * DENSE,
            padding: self.padding * DENSE,
            ..self
        }
    }

    /// Returns the style of the table's text in a face.
    pub fn style(&self, role: Role) -> Style {
        Style::new(role, self.size)
    }

    /// Returns the width of a character.
    pub fn em(&self) -> Mm {
        self.size.to_mm()
    }

    /// Returns the width of a column that holds one character between the least blanks.
    pub fn least_width(&self) -> Mm {
        self.em() + LEAST_PADDING * 2.0
    }

    /// Returns the blank on either side of the text of a column. A narrow column gives up blank before
    /// its characters have to be made smaller.
    pub fn padding_in(&self, width: Mm) -> Mm {
        let spare = (width - self.em()) / 2.0;
        self.padding.min(spare.max(LEAST_PADDING)).min(width / 4.0)
    }

    /// Returns the height of a row with `lines` lines.
    pub fn height(&self, lines: usize) -> Mm {
        self.pitch * lines.max(1) as f64 + self.padding_v * 2.0
    }

    /// Returns the number of lines in a row of at most this height; at least one.
    pub fn lines_in(&self, room: Mm) -> usize {
        (((room - self.padding_v * 2.0) / self.pitch + 1e-6) as usize).max(1)
    }
}
