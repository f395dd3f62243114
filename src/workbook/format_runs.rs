//! Formats that are set once the cells of a table are there, for runs of cells below each other.
//!
//! rust_xlsxwriter looks each format up by all its properties, which costs more than writing the cell; for a range it does
//! so once.

use std::collections::BTreeMap;

use rust_xlsxwriter::{ColNum, Format, RowNum, Worksheet, XlsxError};

/// The cells whose formats are still to be set, by column.
#[derive(Debug, Default)]
pub(super) struct FormatRuns {
    columns: BTreeMap<ColNum, Vec<Run>>,
}

/// Cells below each other with the same format.
#[derive(Debug)]
struct Run {
    /// The number of the format.
    format: usize,
    first: RowNum,
    last: RowNum,
}

impl FormatRuns {
    /// Adds a cell with the format of a number. The cells of a column come from above to below.
    pub(super) fn add(&mut self, (row, col): (RowNum, ColNum), format: usize) {
        let runs = self.columns.entry(col).or_default();
        match runs.last_mut() {
            Some(run) if run.format == format && row == run.last + 1 => run.last = row,
            _ => runs.push(Run { format, first: row, last: row }),
        }
    }

    /// Sets the formats; `of` gives the format of a number in a column.
    pub(super) fn set<'f>(
        self,
        sheet: &mut Worksheet,
        of: impl Fn(ColNum, usize) -> Option<&'f Format>,
    ) -> Result<(), XlsxError> {
        for (col, runs) in self.columns {
            for Run { format, first, last } in runs {
                if let Some(format) = of(col, format) {
                    sheet.set_range_format(first, col, last, col, format)?;
                }
            }
        }
        Ok(())
    }
}
