//! 附表2: the places of the prefectures, one table and one chart for each ranking, best first.

use rust_decimal::Decimal;
use rust_xlsxwriter::utility::cell_range_absolute;
use rust_xlsxwriter::{Chart, ChartPoint, ChartType, ColNum, Color, RowNum, Worksheet, XlsxError};

use super::cells::or_dash;
use super::page::Head;
use super::words::{RankingColumns, RankingWords};
use super::{bars, charts, quotient, statuses};
use crate::report::bulletin::{RankRow, Ranking};
use crate::status::Stage;
use crate::targets::Direction;
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::{self, Centred, Count, Difference, Header};
use crate::workbook::formula::{float, of_whole};
use crate::workbook::page::MAX_BREAKS;
use crate::workbook::styles::percent_with;
use crate::workbook::table::{At, Columns, Table};
use gongwen::document::Better;

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

/// The columns between the table and that of the merits, which the chart covers.
const UNDER_CHART: ColNum = 8;
/// The width of the column of merits, in pixels.
const MERIT_WIDTH: u32 = 84;

/// A unit in a ranking, as it is listed.
struct Ranked<'a> {
    ranking: &'a Ranking,
    unit: &'a RankRow,
}

/// Columns that are referred to.
#[derive(Debug, Clone, Copy)]
struct Places {
    unit: ColNum,
    /// The targets.
    goal: ColNum,
    /// The values, and the completions.
    figures: [ColNum; 2],
    status: ColNum,
    /// What units are ranked by, beside the chart and not printed.
    merit: ColNum,
    stage: Stage,
}

/// Returns the column by which units are ranked.
fn compared([value, percent]: [ColNum; 2], ranking: &Ranking) -> ColNum {
    if ranking.by_completion { percent } else { value }
}

/// Writes all rankings, each on a page of its own.
pub(super) fn write(sheet: &mut Worksheet, head: &Head<'_>) -> Result<(), XlsxError> {
    let (context, styles, words) = (head.context, head.styles, &head.words.rankings);
    let rankings = &context.rankings.list;
    let (columns, places) =
        columns(!context.period.previous.is_empty(), context.stage, &words.columns);
    let mut table = Table::new(sheet, columns, places.unit, styles)?;
    head.write(&mut table, &words.mark, &words.title)?;
    table.note(if rankings.is_empty() { &words.nothing } else { &words.note })?;
    if !words.verified.is_empty() {
        table.note(&words.verified)?;
    }
    let mut breaks = Vec::new();
    for ranking in rankings {
        breaks.push(table.next_row());
        write_ranking(&mut table, words, ranking, places)?;
    }
    head.set_up(table.sheet);
    let (last_row, last_col) = (table.next_row().max(1) - 1, places.merit - 1);
    table
        .sheet
        .set_column_width_pixels(places.merit, MERIT_WIDTH)?
        .set_print_area(0, 0, last_row, last_col)?;
    let breaks = breaks.get(1..).unwrap_or_default();
    table
        .sheet
        .set_print_scale(PRINT_SCALE)
        .set_page_breaks(&breaks[..breaks.len().min(MAX_BREAKS)])?;
    Ok(())
}

/// Returns the columns; the last two only where there is a period before.
fn columns<'a>(
    changes: bool,
    stage: Stage,
    titles: &RankingColumns,
) -> (Columns<'a, Ranked<'a>>, Places) {
    let mut columns: Columns<'a, Ranked<'a>> = Columns::new();
    let unit = columns.centred(&*titles.unit, 92, |line| &line.unit.label);
    let goal = columns.add(&*titles.goal, 80, Centred, |line| {
        let decimals = |goal| Cell::decimals(goal, goal_digits(goal, line.ranking));
        or_dash(line.unit.cell.goal.map(decimals))
    });
    let value = columns.add(&*titles.value, 84, Centred, |line| {
        let decimals = |value| Cell::decimals(value, value_digits(line.ranking));
        or_dash(line.unit.cell.value.map(decimals))
    });
    let percent = columns.derive(&*titles.percent, 84, Centred, move |line, at| {
        let cell = &line.unit.cell;
        or_dash(cell.percent.map(|percent| {
            let digits = line.ranking.digits.max(1);
            if !quotient::of_unit(cell) {
                return Cell::percent_with(percent, digits);
            }
            let [goal, value] = [goal, value].map(|col| at.cell(col));
            let formula = format!("=ROUND({value}/{goal},{SAME})");
            Cell::formula(formula, of_whole(percent.round_dp(SAME - 2)))
                .formatted(CellFormat::percent(digits))
        }))
    });
    let merit = columns.next() + if changes { 4 } else { 2 } + UNDER_CHART;
    let rank = columns.derive(&*titles.rank, 56, Centred, move |line, at| {
        let Ranked { ranking, unit } = line;
        or_dash(unit.rank.map(|rank| {
            let first = at.header + 1;
            let all = cell_range_absolute(first, merit, first + last_place(ranking), merit);
            let order = u8::from(lower_merit_is_better(ranking));
            Cell::count_by(format!("=RANK({},{all},{order})", at.cell(merit)), rank)
        }))
    });
    let status =
        columns.centred(&*titles.status, 80, move |line| line.unit.cell.status.word_at(stage));
    if changes {
        let before = columns.add(&*titles.before, 52, Centred, |line| {
            or_dash(line.unit.cell.before.map(|rank| Cell::count(rank).formatted(Count)))
        });
        columns.derive(&*titles.change, 60, Centred, move |line, at| {
            or_dash(line.unit.cell.change.map(|change| {
                let [now, then] = [rank, before].map(|col| at.cell(col));
                Cell::formula(format!("={then}-{now}"), change as f64).formatted(Difference)
            }))
        });
    }
    let places = Places { unit, goal, figures: [value, percent], status, merit, stage };
    (columns, places)
}

