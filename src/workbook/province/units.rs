//! 单位统计: the number of items of each unit in each role, counted in the matrix, with bars beside.
//!
//! A page holds as many units as its chart shows, so that bars and rows are side by side.

use rust_xlsxwriter::utility::cell_range;
use rust_xlsxwriter::{Chart, ChartLine, ChartType, ColNum, Color, RowNum, Worksheet, XlsxError};

use crate::plan::Role;
use crate::registry::{Registry, Unit};
use crate::workbook::Source;
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::{Centred, Header, Sparse};
use crate::workbook::charts;
use crate::workbook::home::write_back;
use crate::workbook::matrix::{Grid, ROLES};
use crate::workbook::page::{Paper, even_breaks};
use crate::workbook::sheet_words::{RoleNames, UnitColumns, UnitsWords};
use crate::workbook::table::{Columns, Table};
use crate::workbook::text::write_merged;

/// The worksheet's name.
pub(super) const NAME: &str = "单位统计";

/// Units of a page.
const PER_PAGE: usize = 18;
/// The width of the charts' column and of a chart in it, in pixels.
const CHART_WIDTH: u32 = 420;
const BARS_WIDTH: u32 = 412;
/// Size of the text of charts in points.
const TEXT_PT: f64 = 8.0;
/// Pixels of a point at 96 dpi.
const PIXELS: f64 = 96.0 / 72.0;
/// Scale in print, in percent: the columns are 6 percent wider in LibreOffice than in Excel.
const PRINT_SCALE: u16 = 90;
/// Fills of the four roles: they differ well in grey.
const FILLS: [u32; 4] = [0x1F_3864, 0x5B_9BD5, 0xC5_D9F1, 0xFF_FFFF];

/// A unit and its numbers of items.
struct UnitLine<'a> {
    /// Its place in the list, from 1.
    number: u32,
    unit: &'a Unit,
    /// By role, in the order of [`ROLES`]: the formula that counts in the matrix, and its result.
    counts: [(String, usize); 4],
}

impl UnitLine<'_> {
    /// Returns the number of items in which it has any role.
    fn all(&self) -> usize {
        self.counts.iter().map(|(_, count)| count).sum()
    }

    /// Returns whether it carries items out in a place.
    fn is_local(&self) -> bool {
        let counts = ROLES.iter().zip(&self.counts);
        let mut local = counts.filter(|(role, _)| matches!(role, Role::Implement | Role::Possible));
        local.any(|(_, (_, count))| *count > 0)
    }
}

/// Columns that are referred to.
#[derive(Debug, Clone, Copy)]
struct Places {
    unit: ColNum,
    /// The first of the columns of roles; the sum follows them.
    roles: ColNum,
    sum: ColNum,
    chart: ColNum,
}

/// The units of a page.
struct Page {
    first: RowNum,
    last: RowNum,
    /// The height of their rows together, in points.
    height: f64,
    /// The maximum number of items of a unit on the page.
    most: usize,
}

/// Writes the counts of the units of the matrix. Returns the number of units.
pub(super) fn write(
    sheet: &mut Worksheet,
    source: Source<'_>,
    grid: Option<&Grid>,
) -> Result<usize, XlsxError> {
    let (styles, registry) = (source.styles, source.basis.registry);
    let words = &source.words.units;
    let (columns, places) = columns(&words.columns);
    let mut table = Table::new(sheet, columns, places.unit, styles)?;
    table.title(&words.title)?;
    table.note(&words.note)?;
    table.header()?;
    let units = match grid {
        Some(grid) => lines(grid, registry)?,
        None => Vec::new(),
    };
    let pages = write_units(&mut table, &units, places)?;
    if grid.is_some() {
        table.totals(
            &units,
            (places.unit, &words.columns.total),
            (places.roles, places.sum),
            &Header,
        )?;
    }
    insert_charts(&mut table, &units, &pages, (places, words))?;
    let starts: Vec<RowNum> = pages.iter().skip(1).map(|page| page.first).collect();
    let header = table.header_row();
    Paper::A4.set_up(table.sheet, table.styles);
    (table.sheet)
        .set_freeze_panes(header + 1, places.roles)?
        .set_print_scale(PRINT_SCALE)
        .set_repeat_rows(header, header)?
        .set_page_breaks(&starts)?;
    write_back(&mut table, source.back())?;
    Ok(units.len())
}

/// Returns the units of the matrix, from left to right.
fn lines<'a>(grid: &Grid, registry: &'a Registry) -> Result<Vec<UnitLine<'a>>, XlsxError> {
    let units = (1..).zip(grid.units().iter().enumerate());
    let lines = units.map(|(number, (column, &unit))| {
        let mut counts = ROLES.map(|role| (String::new(), grid.count(column, role)));
        for ((formula, _), role) in counts.iter_mut().zip(ROLES) {
            *formula = grid.count_formula(column, role)?;
        }
        Ok(UnitLine { number, unit: registry.unit(unit), counts })
    });
    lines.collect()
}

