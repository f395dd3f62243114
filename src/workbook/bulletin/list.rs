//! The place where a sheet lists items, so that other sheets can count them, and a column for each lead leader beside it.

use rust_xlsxwriter::utility::{
    row_col_to_cell, row_col_to_cell_absolute, worksheet_range_absolute,
};
use rust_xlsxwriter::{ColNum, RowNum, XlsxError};

use crate::report::bulletin::StatusBar;
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::{Header, Sparse};
use crate::workbook::table::Table;

/// The width of a column of marks, in pixels.
const MARK_WIDTH: u32 = 62;
/// The number of leaders whose items are marked; others are counted without a formula.
const MARKED: ColNum = 100;

/// The rows of a sheet's items, and the columns that are counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct ItemList<'a> {
    /// The worksheet's name.
    pub sheet: &'a str,
    /// First and last row; of an empty list, an empty row.
    pub rows: (RowNum, RowNum),
    /// The column of the statuses that count.
    pub status: ColNum,
    /// The column of the lead leaders, one per line.
    pub leaders: ColNum,
    /// The last column of the table, before those of the leaders' marks.
    pub last_col: ColNum,
}

impl ItemList<'_> {
    /// Returns the formula for the number of items that have the status in `cell`.
    pub(super) fn count(&self, cell: &str) -> String {
        format!("COUNTIF({},{cell})", self.range(self.status))
    }

    /// Returns the formula for the number of items that have the status in `cell` and are led by a leader, given by his
    /// or her place among those of the overview; `None` where the leader has no marks.
    pub(super) fn count_led(&self, leader: usize, cell: &str) -> Option<String> {
        let marks = self.range(self.marks(leader)?);
        Some(format!("COUNTIFS({marks},1,{},{cell})", self.range(self.status)))
    }

    /// Marks the items of each leader in columns to the right of the table, which are not printed: 1 where the leader's
    /// name is one of the lines of the item's cell. `items` gives the leaders of each item, with its row.
    ///
    /// Line breaks around both keep a name from being found inside another; FIND knows no wildcards.
    pub(super) fn write_marks<R: ?Sized>(
        &self,
        table: &mut Table<'_, R>,
        leaders: &[StatusBar],
        items: &[(RowNum, &[String])],
    ) -> Result<(), XlsxError> {
        let header = table.header_row();
        let (last_row, mut last_col) = (table.next_row().max(1) - 1, table.last_col());
        table.sheet.set_print_area(0, 0, last_row, last_col)?;
        for (place, leader) in leaders.iter().enumerate() {
            let Some(col) = self.marks(place) else { break };
            last_col = col;
            table.sheet.set_column_width_pixels(col, MARK_WIDTH)?;
            table.fill((header, col), &Cell::text(&leader.label).formatted(Header))?;
            let label = row_col_to_cell_absolute(header, col);
            for &(row, names) in items {
                let cell = row_col_to_cell(row, self.leaders);
                let found = format!("FIND(CHAR(10)&{label}&CHAR(10),CHAR(10)&{cell}&CHAR(10))");
                let leads = usize::from(names.contains(&leader.label));
                let mark = Cell::formula(format!("=IF(ISNUMBER({found}),1,0)"), leads);
                table.fill((row, col), &mark.formatted(Sparse))?;
            }
        }
        table.sheet.autofilter(header, 0, self.rows.1, last_col)?;
        Ok(())
    }

    /// Returns the column of a leader's marks; `None` for one beyond those that are marked.
    fn marks(&self, leader: usize) -> Option<ColNum> {
        let place = ColNum::try_from(leader).ok().filter(|&place| place < MARKED)?;
        Some(self.last_col + 1 + place)
    }

    fn range(&self, col: ColNum) -> String {
        worksheet_range_absolute(self.sheet, self.rows.0, col, self.rows.1, col)
    }
}
