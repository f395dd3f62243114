//! 附件3: the key tasks, each with its figures and the unit's statements.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cells::{lead, leaders, or_dash};
use super::list::ItemList;
use super::page::{Head, finish};
use super::{bars, quotient, statuses};
use crate::report::bulletin::{Figure, TaskRow};
use crate::status::Stage;
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::Centred;
use crate::workbook::table::{Columns, Table};

/// The worksheet's name.
pub(super) const NAME: &str = "附件3 任务进展";

const NOTE: &str =
    "注：有几个目标的任务，完成率按其中最低的列示，目标值和完成值见“目标和完成情况”。";

/// Writes the tasks. Returns the place of their list.
pub(super) fn write(sheet: &mut Worksheet, head: &Head<'_>) -> Result<ItemList, XlsxError> {
    let (context, styles) = (head.context, head.styles);
    let stage = context.stage;
    let mut columns: Columns<'_, TaskRow> = Columns::new();
    columns.add("序号", 46, Centred, |task| Cell::number(task.no));
    columns.text("重点工作任务", 250, |task| &task.text);
    let leaders = columns.add("牵头\n领导", 62, Centred, |task| leaders(&task.leaders));
    columns.add("牵头单位", 112, Centred, |task| lead(&task.lead));
    columns.text("目标和完成情况", 176, |task| &task.result);
    let goal = columns.add("目标值", 66, Centred, |task| {
        let goal = only(task).map(|figure| figure.goal);
        let cell = goal.map(|goal| Cell::decimals(goal, goal.normalize().scale()));
        cell.unwrap_or(Cell::BLANK)
    });
    let value = columns.add("完成值", 66, Centred, |task| {
        let cell = only(task).and_then(|only| Some(Cell::decimals(only.value?, only.digits)));
        cell.unwrap_or(Cell::BLANK)
    });
    let percent = columns.derive("完成率", 66, Centred, move |task, at| {
        let is_quotient = only(task).is_some_and(quotient::of_figure);
        let cells = [value, goal].map(|col| at.cell(col));
        let completion =
            |percent| quotient::completion(percent, task.percent_digits, is_quotient, &cells);
        or_dash(task.percent.map(completion))
    });
    columns.text("进展情况（单位报送）", 270, |task| &task.progress);
    let status = columns.centred("状　态", 76, move |task| task.state.status.word_at(stage));
    columns.text("备　注", 110, |task| &task.note);
    let mut table = Table::new(sheet, columns, 0, styles)?;
    head.write(
        &mut table,
        "附件3",
        match stage {
            Stage::UnderWay => "重点工作任务进展情况表",
            Stage::YearEnd => "重点工作任务完成情况表",
        },
    )?;
    table.header()?;
    let mut items = Vec::new();
    for task in &context.tasks.rows {
        items.push((table.row(task)?, &task.leaders[..]));
    }
    let rows = finish(&mut table, head)?;
    table.note(NOTE)?;
    bars::completions(table.sheet, percent, rows)?;
    statuses::colour(table.sheet, stage, (rows.0, status), (rows.1, status))?;
    let list = ItemList { sheet: NAME, rows, status, leaders, last_col: table.last_col() };
    list.write_marks(&mut table, &context.overall.leaders, &items)?;
    Ok(list)
}

/// Returns the figure of a task that has one target.
fn only(task: &TaskRow) -> Option<&Figure> {
    match &task.figures[..] {
        [figure] => Some(figure),
        _ => None,
    }
}