fn columns<'a>(titles: &UnitColumns) -> (Columns<'a, UnitLine<'a>>, Places) {
    let mut columns: Columns<'a, UnitLine<'a>> = Columns::new();
    columns.add(&*titles.no, 44, Centred, |line| Cell::number(line.number));
    let unit = columns.centred(&*titles.unit, 170, |line| &line.unit.short);
    columns.centred(&*titles.kind, 100, |line| &line.unit.kind);
    let roles = columns.next();
    let by_role = [&titles.lead, &titles.support, &titles.implement, &titles.possible];
    for (index, title) in by_role.into_iter().enumerate() {
        columns.add(&**title, 52, Centred, move |line| {
            let (formula, count) = &line.counts[index];
            Cell::formula(formula, *count).formatted(Sparse)
        });
    }
    let sum = columns.next();
    columns.derive(&*titles.total, 56, Centred, move |line, at| {
        let sum = format!("=SUM({})", cell_range(at.row, roles, at.row, sum - 1));
        Cell::count_by(sum, line.all())
    });
    let chart = columns.add(&*titles.chart, CHART_WIDTH, Centred, |_| Cell::OPEN);
    let places = Places { unit, roles, sum, chart };
    (columns, places)
}

/// Writes the units, page by page.
fn write_units<'a>(
    table: &mut Table<'_, UnitLine<'a>>,
    units: &[UnitLine<'a>],
    places: Places,
) -> Result<Vec<Page>, XlsxError> {
    let mut ends = even_breaks(units.len(), PER_PAGE);
    ends.extend((!units.is_empty()).then_some(units.len()));
    let mut pages: Vec<Page> = Vec::new();
    let mut begin = 0;
    for end in ends {
        let (first, before) = (table.next_row(), table.height());
        let units = &units[begin..end];
        for unit in units {
            table.row(unit)?;
        }
        let last = table.next_row() - 1;
        // One frame around the chart.
        let (top, bottom) = ((first, places.chart), (last, places.chart));
        write_merged(table.sheet, top, bottom, "", &table.styles.centred)?;
        pages.push(Page {
            first,
            last,
            height: table.height() - before,
            most: units.iter().map(UnitLine::all).max().unwrap_or_default(),
        });
        begin = end;
    }
    Ok(pages)
}

/// A chart beside the units of each page.
///
/// Local units have nearly every item, so that at their scale the departments' bars could not be
/// distinguished: charts without them share a scale of their own.
fn insert_charts(
    table: &mut Table<'_, UnitLine<'_>>,
    units: &[UnitLine<'_>],
    pages: &[Page],
    (places, words): (Places, &UnitsWords),
) -> Result<(), XlsxError> {
    let most = units.iter().map(UnitLine::all).max();
    let others = units.iter().filter(|unit| !unit.is_local());
    let most_of_others = others.map(UnitLine::all).max();
    for page in pages {
        let scale = match most_of_others {
            Some(others) if page.most <= others => others,
            _ => most.unwrap_or_default(),
        };
        let mut chart = chart(page, scale.max(1), places, words);
        chart.set_height(((page.height - 4.0).max(40.0) * PIXELS) as u32);
        table.sheet.insert_chart_with_offset(page.first, places.chart, &chart, 4, 2)?;
    }
    Ok(())
}

/// Returns bars of the units of a page, divided by role, the first on top.
fn chart(page: &Page, scale: usize, places: Places, words: &UnitsWords) -> Chart {
    let unit = places.unit;
    let mut chart = Chart::new(ChartType::BarStacked);
    let RoleNames { lead, support, implement, possible } = &words.bars;
    let names = [lead, support, implement, possible];
    for ((col, name), fill) in (places.roles..).zip(names).zip(FILLS) {
        chart
            .add_series()
            .set_name(&**name)
            .set_categories((NAME, page.first, unit, page.last, unit))
            .set_values((NAME, page.first, col, page.last, col))
            .set_format(&mut charts::area(Color::RGB(fill)))
            .set_gap(40);
    }
    charts::from_the_top(&mut chart, TEXT_PT);
    chart
        .x_axis()
        .set_min(0)
        .set_max(scale as f64)
        .set_major_gridlines_line(ChartLine::new().set_color(Color::RGB(0xD9_D9_D9)))
        .set_num_format("0")
        .set_font(&charts::font(TEXT_PT));
    chart.set_width(BARS_WIDTH);
    chart.set_alt_text(&*words.alt);
    chart
}
