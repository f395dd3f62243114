//! 总览: the state of the year on one page: the items by status, those of each leader, the units with most that is behind, and the
//! items that are worst off. Counts are formulas in 进展, 领导分工 and 各单位进展.

use rust_xlsxwriter::utility::{cell_range, row_col_to_cell, row_col_to_cell_absolute};
use rust_xlsxwriter::{Chart, ChartType, ColNum, Color, RowNum, Worksheet, XlsxError};

use super::data::{ItemRows, id_cell, primary};
use super::duties::short_title;
use super::{breakdown, leader_duties, progress, unit_progress};
use crate::assess::{Assessment, Change, Counts, Moved};
use crate::plan::Annex;
use crate::report::bulletin::worst_first;
use crate::status::{Stage, Status};
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::{Centred, Name, Percent, Sparse};
use crate::workbook::home::write_back;
use crate::workbook::leaders::portfolios;
use crate::workbook::page::Paper;
use crate::workbook::styles::{BODY_PT, of_column};
use crate::workbook::table::{Columns, Table};
use crate::workbook::text::write_merged;
use crate::workbook::text_width::row_height;
use crate::workbook::{Source, charts, statuses};

/// The worksheet's name.
pub(super) const NAME: &str = "总览";

/// The longest lists of units and of items.
const MOST_UNITS: usize = 8;
const MOST_ITEMS: usize = 10;
/// The number of leaders up to which each has a line.
const MOST_LEADERS: usize = 16;
/// The height kept for the chart, in points, and the chart's width and height in pixels.
const CHART_HEIGHT: f64 = 150.0;
const CHART: (u32, u32) = (826, 192);

const NOTE: &str = "注：各数由公式从“进展”“领导分工”“各单位进展”的状态列统计，状态更正后自动更新；共同牵头的事项在各位领导名下分别计入，\
    占比为完成和达到序时的占全部的比重。单位一栏逐个指标计，事项名单不随更正增减。";

/// A line of counts.
struct CountLine<'a> {
    name: &'a str,
    counts: Counts,
    /// The origin of the counts.
    source: Origin,
}

/// The origin of the counts of a line.
#[derive(Debug, Clone, Copy)]
enum Origin {
    /// Sums of the two rows below.
    Sums,
    /// The items of an annex.
    Annex(Annex),
    /// The items of the leader of the line.
    Leader,
    /// The targets of the unit of the line.
    Unit,
}

impl CountLine<'_> {
    /// Returns the formula for the number of what has the status of a column.
    fn formula(&self, name: &str, status: &str, (row, col): (RowNum, ColNum)) -> String {
        let counted = |names: String, statuses: String| {
            if breakdown::is_criterion(self.name) {
                format!("=COUNTIFS({names},\"=\"&{name},{statuses},{status})")
            } else {
                format!("=SUMPRODUCT(({names}={name})*({statuses}={status}))")
            }
        };
        match self.source {
            Origin::Sums => format!("=SUM({})", cell_range(row + 1, col, row + 2, col)),
            Origin::Annex(annex) => {
                let (ids, statuses) = (progress::ID, progress::STATUS);
                format!("=COUNTIFS({ids},\"{}-*\",{statuses},{status})", annex.number())
            }
            Origin::Leader => {
                counted(leader_duties::LEADER.to_string(), leader_duties::STATUS.to_string())
            }
            Origin::Unit => {
                counted(unit_progress::UNIT.to_string(), unit_progress::STATUS.to_string())
            }
        }
    }

    fn good(&self) -> usize {
        self.counts.of(Status::Done) + self.counts.of(Status::OnTrack)
    }
}

