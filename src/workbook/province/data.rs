//! 数据: all items of both annexes, one in a row, to filter, sort and count.

use std::collections::BTreeMap;

use rust_xlsxwriter::{RowNum, Worksheet, XlsxError};

use crate::plan::{Column as Names, Item, ItemId, Party};
use crate::targets::Targets;
use crate::workbook::Source;
use crate::workbook::annex::{MILESTONE, milestone_cells};
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::{Centred, Id, Text};
use crate::workbook::dataset::{self, DataColumn, RangeNames};
use crate::workbook::item_number;
use crate::workbook::link::Place;
use crate::workbook::sheet_words::DataColumns;
use crate::workbook::table::Columns;
use crate::workbook::values::ValueWords;

/// The worksheet's name.
pub(super) const NAME: &str = "数据";
const PREFIX: &str = "事项";

/// The number of the item's annex.
pub(super) const ANNEX: DataColumn = DataColumn::new(PREFIX, "附件");
/// The number of the item in its annex.
pub(super) const NO: DataColumn = DataColumn::new(PREFIX, "序号");

/// The row of each item in one sheet or another.
pub(super) type ItemRows = BTreeMap<ItemId, RowNum>;

/// Returns the cell with an item's id, which leads to the item's row in 数据.
pub(super) fn id_cell(id: ItemId, rows: &ItemRows) -> Cell {
    let place = rows.get(&id).map(|&row| Place::new(NAME, row, 0));
    Cell::link(&id.to_string(), place)
}

/// Writes the items; each links to its row in the annex, which `places` gives. Returns the names of the
/// columns and the row of each item.
pub(super) fn write(
    sheet: &mut Worksheet,
    source: Source<'_>,
    places: &ItemRows,
) -> Result<(RangeNames, ItemRows), XlsxError> {
    let items = source.basis.plan.items();
    let deadlines = items.iter().any(|item| item.deadline.is_some());
    let title = source.marked(&source.words.data.title);
    let schedule = source.basis.schedule;
    let month = match source.basis.progress.newest() {
        Some(newest) => newest.number().saturating_add(1),
        None => source.heading.date.month(),
    };
    let titles = &source.words.data.columns;
    let mut columns = columns(titles, source.values, places, deadlines);
    if items.iter().any(|item| milestone_cells(item, schedule, month).next().is_some()) {
        columns.add((&titles.milestone, MILESTONE), 110, Text, |item| {
            Cell::text(&milestone_cells(item, schedule, month).collect::<Vec<_>>().join("；"))
        });
    }
    let mut table =
        dataset::begin(sheet, columns, (&title, &source.words.data.note), source.styles)?;
    let mut rows = BTreeMap::new();
    for item in items {
        rows.insert(item.id, table.row(item)?);
    }
    let names = dataset::end(&mut table, NAME, PREFIX, source.back(), &[])?;
    Ok((names, rows))
}

/// Returns the columns; 完成时限 only where the notice has one.
fn columns<'a>(
    titles: &DataColumns,
    values: &'a ValueWords,
    places: &'a ItemRows,
    deadlines: bool,
) -> Columns<'a, Item> {
    let mut columns: Columns<'a, Item> = Columns::new();
    columns.add((&titles.id, "编号"), 52, Id, |item| {
        let row = places.get(&item.id);
        let place = row.map(|&row| Place::new(&item.id.annex.words(), row, 0));
        Cell::link(&item.id.to_string(), place)
    });
    columns.add((&titles.annex, ANNEX.title), 40, Centred, |item| {
        item.id.annex.number().map_or(Cell::BLANK, Cell::number)
    });
    columns.add((&titles.no, NO.title), 40, Centred, item_number);
    columns
        .add((&titles.kind, "类型"), 72, Centred, |item| Cell::text(values.annex(&item.annex)));
    columns.text((&titles.text, "事项"), 284, |item| &item.text);
    columns.add((&titles.leaders, "牵头领导"), 64, Text, |item| {
        Cell::text(&item.leaders.join("、"))
    });
    columns.text((&titles.primary, "主要牵头单位"), 90, |item| primary(item));
    columns.add((&titles.lead, "牵头单位"), 112, Text, |item| joined(&item.lead));
    columns.add((&titles.support, "配合单位"), 164, Text, |item| joined(&item.support));
    columns.add((&titles.implement, "实施单位"), 100, Text, |item| joined(&item.implement));
    columns.add((&titles.target_count, "指标个数"), 44, Centred, |item| {
        Cell::number(u32::try_from(item.targets.len()).unwrap_or(u32::MAX))
    });
    columns.add((&titles.targets, "指标"), 150, Text, |item| {
        Cell::text(&Targets(&item.targets).to_string())
    });
    columns.add((&titles.inherited, "沿用上行"), 62, Text, |item| {
        let inherited: Vec<_> = item.inherited.iter().copied().map(short_title).collect();
        Cell::text(&inherited.join("、"))
    });
    if deadlines {
        columns.centred((&titles.deadline, "完成时限"), 90, |item| {
            item.deadline.as_deref().unwrap_or_default()
        });
    }
    columns
}

/// Returns the first of an item's lead units, where it leads the others; else nothing.
pub(super) fn primary(item: &Item) -> &str {
    let party = item.primary().and(item.lead.first());
    party.map_or("", |party| &party.written)
}

/// Returns a column's title without the government's name, which other provinces write differently.
fn short_title(column: Names) -> &'static str {
    match column {
        Names::Leaders => "牵头领导",
        other => other.title(),
    }
}

/// Returns the names in one line: 省财政厅、省扶贫办.
pub(super) fn joined(parties: &[Party]) -> Cell {
    let names: Vec<_> = parties.iter().map(|party| party.written.as_str()).collect();
    Cell::text(&names.join("、"))
}
