//! 附件2: the places of the prefectures, one table and one chart for each ranking, best first.

use rust_decimal::Decimal;
use rust_xlsxwriter::utility::{cell_range_absolute, row_col_to_cell};
use rust_xlsxwriter::{Chart, ChartPoint, ChartType, ColNum, Color, RowNum, Worksheet, XlsxError};

use super::figures::{Looks, PERCENT, of_whole, write_formula};
use super::page::Head;
use super::{bars, charts, quotient, statuses};
use crate::report::bulletin::{Bulletin, RankRow, Ranking};
use crate::report::wording::NONE;
use crate::workbook::page::MAX_BREAKS;
use crate::workbook::styles::{BODY_PT, NOTE_PT};
use crate::workbook::table::{Cell, Column, Look, Table};
use gongwen::rounding::print;

/// The worksheet's name.
pub(super) const NAME: &str = "附件2 市州位次";

const UNIT: ColNum = 0;
const GOAL: ColNum = 1;
const VALUE: ColNum = 2;
const PERCENT_COL: ColNum = 3;
const RANK: ColNum = 4;
const STATUS: ColNum = 5;
/// This column and the next are there when there is a period before.
const BEFORE: ColNum = 6;
const CHANGE: ColNum = 7;

/// Width of a chart in pixels.
const CHART_WIDTH: u32 = 430;
/// Height of a chart in pixels: that of 15 units.
const CHART_HEIGHT: u32 = 500;

/// Scale in print, in percent, at which table and chart fit the page side by side, also in LibreOffice,
/// where columns are 6 percent wider than in Excel.
const PRINT_SCALE: u16 = 88;

/// Decimals to which completions are rounded before they are ranked: equal ones stay equal, whichever
/// binary fractions they were divided from.
const SAME: u32 = 12;

/// Decimals of rates and of percentages in titles.
const DIGITS: u32 = 1;

const NOTE: &str = "注：按未取舍的数值排名，数值相同的并列、其后顺延；“—”为未报送或不可比，不参加排名。\
    位次由公式计算，更正数值后自动更新，但各行的次序不变。";

/// Writes all rankings, each on a page of its own.
pub(super) fn write(
    sheet: &mut Worksheet,
    context: &Bulletin,
    head: &Head<'_>,
    looks: &Looks<'_>,
) -> Result<(), XlsxError> {
    let rankings = &context.rankings.list;
    let mut table = Table::new(sheet, columns(context), usize::from(UNIT), looks.styles)?;
    head.write(&mut table, "附件2", "各市州主要指标位次表")?;
    let note = if rankings.is_empty() {
        "各市州没有报送可以排名的数据。"
    } else {
        NOTE
    };
    table.across(note, &looks.styles.note, NOTE_PT)?;
    let mut breaks = Vec::new();
    for ranking in rankings {
        breaks.push(table.next_row());
        write_ranking(&mut table, ranking, looks)?;
    }
    head.set_up(table.sheet);
    let breaks = breaks.get(1..).unwrap_or_default();
    table
        .sheet
        .set_print_scale(PRINT_SCALE)
        .set_page_breaks(&breaks[..breaks.len().min(MAX_BREAKS)])?;
    Ok(())
}

fn columns(context: &Bulletin) -> Vec<Column> {
    let mut columns = vec![
        Column::new("市　州", 92, Look::Centred),
        Column::new("年度目标", 80, Look::Centred),
        Column::new("累计完成", 84, Look::Centred),
        Column::new("完成率", 84, Look::Centred),
        Column::new("位次", 56, Look::Centred),
        Column::new("状　态", 80, Look::Centred),
    ];
    if !context.period.previous.is_empty() {
        columns.push(Column::new("上期\n位次", 52, Look::Centred));
        columns.push(Column::new("升降", 60, Look::Centred));
    }
    columns
}

/// Writes a ranking: units with a place by place, then those without.
fn write_ranking(
    table: &mut Table<'_>,
    ranking: &Ranking,
    looks: &Looks<'_>,
) -> Result<(), XlsxError> {
    let band = table.next_row();
    table.across(&title(ranking), &looks.styles.band, BODY_PT)?;
    table.header()?;
    let first = table.next_row();
    let mut units: Vec<&RankRow> = ranking.rows.iter().collect();
    units.sort_by_key(|unit| (!unit.ranked, unit.rank.is_none(), unit.rank));
    for unit in &units {
        write_unit(table, ranking, unit, first, looks)?;
    }
    let last = table.next_row() - 1;
    table.space(12.0)?;
    let compared = compared(ranking);
    if ranking.by_completion {
        bars::completions(table.sheet, compared, (first, last))?;
    } else {
        bars::values(table.sheet, compared, (first, last))?;
    }
    statuses::colour(table.sheet, (first, STATUS), (last, STATUS))?;
    let chart = chart(ranking, &units, first);
    // Beside the table; a little lower than the page break above.
    let (beside, below) = (16, 4);
    let col = table.last_col() + 1;
    (table.sheet).insert_chart_with_offset(band, col, &chart, beside, below)?;
    Ok(())
}

