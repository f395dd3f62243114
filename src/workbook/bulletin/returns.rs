//! 附件5: who reported late, in part or not at all.

use rust_xlsxwriter::utility::{cell_range, row_col_to_cell};
use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};

use super::figures::{Looks, write_formula};
use super::page::{Head, finish};
use crate::report::bulletin::{Bulletin, LapseRow, Returns};
use crate::workbook::cell::write_merged;
use crate::workbook::styles::{BODY_PT, NOTE_PT};
use crate::workbook::table::{Cell, Column, Look, Table};
use crate::workbook::text_width::row_height;

/// The worksheet's name.
pub(super) const NAME: &str = "附件5 报送情况";

const KIND: ColNum = 1;
const OWED: ColNum = 3;
const MISSING: &str = "未报送";

/// Writes how many units reported, then those that did not as they should.
pub(super) fn write(
    sheet: &mut Worksheet,
    context: &Bulletin,
    head: &Head<'_>,
    looks: &Looks<'_>,
) -> Result<(), XlsxError> {
    let returns = &context.returns;
    let mut table = Table::new(sheet, columns(), 0, looks.styles)?;
    head.write(&mut table, "附件5", "未报送、迟报和漏报单位名单")?;
    let sums = table.next_row();
    for label in ["应报送单位（个）", "未报送单位（个）", "已报送单位（个）"]
    {
        let row = table.next_row();
        let (first, last) = ((row, 0), (row, KIND));
        write_merged(table.sheet, first, last, label, &looks.styles.header)?;
        table.space(row_height(1, BODY_PT))?;
    }
    let header = table.header()?;
    for (kind, units) in [
        (MISSING, &returns.missing),
        ("迟报", &returns.late),
        ("漏报", &returns.incomplete),
    ] {
        for unit in units {
            write_unit(&mut table, kind, unit, looks)?;
        }
    }
    let is_empty = table.next_row() == header + 1;
    let rows = finish(&mut table, header, head)?;
    write_sums(table.sheet, sums, rows, returns, looks)?;
    let note = if is_empty {
        "各单位均按时完整报送。".to_owned()
    } else {
        format!(
            "注：报送截止日期为{}。缺报的事项列出编号，超过12项的列前12项。",
            context.period.due
        )
    };
    table.across(&note, &looks.styles.note, NOTE_PT)
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("序号", 60, Look::Centred),
        Column::new("类别", 150, Look::Centred),
        Column::new("单　位", 190, Look::Centred),
        Column::new("缺报事项\n（项）", 100, Look::Centred),
        Column::new("情　况", 480, Look::Text),
    ]
}

fn write_unit(
    table: &mut Table<'_>,
    kind: &str,
    unit: &LapseRow,
    looks: &Looks<'_>,
) -> Result<(), XlsxError> {
    let row = table.next_row();
    let no = u32::try_from(unit.no).unwrap_or(u32::MAX);
    let mut cells = vec![Cell::Number(no)];
    cells.extend([kind, &unit.unit, "", &unit.detail].map(Cell::text));
    table.row(&cells)?;
    if unit.owed > 0 {
        let owed = unit.owed as f64;
        table
            .sheet
            .write_number_with_format(row, OWED, owed, &looks.count)?;
    }
    Ok(())
}

/// The sums above the list: expected, missing (counted in the list), reported.
fn write_sums(
    sheet: &mut Worksheet,
    row: RowNum,
    (first, last): (RowNum, RowNum),
    returns: &Returns,
    looks: &Looks<'_>,
) -> Result<(), XlsxError> {
    let col = KIND + 1;
    let [expected, missing] = [row, row + 1].map(|row| row_col_to_cell(row, col));
    sheet.write_number_with_format(row, col, returns.expected as f64, &looks.count)?;
    let range = cell_range(first, KIND, last, KIND);
    let count = format!("=COUNTIF({range},\"{MISSING}\")");
    let at = (row + 1, col);
    write_formula(
        sheet,
        at,
        &count,
        returns.missing.len() as f64,
        &looks.count,
    )?;
    let rest = format!("={expected}-{missing}");
    write_formula(
        sheet,
        (row + 2, col),
        &rest,
        returns.reported as f64,
        &looks.count,
    )
}
