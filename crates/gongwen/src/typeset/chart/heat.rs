//! Heat maps: cells of units and items, coloured and marked by category.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::canvas::{Area, Canvas, Side};
use super::figures::Figures;
use super::figures::in_passage;
use super::head::{Entry, Head, Sample, mark_on_fill};
use super::label::{Label, SIZE, SMALL, plain};
use super::paint::Paint;
use super::{Plot, Sheet};
use crate::document::{Category, Heat, HeatCell, HeatRow};
use crate::typeset::compositor::Compositor;
use crate::typeset::page::Point;
use crate::typeset::text::Style;
use crate::typeset::unit::Mm;

/// White gap between two cells.
const GAP: Mm = Mm(0.5);
/// Distance between rows if there is room for it.
const PITCH: Mm = Mm(6.4);
/// The least distance between rows.
const LEAST_PITCH: Mm = Mm(4.6);
/// The greatest width of a column.
const MOST_COLUMN: Mm = Mm(22.0);
/// The least width of a column: two characters of its name fit side by side.
const LEAST_COLUMN: Mm = Mm(8.0);
/// The largest share of the width for the names of rows.
const MOST_NAMES: f64 = 0.22;
/// The greatest height of the names of columns.
const MOST_COLUMN_NAMES: Mm = Mm(30.0);
/// Blank between names and cells.
const BESIDE_NAMES: Mm = Mm(1.4);
/// Size of the mark in a cell.
const MARK: Mm = Mm(2.0);
/// Blank between the mark and the value.
const BESIDE_MARK: Mm = Mm(0.7);

/// The places of the cells.
struct Grid<'a> {
    /// Right edge of the row names.
    names: Mm,
    /// Left edge of the first column.
    left: Mm,
    /// Distance between columns.
    column: Mm,
    /// The style of the values.
    style: Style,
    /// The formatting of the values.
    figures: Figures<'a>,
}

/// Draws the cells, on a single plot as long as they are large enough.
pub fn plots(compositor: &mut Compositor<'_>, sheet: &Sheet<'_>, data: &Heat) -> Vec<Plot> {
    let head = Head::new(compositor, sheet, key(data));
    let most = (sheet.width * MOST_NAMES, sheet.room / 3.0);
    let names: Vec<Label> = data
        .rows
        .iter()
        .map(|row| Label::boxed(compositor, &row.label, plain(SIZE), most))
        .collect();
    let widest = names.iter().map(|name| name.width);
    let left = widest.fold(Mm::ZERO, Mm::max) + BESIDE_NAMES;
    let most = ((sheet.width - left) / LEAST_COLUMN).floor().max(1.0) as usize;
    let parts = data.columns.len().div_ceil(most);
    let columns = data.columns.len().div_ceil(parts);
    let mut grid = Grid {
        names: left - BESIDE_NAMES,
        left,
        column: ((sheet.width - left) / columns as f64).min(MOST_COLUMN),
        style: plain(SMALL),
        figures: sheet.figures,
    };
    grid.style = figures_style(compositor, data, &grid);
    let mut plots = Vec::new();
    for from in (0..data.columns.len()).step_by(columns) {
        let to = data.columns.len().min(from + columns);
        let across = Across { head: &head, titles: &data.columns[from..to], from };
        plots.extend(down(compositor, sheet, (data, &names), &grid, &across));
    }
    plots
}

/// The columns of a plot.
struct Across<'a> {
    head: &'a Head,
    titles: &'a [String],
    /// The position of the first column.
    from: usize,
}

/// Returns the categories that occur, with the number of their cells.
fn key(data: &Heat) -> Vec<Entry> {
    let mut counts = BTreeMap::new();
    for cell in data.rows.iter().flat_map(|row| &row.cells) {
        *counts.entry(&cell.category).or_insert(0) += 1;
    }
    let entry = |(category, count): (&Arc<Category>, u32)| {
        let passage = data.counts.get(category).and_then(|count| count.passage);
        let count = in_passage(passage, count.to_string());
        let words = format!("{} {count}", category.label());
        Entry::new(Sample::Category(category.look), words)
    };
    counts.into_iter().map(entry).collect()
}

