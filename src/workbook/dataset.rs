//! A data sheet: one table without merged cells, to filter, sort and look things up in, with a name
//! for each of its columns (指标_目标值) that formulas use.

use rust_xlsxwriter::utility::worksheet_range_absolute;
use rust_xlsxwriter::{ColNum, RowNum, TableColumn, TableStyle, Worksheet, XlsxError};

use super::home::write_back;
use super::page::set_up_table;
use super::styles::{Styles, TITLE_PT};
use super::table::{Cell, Column, Table};

/// A data sheet's table, as it was written.
#[derive(Debug, Clone)]
pub(super) struct Dataset {
    /// The worksheet's name.
    sheet: &'static str,
    /// What the names of its columns begin with.
    prefix: &'static str,
    /// The titles of its columns.
    titles: Vec<String>,
    /// First and last row; of an empty table, an empty row.
    rows: (RowNum, RowNum),
}

impl Dataset {
    /// Begins a data sheet: its title and its header. Gives the table, and the header's row.
    ///
    /// The titles of `columns` become parts of names: they are all different, and without blanks,
    /// brackets or line breaks.
    pub(super) fn begin<'a>(
        sheet: &'a mut Worksheet,
        columns: Vec<Column>,
        title: &str,
        styles: &'a Styles,
    ) -> Result<(Table<'a>, RowNum), XlsxError> {
        let mut table = Table::new(sheet, columns, 0, styles)?;
        table.across(title, &styles.title, TITLE_PT)?;
        let header = table.header()?;
        Ok((table, header))
    }

    /// Ends it: makes Excel's table of what was written below the header, called `prefix` with 表 behind.
    pub(super) fn end(
        table: &mut Table<'_>,
        header: RowNum,
        sheet: &'static str,
        prefix: &'static str,
    ) -> Result<Self, XlsxError> {
        let (first, last_col) = (header + 1, table.last_col());
        let titles: Vec<String> = table.titles().map(str::to_owned).collect();
        if table.next_row() == first {
            table.row(&vec![Cell::text(""); titles.len()])?;
        }
        let rows = (first, table.next_row() - 1);
        let format = &table.styles.header;
        let columns: Vec<_> = titles
            .iter()
            .map(|title| {
                TableColumn::new()
                    .set_header(title)
                    .set_header_format(format)
            })
            .collect();
        let excel = rust_xlsxwriter::Table::new()
            .set_name(format!("{prefix}表"))
            .set_style(TableStyle::Light1)
            .set_banded_rows(false)
            .set_columns(&columns);
        table.sheet.add_table(header, 0, rows.1, last_col, &excel)?;
        table.sheet.set_freeze_panes(first, 1)?;
        set_up_table(table.sheet, header)?;
        write_back(table)?;
        Ok(Self {
            sheet,
            prefix,
            titles,
            rows,
        })
    }

    /// The name of the range of the column with `title`.
    pub(super) fn column(&self, title: &str) -> String {
        column_name(self.prefix, title)
    }

    /// The names of all columns, with the ranges that they stand for.
    pub(super) fn names(&self) -> impl Iterator<Item = (String, String)> + '_ {
        (0..).zip(&self.titles).map(|(col, title)| {
            let range = self.range(col);
            (self.column(title), format!("={range}"))
        })
    }

    fn range(&self, col: ColNum) -> String {
        worksheet_range_absolute(self.sheet, self.rows.0, col, self.rows.1, col)
    }
}

/// What the range of a column is called.
pub(super) fn column_name(prefix: &str, title: &str) -> String {
    format!("{prefix}_{title}")
}
