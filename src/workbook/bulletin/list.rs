//! The place where a sheet lists items, so that other sheets can count them.

use rust_xlsxwriter::utility::worksheet_range_absolute;
use rust_xlsxwriter::{ColNum, RowNum};

/// The rows of a sheet's items, and the columns that are counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct ItemList {
    /// The worksheet's name.
    pub sheet: &'static str,
    /// First and last row; of an empty list, an empty row.
    pub rows: (RowNum, RowNum),
    /// The column of the statuses that count.
    pub status: ColNum,
    /// The column of the lead leaders, one per line.
    pub leaders: ColNum,
}

impl ItemList {
    /// Returns the formula for the number of items that have the status in `cell`.
    pub(super) fn count(&self, cell: &str) -> String {
        format!("COUNTIF({},{cell})", self.range(self.status))
    }

    /// Returns the formula for the number of items of the leader named in one cell that have the status in
    /// another.
    ///
    /// Line breaks around both keep a name from being found inside another; FIND knows no wildcards.
    pub(super) fn count_led(&self, leader: &str, status: &str) -> String {
        let (leaders, statuses) = (self.range(self.leaders), self.range(self.status));
        let found = format!("FIND(CHAR(10)&{leader}&CHAR(10),CHAR(10)&{leaders}&CHAR(10))");
        format!("SUMPRODUCT(ISNUMBER({found})*({statuses}={status}))")
    }

    fn range(&self, col: ColNum) -> String {
        worksheet_range_absolute(self.sheet, self.rows.0, col, self.rows.1, col)
    }
}
