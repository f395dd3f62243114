//! A data sheet: one table without merged cells, to filter, sort and look things up in, with a name
//! for each of its columns (指标_目标值) that formulas use.

use std::fmt;

use rust_xlsxwriter::utility::worksheet_range_absolute;
use rust_xlsxwriter::{ColNum, TableColumn, TableStyle, Worksheet, XlsxError};

use super::home::write_back;
use super::page::set_up_table;
use super::statuses;
use super::styles::{Styles, of_column};
use super::table::{Columns, Table};
use crate::status::Stage;

/// A column of a data sheet that formulas refer to; shows as the name of its range.
#[derive(Debug, Clone, Copy)]
pub(super) struct DataColumn {
    /// The beginning of the names of all columns of its table.
    prefix: &'static str,
    /// Its title.
    pub title: &'static str,
}

impl DataColumn {
    /// Returns a column of the table whose columns' names begin with `prefix`.
    pub(super) const fn new(prefix: &'static str, title: &'static str) -> Self {
        Self { prefix, title }
    }
}

impl fmt::Display for DataColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&column_name(self.prefix, self.title))
    }
}

/// The names of a data sheet's columns, with the formulas of their ranges.
pub(super) type RangeNames = Vec<(String, String)>;

/// Begins a data sheet: its title, its note, unless that is blank, and its header. Returns the table.
///
/// The titles of `columns` become parts of names: they are all different, and without blanks,
/// brackets or line breaks. Where words for names are given, only the columns that have one have a name.
pub(super) fn begin<'a, R: ?Sized>(
    sheet: &'a mut Worksheet,
    columns: Columns<'a, R>,
    words: (&str, &str),
    styles: &'a Styles,
) -> Result<Table<'a, R>, XlsxError> {
    let last = columns.next().saturating_sub(1);
    begin_printed(sheet, columns, words, last, styles)
}

/// Begins a data sheet of which the columns up to `last` are printed.
pub(super) fn begin_printed<'a, R: ?Sized>(
    sheet: &'a mut Worksheet,
    columns: Columns<'a, R>,
    (title, note): (&str, &str),
    last: ColNum,
    styles: &'a Styles,
) -> Result<Table<'a, R>, XlsxError> {
    let mut table = Table::new(sheet, columns, 0, styles)?;
    table.print_up_to(last);
    table.title(title)?;
    if !note.is_empty() {
        table.note(note)?;
    }
    table.header()?;
    table.postpone_formats();
    Ok(table)
}

/// Ends the data sheet called `sheet`: makes Excel's table of what was written below the header, called
/// `prefix` with 表 behind; `back` is the link to the contents, and `coloured` are
/// the columns whose words are coloured. A table without rows gets an empty one.
pub(super) fn end<R: ?Sized>(
    table: &mut Table<'_, R>,
    sheet: &str,
    prefix: &str,
    back: &str,
    coloured: &[ColNum],
) -> Result<RangeNames, XlsxError> {
    let (header, last_col) = (table.header_row(), table.last_col());
    if table.next_row() == header + 1 {
        table.blank_row()?;
    }
    table.set_formats()?;
    let (first, last) = table.rows();
    let format = &table.styles.header;
    let columns: Vec<_> = (0..)
        .zip(table.titles())
        .map(|(col, title)| {
            let format = of_column(format, sheet, col);
            TableColumn::new().set_header(title).set_header_format(format)
        })
        .collect();
    let names = table.words().into_iter().map(|(col, word)| {
        let range = worksheet_range_absolute(sheet, first, col, last, col);
        (column_name(prefix, word), format!("={range}"))
    });
    let names = names.collect();
    let excel = rust_xlsxwriter::Table::new()
        .set_name(format!("{prefix}表"))
        .set_style(TableStyle::Light1)
        .set_banded_rows(false)
        .set_columns(&columns);
    table.sheet.add_table(header, 0, last, last_col, &excel)?;
    set_up_table(table, 1)?;
    write_back(table, back)?;
    for &col in coloured {
        statuses::colour(table.sheet, Stage::UnderWay, (first, col), (last, col))?;
    }
    Ok(names)
}

/// Returns the name of a column's range.
fn column_name(prefix: &str, title: &str) -> String {
    format!("{prefix}_{title}")
}
