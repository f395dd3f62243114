//! 附表3: the key tasks, each with its figures and the unit's statements.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cells::{lead, leaders, or_dash};
use super::list::ItemList;
use super::page::{Head, finish};
use super::{bars, quotient, statuses};
use crate::report::bulletin::{Figure, TaskRow};
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::Centred;
use crate::workbook::number_cell;
use crate::workbook::table::{Columns, Table};

/// Writes the tasks. Returns the place of their list.
pub(super) fn write<'a>(sheet: &mut Worksheet, head: &Head<'a>) -> Result<ItemList<'a>, XlsxError> {
    let (context, styles, words) = (head.context, head.styles, &head.words.tasks);
    let titles = &words.columns;
    let stage = context.stage;
    let mut columns: Columns<'_, TaskRow> = Columns::new();
    columns.add(&*titles.no, 46, Centred, |task| number_cell(&task.no));
    columns.text(&*titles.text, 250, |task| &task.text);
    let leaders = columns.add(&*titles.leaders, 62, Centred, |task| leaders(&task.leaders));
    columns.add(&*titles.lead, 112, Centred, |task| lead(&task.lead));
    columns.text(&*titles.result, 176, |task| &task.result);
    let goal = columns.add(&*titles.goal, 66, Centred, |task| {
        let goal = only(task).map(|figure| figure.goal);
        let cell = goal.map(|goal| Cell::decimals(goal, goal.normalize().scale()));
        cell.unwrap_or(Cell::BLANK)
    });
    let value = columns.add(&*titles.value, 66, Centred, |task| {
        let cell = only(task).and_then(|only| Some(Cell::decimals(only.value?, only.digits)));
        cell.unwrap_or(Cell::BLANK)
    });
    let percent = columns.derive(&*titles.percent, 66, Centred, move |task, at| {
        let is_quotient = only(task).is_some_and(quotient::of_figure);
        let cells = [value, goal].map(|col| at.cell(col));
        let completion =
            |percent| quotient::completion(percent, task.percent_digits, is_quotient, &cells);
        or_dash(task.percent.map(completion))
    });
    columns.text(&*titles.progress, 270, |task| &task.progress);
    let status = columns.centred(&*titles.status, 76, move |task| task.state.status.word_at(stage));
    columns.text(&*titles.remark, 110, |task| &task.note);
    let mut table = Table::new(sheet, columns, 0, styles)?;
    head.write(&mut table, &words.mark, &words.title)?;
    table.header()?;
    let mut items = Vec::new();
    for task in &context.tasks.rows {
        items.push((table.row(task)?, &task.leaders[..]));
    }
    let rows = finish(&mut table, head)?;
    table.note(&words.note)?;
    bars::completions(table.sheet, percent, rows)?;
    statuses::colour(table.sheet, stage, (rows.0, status), (rows.1, status))?;
    let list = ItemList { sheet: &words.sheet, rows, status, leaders, last_col: table.last_col() };
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