/// Writes the overview.
pub(super) fn write(
    sheet: &mut Worksheet,
    source: Source<'_>,
    (now, before): (&Assessment, Option<&Assessment>),
    rows: &ItemRows,
) -> Result<(), XlsxError> {
    let leaders = leaders(source, now);
    let units = units(source, now);
    let mut table = Table::new(sheet, columns(), 0, source.styles)?;
    table.title(&source.marked_title("目标任务完成情况总览"))?;
    table.note(&state(now, before))?;
    table.header()?;
    let header = table.header_row();
    let all = |annex: Option<Annex>| -> Counts {
        let items =
            now.items.iter().filter(|item| annex.is_none_or(|annex| item.id.annex == annex));
        items.map(|item| item.status).collect()
    };
    table.row(&CountLine { name: "全部事项", counts: all(None), source: Origin::Sums })?;
    for annex in Annex::ALL {
        let (name, counts) = (annex.noun(), all(Some(annex)));
        table.row(&CountLine { name, counts, source: Origin::Annex(annex) })?;
    }
    if (1..=MOST_LEADERS).contains(&leaders.len()) {
        table.band(&format!("{}领导牵头的事项", source.heading.government))?;
        let chart_row = table.next_row();
        table.space(CHART_HEIGHT)?;
        let first = table.next_row();
        for line in &leaders {
            table.row(line)?;
        }
        let chart = chart(header, (first, table.next_row() - 1));
        table.sheet.insert_chart_with_offset(chart_row, 0, &chart, 2, 4)?;
    }
    if !units.is_empty() {
        table.band("滞后、严重滞后最多的单位（逐个指标计）")?;
        for line in &units {
            table.row(line)?;
        }
    }
    write_worst(&mut table, source, now, rows)?;
    table.note(NOTE)?;
    let (first, last) = (FIRST_STATUS, FIRST_STATUS + Status::ALL.len() as ColNum - 1);
    statuses::colour(table.sheet, Stage::UnderWay, (header, first), (header, last))?;
    Paper::A4.set_up(table.sheet);
    table.sheet.set_portrait().set_print_fit_to_pages(1, 1).set_freeze_panes(header + 1, 1)?;
    write_back(&mut table)
}

/// The column of the first status; the others follow.
const FIRST_STATUS: ColNum = 2;

fn columns<'a>() -> Columns<'a, CountLine<'a>> {
    let mut columns: Columns<'a, CountLine<'a>> = Columns::new();
    let name = columns.add("范围", 132, Name, |line| Cell::text(line.name));
    let (first, last) = (FIRST_STATUS, FIRST_STATUS + Status::ALL.len() as ColNum - 1);
    let total = columns.derive("合计", 60, Centred, move |line, at| {
        let sum = format!("=SUM({})", cell_range(at.row, first, at.row, last));
        Cell::count_by(sum, line.counts.total())
    });
    for status in Status::ALL {
        let col = columns.next();
        columns.derive(status.word(), 66, Centred, move |line, at| {
            let label = row_col_to_cell_absolute(at.header, col);
            let formula = line.formula(&at.cell(name), &label, (at.row, col));
            Cell::count_by(formula, line.counts.of(status)).formatted(Sparse)
        });
    }
    let good = columns.derive("完成和\n达到序时", 76, Centred, move |line, at| {
        let sum = format!("=SUM({})", cell_range(at.row, first, at.row, first + 1));
        Cell::count_by(sum, line.good())
    });
    columns.derive("占比", 66, Centred, move |line, at| match line.counts.total() {
        0 => Cell::BLANK,
        all => {
            let share = line.good() as f64 / all as f64;
            let formula = format!("={}/{}", at.cell(good), at.cell(total));
            Cell::formula(formula, share).formatted(Percent)
        }
    });
    columns
}

/// Returns the day of the figures, and how many items moved since the period before.
fn state(now: &Assessment, before: Option<&Assessment>) -> String {
    let day = now.month.last_day();
    let state = format!("数据截至{}年{}月{}日。", day.year(), day.month(), day.day());
    let Some(before) = before else { return state };
    let change = Change { before, now };
    let [up, down] = [Moved::Up, Moved::Down].map(|moved| change.moved(moved).count());
    let month = before.month;
    format!("{state}与{}年{}月底相比，状态好转{up}项，后退{down}项。", month.year(), month.number())
}

