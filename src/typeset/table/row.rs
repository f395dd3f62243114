//! A row: composed cells, cut where they are too tall, and drawn with their rules.

use super::columns::Column;
use crate::document::Align;
use crate::typeset::compositor::Compositor;
use crate::typeset::frame::Frame;
use crate::typeset::page::{Color, PageItem, Rule};
use crate::typeset::paragraph::baseline;
use crate::typeset::standard::{TABLE_PADDING_V, TABLE_PITCH, TABLE_RULE};
use crate::typeset::strip::Strip;
use crate::typeset::text::{Line, Measure, Style, StyledText, compose};
use crate::typeset::unit::Mm;

/// A cell: composed lines in a column.
pub struct Cell {
    column: Column,
    align: Align,
    style: Style,
    lines: Vec<Line>,
}

impl Cell {
    /// Composes a text. Where the column is narrower than a character of the style, all its
    /// characters are set smaller; a single one that is wider is set smaller alone.
    pub fn new(
        compositor: &mut Compositor<'_>,
        column: Column,
        align: Align,
        style: Style,
        text: &str,
    ) -> Self {
        let inner = column.inner();
        let style = style.fitted(inner);
        let shaped: Vec<_> = compositor
            .shape(&[StyledText { text, style }])
            .into_iter()
            .map(|glyph| glyph.fitted(inner))
            .collect();
        let measure = Measure {
            justified: align == Align::Left,
            ..Measure::justified(inner)
        };
        Self {
            column,
            align,
            style,
            lines: compose(&shaped, measure),
        }
    }

    /// The same cell with some of its lines.
    fn part(&self, from: usize, count: usize) -> Self {
        Self {
            lines: self.lines.iter().skip(from).take(count).cloned().collect(),
            ..*self
        }
    }
}

/// The height of a row with so many lines.
fn height(lines: usize) -> Mm {
    TABLE_PITCH * lines.max(1) as f64 + TABLE_PADDING_V * 2.0
}

/// How many lines a row of at most this height has; at least one.
fn lines_in(room: Mm) -> usize {
    (((room - TABLE_PADDING_V * 2.0) / TABLE_PITCH + 1e-6) as usize).max(1)
}

fn line_count(cells: &[Cell]) -> usize {
    cells.iter().map(|c| c.lines.len()).max().unwrap_or(0)
}

/// A row's cells, cut if they are taller than `room`: then the first slice fits `first`, the others
/// `room`. Mostly one slice.
pub fn slices(cells: Vec<Cell>, first: Mm, room: Mm) -> Vec<Vec<Cell>> {
    let lines = line_count(&cells);
    if lines <= lines_in(room) {
        return vec![cells];
    }
    let mut slices = Vec::new();
    let mut from = 0;
    while from < lines {
        let count = lines_in(if from == 0 { first } else { room });
        slices.push(cells.iter().map(|cell| cell.part(from, count)).collect());
        from += count;
    }
    slices
}

/// A row: its text, the rules at its sides and below it.
pub fn draw(cells: &[Cell], frame: Frame) -> Strip {
    let height = height(line_count(cells));
    let mut items = Vec::new();
    for cell in cells {
        let top = (height - TABLE_PITCH * cell.lines.len() as f64) / 2.0;
        for (i, line) in cell.lines.iter().enumerate() {
            let free = cell.column.inner() - line.width();
            let offset = match cell.align {
                Align::Left => Mm::ZERO,
                Align::Center => free / 2.0,
                Align::Right => free,
            };
            let y = top + TABLE_PITCH * i as f64 + baseline(TABLE_PITCH, cell.style.size);
            items.extend(line.place(cell.column.x + cell.column.padding + offset, y));
        }
    }
    items.extend(
        cells
            .iter()
            .map(|cell| vertical(cell.column.x, height, frame)),
    );
    if let Some(Cell { column, .. }) = cells.last() {
        items.push(vertical(column.x + column.width, height, frame));
    }
    items.push(horizontal(height - TABLE_RULE, frame));
    Strip {
        height,
        items,
        ..Strip::default()
    }
}

/// A rule across the type area with its upper edge at `y`.
pub fn horizontal(y: Mm, frame: Frame) -> PageItem {
    PageItem::Rule(Rule {
        x: frame.left,
        y,
        width: frame.width,
        height: TABLE_RULE,
        color: Color::BLACK,
    })
}

/// A rule down a row at `x`; those at the type area's edges stand inside it.
fn vertical(x: Mm, height: Mm, frame: Frame) -> PageItem {
    let left = (x - TABLE_RULE / 2.0)
        .max(frame.left)
        .min(frame.right() - TABLE_RULE);
    PageItem::Rule(Rule {
        x: left,
        y: Mm::ZERO,
        width: TABLE_RULE,
        height,
        color: Color::BLACK,
    })
}
