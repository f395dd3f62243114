//! 附件1, 附件2 and so on: the notice's tables in its own columns and wording, with the vertical merges of the
//! published ones.
//!
//! A leader's or unit's cell that was taken from the row above is merged with it, so that it reads as
//! it was printed; 数据 has every row by itself, to filter and sort.

mod merges;
mod pages;

use std::collections::BTreeMap;

use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};

use super::cell::Cell;
use super::cell::CellFormat::{Centred, Text};
use super::home::write_back;
use super::page::Paper;
use super::sheet_words::AnnexColumns;
use super::table::{Columns, Table};
use super::{Source, item_number};
use crate::plan::{Annex, Item, ItemId, Party, Schedule};
use crate::report::goal_lines::milestones;
use merges::AnnexRow;

/// A table that comes out a little longer than a page is made smaller to fit it, down to this part
/// of its size: 10.5 points become 8.4.
const SMALLEST: f64 = 0.8;

/// Writes one of the notice's annexes, with its sections and the headings of parts as bands. Returns the row of each item.
pub(super) fn write(
    sheet: &mut Worksheet,
    source: Source<'_>,
    annex: Annex,
) -> Result<BTreeMap<ItemId, RowNum>, XlsxError> {
    let (basis, styles) = (source.basis, source.styles);
    let items: Vec<&Item> = basis.plan.annex(annex).collect();
    let deadlines = items.iter().any(|item| item.deadline.is_some());
    let words = source.annex(annex);
    let (columns, first_merged) = columns(words.columns, &words.text, deadlines);
    let mut table = Table::new(sheet, columns, 0, styles)?;
    table.mark(&words.mark)?;
    table.title(&words.title)?;
    if !words.note.is_empty() {
        table.note(words.note)?;
    }
    let top = table.height();
    table.header()?;
    let header = table.header_row();
    let repeated = table.height() - top;
    let lines = basis.plan.outline(items.iter().copied());
    let rows: Vec<AnnexRow> = merges::rows(&table, &lines, first_merged);
    let places = merges::write(&mut table, &rows)?;
    table.sheet.set_freeze_panes(header + 1, 0)?;
    Paper::A4.set_up(table.sheet, table.styles);
    table.sheet.set_repeat_rows(header, header)?;
    if table.height() * SMALLEST <= Paper::A4.usable_height() {
        table.sheet.set_print_fit_to_pages(1, 1);
        merges::merge(&mut table, &rows, &places, &[])?;
    } else {
        let breaks = pages::breaks(&rows, &places, top, repeated);
        pages::set_up(table.sheet, &breaks)?;
        merges::merge(&mut table, &rows, &places, &breaks)?;
    }
    write_back(&mut table, source.back())?;
    Ok(items.iter().map(|item| item.id).zip(places.iter().map(|place| place.row)).collect())
}

/// Returns the columns of the published table, with the first of [`Column::ALL`](crate::plan::Column::ALL); 完成时限 only where the
/// notice has one.
fn columns<'a>(
    titles: &AnnexColumns,
    text_title: &str,
    deadlines: bool,
) -> (Columns<'a, Item>, ColNum) {
    let text = if deadlines { 324 } else { 411 };
    let mut columns: Columns<'a, Item> = Columns::new();
    columns.add(&*titles.no, 52, Centred, item_number);
    columns.add(text_title, text, Text, |item| Cell::text(&item.text));
    let first = columns.add(&*titles.leaders, 85, Centred, |item| Cell::lines(item.leaders.iter()));
    let units = [(&*titles.lead, 135), (&*titles.support, 190), (&*titles.implement, 115)];
    add_units(&mut columns, units);
    if deadlines {
        add_deadline(&mut columns, &titles.deadline, 87);
    }
    (columns, first)
}

/// Adds the columns of lead, supporting and implementing units, with their titles and widths.
pub(super) fn add_units(
    columns: &mut Columns<'_, Item>,
    [lead, support, implement]: [(&str, u32); 3],
) {
    columns.add(lead.0, lead.1, Centred, |item| names(&item.lead));
    columns.add(support.0, support.1, Centred, |item| names(&item.support));
    columns.add(implement.0, implement.1, Centred, |item| names(&item.implement));
}

/// Adds the column of deadlines.
pub(super) fn add_deadline(columns: &mut Columns<'_, Item>, title: &str, pixels: u32) {
    columns.add(title, pixels, Centred, |item| {
        Cell::text(item.deadline.as_deref().unwrap_or_default())
    });
}

/// The title of a column of milestones.
pub(super) const MILESTONE: &str = "下一节点";

/// Returns the next milestones of an item from a month on, without the title of their column: 6月底完成60%.
pub(super) fn milestone_cells(
    item: &Item,
    schedule: &Schedule,
    month: i8,
) -> impl Iterator<Item = String> {
    let lines = milestones(item, schedule, month).into_iter();
    lines.map(|line| match line.split_once('：') {
        Some((_, words)) => words.to_owned(),
        None => line,
    })
}

/// Returns the names as the notice writes them, one per line: no name is split unless it is longer than its
/// column.
fn names(parties: &[Party]) -> Cell {
    Cell::lines(parties.iter().map(|party| &party.written))
}
