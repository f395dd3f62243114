//! The common parts of the annexes of the workbook: the lines above their tables, filters, print.

use rust_xlsxwriter::{RowNum, Worksheet, XlsxError};

use crate::report::Bulletin;
use crate::status::Stage;
use crate::workbook::page::{Paper, mark, set_up_table};
use crate::workbook::styles::Styles;
use crate::workbook::table::Table;

/// A bulletin, with the formats of its workbook and the lines above every table.
pub(super) struct Head<'a> {
    pub context: &'a Bulletin,
    pub styles: &'a Styles,
    /// 2018年一季度.
    pub period: String,
    /// The day of the figures, and the share of the year that has passed.
    pub state: String,
    /// The mark of figures that are made up; may be empty.
    pub watermark: &'a str,
}

impl<'a> Head<'a> {
    /// Returns the head of a bulletin's tables.
    pub(super) fn new(context: &'a Bulletin, styles: &'a Styles, watermark: &'a str) -> Self {
        let period = &context.period;
        Self {
            context,
            styles,
            period: match context.stage {
                Stage::UnderWay => format!("{}年{}", context.year, period.name),
                Stage::YearEnd => format!("{}年", context.year),
            },
            state: match context.stage {
                Stage::UnderWay => {
                    format!("数据截至{}，序时进度{}%", period.cut_off, period.schedule)
                }
                Stage::YearEnd => format!("数据截至{}", period.cut_off),
            },
            watermark: watermark.trim(),
        }
    }

    /// Writes the annex's mark, its title, and the state of its figures.
    pub(super) fn write<R: ?Sized>(
        &self,
        table: &mut Table<'_, R>,
        mark: &str,
        title: &str,
    ) -> Result<(), XlsxError> {
        if !mark.is_empty() {
            table.mark(mark)?;
        }
        table.title(&format!("{}{title}", self.period))?;
        table.note(&self.note())
    }

    fn note(&self) -> String {
        match self.watermark {
            "" => self.state.clone(),
            words => format!("{words}　　{}", self.state),
        }
    }

    /// Paper, page numbers, and the words that mark made-up figures on every page.
    pub(super) fn set_up(&self, sheet: &mut Worksheet) {
        Paper::A4.set_up(sheet);
        if !self.watermark.is_empty() {
            mark(sheet, self.watermark);
        }
    }
}

/// Ends a table that can be filtered: one page wide, with its header repeated and always visible.
///
/// Returns its first and last row; a table without rows gets an empty one.
pub(super) fn finish<R: ?Sized>(
    table: &mut Table<'_, R>,
    head: &Head<'_>,
) -> Result<(RowNum, RowNum), XlsxError> {
    let (header, last_col) = (table.header_row(), table.last_col());
    if table.next_row() == header + 1 {
        table.blank_row()?;
    }
    let rows = table.rows();
    table.sheet.autofilter(header, 0, rows.1, last_col)?;
    set_up_table(table, 0)?;
    head.set_up(table.sheet);
    Ok(rows)
}
