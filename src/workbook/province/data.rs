//! 数据: all items of both annexes, one in a row, to filter, sort and count.

use std::collections::BTreeMap;

use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};

use crate::plan::{Column as Names, Item, ItemId, Party, Plan};
use crate::targets::Targets;
use crate::workbook::dataset::Dataset;
use crate::workbook::home::write_link;
use crate::workbook::styles::Styles;
use crate::workbook::table::{Cell, Column, Look};
use crate::workbook::{Heading, annex_name};

/// The worksheet's name.
pub(super) const NAME: &str = "数据";
const PREFIX: &str = "事项";

const ID_COL: ColNum = 0;

/// Writes the items; each links to its row in the annex, which `places` tells. Gives the data and the
/// row of each item.
pub(super) fn write(
    sheet: &mut Worksheet,
    plan: &Plan,
    places: &BTreeMap<ItemId, RowNum>,
    heading: &Heading,
    styles: &Styles,
) -> Result<(Dataset, BTreeMap<ItemId, RowNum>), XlsxError> {
    let deadlines = plan.items().iter().any(|item| item.deadline.is_some());
    let title = format!("{}年{}目标任务数据", heading.year, heading.region);
    let (mut table, header) = Dataset::begin(sheet, columns(deadlines), &title, styles)?;
    let mut rows = BTreeMap::new();
    for item in plan.items() {
        let row = table.next_row();
        table.row(&cells(item, deadlines))?;
        if let Some(&place) = places.get(&item.id) {
            let target = (annex_name(item.id.annex), place);
            let id = item.id.to_string();
            write_link(table.sheet, (row, ID_COL), &id, target, &styles.link)?;
        }
        rows.insert(item.id, row);
    }
    let data = Dataset::end(&mut table, header, NAME, PREFIX)?;
    Ok((data, rows))
}

fn columns(deadlines: bool) -> Vec<Column> {
    let mut columns = vec![
        Column::new("编号", 52, Look::Id),
        Column::new("附件", 40, Look::Centred),
        Column::new("序号", 40, Look::Centred),
        Column::new("类型", 72, Look::Centred),
        Column::new("事项", 284, Look::Text),
        Column::new("牵头领导", 64, Look::Text),
        Column::new("主要牵头单位", 90, Look::Text),
        Column::new("牵头单位", 112, Look::Text),
        Column::new("配合单位", 164, Look::Text),
        Column::new("实施单位", 100, Look::Text),
        Column::new("指标个数", 44, Look::Centred),
        Column::new("指标", 150, Look::Text),
        Column::new("沿用上行", 62, Look::Text),
    ];
    if deadlines {
        columns.push(Column::new("完成时限", 90, Look::Centred));
    }
    columns
}

fn cells(item: &Item, deadlines: bool) -> Vec<Cell> {
    let inherited: Vec<_> = item
        .inherited
        .iter()
        .map(|column| short_title(*column))
        .collect();
    let count = u32::try_from(item.targets.len()).unwrap_or(u32::MAX);
    let primary = item.primary().and(item.lead.first());
    let mut cells = vec![
        Cell::Text(item.id.to_string()),
        Cell::Number(item.id.annex.number().into()),
        Cell::Number(item.id.no),
        Cell::text(item.id.annex.noun()),
        Cell::text(&item.text),
        Cell::text(&item.leaders.join("、")),
        Cell::text(primary.map_or("", |party| &party.written)),
        Cell::text(&joined(&item.lead)),
        Cell::text(&joined(&item.support)),
        Cell::text(&joined(&item.implement)),
        Cell::Number(count),
        Cell::text(&Targets(&item.targets).to_string()),
        Cell::text(&inherited.join("、")),
    ];
    if deadlines {
        cells.push(Cell::text(item.deadline.as_deref().unwrap_or_default()));
    }
    cells
}

/// A column's title without the government's name, which other provinces write differently.
fn short_title(column: Names) -> &'static str {
    match column {
        Names::Leaders => "牵头领导",
        other => other.title(),
    }
}

/// The names in one line: 省财政厅、省扶贫办.
pub(super) fn joined(parties: &[Party]) -> String {
    let names: Vec<_> = parties.iter().map(|party| party.written.as_str()).collect();
    names.join("、")
}
