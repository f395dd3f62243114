//! What the annexes of the workbook share: the lines above their tables, filters, print.

use rust_xlsxwriter::{RowNum, Worksheet, XlsxError};

use crate::report::Bulletin;
use crate::workbook::page::Paper;
use crate::workbook::styles::{MARK_PT, NOTE_PT, TITLE_PT};
use crate::workbook::table::{Cell, Table};

/// What stands above every table.
pub(super) struct Head<'a> {
    /// 2018年一季度.
    pub period: String,
    /// Which day the figures are of, and what share of the year has gone by.
    pub state: String,
    /// What marks figures that are made up; may be empty.
    pub watermark: &'a str,
}

impl<'a> Head<'a> {
    /// The head of a bulletin's tables.
    pub(super) fn new(context: &Bulletin, watermark: &'a str) -> Self {
        let period = &context.period;
        Self {
            period: format!("{}年{}", context.year, period.name),
            state: format!("数据截至{}，序时进度{}%", period.cut_off, period.schedule),
            watermark: watermark.trim(),
        }
    }

    /// Writes the annex's mark, its title, and the state of its figures.
    pub(super) fn write(
        &self,
        table: &mut Table<'_>,
        mark: &str,
        title: &str,
    ) -> Result<(), XlsxError> {
        let styles = table.styles;
        if !mark.is_empty() {
            table.across(mark, &styles.mark, MARK_PT)?;
        }
        table.across(&format!("{}{title}", self.period), &styles.title, TITLE_PT)?;
        table.across(&self.note(), &styles.note, NOTE_PT)
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
            // In headers & begins a code.
            let words = self.watermark.replace('&', "&&");
            sheet.set_header(format!("&R&\"黑体,Regular\"&10{words}"));
        }
    }
}

/// Ends a table that can be filtered: one page wide, its header repeated and always in sight.
///
/// Gives its first and last row; a table without rows gets an empty one.
pub(super) fn finish(
    table: &mut Table<'_>,
    header: RowNum,
    head: &Head<'_>,
) -> Result<(RowNum, RowNum), XlsxError> {
    let (first, last_col) = (header + 1, table.last_col());
    if table.next_row() == first {
        let blank = vec![Cell::text(""); usize::from(last_col) + 1];
        table.row(&blank)?;
    }
    let last = table.next_row() - 1;
    table.sheet.autofilter(header, 0, last, last_col)?;
    table.sheet.set_freeze_panes(first, 0)?;
    head.set_up(table.sheet);
    table
        .sheet
        .set_print_fit_to_pages(1, 0)
        .set_repeat_rows(header, header)?;
    Ok((first, last))
}
