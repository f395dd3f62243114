//! The places of items in the annex CSV, for problems that are found later.

use super::Column;
use crate::diagnostic::Place;

/// The places of an item and its cells in the user's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemPlaces {
    /// The item's text.
    pub text: Place,
    /// The cells that name people and units, in the order of [`Column::ALL`].
    pub columns: [Place; 4],
    /// The targets.
    pub targets: Place,
    /// 完成时限; the end of the row where the file has no such column.
    pub deadline: Place,
}

impl ItemPlaces {
    /// The cell in `column`.
    pub fn column(&self, column: Column) -> &Place {
        match column {
            Column::Leaders => &self.columns[0],
            Column::Lead => &self.columns[1],
            Column::Support => &self.columns[2],
            Column::Implement => &self.columns[3],
        }
    }
}
