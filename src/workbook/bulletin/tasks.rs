//! 附件3: the key tasks, each with its figures and what the unit says of it.

use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};

use super::figures::{Looks, of_whole, write_formula};
use super::list::ItemList;
use super::page::{Head, finish};
use super::{bars, quotient, statuses};
use crate::report::bulletin::{Bulletin, TaskRow};
use crate::report::wording::NONE;
use crate::workbook::styles::NOTE_PT;
use crate::workbook::table::{Cell, Column, Look, Table};

/// The worksheet's name.
pub(super) const NAME: &str = "附件3 任务进展";

const LEADERS: ColNum = 2;
const GOAL: ColNum = 5;
const VALUE: ColNum = 6;
const PERCENT: ColNum = 7;
const STATUS: ColNum = 9;

const NOTE: &str =
    "注：有几个目标的任务，完成率按其中最低的列示，目标值和完成值见“目标和完成情况”。";

/// Writes the tasks; gives where they stand.
pub(super) fn write(
    sheet: &mut Worksheet,
    context: &Bulletin,
    head: &Head<'_>,
    looks: &Looks<'_>,
) -> Result<ItemList, XlsxError> {
    let mut table = Table::new(sheet, columns(), 0, looks.styles)?;
    head.write(&mut table, "附件3", "重点工作任务进展情况表")?;
    let header = table.header()?;
    for task in &context.tasks.rows {
        let row = table.next_row();
        table.row(&cells(task))?;
        write_figures(table.sheet, row, task, looks)?;
    }
    let rows = finish(&mut table, header, head)?;
    table.across(NOTE, &looks.styles.note, NOTE_PT)?;
    bars::completions(table.sheet, PERCENT, rows)?;
    statuses::colour(table.sheet, (rows.0, STATUS), (rows.1, STATUS))?;
    Ok(ItemList {
        sheet: NAME,
        rows,
        status: STATUS,
        leaders: LEADERS,
    })
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("序号", 46, Look::Centred),
        Column::new("重点工作任务", 250, Look::Text),
        Column::new("牵头\n领导", 62, Look::Centred),
        Column::new("牵头单位", 112, Look::Centred),
        Column::new("目标和完成情况", 176, Look::Text),
        Column::new("目标值", 66, Look::Centred),
        Column::new("完成值", 66, Look::Centred),
        Column::new("完成率", 66, Look::Centred),
        Column::new("进展情况（单位报送）", 270, Look::Text),
        Column::new("状　态", 76, Look::Centred),
        Column::new("备　注", 110, Look::Text),
    ]
}

fn cells(task: &TaskRow) -> Vec<Cell> {
    let [goal, value, percent] = ["", "", NONE].map(Cell::text);
    vec![
        Cell::Number(task.no),
        Cell::text(&task.text),
        Cell::text(&task.leaders.join("\n")),
        Cell::text(&task.lead.replace('、', "\n")),
        Cell::text(&task.result),
        goal,
        value,
        percent,
        Cell::text(&task.progress),
        Cell::text(task.state.status.word()),
        Cell::text(&task.note),
    ]
}

/// The figures of a task with one target, and the completion of any.
fn write_figures(
    sheet: &mut Worksheet,
    row: RowNum,
    task: &TaskRow,
    looks: &Looks<'_>,
) -> Result<(), XlsxError> {
    let only = match &task.figures[..] {
        [figure] => Some(figure),
        _ => None,
    };
    if let Some(figure) = only {
        looks.number(
            sheet,
            (row, GOAL),
            figure.goal,
            figure.goal.normalize().scale(),
        )?;
        if let Some(value) = figure.value {
            looks.number(sheet, (row, VALUE), value, figure.digits)?;
        }
    }
    let Some(percent) = task.percent else {
        return Ok(());
    };
    if only.is_some_and(quotient::of_figure) {
        let [goal, value] = [GOAL, VALUE].map(|col| row_col_to_cell(row, col));
        let formula = format!("={value}/{goal}");
        write_formula(
            sheet,
            (row, PERCENT),
            &formula,
            of_whole(percent),
            &looks.percent,
        )
    } else {
        looks.percentage(sheet, (row, PERCENT), percent)
    }
}
