//! 总览: the number of items with each status, by annex and by leader, counted by formulas in the annexes.

use rust_xlsxwriter::utility::{cell_range, row_col_to_cell, row_col_to_cell_absolute};
use rust_xlsxwriter::{Chart, ChartType, ColNum, Color, RowNum, Worksheet, XlsxError};

use super::list::ItemList;
use super::page::Head;
use super::words::{OverviewColumns, OverviewWords};
use super::{charts, statuses};
use crate::report::bulletin::Bulletin;
use crate::status::{Stage, Status};
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::{Centred, Percent, SheetLink, Sparse};
use crate::workbook::link::Place;
use crate::workbook::page::Paper;
use crate::workbook::table::{Columns, Table};

/// The sheet is made smaller to fit a page, down to this part of its size.
const SMALLEST: f64 = 0.65;
/// The height kept for charts, in points.
const CHARTS: f64 = 210.0;
/// Width and height of a chart in pixels.
const CHART: (u32, u32) = (494, 272);
/// The beginning of the second chart, in pixels from that of the first.
const BESIDE: u32 = 500;

/// A scope or a leader: its name and the number of items with each status.
struct StatusLine<'a> {
    name: &'a str,
    counts: Vec<usize>,
    stage: Stage,
    source: Source<'a>,
}

