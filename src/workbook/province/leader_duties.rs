//! 领导分工: who leads which item, one leader in a row.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::data::{ItemRows, id_cell, primary};
use super::duties::short_title;
use super::words::{DataWords, LeaderColumns};
use crate::plan::Item;
use crate::workbook::Source;
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::{Centred, Id, Name};
use crate::workbook::dataset::{self, DataColumn, RangeNames};
use crate::workbook::leaders::{Portfolio, Statuses, portfolios};
use crate::workbook::table::Columns;

const PREFIX: &str = "领导分工";

/// The leader.
pub(super) const LEADER: DataColumn = DataColumn::new(PREFIX, "领导");
/// The item's status.
pub(super) const STATUS: DataColumn = DataColumn::new(PREFIX, "事项状态");

/// A leader and an item that he or she leads.
struct LeaderLine<'l, 'a> {
    leader: &'l Portfolio<'a>,
    item: &'a Item,
}

/// Writes the items of the leaders. Returns the names of the columns and the number of rows.
pub(super) fn write(
    sheet: &mut Worksheet,
    source: Source<'_>,
    words: &DataWords<LeaderColumns>,
    rows: &ItemRows,
    statuses: Option<&Statuses<'_>>,
) -> Result<(RangeNames, usize), XlsxError> {
    let leaders = portfolios(source);
    let (titles, values) = (&words.columns, source.values);
    let mut columns: Columns<'_, LeaderLine<'_, '_>> = Columns::new();
    let id = columns.add(&*titles.id, 56, Id, |line| id_cell(line.item.id, rows));
    columns.text(&*titles.short, 210, |line| short_title(line.item));
    columns.centred(&*titles.annex, 96, |line| values.annex(&line.item.annex));
    columns.add(&*titles.leader, 90, Name, |line| Cell::text(line.leader.name));
    columns.named(LEADER.title);
    columns.centred(&*titles.post, 150, |line| line.leader.post);
    let manners = &source.words.leader;
    columns.centred(&*titles.manner, 76, |line| -> &str {
        if line.leader.others(line.item).is_empty() { &manners.sole } else { &manners.joint }
    });
    columns.add(&*titles.place, 56, Centred, |line| {
        let place = line.item.leaders.iter().position(|name| name == line.leader.name);
        place.map_or(Cell::BLANK, |place| Cell::count(place + 1))
    });
    columns.text(&*titles.lead, 130, |line| primary(line.item));
    let status = statuses.map(|statuses| {
        columns.derive(&*titles.status, 80, Centred, move |line, at| {
            statuses.cell(line.item.id, &at.cell(id))
        })
    });
    let title = source.marked(&words.title);
    if status.is_some() {
        columns.named(STATUS.title);
    }
    let last = columns.next() - 1;
    let mut table =
        dataset::begin_printed(sheet, columns, (&title, &words.note), last, source.styles)?;
    let mut count = 0;
    for leader in &leaders {
        for &item in &leader.items {
            table.row(&LeaderLine { leader, item })?;
            count += 1;
        }
    }
    let names = dataset::end(&mut table, &words.sheet, PREFIX, source.back(), status.as_slice())?;
    Ok((names, count))
}
