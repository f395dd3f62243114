//! 附件1 and 附件2: the notice's tables in its own columns and wording, with the vertical merges of the
//! published ones.
//!
//! A leader's or unit's cell that was taken from the row above is merged with it, so that it reads as
//! it was printed; 数据 has every row by itself, to filter and sort.

mod merges;
mod pages;

use std::collections::BTreeMap;

use rust_xlsxwriter::{RowNum, Worksheet, XlsxError};

use super::Heading;
use super::home::write_back;
use super::page::Paper;
use super::styles::{MARK_PT, Styles, TITLE_PT};
use super::table::{Cell, Column, Look, Table};
use crate::plan::{self, Annex, Item, ItemId, Party, Plan};
use merges::Row;

/// A table that comes out a little longer than a page is made smaller to fit it, down to this part
/// of its size: 10.5 points become 8.4.
const SMALLEST: f64 = 0.8;

/// Writes one of the notice's two annexes; gives the row of each item.
pub(super) fn write(
    sheet: &mut Worksheet,
    annex: Annex,
    plan: &Plan,
    heading: &Heading,
    styles: &Styles,
) -> Result<BTreeMap<ItemId, RowNum>, XlsxError> {
    let items: Vec<&Item> = plan.annex(annex).collect();
    let deadlines = items.iter().any(|item| item.deadline.is_some());
    let columns = columns(annex, deadlines, heading);
    let mut table = Table::new(sheet, columns, 0, styles)?;
    table.across(&format!("附件{}", annex.number()), &styles.mark, MARK_PT)?;
    table.across(&heading.title(annex), &styles.title, TITLE_PT)?;
    let top = table.height();
    let header = table.header()?;
    let repeated = table.height() - top;
    let rows: Vec<Row> = merges::rows(&table, &items, |item| cells(item, deadlines));
    let places = merges::write(&mut table, &rows)?;
    table.sheet.set_freeze_panes(header + 1, 0)?;
    Paper::A4.set_up(table.sheet);
    table.sheet.set_repeat_rows(header, header)?;
    if table.height() * SMALLEST <= Paper::A4.usable_height() {
        table.sheet.set_print_fit_to_pages(1, 1);
        merges::merge(&mut table, &rows, &places, &[])?;
    } else {
        let breaks = pages::breaks(&rows, &places, top, repeated);
        pages::set_up(table.sheet, &breaks)?;
        merges::merge(&mut table, &rows, &places, &breaks)?;
    }
    write_back(&mut table)?;
    Ok(items
        .iter()
        .map(|item| item.id)
        .zip(places.iter().map(|place| place.row))
        .collect())
}

/// The columns of the published table; 完成时限 only where the notice has one.
fn columns(annex: Annex, deadlines: bool, heading: &Heading) -> Vec<Column> {
    let text = if deadlines { 324 } else { 411 };
    let leader = format!("{}\n牵头领导", heading.government);
    let mut columns = vec![
        Column::new("序号", 52, Look::Centred),
        Column::new(annex.noun(), text, Look::Text),
        Column::new(leader, 85, Look::Centred),
        Column::new(plan::Column::Lead.title(), 135, Look::Centred),
        Column::new(plan::Column::Support.title(), 190, Look::Centred),
        Column::new(plan::Column::Implement.title(), 115, Look::Centred),
    ];
    if deadlines {
        columns.push(Column::new("完成时限", 87, Look::Centred));
    }
    columns
}

fn cells(item: &Item, deadlines: bool) -> Vec<Cell> {
    let mut cells = vec![
        Cell::Number(item.id.no),
        Cell::text(&item.text),
        Cell::text(&item.leaders.join("\n")),
        Cell::text(&names(&item.lead)),
        Cell::text(&names(&item.support)),
        Cell::text(&names(&item.implement)),
    ];
    if deadlines {
        cells.push(Cell::text(item.deadline.as_deref().unwrap_or_default()));
    }
    cells
}

/// The names as the notice writes them, one on a line: no name is torn unless it is longer than its
/// column.
pub(super) fn names(parties: &[Party]) -> String {
    let names: Vec<_> = parties.iter().map(|party| party.written.as_str()).collect();
    names.join("\n")
}