/// Writes a ranking: units with a place by place, then those without.
fn write_ranking<'a>(
    table: &mut Table<'_, Ranked<'a>>,
    words: &RankingWords,
    ranking: &'a Ranking,
    places: Places,
) -> Result<(), XlsxError> {
    let band = table.next_row();
    table.band(&title(words, ranking))?;
    table.header()?;
    let first = table.next_row();
    let mut units: Vec<&RankRow> = ranking.rows.iter().collect();
    units.sort_by_key(|unit| (!unit.ranked, unit.rank.is_none(), unit.rank));
    let title = Cell::text(&words.columns.merit).formatted(Header);
    table.fill((table.header_row(), places.merit), &title)?;
    for &unit in &units {
        let row = table.row(&Ranked { ranking, unit })?;
        let at = At { row, header: table.header_row() };
        if let Some(merit) = unit.rank.and_then(|_| merit(ranking, unit, at, places)) {
            table.fill((row, places.merit), &merit)?;
        }
    }
    let last = table.next_row() - 1;
    table.space(12.0)?;
    let compared = compared(places.figures, ranking);
    if ranking.by_completion {
        bars::completions(table.sheet, compared, (first, last))?;
    } else {
        bars::values(table.sheet, compared, (first, last))?;
    }
    let status = places.status;
    statuses::colour(table.sheet, places.stage, (first, status), (last, status))?;
    let chart = chart(&words.sheet, ranking, (&units, first), places);
    // Beside the table; a little lower than the page break above.
    let (beside, below) = (16, 4);
    let col = table.last_col() + 1;
    (table.sheet).insert_chart_with_offset(band, col, &chart, beside, below)?;
    Ok(())
}

/// Returns the title: 2. 城镇新增就业完成率（序时进度25.0%）.
fn title(words: &RankingWords, ranking: &Ranking) -> String {
    let better = match (ranking.better, ranking.direction) {
        (_, Direction::Near) => &*words.near,
        (Better::Low, _) => &*words.low,
        (Better::High, _) => "",
    };
    format!(
        "{}{}　{}（{}{}{}{better}）",
        words.indicator, ranking.no, ranking.title, ranking.line_label, ranking.line, ranking.unit,
    )
}

/// Returns what a unit is ranked by: its value or completion as it is printed, or the distance of that from the target.
fn merit(ranking: &Ranking, unit: &RankRow, at: At, places: Places) -> Option<Cell> {
    let digits = ranking.digits;
    let cell = at.cell(compared(places.figures, ranking));
    let printed = unit.cell.compared?.printed(digits);
    if ranking.by_completion {
        // What is short of the whole is not printed as the whole.
        let below = digits + 2;
        let rounded = format!("ROUND({cell},{below})");
        let formula = format!("=ROUND({rounded}-({cell}<1)*({rounded}>=1)/10^{below},{below})");
        let merit = Cell::formula(formula, of_whole(printed));
        return Some(merit.formatted(CellFormat::percent(digits.max(1))));
    }
    let rounded = format!("ROUND({cell},{digits})");
    let (formula, merit) = match ranking.direction {
        Direction::Near => {
            let distance = printed.checked_sub(unit.cell.goal?)?.abs().round_dp(SAME);
            (format!("=ROUND(ABS({rounded}-{}),{SAME})", at.cell(places.goal)), distance)
        }
        Direction::Up | Direction::Decline | Direction::Down => (format!("={rounded}"), printed),
    };
    let digits = merit.normalize().scale().max(digits);
    Some(Cell::formula(formula, float(merit)).formatted(CellFormat::decimals(merit, digits)))
}

/// Returns whether a ranking puts the lowest first of what its units are ranked by.
fn lower_merit_is_better(ranking: &Ranking) -> bool {
    !ranking.by_completion && matches!(ranking.direction, Direction::Down | Direction::Near)
}

/// Decimals of a unit's target: all that it has, of a rate at least one.
fn goal_digits(goal: Decimal, ranking: &Ranking) -> u32 {
    let least = if ranking.by_completion { 0 } else { ranking.digits.min(1) };
    goal.normalize().scale().max(least)
}

/// Decimals of the units' values: of a rate those that are ranked, of an amount the most of any unit.
fn value_digits(ranking: &Ranking) -> u32 {
    let values = ranking.rows.iter().filter(|row| row.cell.value.is_some());
    match ranking.by_completion {
        true => values.map(|row| row.cell.value_digits).max().unwrap_or(0),
        false => ranking.digits,
    }
}

/// Returns the number of rows from the first ranked unit to the last.
fn last_place(ranking: &Ranking) -> RowNum {
    u32::try_from(ranking.ranked.saturating_sub(1)).unwrap_or(u32::MAX)
}

/// Returns the ranked units as bars in the colours of their statuses.
fn chart(
    name: &str,
    ranking: &Ranking,
    (units, first): (&[&RankRow], RowNum),
    places: Places,
) -> Chart {
    let last = first + last_place(ranking);
    let (unit, col) = (places.unit, compared(places.figures, ranking));
    let pattern = match (ranking.by_completion, ranking.digits) {
        (true, digits) => percent_with(digits.max(1)),
        (false, 0) => "0".to_owned(),
        (false, digits) => format!("0.{}", "0".repeat(digits as usize)),
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
        .set_categories((name, first, unit, last, unit))
        .set_values((name, first, col, last, col))
        .set_points(&points)
        .set_data_label(&charts::labels(&pattern, Color::Black))
        .set_gap(45);
    chart.legend().set_hidden();
    chart.set_width(CHART_WIDTH).set_height(CHART_HEIGHT);
    chart
}
