//! The places of items in the annex CSV, for problems that are found later.

use super::{Changed, Column};
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
    /// Notes that a column has its content from `place`.
    pub(super) fn change(&mut self, changed: Changed, place: &Place) {
        let cell = match changed {
            Changed::Names(Column::Leaders) => &mut self.columns[0],
            Changed::Names(Column::Lead) => &mut self.columns[1],
            Changed::Names(Column::Support) => &mut self.columns[2],
            Changed::Names(Column::Implement) => &mut self.columns[3],
            Changed::Targets => &mut self.targets,
            Changed::Deadline => &mut self.deadline,
            Changed::Item => return,
        };
        cell.clone_from(place);
    }

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
