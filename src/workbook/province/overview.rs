//! 总览: the state of the year on one page: the items by status, those of each leader, the units with most that is behind, and the
//! items that are worst off. Counts are formulas in 进展, 领导分工 and 各单位进展.

use rust_xlsxwriter::utility::{cell_range, row_col_to_cell, row_col_to_cell_absolute};
use rust_xlsxwriter::{Chart, ChartType, ColNum, Color, RowNum, Worksheet, XlsxError};

use super::data::{ItemRows, id_cell, primary};
use super::duties::short_title;
use super::words::{OverviewColumns, OverviewWords};
use super::{breakdown, leader_duties, progress, unit_progress};
use crate::assess::{Assessment, Counts};
use crate::plan::{Annex, AnnexName};
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

/// The longest lists of units and of items.
const MOST_UNITS: usize = 8;
const MOST_ITEMS: usize = 10;
/// The number of leaders up to which each has a line.
const MOST_LEADERS: usize = 16;
/// The height kept for the chart, in points, and the chart's width and height in pixels.
const CHART_HEIGHT: f64 = 150.0;
const CHART: (u32, u32) = (826, 192);

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
    /// Sums of so many rows below.
    Sums(RowNum),
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
            Origin::Sums(rows) => format!("=SUM({})", cell_range(row + 1, col, row + rows, col)),
            Origin::Annex(annex) => {
                let (ids, statuses) = (progress::ID, progress::STATUS);
                format!("=COUNTIFS({ids},\"{annex}-*\",{statuses},{status})")
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
    words: &OverviewWords,
    now: &Assessment,
    rows: &ItemRows,
) -> Result<(), XlsxError> {
    let leaders = leaders(source, now);
    let units = units(source, now);
    let mut table = Table::new(sheet, columns(&words.columns), 0, source.styles)?;
    table.title(&source.marked(&words.title))?;
    table.note(&words.state)?;
    table.header()?;
    let header = table.header_row();
    let all = |annex: Option<Annex>| -> Counts {
        let items =
            now.items.iter().filter(|item| annex.is_none_or(|annex| item.id.annex == annex));
        items.map(|item| item.status).collect()
    };
    let annexes: Vec<&AnnexName> = source.basis.plan.annex_names().collect();
    let sums = Origin::Sums(annexes.len().try_into().unwrap_or(RowNum::MAX));
    table.row(&CountLine { name: &words.all, counts: all(None), source: sums })?;
    for annex in annexes {
        let (name, counts) = (source.values.annex(annex), all(Some(annex.annex)));
        table.row(&CountLine { name, counts, source: Origin::Annex(annex.annex) })?;
    }
    if (1..=MOST_LEADERS).contains(&leaders.len()) {
        table.band(&words.leaders)?;
        let chart_row = table.next_row();
        table.space(CHART_HEIGHT)?;
        let first = table.next_row();
        for line in &leaders {
            table.row(line)?;
        }
        let chart = chart(words, header, (first, table.next_row() - 1));
        table.sheet.insert_chart_with_offset(chart_row, 0, &chart, 2, 4)?;
    }
    if !units.is_empty() {
        table.band(&words.units)?;
        for line in &units {
            table.row(line)?;
        }
    }
    write_worst(&mut table, source, words, now, rows)?;
    table.note(&words.note)?;
    let (first, last) = (FIRST_STATUS, FIRST_STATUS + Status::ALL.len() as ColNum - 1);
    statuses::colour(table.sheet, Stage::UnderWay, (header, first), (header, last))?;
    Paper::A4.set_up(table.sheet, table.styles);
    table.sheet.set_portrait().set_print_fit_to_pages(1, 1).set_freeze_panes(header + 1, 1)?;
    write_back(&mut table, source.back())
}

/// The column of the first status; the others follow.
const FIRST_STATUS: ColNum = 2;

fn columns<'a>(titles: &OverviewColumns) -> Columns<'a, CountLine<'a>> {
    let mut columns: Columns<'a, CountLine<'a>> = Columns::new();
    let name = columns.add(&*titles.name, 132, Name, |line| Cell::text(line.name));
    let (first, last) = (FIRST_STATUS, FIRST_STATUS + Status::ALL.len() as ColNum - 1);
    let total = columns.derive(&*titles.total, 60, Centred, move |line, at| {
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
    let good = columns.derive(&*titles.good, 76, Centred, move |line, at| {
        let sum = format!("=SUM({})", cell_range(at.row, first, at.row, first + 1));
        Cell::count_by(sum, line.good())
    });
    columns.derive(&*titles.share, 66, Centred, move |line, at| match line.counts.total() {
        0 => Cell::BLANK,
        all => {
            let share = line.good() as f64 / all as f64;
            let formula = format!("={}/{}", at.cell(good), at.cell(total));
            Cell::formula(formula, share).formatted(Percent)
        }
    });
    columns
}

/// Returns the items of each leader who leads any.
fn leaders<'a>(source: Source<'a>, now: &Assessment) -> Vec<CountLine<'a>> {
    let leaders = portfolios(source).into_iter();
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
    words: &OverviewWords,
    now: &Assessment,
    rows: &ItemRows,
) -> Result<(), XlsxError> {
    let behind = worst_first(source.basis.plan, now);
    if behind.is_empty() {
        return Ok(());
    }
    let shown = behind.len().min(MOST_ITEMS);
    let all = behind.len();
    let band = if all > shown { &words.first_items } else { &words.items };
    table.band(&band.replace("{all}", &all.to_string()).replace("{shown}", &shown.to_string()))?;
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
            let style = of_column(&source.styles.name, &words.sheet, from);
            write_merged(table.sheet, (row, from), (row, to), text, &style)?;
        }
        write_status(table, &words.sheet, (row, last - 1), assessed.status)?;
    }
    Ok(())
}

/// Writes the status of an item, looked up by its id at the beginning of the row.
fn write_status(
    table: &mut Table<'_, CountLine<'_>>,
    sheet: &str,
    at @ (row, col): (RowNum, ColNum),
    status: Status,
) -> Result<(), XlsxError> {
    let style = of_column(&table.styles.name, sheet, col);
    write_merged(table.sheet, at, (row, col + 1), "", &style)?;
    let id = row_col_to_cell(row, 0);
    let look_up = format!("=INDEX({},MATCH({id},{},0))", progress::STATUS, progress::ID);
    table.fill(at, &Cell::formula(look_up, status.word()).formatted(Name))?;
    statuses::colour(table.sheet, Stage::UnderWay, at, at)
}

/// Returns the items of each leader as bars divided by status.
fn chart(words: &OverviewWords, header: RowNum, (first, last): (RowNum, RowNum)) -> Chart {
    let sheet = &*words.sheet;
    let mut chart = charts::bars(ChartType::BarStacked, &words.chart);
    for (col, status) in (FIRST_STATUS..).zip(Status::ALL) {
        let ink = if status == Status::Severe { Color::White } else { Color::Black };
        chart
            .add_series()
            .set_name((sheet, header, col))
            .set_categories((sheet, first, 0, last, 0))
            .set_values((sheet, first, col, last, col))
            .set_format(&mut charts::area(statuses::fill(status)))
            // Nothing is not worth a figure.
            .set_data_label(&charts::labels("0;;", ink))
            .set_gap(45);
    }
    chart.set_width(CHART.0).set_height(CHART.1);
    chart
}
