//! 附件4: severe and lagging items of both annexes, with the units' own reasons and measures.

use rust_xlsxwriter::utility::cell_range;
use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};

use super::figures::{Looks, write_formula};
use super::page::{Head, finish};
use super::{bars, statuses};
use crate::report::bulletin::{Behind, Bulletin, TaskRow};
use crate::report::wording::NONE;
use crate::workbook::styles::{BODY_PT, NOTE_PT};
use crate::workbook::table::{Cell, Column, Look, Table};
use crate::workbook::text_width::row_height;
use gongwen::status::Status;

/// The worksheet's name.
pub(super) const NAME: &str = "附件4 滞后事项";

const PERCENT: ColNum = 5;
const STATUS: ColNum = 8;

/// Writes what is behind: first how much, then the list.
pub(super) fn write(
    sheet: &mut Worksheet,
    context: &Bulletin,
    head: &Head<'_>,
    looks: &Looks<'_>,
) -> Result<(), XlsxError> {
    let behind = &context.behind;
    let mut table = Table::new(sheet, columns(), 0, looks.styles)?;
    head.write(&mut table, "附件4", "滞后和严重滞后事项清单")?;
    let counts = table.next_row();
    table.space(row_height(1, BODY_PT))?;
    let header = table.header()?;
    for item in behind.severe.iter().chain(&behind.lagging) {
        let row = table.next_row();
        table.row(&cells(item))?;
        if let Some(percent) = item.percent {
            looks.percentage(table.sheet, (row, PERCENT), percent)?;
        }
    }
    let rows = finish(&mut table, header, head)?;
    let note = if behind.rows.is_empty() {
        format!("{}没有滞后和严重滞后的事项。", context.period.name)
    } else {
        "注：编号“1-”为主要指标，“2-”为重点工作任务；有几个目标的，完成率按其中最低的列示。"
            .to_owned()
    };
    table.across(&note, &looks.styles.note, NOTE_PT)?;
    write_counts(table.sheet, counts, rows, behind, looks)?;
    bars::completions(table.sheet, PERCENT, rows)?;
    statuses::colour(table.sheet, (rows.0, STATUS), (rows.1, STATUS))
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("编号", 58, Look::Id),
        Column::new("事　项", 240, Look::Text),
        Column::new("牵头\n领导", 66, Look::Centred),
        Column::new("牵头单位", 120, Look::Centred),
        Column::new("目标和完成情况", 180, Look::Text),
        Column::new("完成率", 72, Look::Centred),
        Column::new("存在问题（单位报送）", 230, Look::Text),
        Column::new("下一步措施（单位报送）", 230, Look::Text),
        Column::new("状　态", 76, Look::Centred),
        Column::new("备　注", 110, Look::Text),
    ]
}

fn cells(item: &TaskRow) -> Vec<Cell> {
    vec![
        Cell::text(&item.id),
        Cell::text(&item.text),
        Cell::text(&item.leaders.join("\n")),
        Cell::text(&item.lead.replace('、', "\n")),
        Cell::text(&item.result),
        Cell::text(NONE),
        Cell::text(&item.problems),
        Cell::text(&item.next_steps),
        Cell::text(item.state.status.word()),
        Cell::text(&item.note),
    ]
}

/// How many are severe and how many lag, counted by formulas in the list below.
fn write_counts(
    sheet: &mut Worksheet,
    row: RowNum,
    (first, last): (RowNum, RowNum),
    behind: &Behind,
    looks: &Looks<'_>,
) -> Result<(), XlsxError> {
    let counts = [
        (1, 2, Status::Severe, behind.severe.len()),
        (3, 5, Status::Lagging, behind.lagging.len()),
    ];
    for (label, col, status, count) in counts {
        let words = format!("{}（项）", status.word());
        sheet.write_string_with_format(row, label, words, &looks.styles.header)?;
        let range = cell_range(first, STATUS, last, STATUS);
        let formula = format!("=COUNTIF({range},\"{}\")", status.word());
        write_formula(sheet, (row, col), &formula, count as f64, &looks.count)?;
    }
    Ok(())
}
