//! 总览: how many items have which status, by annex and by leader, counted by formulas in the annexes.

use rust_xlsxwriter::utility::{cell_range, row_col_to_cell, row_col_to_cell_absolute};
use rust_xlsxwriter::{Chart, ChartType, ColNum, Color, Format, RowNum, Url, Worksheet, XlsxError};

use super::figures::{Looks, write_formula};
use super::list::ItemList;
use super::page::Head;
use super::{charts, statuses};
use crate::report::bulletin::{Bulletin, StatusCounts};
use crate::workbook::page::Paper;
use crate::workbook::styles::{BODY_PT, NOTE_PT};
use crate::workbook::table::{Cell, Column, Look, Table};
use gongwen::status::Status;

/// The worksheet's name.
pub(super) const NAME: &str = "总览";

const WHO: ColNum = 0;
const TOTAL: ColNum = 1;
/// The first of the six columns of statuses, in the order of [`Status::ALL`].
const FIRST: ColNum = 2;
const LAST: ColNum = FIRST + 5;
const GOOD: ColNum = LAST + 1;
const GOOD_SHARE: ColNum = LAST + 2;

/// The sheet is made smaller to fit a page, down to this part of its size.
const SMALLEST: f64 = 0.65;
/// The height kept for charts, in points.
const CHARTS: f64 = 210.0;
/// Width and height of a chart in pixels.
const CHART: (u32, u32) = (494, 272);
/// Where the second chart begins, in pixels from the first.
const BESIDE: u32 = 500;

const NOTE: &str = "注：各数由公式从附件1、附件3的状态列统计，状态更正后自动更新。\
    由几位领导牵头的事项分别计入；占比四舍五入，合计可能不等于100%。";

/// A scope or a leader: what it is called and how many items have each status.
struct Line<'a> {
    name: &'a str,
    counts: [usize; 6],
}

impl Line<'_> {
    fn total(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Done or on track.
    fn good(&self) -> usize {
        self.counts[..2].iter().sum()
    }
}

/// Writes the overview over the two lists, and links to `sheets`.
pub(super) fn write(
    sheet: &mut Worksheet,
    context: &Bulletin,
    lists: [ItemList; 2],
    sheets: &[&str],
    head: &Head<'_>,
    looks: &Looks<'_>,
) -> Result<(), XlsxError> {
    let mut table = Table::new(sheet, columns(), 0, looks.styles)?;
    head.write(&mut table, "", "主要指标和重点工作任务完成情况总览")?;
    let header = table.header()?;
    write_scopes(&mut table, context, lists, header, looks)?;
    let charts = table.next_row();
    table.space(CHARTS)?;
    let leaders = write_leaders(&mut table, context, lists, header, looks)?;
    table.across(NOTE, &looks.styles.note, NOTE_PT)?;
    write_links(&mut table, sheets, looks)?;
    statuses::colour(table.sheet, (header, FIRST), (header, LAST))?;
    insert_charts(table.sheet, charts, header, leaders)?;
    let pages_high = u16::from(table.height() * SMALLEST <= Paper::A4.usable_height());
    head.set_up(table.sheet);
    table.sheet.set_print_fit_to_pages(1, pages_high);
    Ok(())
}

fn columns() -> Vec<Column> {
    let mut columns = vec![
        Column::new("范　围", 160, Look::Centred),
        Column::new("合　计", 84, Look::Centred),
    ];
    columns.extend(Status::ALL.map(|status| Column::new(status.word(), 90, Look::Centred)));
    columns.push(Column::new("完成和\n达到序时", 100, Look::Centred));
    columns.push(Column::new("占　比", 100, Look::Centred));
    columns
}

/// All items, their shares, and the two annexes.
fn write_scopes(
    table: &mut Table<'_>,
    context: &Bulletin,
    lists: [ItemList; 2],
    header: RowNum,
    looks: &Looks<'_>,
) -> Result<(), XlsxError> {
    let overall = &context.overall;
    let (all, annexes) = (header + 1, header + 3);
    let line = scope("全部事项", &overall.all);
    let sums = |col| format!("=SUM({})", cell_range(annexes, col, annexes + 1, col));
    write_line(table, &line, |_, col| sums(col), &looks.count, looks)?;
    write_shares(table, all, &line, looks)?;
    let scopes = [
        scope("主要指标", &overall.indicators),
        scope("重点工作任务", &overall.tasks),
    ];
    for (line, list) in scopes.iter().zip(lists) {
        let count = |_, col| format!("={}", list.count(&row_col_to_cell(header, col)));
        write_line(table, line, count, &looks.count, looks)?;
    }
    Ok(())
}

fn scope<'a>(name: &'a str, counts: &StatusCounts) -> Line<'a> {
    Line {
        name,
        counts: [
            counts.done,
            counts.on_track,
            counts.lagging,
            counts.severe,
            counts.unreported,
            counts.unrated,
        ],
    }
}

