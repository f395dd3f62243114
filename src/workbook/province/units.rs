//! 单位统计: how many items each unit has in which role, counted in the matrix, with bars beside.
//!
//! A page holds as many units as its chart shows, so that bars and rows stand side by side.

use rust_xlsxwriter::utility::cell_range;
use rust_xlsxwriter::{
    Chart, ChartAxisLabelPosition, ChartFont, ChartFormat, ChartLegendPosition, ChartLine,
    ChartSolidFill, ChartType, ColNum, Color, RowNum, Worksheet, XlsxError,
};

use crate::plan::Role;
use crate::registry::Registry;
use crate::workbook::Heading;
use crate::workbook::cell::write_merged;
use crate::workbook::formula::write_count;
use crate::workbook::home::write_back;
use crate::workbook::matrix::{Grid, ROLES};
use crate::workbook::page::{Paper, even_breaks};
use crate::workbook::styles::{NOTE_PT, Styles, TITLE_PT};
use crate::workbook::table::{Cell, Column, Look, Table};

/// The worksheet's name.
pub(super) const NAME: &str = "单位统计";

const UNIT_COL: ColNum = 1;
const KIND_COL: ColNum = 2;
/// The first of the four columns of roles; the sum follows them.
const FIRST_ROLE: ColNum = 3;
const SUM_COL: ColNum = FIRST_ROLE + 4;
const CHART_COL: ColNum = SUM_COL + 1;

/// Units of a page.
const PER_PAGE: usize = 18;
/// The width of the charts' column and of a chart in it, in pixels.
const CHART_WIDTH: u32 = 420;
const BARS_WIDTH: u32 = 412;
/// Pixels of a point at 96 dpi.
const PIXELS: f64 = 96.0 / 72.0;
/// Scale in print, in percent: the columns are 6 percent wider in LibreOffice than in Excel.
const PRINT_SCALE: u16 = 90;
/// Fills of the four roles: they part well in grey.
const FILLS: [u32; 4] = [0x1F_3864, 0x5B_9BD5, 0xC5_D9F1, 0xFF_FFFF];

const NOTE: &str =
    "注：一个单位在一个事项中只计一次，取其最主要的职责；各数由公式从“责任矩阵”统计。";

/// Writes the counts of the units of the matrix; gives how many units there are.
pub(super) fn write(
    sheet: &mut Worksheet,
    grid: Option<&Grid>,
    registry: &Registry,
    heading: &Heading,
    styles: &Styles,
) -> Result<usize, XlsxError> {
    let mut table = Table::new(sheet, columns(), usize::from(UNIT_COL), styles)?;
    let title = format!("{}年{}各单位承担事项统计表", heading.year, heading.region);
    table.across(&title, &styles.title, TITLE_PT)?;
    table.across(NOTE, &styles.note, NOTE_PT)?;
    let header = table.header()?;
    let units = grid.map_or(0, |grid| grid.units().len());
    let mut pages = Vec::new();
    if let Some(grid) = grid {
        pages = write_units(&mut table, grid, registry)?;
        write_sums(&mut table, grid, header + 1)?;
        insert_charts(&mut table, grid, &pages)?;
    }
    let starts: Vec<RowNum> = pages.iter().skip(1).map(|page| page.first).collect();
    table.sheet.set_freeze_panes(header + 1, FIRST_ROLE)?;
    Paper::A4.set_up(table.sheet);
    table
        .sheet
        .set_print_scale(PRINT_SCALE)
        .set_repeat_rows(header, header)?
        .set_page_breaks(&starts)?;
    write_back(&mut table)?;
    Ok(units)
}

/// The units of a page.
struct Page {
    first: RowNum,
    last: RowNum,
    /// The height of their rows together, in points.
    height: f64,
    /// The most items that one of them has.
    most: usize,
}

fn columns() -> Vec<Column> {
    let mut columns = vec![
        Column::new("序号", 44, Look::Centred),
        Column::new("单位", 170, Look::Centred),
        Column::new("类别", 100, Look::Centred),
    ];
    columns.extend(ROLES.map(|(_, _, name)| {
        let title = if name.chars().count() > 2 {
            "可能\n涉及"
        } else {
            name
        };
        Column::new(title, 52, Look::Centred)
    }));
    columns.push(Column::new("合计", 56, Look::Centred));
    columns.push(Column::new("承担事项数", CHART_WIDTH, Look::Centred));
    columns
}

/// Writes the units, page by page.
fn write_units(
    table: &mut Table<'_>,
    grid: &Grid,
    registry: &Registry,
) -> Result<Vec<Page>, XlsxError> {
    let units = grid.units();
    let mut ends = even_breaks(units.len(), PER_PAGE);
    ends.push(units.len());
    let mut pages: Vec<Page> = Vec::new();
    let mut begin = 0;
    for end in ends {
        let (first, before) = (table.next_row(), table.height());
        for (column, &unit) in units.iter().enumerate().take(end).skip(begin) {
            let unit = registry.unit(unit);
            let mut cells = vec![Cell::text(""); usize::from(CHART_COL) + 1];
            cells[0] = Cell::Number(u32::try_from(column + 1).unwrap_or(u32::MAX));
            cells[usize::from(UNIT_COL)] = Cell::text(&unit.short);
            cells[usize::from(KIND_COL)] = Cell::text(&unit.kind);
            let row = table.next_row();
            table.row(&cells)?;
            write_counts(table, grid, column, row)?;
        }
        let last = table.next_row() - 1;
        // One frame around the chart.
        let (top, bottom) = ((first, CHART_COL), (last, CHART_COL));
        write_merged(table.sheet, top, bottom, "", &table.styles.centred)?;
        pages.push(Page {
            first,
            last,
            height: table.height() - before,
            most: (begin..end)
                .map(|column| all(grid, column))
                .max()
                .unwrap_or_default(),
        });
        begin = end;
    }
    Ok(pages)
}