/// Returns the style in which every value fits a cell beside its mark.
fn figures_style(compositor: &mut Compositor<'_>, data: &Heat, grid: &Grid<'_>) -> Style {
    let style = plain(SMALL);
    let room = (grid.column - GAP - MARK - BESIDE_MARK - Mm(0.8)).max(Mm(1.0));
    let values = data.rows.iter().flat_map(|row| &row.cells);
    let widest = values
        .filter_map(|cell| cell.value.value)
        .map(|value| grid.figures.value(value))
        .map(|figures| Label::single(compositor, &figures, style, Mm(f64::MAX)).width)
        .fold(Mm::ZERO, Mm::max);
    style.scaled((room / widest).min(1.0))
}

/// Draws the plots of some columns: one, or several where the rows do not fit the page.
fn down(
    compositor: &mut Compositor<'_>,
    sheet: &Sheet<'_>,
    (data, names): (&Heat, &[Label]),
    grid: &Grid<'_>,
    across: &Across<'_>,
) -> Vec<Plot> {
    let room = (grid.column - Mm(0.8), MOST_COLUMN_NAMES);
    let titles: Vec<Label> = across
        .titles
        .iter()
        .map(|title| Label::boxed(compositor, title, plain(SMALL), room))
        .collect();
    let tallest = titles.iter().map(|title| title.height);
    let titles_bottom = across.head.height() + tallest.fold(Mm::ZERO, Mm::max);
    let top = titles_bottom + BESIDE_NAMES;
    let pitch = ((sheet.room - top) / data.rows.len() as f64).min(PITCH).max(LEAST_PITCH);
    let mut plots = Vec::new();
    let mut from = 0;
    while from < data.rows.len() {
        let mut canvas = Canvas::default();
        across.head.draw(&mut canvas);
        for (index, title) in titles.iter().enumerate() {
            let x = grid.left + grid.column * (index as f64 + 0.5);
            canvas.words(title, x, titles_bottom - title.height, Side::Centre);
        }
        let mut y = top;
        let mut at = from;
        while let (Some(row), Some(name)) = (data.rows.get(at), names.get(at)) {
            let height = pitch.max(name.height + Mm(1.0));
            if at > from && y + height > sheet.room {
                break;
            }
            canvas.words_beside(name, grid.names, y + height / 2.0, Side::Right);
            draw_cells(compositor, &mut canvas, row, grid, (across, y, height));
            y += height;
            at += 1;
        }
        plots.push(Plot {
            height: y,
            items: canvas.finish(),
            rows: from..at,
            columns: across.from..across.from + across.titles.len(),
        });
        from = at;
    }
    plots
}

fn draw_cells(
    compositor: &mut Compositor<'_>,
    canvas: &mut Canvas,
    row: &HeatRow,
    grid: &Grid<'_>,
    (across, y, height): (&Across<'_>, Mm, Mm),
) {
    let cells = row.cells.iter().skip(across.from).take(across.titles.len());
    for (index, cell) in cells.enumerate() {
        let area =
            Area { x: grid.left + grid.column * index as f64, y, width: grid.column, height };
        draw_cell(compositor, canvas, cell, grid, area.inset(GAP / 2.0));
    }
}

fn draw_cell(
    compositor: &mut Compositor<'_>,
    canvas: &mut Canvas,
    cell: &HeatCell,
    grid: &Grid<'_>,
    area: Area,
) {
    let look = cell.category.look;
    canvas.paint(area, Paint::category(look));
    let centre = area.centre();
    if cell.value.value.is_none() {
        canvas.path(mark_on_fill(look, centre, MARK));
        return;
    }
    let style = grid.style.color(look.ink_on_fill);
    let figures = Label::single(compositor, &grid.figures.reading(cell.value), style, area.width);
    // Marks are aligned at the left, values at the right.
    let mark = Point { x: area.x + Mm(0.6) + MARK / 2.0, y: centre.y };
    canvas.path(mark_on_fill(look, mark, MARK));
    let left = mark.x + MARK / 2.0;
    let right = area.x + area.width;
    let x = (left + right) / 2.0;
    canvas.words_beside(&figures, x, centre.y, Side::Centre);
}