/// 2. 城镇新增就业完成率（序时进度25.0%）.
fn title(ranking: &Ranking) -> String {
    let line = print(ranking.line, Some(DIGITS));
    let better = match ranking.better {
        "low" => "，低者居前",
        _ => "",
    };
    format!(
        "指标{}　{}（{}{line}{}{better}）",
        ranking.no, ranking.title, ranking.line_label, ranking.unit,
    )
}

/// The column by which units are ranked.
fn compared(ranking: &Ranking) -> ColNum {
    if ranking.by_completion {
        PERCENT_COL
    } else {
        VALUE
    }
}

fn write_unit(
    table: &mut Table<'_>,
    ranking: &Ranking,
    unit: &RankRow,
    first: RowNum,
    looks: &Looks<'_>,
) -> Result<(), XlsxError> {
    let row = table.next_row();
    let mut cells = vec![Cell::text(NONE); usize::from(table.last_col()) + 1];
    cells[usize::from(UNIT)] = Cell::text(&unit.label);
    cells[usize::from(STATUS)] = Cell::text(unit.cell.status.word());
    table.row(&cells)?;
    let sheet = &mut *table.sheet;
    if let Some(goal) = unit.cell.goal {
        looks.number(sheet, (row, GOAL), goal, goal_digits(goal, ranking))?;
    }
    if let Some(value) = unit.cell.value {
        looks.number(sheet, (row, VALUE), value, value_digits(value, ranking))?;
    }
    if let Some(percent) = unit.cell.percent {
        let at = (row, PERCENT_COL);
        if quotient::of_unit(&unit.cell) {
            let [goal, value] = [GOAL, VALUE].map(|col| row_col_to_cell(row, col));
            let formula = format!("=ROUND({value}/{goal},{SAME})");
            write_formula(
                sheet,
                at,
                &formula,
                of_whole(percent.round_dp(SAME - 2)),
                &looks.percent,
            )?;
        } else {
            looks.percentage(sheet, at, percent)?;
        }
    }
    write_place(sheet, row, ranking, unit, first, looks)
}

/// Decimals of a unit's target: all that it has, of a rate at least one.
fn goal_digits(goal: Decimal, ranking: &Ranking) -> u32 {
    let least = if ranking.by_completion { 0 } else { DIGITS };
    goal.normalize().scale().max(least)
}

/// Decimals of a unit's value: of a rate as on paper, of an amount all that were reported.
fn value_digits(value: Decimal, ranking: &Ranking) -> u32 {
    if ranking.by_completion {
        value.normalize().scale()
    } else {
        goal_digits(ranking.line, ranking)
    }
}

/// The place, and how it changed.
fn write_place(
    sheet: &mut Worksheet,
    row: RowNum,
    ranking: &Ranking,
    unit: &RankRow,
    first: RowNum,
    looks: &Looks<'_>,
) -> Result<(), XlsxError> {
    let Some(rank) = unit.rank else {
        return Ok(());
    };
    let col = compared(ranking);
    let all = cell_range_absolute(first, col, first + last_place(ranking), col);
    let order = u8::from(ranking.better == "low");
    let formula = format!("=RANK({},{all},{order})", row_col_to_cell(row, col));
    write_formula(sheet, (row, RANK), &formula, rank as f64, &looks.count)?;
    if let Some(change) = unit.cell.change {
        let before = rank as f64 + change as f64;
        sheet.write_number_with_format(row, BEFORE, before, &looks.count)?;
        let [now, then] = [RANK, BEFORE].map(|col| row_col_to_cell(row, col));
        let formula = format!("={then}-{now}");
        write_formula(sheet, (row, CHANGE), &formula, change as f64, &looks.change)?;
    }
    Ok(())
}

/// How many rows the last ranked unit stands below the first.
fn last_place(ranking: &Ranking) -> RowNum {
    u32::try_from(ranking.ranked.saturating_sub(1)).unwrap_or(u32::MAX)
}

/// The ranked units as bars in the colours of their statuses.
fn chart(ranking: &Ranking, units: &[&RankRow], first: RowNum) -> Chart {
    let last = first + last_place(ranking);
    let col = compared(ranking);
    let pattern = if ranking.by_completion {
        PERCENT
    } else {
        "0.0#"
    };
    let points: Vec<ChartPoint> = units
        .iter()
        .filter(|unit| unit.rank.is_some())
        .map(|unit| {
            let mut area = charts::area(statuses::fill(unit.cell.status));
            ChartPoint::new().set_format(&mut area)
        })
        .collect();
    let title = if ranking.by_completion {
        ranking.title.clone()
    } else {
        format!("{}（{}）", ranking.title, ranking.unit)
    };
    let mut chart = charts::bars(ChartType::Bar, &title);
    chart
        .add_series()
        .set_categories((NAME, first, UNIT, last, UNIT))
        .set_values((NAME, first, col, last, col))
        .set_points(&points)
        .set_data_label(&charts::labels(pattern, Color::Black))
        .set_gap(45);
    chart.legend().set_hidden();
    chart.set_width(CHART_WIDTH).set_height(CHART_HEIGHT);
    chart
}
