//! 领导分工: who leads which item, one leader in a row.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::data::{ItemRows, id_cell, primary};
use super::duties::short_title;
use crate::plan::Item;
use crate::status::Stage;
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::{Centred, Id, Name};
use crate::workbook::dataset::{self, DataColumn, RangeNames};
use crate::workbook::leaders::{JOINT, Portfolio, SOLE, Statuses, portfolios};
use crate::workbook::table::Columns;
use crate::workbook::{Source, statuses};

/// The worksheet's name.
pub(super) const NAME: &str = "领导分工";

/// The leader.
pub(super) const LEADER: DataColumn = DataColumn::new(NAME, "领导");
/// The item's status.
pub(super) const STATUS: DataColumn = DataColumn::new(NAME, "事项状态");

const NOTE: &str =
    "一行一位领导牵头的一个事项；共同牵头的事项在各位领导名下各有一行，合计多于事项数。";

/// A leader and an item that he or she leads.
struct LeaderLine<'l, 'a> {
    leader: &'l Portfolio<'a>,
    item: &'a Item,
}

/// Writes the items of the leaders. Returns the names of the columns and the number of rows.
pub(super) fn write(
    sheet: &mut Worksheet,
    source: Source<'_>,
    rows: &ItemRows,
    statuses: Option<&Statuses<'_>>,
) -> Result<(RangeNames, usize), XlsxError> {
    let leaders = portfolios(source.basis.plan, source.basis.registry);
    let mut columns: Columns<'_, LeaderLine<'_, '_>> = Columns::new();
    let id = columns.add("编号", 56, Id, |line| id_cell(line.item.id, rows));
    columns.text("简称", 210, |line| short_title(line.item));
    columns.centred("类型", 96, |line| line.item.id.annex.noun());
    columns.add(LEADER.title, 90, Name, |line| Cell::text(line.leader.name));
    columns.centred("职务", 150, |line| line.leader.post);
    columns.centred("牵头方式", 76, |line| {
        if line.leader.others(line.item).is_empty() { SOLE } else { JOINT }
    });
    columns.add("次序", 56, Centred, |line| {
        let place = line.item.leaders.iter().position(|name| name == line.leader.name);
        place.map_or(Cell::BLANK, |place| Cell::count(place + 1))
    });
    columns.text("主要牵头单位", 130, |line| primary(line.item));
    let status = statuses.map(|statuses| {
        columns.derive(STATUS.title, 80, Centred, move |line, at| {
            statuses.cell(line.item.id, &at.cell(id))
        })
    });
    let title = source.marked_title("领导牵头事项");
    let last = columns.next() - 1;
    let mut table = dataset::begin_printed(sheet, columns, (&title, NOTE), last, source.styles)?;
    let mut count = 0;
    for leader in &leaders {
        for &item in &leader.items {
            table.row(&LeaderLine { leader, item })?;
            count += 1;
        }
    }
    let names = dataset::end(&mut table, NAME, NAME)?;
    if let Some(col) = status {
        let (first, last) = table.rows();
        statuses::colour(table.sheet, Stage::UnderWay, (first, col), (last, col))?;
    }
    Ok((names, count))
}
