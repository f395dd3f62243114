//! 附件4: severe and lagging items of both annexes, with the units' own reasons and measures.

use rust_xlsxwriter::utility::cell_range;
use rust_xlsxwriter::{RowNum, Worksheet, XlsxError};

use super::cells::{lead, leaders, or_dash};
use super::page::{Head, finish};
use super::{bars, statuses};
use crate::report::bulletin::{Behind, TaskRow};
use crate::status::{Stage, Status};
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::{Centred, Header, Id};
use crate::workbook::styles::BODY_PT;
use crate::workbook::table::{Columns, Table};
use crate::workbook::text_width::row_height;

/// The worksheet's name.
pub(super) fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::UnderWay => "附件4 滞后事项",
        Stage::YearEnd => "附件4 未完成事项",
    }
}

/// Writes the items that are behind: first their numbers, then the list.
pub(super) fn write(sheet: &mut Worksheet, head: &Head<'_>) -> Result<(), XlsxError> {
    let (context, styles) = (head.context, head.styles);
    let (behind, stage) = (&context.behind, context.stage);
    let mut columns: Columns<'_, TaskRow> = Columns::new();
    columns.add("编号", 58, Id, |item| Cell::text(&item.id));
    columns.text("事　项", 240, |item| &item.text);
    columns.add("牵头\n领导", 66, Centred, |item| leaders(&item.leaders));
    columns.add("牵头单位", 120, Centred, |item| lead(&item.lead));
    columns.text("目标和完成情况", 180, |item| &item.result);
    let percent =
        columns.add("完成率", 72, Centred, |item| or_dash(item.percent.map(Cell::percent)));
    columns.text("存在问题（单位报送）", 230, |item| &item.problems);
    columns.text("下一步措施（单位报送）", 230, |item| &item.next_steps);
    let status = columns.centred("状　态", 76, move |item| item.state.status.word_at(stage));
    columns.text("备　注", 110, |item| &item.note);
    let mut table = Table::new(sheet, columns, 0, styles)?;
    let title = match stage {
        Stage::UnderWay => "滞后和严重滞后事项清单",
        Stage::YearEnd => "未完成事项清单",
    };
    head.write(&mut table, "附件4", title)?;
    let counts = table.next_row();
    table.space(row_height(1, BODY_PT))?;
    table.header()?;
    for item in behind.severe.iter().chain(&behind.lagging) {
        table.row(item)?;
    }
    let rows = finish(&mut table, head)?;
    let note = if behind.rows.is_empty() {
        match stage {
            Stage::UnderWay => format!("{}没有滞后和严重滞后的事项。", context.period.name),
            Stage::YearEnd => "没有判定为未完成的事项。".to_owned(),
        }
    } else {
        "注：编号“1-”为主要指标，“2-”为重点工作任务；有几个目标的，完成率按其中最低的列示。"
            .to_owned()
    };
    table.note(&note)?;
    let list = cell_range(rows.0, status, rows.1, status);
    write_counts(&mut table, counts, &list, (behind, stage))?;
    bars::completions(table.sheet, percent, rows)?;
    statuses::colour(table.sheet, stage, (rows.0, status), (rows.1, status))
}

/// The numbers of severe and of lagging items, counted by formulas in the statuses of the list below.
fn write_counts(
    table: &mut Table<'_, TaskRow>,
    row: RowNum,
    statuses: &str,
    (behind, stage): (&Behind, Stage),
) -> Result<(), XlsxError> {
    let counts = [
        (1, 2, Status::Severe, behind.severe.len()),
        (3, 5, Status::Lagging, behind.lagging.len()),
    ];
    for (label, col, status, count) in counts {
        if stage.shown(status) != status {
            continue;
        }
        let word = status.word_at(stage);
        let words = Cell::text(&format!("{word}（项）"));
        table.fill((row, label), &words.formatted(Header))?;
        let count = Cell::count_by(format!("=COUNTIF({statuses},\"{word}\")"), count);
        table.fill((row, col), &count)?;
    }
    Ok(())
}
