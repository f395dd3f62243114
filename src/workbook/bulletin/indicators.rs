//! 附件1: the main indicators, target by target.

use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};

use super::figures::{Looks, of_whole, write_formula};
use super::list::ItemList;
use super::page::{Head, finish};
use super::{bars, quotient, statuses};
use crate::report::bulletin::{Bulletin, Figure, IndicatorRow};
use crate::report::wording::NONE;
use crate::workbook::page::Paper;
use crate::workbook::styles::NOTE_PT;
use crate::workbook::table::{Cell, Column, Look, Table};

/// The worksheet's name.
pub(super) const NAME: &str = "附件1 主要指标";

pub(super) const GOAL: ColNum = 3;
pub(super) const VALUE: ColNum = 4;
pub(super) const PERCENT: ColNum = 6;
pub(super) const DUE: ColNum = 7;
const GAP: ColNum = 8;
const STATUS: ColNum = 9;
const WHOLE: ColNum = 10;
const LEADERS: ColNum = 11;

/// Decimals of a gap in percentage points.
const GAP_DIGITS: u32 = 1;

/// The table is made smaller to fit a page, down to this part of its size.
const SMALLEST: f64 = 0.65;

const NOTE: &str = "注：差距的单位是百分点；增速、比率与年度目标相比，数量指标的完成率与序时进度相比。\
    一个指标有几个目标的，“指标状态”按其中最差的计，列在第一行，汇总时以它为准。";

/// The indicators as they were written.
pub(super) struct Written {
    /// Where they stand.
    pub list: ItemList,
    /// The row of each of the bulletin's rows.
    pub rows: Vec<RowNum>,
}

/// Writes the indicators.
pub(super) fn write(
    sheet: &mut Worksheet,
    context: &Bulletin,
    head: &Head<'_>,
    looks: &Looks<'_>,
) -> Result<Written, XlsxError> {
    let mut table = Table::new(sheet, columns(), 0, looks.styles)?;
    head.write(&mut table, "附件1", "主要指标完成情况表")?;
    let header = table.header()?;
    let mut before = None;
    let mut written = Vec::new();
    for indicator in &context.indicators.rows {
        let row = table.next_row();
        written.push(row);
        let is_first = before.replace(indicator.no) != Some(indicator.no);
        table.row(&cells(indicator, is_first))?;
        if let Some(figure) = &indicator.figure {
            write_figure(table.sheet, row, figure, looks)?;
        }
    }
    let rows = finish(&mut table, header, head)?;
    table.across(NOTE, &looks.styles.note, NOTE_PT)?;
    if table.height() * SMALLEST <= Paper::A4.usable_height() {
        table.sheet.set_print_fit_to_pages(1, 1);
    }
    bars::completions(table.sheet, PERCENT, rows)?;
    statuses::colour(table.sheet, (rows.0, STATUS), (rows.1, WHOLE))?;
    let list = ItemList {
        sheet: NAME,
        rows,
        status: WHOLE,
        leaders: LEADERS,
    };
    Ok(Written {
        list,
        rows: written,
    })
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("序号", 46, Look::Centred),
        Column::new("指　标", 190, Look::Text),
        Column::new("年度目标", 96, Look::Centred),
        Column::new("目标值", 66, Look::Centred),
        Column::new("累计完成", 70, Look::Centred),
        Column::new("计量\n单位", 56, Look::Centred),
        Column::new("完成率", 72, Look::Centred),
        Column::new("序时\n进度", 66, Look::Centred),
        Column::new("差距\n（百分点）", 80, Look::Centred),
        Column::new("状　态", 76, Look::Centred),
        Column::new("指标状态", 76, Look::Centred),
        Column::new("牵头\n领导", 62, Look::Centred),
        Column::new("牵头单位", 120, Look::Centred),
        Column::new("备　注", 130, Look::Text),
    ]
}

fn cells(row: &IndicatorRow, is_first: bool) -> Vec<Cell> {
    let measure = row.figure.as_ref().map_or(NONE, |figure| &figure.measure);
    let whole = if is_first { row.whole.word() } else { "" };
    let notes = [&*row.trend, &*row.computed];
    let notes: Vec<&str> = notes.into_iter().filter(|note| !note.is_empty()).collect();
    vec![
        Cell::Number(row.no),
        Cell::text(&row.subject),
        Cell::text(&row.goal_words),
        Cell::text(NONE),
        Cell::text(NONE),
        Cell::text(measure),
        Cell::text(NONE),
        Cell::text(NONE),
        Cell::text(NONE),
        Cell::text(row.state.status.word()),
        Cell::text(whole),
        Cell::text(&row.leaders.join("\n")),
        Cell::text(&row.lead.replace('、', "\n")),
        Cell::text(&notes.join("；")),
    ]
}

/// Puts what figures there are over the dashes.
fn write_figure(
    sheet: &mut Worksheet,
    row: RowNum,
    figure: &Figure,
    looks: &Looks<'_>,
) -> Result<(), XlsxError> {
    let [goal, value, percent, due] =
        [GOAL, VALUE, PERCENT, DUE].map(|col| row_col_to_cell(row, col));
    let goal_digits = figure.goal.normalize().scale();
    looks.number(sheet, (row, GOAL), figure.goal, goal_digits)?;
    if let Some(reached) = figure.value {
        looks.number(sheet, (row, VALUE), reached, figure.digits)?;
    }
    match figure.percent {
        Some(done) if quotient::of_figure(figure) => {
            let formula = format!("={value}/{goal}");
            let at = (row, PERCENT);
            write_formula(sheet, at, &formula, of_whole(done), &looks.percent)?;
        }
        Some(done) => looks.percentage(sheet, (row, PERCENT), done)?,
        None => {}
    }
    if let Some(due) = figure.due {
        looks.percentage(sheet, (row, DUE), due)?;
    }
    if let Some(gap) = figure.gap {
        let difference = if figure.percent.is_some() {
            format!("({percent}-{due})*100")
        } else {
            format!("{value}-{goal}")
        };
        looks.difference(sheet, (row, GAP), &difference, gap, GAP_DIGITS)?;
    }
    Ok(())
}