/// Writes a line of counts; `formula` makes that of a row and a status's column.
fn write_line(
    table: &mut Table<'_>,
    line: &Line<'_>,
    formula: impl Fn(RowNum, ColNum) -> String,
    format: &Format,
    looks: &Looks<'_>,
) -> Result<(), XlsxError> {
    let row = table.next_row();
    let mut cells = vec![Cell::text(""); usize::from(GOOD_SHARE) + 1];
    cells[usize::from(WHO)] = Cell::text(line.name);
    table.row(&cells)?;
    let sheet = &mut *table.sheet;
    for (col, count) in (FIRST..).zip(line.counts) {
        write_formula(sheet, (row, col), &formula(row, col), count as f64, format)?;
    }
    let total = format!("=SUM({})", cell_range(row, FIRST, row, LAST));
    write_formula(
        sheet,
        (row, TOTAL),
        &total,
        line.total() as f64,
        &looks.count,
    )?;
    let good = format!("=SUM({})", cell_range(row, FIRST, row, FIRST + 1));
    write_formula(sheet, (row, GOOD), &good, line.good() as f64, &looks.count)?;
    write_share(
        sheet,
        (row, GOOD_SHARE),
        (row, GOOD),
        line.good(),
        line,
        looks,
    )
}

/// The shares of all items below their counts.
fn write_shares(
    table: &mut Table<'_>,
    counts: RowNum,
    line: &Line<'_>,
    looks: &Looks<'_>,
) -> Result<(), XlsxError> {
    let row = table.next_row();
    let mut cells = vec![Cell::text(""); usize::from(GOOD_SHARE) + 1];
    cells[usize::from(WHO)] = Cell::text("占全部事项");
    table.row(&cells)?;
    for (col, count) in (FIRST..).zip(line.counts) {
        write_share(table.sheet, (row, col), (counts, col), count, line, looks)?;
    }
    Ok(())
}

/// The share of a count in its line's total; nothing where there are no items.
fn write_share(
    sheet: &mut Worksheet,
    at: (RowNum, ColNum),
    (row, col): (RowNum, ColNum),
    count: usize,
    line: &Line<'_>,
    looks: &Looks<'_>,
) -> Result<(), XlsxError> {
    if line.total() == 0 {
        return Ok(());
    }
    let total = row_col_to_cell(row, TOTAL);
    let part = row_col_to_cell(row, col);
    let share = count as f64 / line.total() as f64;
    write_formula(
        sheet,
        at,
        &format!("={part}/{total}"),
        share,
        &looks.percent,
    )
}

/// The lead leaders; gives their first and last row.
fn write_leaders(
    table: &mut Table<'_>,
    context: &Bulletin,
    lists: [ItemList; 2],
    header: RowNum,
    looks: &Looks<'_>,
) -> Result<Option<(RowNum, RowNum)>, XlsxError> {
    let leaders = &context.overall.leaders;
    if leaders.is_empty() {
        return Ok(None);
    }
    let title = format!("{}领导牵头的事项", context.issuer.government);
    table.across(&title, &looks.styles.band, BODY_PT)?;
    let first = table.next_row();
    for leader in leaders {
        let count = |status| leader.counts.get(&status).copied().unwrap_or_default();
        let line = Line {
            name: &leader.label,
            counts: Status::ALL.map(count),
        };
        let formula = |row, col| {
            let who = row_col_to_cell(row, WHO);
            let status = row_col_to_cell_absolute(header, col);
            let [one, two] = lists.map(|list| list.count_led(&who, &status));
            format!("={one}+{two}")
        };
        write_line(table, &line, formula, &looks.sparse, looks)?;
    }
    Ok(Some((first, table.next_row() - 1)))
}

/// Links to the other sheets, side by side in one row.
fn write_links(table: &mut Table<'_>, sheets: &[&str], looks: &Looks<'_>) -> Result<(), XlsxError> {
    let row = table.next_row();
    let mut cells = vec![Cell::text(""); usize::from(GOOD_SHARE) + 1];
    for (cell, name) in cells.iter_mut().zip(sheets) {
        *cell = Cell::text(name);
    }
    table.row(&cells)?;
    for (col, name) in (WHO..=GOOD_SHARE).zip(sheets) {
        let link = Url::new(format!("internal:'{name}'!A1")).set_text(*name);
        (table.sheet).write_url_with_format(row, col, link, &looks.link)?;
    }
    Ok(())
}

/// One chart of the scopes' shares, one of the leaders' counts.
fn insert_charts(
    sheet: &mut Worksheet,
    row: RowNum,
    header: RowNum,
    leaders: Option<(RowNum, RowNum)>,
) -> Result<(), XlsxError> {
    let annexes = (header + 3, header + 4);
    let title = "主要指标和重点工作任务完成情况";
    let chart = stacked(ChartType::BarPercentStacked, title, header, annexes);
    sheet.insert_chart_with_offset(row, WHO, &chart, 0, 4)?;
    if let Some(rows) = leaders {
        let title = "领导牵头事项完成情况（项）";
        let chart = stacked(ChartType::BarStacked, title, header, rows);
        sheet.insert_chart_with_offset(row, WHO, &chart, BESIDE, 4)?;
    }
    Ok(())
}

/// Bars divided by status.
fn stacked(kind: ChartType, title: &str, header: RowNum, (first, last): (RowNum, RowNum)) -> Chart {
    let mut chart = charts::bars(kind, title);
    for (col, status) in (FIRST..).zip(Status::ALL) {
        let ink = match status {
            Status::Severe => Color::White,
            _ => Color::Black,
        };
        chart
            .add_series()
            .set_name((NAME, header, col))
            .set_categories((NAME, first, WHO, last, WHO))
            .set_values((NAME, first, col, last, col))
            .set_format(&mut charts::area(statuses::fill(status)))
            // Nothing is not worth a figure.
            .set_data_label(&charts::labels("0;;", ink))
            .set_gap(45);
    }
    chart.set_width(CHART.0).set_height(CHART.1);
    chart
}
