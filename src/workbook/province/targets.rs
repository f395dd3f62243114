//! 指标: every target of the plan, in figures.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::data::{ItemRows, id_cell, joined};
use crate::plan::{Item, TargetId};
use crate::targets::Target;
use crate::workbook::Source;
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::{Centred, Id, Text};
use crate::workbook::dataset::{self, DataColumn, RangeNames};
use crate::workbook::sheet_words::TargetColumns;
use crate::workbook::table::Columns;
use crate::workbook::values::ValueWords;

/// The worksheet's name.
pub(super) const NAME: &str = "指标";
/// The key of a target.
pub(super) const KEY: DataColumn = DataColumn::new(NAME, "指标编号");
/// The provincial target.
pub(super) const VALUE: DataColumn = DataColumn::new(NAME, "目标值");

/// Returns the text that distinguishes a target from all others: 1-7#2.
///
/// Unlike 1-7 it is read neither as a date nor as a number by the functions that look it up.
pub(super) fn key(id: TargetId) -> String {
    format!("{}#{}", id.item, id.number)
}

/// A target of an item.
struct TargetLine<'a> {
    item: &'a Item,
    id: TargetId,
    target: &'a Target,
}

/// Writes the targets; their items' ids link to 数据, where `rows` has them.
pub(super) fn write(
    sheet: &mut Worksheet,
    source: Source<'_>,
    rows: &ItemRows,
) -> Result<RangeNames, XlsxError> {
    let words = &source.words.targets;
    let columns = columns(&words.columns, source.values, rows);
    let mut table = dataset::begin(sheet, columns, (&words.title, &words.note), source.styles)?;
    for item in source.basis.plan.items() {
        for (id, target) in item.numbered() {
            table.row(&TargetLine { item, id, target })?;
        }
    }
    dataset::end(&mut table, NAME, NAME, source.back(), &[])
}

fn columns<'a>(
    titles: &TargetColumns,
    values: &'a ValueWords,
    rows: &'a ItemRows,
) -> Columns<'a, TargetLine<'a>> {
    let mut columns: Columns<'a, TargetLine<'a>> = Columns::new();
    columns.add((&titles.key, KEY.title), 76, Id, |line| Cell::text(&key(line.id)));
    columns.add((&titles.id, "编号"), 60, Id, |line| id_cell(line.item.id, rows));
    columns.add((&titles.target, "指标序号"), 50, Centred, |line| {
        Cell::number(line.id.number.get())
    });
    columns.text((&titles.subject, "指标内容"), 280, |line| &line.target.subject);
    columns.add((&titles.comparator, "比较"), 44, Centred, |line| {
        Cell::text(&line.target.comparator.sign().to_string())
    });
    columns.add((&titles.value, VALUE.title), 76, Centred, |line| Cell::figure(line.target.value));
    columns.centred((&titles.measure, "计量单位"), 76, |line| &line.target.measure);
    columns.centred((&titles.kind, "类型"), 52, |line| values.target(line.target));
    columns.text((&titles.raw, "原文"), 150, |line| &line.target.raw);
    columns.add((&titles.lead, "牵头单位"), 150, Text, |line| joined(&line.item.lead));
    columns
}
