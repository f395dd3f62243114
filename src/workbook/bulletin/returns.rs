//! 附表5: the units that reported late, in part or not at all.

use rust_xlsxwriter::utility::{cell_range, row_col_to_cell};
use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};

use super::page::{Head, finish};
use crate::report::bulletin::{LapseRow, Returns};
use crate::returns::ZERO_REPORT;
use crate::status::Status;
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::Centred;
use crate::workbook::styles::BODY_PT;
use crate::workbook::table::{Columns, Table};
use crate::workbook::text::write_merged;
use crate::workbook::text_width::row_height;

/// The kind of a unit's fault in reporting, and the unit.
type Lapse<'a> = (&'a str, &'a LapseRow);

/// Writes the number of units that reported, then the units with faults.
pub(super) fn write(sheet: &mut Worksheet, head: &Head<'_>) -> Result<(), XlsxError> {
    let (context, styles, words) = (head.context, head.styles, &head.words.returns);
    let titles = &words.columns;
    let returns = &context.returns;
    let mut columns: Columns<'_, Lapse<'_>> = Columns::new();
    columns.add(&*titles.no, 60, Centred, |(_, unit)| {
        Cell::number(u32::try_from(unit.no).unwrap_or(u32::MAX))
    });
    let kind = columns.centred(&*titles.kind, 150, |(lapse, _)| lapse);
    columns.centred(&*titles.unit, 190, |(_, unit)| &unit.unit);
    columns.add(&*titles.owed, 100, Centred, |(_, unit)| match unit.owed {
        0 => Cell::BLANK,
        owed => Cell::count(owed),
    });
    columns.text(&*titles.detail, 480, |(_, unit)| &unit.detail);
    let mut table = Table::new(sheet, columns, 0, styles)?;
    head.write(&mut table, &words.mark, &words.title)?;
    let sums = table.next_row();
    for label in [&words.expected, &words.missing, &words.reported] {
        let row = table.next_row();
        let (first, last) = ((row, 0), (row, kind));
        write_merged(table.sheet, first, last, label, &styles.header)?;
        table.space(row_height(1, BODY_PT))?;
    }
    table.header()?;
    for (lapse, units) in [
        (Status::Unreported.word(), &returns.missing),
        (&*words.late, &returns.late),
        (&*words.incomplete, &returns.incomplete),
        (Status::Defective.word(), &returns.in_question),
        (ZERO_REPORT, &returns.zero_reports),
    ] {
        for unit in units {
            table.row(&(lapse, unit))?;
        }
    }
    let is_empty = table.next_row() == table.header_row() + 1;
    let rows = finish(&mut table, head)?;
    let kinds = cell_range(rows.0, kind, rows.1, kind);
    write_sums(&mut table, (sums, kind + 1), &kinds, returns)?;
    table.note(if is_empty { &words.nothing } else { &words.note })
}

/// The sums above the list: expected, missing (counted in the list's `kinds`), reported.
fn write_sums(
    table: &mut Table<'_, Lapse<'_>>,
    (row, col): (RowNum, ColNum),
    kinds: &str,
    returns: &Returns,
) -> Result<(), XlsxError> {
    let [expected, missing] = [row, row + 1].map(|row| row_col_to_cell(row, col));
    let count = format!("=COUNTIF({kinds},\"{}\")", Status::Unreported.word());
    let rest = format!("={expected}-{missing}");
    let sums = [
        Cell::count(returns.expected),
        Cell::count_by(count, returns.missing.len()),
        Cell::count_by(rest, returns.reported),
    ];
    for (row, sum) in (row..).zip(&sums) {
        table.fill((row, col), sum)?;
    }
    Ok(())
}
