//! The content of a document in the order in which it is read: paragraphs, and tables whose cells have such a content
//! again.

use super::draft::Draft;
use super::layout::{Layout, MOST_SPANNED, TooLarge};
use crate::diagnostic::Part;
use crate::input::places::Region;

/// The content of a document or of a cell.
pub(super) type Flow = Vec<Piece>;

/// A piece of content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A paragraph; empty ones count too where the office counts them.
    Paragraph(String),
    /// A table by its rows.
    Table(Vec<Row>),
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// The number of columns before its first cell.
    pub(super) skipped: usize,
    pub(super) cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) columns: usize,
    pub(super) rows: Rows,
    pub(super) content: Flow,
}

/// The rows over which a cell extends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rows {
    /// So many from its own on, as HTML says it; 0 for all that come.
    Count(usize),
    /// None of its own: it goes on with the cell above, as Word says it.
    Above,
}

/// The deepest tables within tables that are taken apart; those below are text.
pub(super) const DEEPEST: usize = 16;

impl Default for Cell {
    fn default() -> Self {
        Self { columns: 1, rows: Rows::Count(1), content: Flow::new() }
    }
}

/// The writer of a content, which counts paragraphs and tables.
#[derive(Debug, Default)]
struct Writer {
    draft: Draft,
    paragraphs: usize,
    tables: u32,
}

/// Writes a content.
///
/// # Errors
/// A table is too large.
pub(super) fn write(flow: Flow) -> Result<Draft, TooLarge> {
    let mut writer = Writer::default();
    writer.flow(flow)?;
    Ok(writer.draft)
}

impl Writer {
    fn flow(&mut self, flow: Flow) -> Result<(), TooLarge> {
        for piece in flow {
            match piece {
                Piece::Paragraph(text) => {
                    self.paragraphs += 1;
                    let region = Region::Part(Part::Paragraphs);
                    self.draft.paragraph(text.trim_end(), &region, self.paragraphs, 0);
                }
                Piece::Table(rows) if is_frame(&rows) => {
                    let cells = rows.into_iter().flat_map(|row| row.cells);
                    cells.map(|cell| cell.content).try_for_each(|content| self.flow(content))?;
                }
                Piece::Table(rows) => {
                    self.tables += 1;
                    let region = Region::Part(Part::Table(self.tables));
                    self.draft.table(layout(rows, &region)?);
                }
            }
        }
        Ok(())
    }
}

/// Returns whether a table only arranges others on the page: one of its cells holds a table of several rows and columns.
fn is_frame(rows: &[Row]) -> bool {
    let content = rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.content);
    content.into_iter().any(|piece| match piece {
        Piece::Paragraph(_) => false,
        Piece::Table(inner) => {
            let is_grid = inner.len() > 1 && inner.iter().any(|row| row.cells.len() > 2);
            is_grid || is_frame(inner)
        }
    })
}

/// Lays out the cells of a table.
fn layout(rows: Vec<Row>, region: &Region) -> Result<Layout, TooLarge> {
    let count = rows.len();
    let mut layout = Layout::default();
    // Cells over several rows: their first row and column, their columns, the row behind their last.
    let mut open: Vec<((usize, usize), usize, usize)> = Vec::new();
    for row in rows {
        let at = layout.begin_row(region.clone(), layout.len() + 1);
        open.retain(|&(.., end)| end > at);
        for &(from, columns, _) in &open {
            layout.cover(at, from, columns)?;
        }
        let mut column = row.skipped.min(MOST_SPANNED);
        for (shown, mut cell) in (1..).zip(row.cells) {
            cell.columns = cell.columns.clamp(1, MOST_SPANNED);
            let text = text(&cell.content);
            match cell.rows {
                Rows::Above => {
                    let above = at.checked_sub(1).and_then(|above| layout.owner(above, column));
                    match above.map(|(from, own)| (from, own == text)) {
                        Some((from, same)) if from.1 == column && (same || text.is_empty()) => {
                            layout.cover(at, from, cell.columns)?;
                        }
                        _ => layout.put(column, cell.columns, text, shown)?,
                    }
                    column = column.saturating_add(cell.columns);
                }
                Rows::Count(rows) => {
                    column = layout.free(at, column);
                    layout.put(column, cell.columns, text, shown)?;
                    if rows != 1 {
                        let end = if rows == 0 { count } else { at.saturating_add(rows) };
                        open.push(((at, column), cell.columns, end.min(count)));
                    }
                    column = column.saturating_add(cell.columns);
                }
            }
        }
    }
    Ok(layout)
}

/// Returns the text of a content, each paragraph and each row of a table in a line.
pub(super) fn text(flow: &[Piece]) -> String {
    let mut lines = Vec::new();
    for piece in flow {
        match piece {
            Piece::Paragraph(text) => lines.push(text.trim().to_owned()),
            Piece::Table(rows) => lines.extend(rows.iter().map(|row| {
                let cells = row.cells.iter().map(|cell| text(&cell.content));
                let cells: Vec<_> = cells.filter(|cell| !cell.is_empty()).collect();
                cells.join(" ")
            })),
        }
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}
