//! 分解数据: each unit's part of each target, one part in a row.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::targets::key;
use crate::plan::TargetId;
use crate::registry::Unit;
use crate::targets::Target;
use crate::workbook::Source;
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::{Centred, Id, Name};
use crate::workbook::dataset::{self, DataColumn, RangeNames};
use crate::workbook::sheet_words::PartColumns;
use crate::workbook::table::Columns;
use crate::workbook::values::ValueWords;

/// The worksheet's name.
pub(super) const NAME: &str = "分解数据";
const PREFIX: &str = "分解";

/// The key of the target.
pub(super) const KEY: DataColumn = DataColumn::new(PREFIX, "指标编号");
/// The unit's short name.
pub(super) const UNIT: DataColumn = DataColumn::new(PREFIX, "单位");
/// The unit's part.
pub(super) const VALUE: DataColumn = DataColumn::new(PREFIX, "目标值");

/// A unit's part of a target.
struct PartLine<'a> {
    id: TargetId,
    target: &'a Target,
    unit: &'a Unit,
    value: Option<Decimal>,
}

/// Writes the parts of all targets.
pub(super) fn write(sheet: &mut Worksheet, source: Source<'_>) -> Result<RangeNames, XlsxError> {
    let basis = source.basis;
    let words = &source.words.parts;
    let title = source.marked(&words.title);
    let columns = columns(&words.columns, source.values);
    let mut table = dataset::begin(sheet, columns, (&title, &words.note), source.styles)?;
    for item in basis.plan.items() {
        for (id, target) in item.numbered() {
            for unit in basis.breakdown.units(id) {
                table.row(&PartLine {
                    id,
                    target,
                    unit: basis.registry.unit(unit),
                    value: basis.breakdown.value(id, unit),
                })?;
            }
        }
    }
    dataset::end(&mut table, NAME, PREFIX, source.back(), &[])
}

fn columns<'a>(titles: &PartColumns, values: &'a ValueWords) -> Columns<'a, PartLine<'a>> {
    let mut columns: Columns<'a, PartLine<'a>> = Columns::new();
    columns.add((&titles.key, KEY.title), 76, Id, |part| Cell::text(&key(part.id)));
    columns.add((&titles.id, "编号"), 60, Id, |part| Cell::text(&part.id.item.to_string()));
    columns.add((&titles.target, "指标序号"), 50, Centred, |part| {
        Cell::number(part.id.number.get())
    });
    columns.text((&titles.subject, "指标内容"), 320, |part| &part.target.subject);
    columns.centred((&titles.kind, "类型"), 56, |part| values.target(part.target));
    columns.add((&titles.unit, UNIT.title), 120, Name, |part| Cell::text(&part.unit.short));
    columns.centred((&titles.unit_kind, "单位类别"), 90, |part| &part.unit.kind);
    columns.add((&titles.value, VALUE.title), 90, Centred, |part| {
        part.value.map_or(Cell::BLANK, Cell::figure)
    });
    columns.centred((&titles.measure, "计量单位"), 80, |part| &part.target.measure);
    columns
}
