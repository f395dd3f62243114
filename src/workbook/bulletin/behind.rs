//! 附表4: severe and lagging items of both annexes, with the units' own reasons and measures.

use rust_xlsxwriter::utility::cell_range;
use rust_xlsxwriter::{RowNum, Worksheet, XlsxError};

use super::cells::{lead, leaders, or_dash};
use super::page::{Head, finish};
use super::{bars, statuses};
use crate::report::bulletin::{Behind, TaskRow};
use crate::status::{Stage, Status};
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::{Centred, Header, Id};
use crate::workbook::styles::BODY_PT;
use crate::workbook::table::{Columns, Table};
use crate::workbook::text_width::row_height;

/// Writes the items that are behind: first their numbers, then the list.
pub(super) fn write(sheet: &mut Worksheet, head: &Head<'_>) -> Result<(), XlsxError> {
    let (context, styles, words) = (head.context, head.styles, &head.words.behind);
    let titles = &words.columns;
    let (behind, stage) = (&context.behind, context.stage);
    let mut columns: Columns<'_, TaskRow> = Columns::new();
    columns.add(&*titles.item, 58, Id, |item| Cell::text(&item.id));
    columns.text(&*titles.text, 240, |item| &item.text);
    columns.add(&*titles.leaders, 66, Centred, |item| leaders(&item.leaders));
    columns.add(&*titles.lead, 120, Centred, |item| lead(&item.lead));
    columns.text(&*titles.result, 180, |item| &item.result);
    let percent =
        columns.add(&*titles.percent, 72, Centred, |item| or_dash(item.percent.map(Cell::percent)));
    columns.text(&*titles.problems, 230, |item| &item.problems);
    columns.text(&*titles.next_steps, 230, |item| &item.next_steps);
    let status = columns.centred(&*titles.status, 76, move |item| item.state.status.word_at(stage));
    columns.text(&*titles.remark, 110, |item| &item.note);
    let mut table = Table::new(sheet, columns, 0, styles)?;
    head.write(&mut table, &words.mark, &words.title)?;
    let counts = table.next_row();
    table.space(row_height(1, BODY_PT))?;
    table.header()?;
    for item in behind.severe.iter().chain(&behind.lagging) {
        table.row(item)?;
    }
    let rows = finish(&mut table, head)?;
    table.note(if behind.rows.is_empty() { &words.nothing } else { &words.note })?;
    let list = cell_range(rows.0, status, rows.1, status);
    write_counts(&mut table, counts, (&list, &words.count), (behind, stage))?;
    bars::completions(table.sheet, percent, rows)?;
    statuses::colour(table.sheet, stage, (rows.0, status), (rows.1, status))
}

/// The numbers of severe and of lagging items, counted by formulas in the statuses of the list below.
fn write_counts(
    table: &mut Table<'_, TaskRow>,
    row: RowNum,
    (statuses, label_end): (&str, &str),
    (behind, stage): (&Behind, Stage),
) -> Result<(), XlsxError> {
    let counts = [
        (1, 2, Status::Severe, behind.severe.len()),
        (3, 5, Status::Lagging, behind.lagging.len()),
    ];
    for (label, col, status, count) in counts {
        if stage.shown(status) != status {
            continue;
        }
        let word = status.word_at(stage);
        let words = Cell::text(&format!("{word}{label_end}"));
        table.fill((row, label), &words.formatted(Header))?;
        let count = Cell::count_by(format!("=COUNTIF({statuses},\"{word}\")"), count);
        table.fill((row, col), &count)?;
    }
    Ok(())
}
