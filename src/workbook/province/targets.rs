//! 指标: every target of the plan, in figures.

use std::collections::BTreeMap;

use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};

use super::data::joined;
use crate::plan::{Item, ItemId, Plan, TargetId};
use crate::targets::{Kind, Target};
use crate::workbook::Heading;
use crate::workbook::dataset::Dataset;
use crate::workbook::home::write_link;
use crate::workbook::styles::Styles;
use crate::workbook::table::{Cell, Column, Look};

/// The worksheet's name.
pub(super) const NAME: &str = "指标";
/// The title of the column that says which target a row is, here and where it is broken down.
pub(super) const KEY: &str = "指标编号";
/// The title of the column of the provincial target.
pub(super) const VALUE: &str = "目标值";

const ID_COL: ColNum = 1;

/// What tells a target from all others: 1-7#2.
///
/// Unlike 1-7 it is read neither as a date nor as a number by the functions that look it up.
pub(super) fn key(id: TargetId) -> String {
    format!("{}#{}", id.item, id.number)
}

/// What a kind of target is called.
pub(super) fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Amount => "总量",
        Kind::Growth => "增速",
        Kind::Level => "比率",
        Kind::UpperBound => "上限",
        Kind::Task => "任务",
    }
}

/// Writes the targets; their items' ids link to 数据, where `rows` tells them.
pub(super) fn write(
    sheet: &mut Worksheet,
    plan: &Plan,
    rows: &BTreeMap<ItemId, RowNum>,
    heading: &Heading,
    styles: &Styles,
) -> Result<Dataset, XlsxError> {
    let title = format!("{}年{}目标任务量化指标", heading.year, heading.region);
    let (mut table, header) = Dataset::begin(sheet, columns(), &title, styles)?;
    for item in plan.items() {
        for (id, target) in item.numbered() {
            let row = table.next_row();
            table.row(&cells(item, id, target))?;
            if let Some(&place) = rows.get(&item.id) {
                let (id, target) = (item.id.to_string(), (super::data::NAME, place));
                write_link(table.sheet, (row, ID_COL), &id, target, &styles.link)?;
            }
        }
    }
    Dataset::end(&mut table, header, NAME, NAME)
}

fn columns() -> Vec<Column> {
    vec![
        Column::new(KEY, 76, Look::Id),
        Column::new("编号", 60, Look::Id),
        Column::new("指标序号", 50, Look::Centred),
        Column::new("指标内容", 280, Look::Text),
        Column::new("比较", 44, Look::Centred),
        Column::new(VALUE, 76, Look::Centred),
        Column::new("计量单位", 76, Look::Centred),
        Column::new("类型", 52, Look::Centred),
        Column::new("原文", 150, Look::Text),
        Column::new("牵头单位", 150, Look::Text),
    ]
}

fn cells(item: &Item, id: TargetId, target: &Target) -> Vec<Cell> {
    vec![
        Cell::Text(key(id)),
        Cell::Text(item.id.to_string()),
        Cell::Number(id.number.get()),
        Cell::text(&target.subject),
        Cell::Text(target.comparator.sign().to_string()),
        Cell::Figure(target.value),
        Cell::text(&target.measure),
        Cell::text(kind_word(Kind::of(target))),
        Cell::text(&target.raw),
        Cell::text(&joined(&item.lead)),
    ]
}