fn write_counts(
    table: &mut Table<'_>,
    grid: &Grid,
    column: usize,
    row: RowNum,
) -> Result<(), XlsxError> {
    let styles = table.styles;
    for (col, (role, ..)) in (FIRST_ROLE..).zip(ROLES) {
        let (formula, count) = (grid.count_formula(column, role)?, grid.count(column, role));
        write_count(table.sheet, (row, col), &formula, count, &styles.sparse)?;
    }
    let sum = format!("=SUM({})", cell_range(row, FIRST_ROLE, row, SUM_COL - 1));
    write_count(
        table.sheet,
        (row, SUM_COL),
        &sum,
        all(grid, column),
        &styles.count,
    )
}

/// In how many items a unit has any role.
fn all(grid: &Grid, column: usize) -> usize {
    ROLES
        .iter()
        .map(|(role, ..)| grid.count(column, *role))
        .sum()
}

/// Writes the sums of all units below them.
fn write_sums(table: &mut Table<'_>, grid: &Grid, first: RowNum) -> Result<(), XlsxError> {
    let row = table.next_row();
    let mut labels = vec![""; usize::from(CHART_COL) + 1];
    labels[usize::from(UNIT_COL)] = "合计";
    table.labels(&labels)?;
    let columns = 0..grid.units().len();
    let of_role = |role: Role| columns.clone().map(|column| grid.count(column, role)).sum();
    let sums = ROLES.map(|(role, ..)| of_role(role));
    let total: usize = sums.iter().sum();
    let styles = table.styles;
    for (col, sum) in (FIRST_ROLE..).zip(sums.into_iter().chain([total])) {
        let formula = format!("=SUM({})", cell_range(first, col, row - 1, col));
        write_count(table.sheet, (row, col), &formula, sum, &styles.header)?;
    }
    Ok(())
}

/// A chart beside the units of each page.
///
/// Those who work on the spot have nearly every item, so that at their scale the departments' bars
/// could not be told apart: charts without them share a scale of their own.
fn insert_charts(table: &mut Table<'_>, grid: &Grid, pages: &[Page]) -> Result<(), XlsxError> {
    let columns = 0..grid.units().len();
    let most = columns.clone().map(|column| all(grid, column)).max();
    let on_the_spot = |&column: &usize| {
        [Role::Implement, Role::Possible].map(|role| grid.count(column, role)) != [0, 0]
    };
    let others = columns.filter(|column| !on_the_spot(column));
    let most_of_others = others.map(|column| all(grid, column)).max();
    for page in pages {
        let scale = match most_of_others {
            Some(others) if page.most <= others => others,
            _ => most.unwrap_or_default(),
        };
        let mut chart = chart(page, scale.max(1));
        chart.set_height(((page.height - 4.0).max(40.0) * PIXELS) as u32);
        table
            .sheet
            .insert_chart_with_offset(page.first, CHART_COL, &chart, 4, 2)?;
    }
    Ok(())
}

/// Bars of the units of a page, divided by role, the first on top.
fn chart(page: &Page, scale: usize) -> Chart {
    let mut chart = Chart::new(ChartType::BarStacked);
    for ((col, (_, _, name)), fill) in (FIRST_ROLE..).zip(ROLES).zip(FILLS) {
        let mut look = ChartFormat::new();
        look.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(fill)))
            .set_border(
                ChartLine::new()
                    .set_color(Color::RGB(0x59_59_59))
                    .set_width(0.5),
            );
        chart
            .add_series()
            .set_name(name)
            .set_categories((NAME, page.first, UNIT_COL, page.last, UNIT_COL))
            .set_values((NAME, page.first, col, page.last, col))
            .set_format(&mut look)
            .set_gap(40);
    }
    // Of bars, the axis of categories is the library's y axis.
    chart
        .y_axis()
        .set_reverse()
        .set_label_position(ChartAxisLabelPosition::Low)
        .set_major_gridlines(false)
        .set_font(&font());
    chart
        .x_axis()
        .set_min(0)
        .set_max(scale as f64)
        .set_major_gridlines_line(ChartLine::new().set_color(Color::RGB(0xD9_D9_D9)))
        .set_num_format("0")
        .set_font(&font());
    chart
        .legend()
        .set_position(ChartLegendPosition::Bottom)
        .set_font(&font());
    chart.set_width(BARS_WIDTH);
    chart.set_alt_text("各单位承担事项数，按职责分段");
    chart
}

fn font() -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name("宋体").set_size(8.0).unset_bold();
    font
}