/// The origin of the numbers of a line.
#[derive(Debug, Clone, Copy)]
enum Source<'a> {
    /// Counts: sums of those in the two rows from this one on.
    Sums(RowNum),
    /// Counts: the items of a list.
    Items(ItemList<'a>),
    /// Counts: the items of both lists that a leader leads, given by his or her place among the leaders.
    Led([ItemList<'a>; 2], usize),
    /// Shares in the total of this row, whose counts they are.
    Shares(RowNum),
}

impl StatusLine<'_> {
    fn total(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Returns the number of items that are done or on track; after the year's end, of those that are done.
    fn good(&self) -> usize {
        self.counts[..good_statuses(self.stage)].iter().sum()
    }

    /// Returns the share of `count`, a cell of a row, in the row's total; blank where there are no items.
    fn share(&self, count: usize, cell: (RowNum, ColNum), total: ColNum) -> Cell {
        if self.total() == 0 {
            return Cell::BLANK;
        }
        let [part, total] = [cell.1, total].map(|col| row_col_to_cell(cell.0, col));
        let share = count as f64 / self.total() as f64;
        Cell::formula(format!("={part}/{total}"), share).formatted(Percent)
    }

    /// Returns a formula that adds up or counts; blank among shares.
    fn count(&self, formula: String, count: usize) -> Cell {
        match self.source {
            Source::Shares(_) => Cell::BLANK,
            _ => Cell::count_by(formula, count),
        }
    }
}

/// Writes the overview over the two lists, and links to the other sheets.
pub(super) fn write(
    sheet: &mut Worksheet,
    head: &Head<'_>,
    lists: [ItemList<'_>; 2],
) -> Result<(), XlsxError> {
    let (context, styles, words) = (head.context, head.styles, &head.words.overview);
    let stage = context.stage;
    let (columns, places) = columns(stage, &words.columns);
    let mut table = Table::new(sheet, columns, places.who, styles)?;
    head.write(&mut table, "", &words.title)?;
    table.header()?;
    let header = table.header_row();
    write_scopes(&mut table, context, words, lists)?;
    let charts = table.next_row();
    table.space(CHARTS)?;
    let leaders = write_leaders(&mut table, context, words, lists)?;
    table.note(&words.note)?;
    let [_, sheets @ ..] = head.words.sheets();
    write_links(&mut table, &sheets.map(|(_, name)| &**name))?;
    let (first, last) = places.statuses;
    statuses::colour(table.sheet, stage, (header, first), (header, last))?;
    insert_charts(table.sheet, words, (charts, header), leaders, &places)?;
    let pages_high = u16::from(table.height() * SMALLEST <= Paper::A4.usable_height());
    head.set_up(table.sheet);
    table.sheet.set_print_fit_to_pages(1, pages_high);
    Ok(())
}

/// Columns that are referred to.
struct Places {
    who: ColNum,
    /// The first and the last of the columns of statuses, in their order.
    statuses: (ColNum, ColNum),
    stage: Stage,
}

fn columns<'a>(stage: Stage, titles: &OverviewColumns) -> (Columns<'a, StatusLine<'a>>, Places) {
    let mut columns: Columns<'a, StatusLine<'a>> = Columns::new();
    let who = columns.centred(&*titles.who, 160, |line| line.name);
    let total = columns.next();
    let (first, last) = (total + 1, total + stage.statuses().count() as ColNum);
    columns.derive(&*titles.total, 84, Centred, move |line, at| {
        let sum = format!("=SUM({})", cell_range(at.row, first, at.row, last));
        line.count(sum, line.total())
    });
    for (index, status) in stage.statuses().enumerate() {
        let col = columns.next();
        columns.derive(status.word_at(stage), 90, Centred, move |line, at| {
            let count = line.counts[index];
            let formula = match line.source {
                Source::Shares(row) => return line.share(count, (row, col), total),
                Source::Sums(row) => format!("=SUM({})", cell_range(row, col, row + 1, col)),
                Source::Items(list) => {
                    format!("={}", list.count(&row_col_to_cell(at.header, col)))
                }
                Source::Led(lists, leader) => {
                    let status = row_col_to_cell_absolute(at.header, col);
                    let counted = match lists.map(|list| list.count_led(leader, &status)) {
                        [Some(one), Some(two)] => Cell::count_by(format!("={one}+{two}"), count),
                        _ => Cell::count(count),
                    };
                    return counted.formatted(Sparse);
                }
            };
            line.count(formula, count)
        });
    }
    let good = columns.derive(&*titles.good, 100, Centred, move |line, at| {
        let last = first + good_statuses(stage) as ColNum - 1;
        let sum = format!("=SUM({})", cell_range(at.row, first, at.row, last));
        line.count(sum, line.good())
    });
    columns.derive(&*titles.share, 100, Centred, move |line, at| match line.source {
        Source::Shares(_) => Cell::BLANK,
        _ => line.share(line.good(), (at.row, good), total),
    });
    let places = Places { who, statuses: (first, last), stage };
    (columns, places)
}

/// Writes all items, their shares, and the two annexes.
fn write_scopes<'a>(
    table: &mut Table<'_, StatusLine<'a>>,
    context: &Bulletin,
    words: &'a OverviewWords,
    [indicators, tasks]: [ItemList<'a>; 2],
) -> Result<(), XlsxError> {
    let (overall, all) = (&context.overall, table.next_row());
    for (name, counts, source) in [
        (&*words.all, &overall.all, Source::Sums(all + 2)),
        (&*words.shares, &overall.all, Source::Shares(all)),
        (&*words.indicators, &overall.indicators, Source::Items(indicators)),
        (&*words.tasks, &overall.tasks, Source::Items(tasks)),
    ] {
        let stage = context.stage;
        let counts = stage.statuses().map(|status| counts.of(status)).collect();
        table.row(&StatusLine { name, counts, stage, source })?;
    }
    Ok(())
}

/// Returns the number of statuses, from the first, that count as good.
fn good_statuses(stage: Stage) -> usize {
    match stage {
        Stage::UnderWay => 2,
        Stage::YearEnd => 1,
    }
}

/// Writes the lead leaders. Returns their first and last row.
fn write_leaders<'a>(
    table: &mut Table<'_, StatusLine<'a>>,
    context: &'a Bulletin,
    words: &OverviewWords,
    lists: [ItemList<'a>; 2],
) -> Result<Option<(RowNum, RowNum)>, XlsxError> {
    let leaders = &context.overall.leaders;
    if leaders.is_empty() {
        return Ok(None);
    }
    table.band(&words.leaders)?;
    let first = table.next_row();
    for (place, leader) in leaders.iter().enumerate() {
        let count = |status| leader.counts.get(&status).copied().unwrap_or_default();
        table.row(&StatusLine {
            name: &leader.label,
            counts: context.stage.statuses().map(count).collect(),
            stage: context.stage,
            source: Source::Led(lists, place),
        })?;
    }
    Ok(Some((first, table.next_row() - 1)))
}

/// Links to the other sheets, side by side in one row.
fn write_links(table: &mut Table<'_, StatusLine<'_>>, sheets: &[&str]) -> Result<(), XlsxError> {
    let link = |name: &&str| Cell::link(name, Some(Place::new(name, 0, 0))).formatted(SheetLink);
    let mut cells: Vec<Cell> = sheets.iter().map(link).collect();
    cells.resize(usize::from(table.last_col()) + 1, Cell::BLANK);
    table.row_of_cells(&cells)?;
    Ok(())
}

/// One chart of the scopes' shares, one of the leaders' counts.
fn insert_charts(
    sheet: &mut Worksheet,
    words: &OverviewWords,
    (row, header): (RowNum, RowNum),
    leaders: Option<(RowNum, RowNum)>,
    places: &Places,
) -> Result<(), XlsxError> {
    let annexes = (header + 3, header + 4);
    let chart = stacked(
        ChartType::BarPercentStacked,
        (&words.sheet, &words.chart),
        header,
        annexes,
        places,
    );
    sheet.insert_chart_with_offset(row, places.who, &chart, 0, 4)?;
    if let Some(rows) = leaders {
        let titles = (&*words.sheet, &*words.leaders_chart);
        let chart = stacked(ChartType::BarStacked, titles, header, rows, places);
        sheet.insert_chart_with_offset(row, places.who, &chart, BESIDE, 4)?;
    }
    Ok(())
}

/// Bars divided by status.
fn stacked(
    kind: ChartType,
    (name, title): (&str, &str),
    header: RowNum,
    (first, last): (RowNum, RowNum),
    places: &Places,
) -> Chart {
    let who = places.who;
    let mut chart = charts::bars(kind, title);
    for (col, status) in (places.statuses.0..).zip(places.stage.statuses()) {
        let ink = match status {
            Status::Severe => Color::White,
            _ => Color::Black,
        };
        chart
            .add_series()
            .set_name((name, header, col))
            .set_categories((name, first, who, last, who))
            .set_values((name, first, col, last, col))
            .set_format(&mut charts::area(statuses::fill(status)))
            // Nothing is not worth a figure.
            .set_data_label(&charts::labels("0;;", ink))
            .set_gap(45);
    }
    chart.set_width(CHART.0).set_height(CHART.1);
    chart
}