/// Returns the items of each leader who leads any.
fn leaders<'a>(source: Source<'a>, now: &Assessment) -> Vec<CountLine<'a>> {
    let leaders = portfolios(source.basis.plan, source.basis.registry).into_iter();
    let led = leaders.filter(|leader| !leader.items.is_empty() && !leader.is_nobody());
    led.map(|leader| {
        let items = leader.items.iter().filter_map(|item| now.item(item.id));
        let counts = items.map(|item| item.status).collect();
        CountLine { name: leader.name, counts, source: Origin::Leader }
    })
    .collect()
}

/// Returns the units with most targets that are behind, most first, in registry order where they have as many.
fn units<'a>(source: Source<'a>, now: &Assessment) -> Vec<CountLine<'a>> {
    let behind =
        |line: &CountLine<'_>| line.counts.of(Status::Lagging) + line.counts.of(Status::Severe);
    let mut lines: Vec<_> = (source.basis.registry.units())
        .map(|(id, unit)| {
            let parts = now.items.iter().filter_map(|item| item.unit(id));
            let marks = parts.flat_map(|part| &part.targets);
            let counts = marks.map(|mark| mark.mark.status).collect();
            CountLine { name: &unit.short, counts, source: Origin::Unit }
        })
        .filter(|line| behind(line) > 0)
        .collect();
    lines.sort_by_key(|line| std::cmp::Reverse((behind(line), line.counts.of(Status::Severe))));
    lines.truncate(MOST_UNITS);
    lines
}

/// Writes the items that are worst off, worst first, as the bulletin has them.
fn write_worst(
    table: &mut Table<'_, CountLine<'_>>,
    source: Source<'_>,
    now: &Assessment,
    rows: &ItemRows,
) -> Result<(), XlsxError> {
    let behind = worst_first(source.basis.plan, now);
    if behind.is_empty() {
        return Ok(());
    }
    let shown = behind.len().min(MOST_ITEMS);
    table.band(&match behind.len() {
        all if all > shown => {
            format!("最突出的滞后事项（共{all}项，列前{shown}项，全部见“进展”）")
        }
        all => format!("滞后事项（{all}项，最突出的居前）"),
    })?;
    let last = table.last_col();
    for (_, item, assessed) in behind.into_iter().take(shown) {
        let row = table.next_row();
        table.space(row_height(1, BODY_PT))?;
        table.fill((row, 0), &id_cell(item.id, rows))?;
        for (from, to, text) in [
            (1, 4, short_title(item)),
            (5, 6, primary(item)),
            (7, last - 2, &item.leaders.join("、")),
        ] {
            let style = of_column(&source.styles.name, NAME, from);
            write_merged(table.sheet, (row, from), (row, to), text, &style)?;
        }
        write_status(table, (row, last - 1), assessed.status)?;
    }
    Ok(())
}

/// Writes the status of an item, looked up by its id at the beginning of the row.
fn write_status(
    table: &mut Table<'_, CountLine<'_>>,
    at @ (row, col): (RowNum, ColNum),
    status: Status,
) -> Result<(), XlsxError> {
    let style = of_column(&table.styles.name, NAME, col);
    write_merged(table.sheet, at, (row, col + 1), "", &style)?;
    let id = row_col_to_cell(row, 0);
    let look_up = format!("=INDEX({},MATCH({id},{},0))", progress::STATUS, progress::ID);
    table.fill(at, &Cell::formula(look_up, status.word()).formatted(Name))?;
    statuses::colour(table.sheet, Stage::UnderWay, at, at)
}

/// Returns the items of each leader as bars divided by status.
fn chart(header: RowNum, (first, last): (RowNum, RowNum)) -> Chart {
    let mut chart = charts::bars(ChartType::BarStacked, "领导牵头事项完成情况（项）");
    for (col, status) in (FIRST_STATUS..).zip(Status::ALL) {
        let ink = if status == Status::Severe { Color::White } else { Color::Black };
        chart
            .add_series()
            .set_name((NAME, header, col))
            .set_categories((NAME, first, 0, last, 0))
            .set_values((NAME, first, col, last, col))
            .set_format(&mut charts::area(statuses::fill(status)))
            // Nothing is not worth a figure.
            .set_data_label(&charts::labels("0;;", ink))
            .set_gap(45);
    }
    chart.set_width(CHART.0).set_height(CHART.1);
    chart
}
