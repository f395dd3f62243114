//! The common parts of the annexes of the workbook: the lines above their tables, filters, print.

use rust_xlsxwriter::{RowNum, Worksheet, XlsxError};

use super::words::BulletinWords;
use crate::report::Bulletin;
use crate::workbook::page::{Paper, mark, set_up_table};
use crate::workbook::styles::Styles;
use crate::workbook::table::Table;

/// A bulletin, with the formats and the words of its workbook.
pub(super) struct Head<'a> {
    pub context: &'a Bulletin,
    pub styles: &'a Styles,
    pub words: &'a BulletinWords,
    /// The mark of figures that are made up; may be empty.
    pub watermark: &'a str,
}

impl Head<'_> {
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
        table.title(title)?;
        table.note(&self.note())
    }

    fn note(&self) -> String {
        match self.watermark {
            "" => self.words.state.to_string(),
            words => format!("{words}　　{}", self.words.state),
        }
    }

    /// Paper, page numbers, and the words that mark made-up figures on every page.
    pub(super) fn set_up(&self, sheet: &mut Worksheet) {
        Paper::A4.set_up(sheet, self.styles);
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
