//! 分解数据: what each unit has of each target, one part in a row.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::targets::{KEY, VALUE, key, kind_word};
use crate::assess::Basis;
use crate::targets::Kind;
use crate::workbook::Heading;
use crate::workbook::dataset::Dataset;
use crate::workbook::styles::Styles;
use crate::workbook::table::{Cell, Column, Look};

/// The worksheet's name.
pub(super) const NAME: &str = "分解数据";
/// The title of the column of units.
pub(super) const UNIT: &str = "单位";
const PREFIX: &str = "分解";

/// Writes the parts of all targets.
pub(super) fn write(
    sheet: &mut Worksheet,
    basis: &Basis<'_>,
    heading: &Heading,
    styles: &Styles,
) -> Result<Dataset, XlsxError> {
    let title = format!("{}年{}目标分解数据", heading.year, heading.region);
    let (mut table, header) = Dataset::begin(sheet, columns(), &title, styles)?;
    for item in basis.plan.items() {
        for (id, target) in item.numbered() {
            for unit in basis.breakdown.units(id) {
                let value = basis.breakdown.value(id, unit);
                let unit = basis.registry.unit(unit);
                table.row(&[
                    Cell::Text(key(id)),
                    Cell::Text(item.id.to_string()),
                    Cell::Number(id.number.get()),
                    Cell::text(&target.subject),
                    Cell::text(kind_word(Kind::of(target))),
                    Cell::text(&unit.short),
                    Cell::text(&unit.kind),
                    value.map_or_else(|| Cell::text(""), Cell::Figure),
                    Cell::text(&target.measure),
                ])?;
            }
        }
    }
    Dataset::end(&mut table, header, NAME, PREFIX)
}

fn columns() -> Vec<Column> {
    vec![
        Column::new(KEY, 76, Look::Id),
        Column::new("编号", 60, Look::Id),
        Column::new("指标序号", 50, Look::Centred),
        Column::new("指标内容", 320, Look::Text),
        Column::new("类型", 56, Look::Centred),
        Column::new(UNIT, 120, Look::Name),
        Column::new("单位类别", 90, Look::Centred),
        Column::new(VALUE, 90, Look::Centred),
        Column::new("计量单位", 80, Look::Centred),
    ]
}
