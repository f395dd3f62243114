//! The cells of a table that name their rows, for readers that tell a cell's row as they go.

use crate::document::{Cell, CellBlock, Row, Table};

/// The greatest number of characters of a name that a reader repeats for each cell of its row.
const LONGEST_NAME: usize = 20;

/// Returns for each column whether its cells name their rows: the first one does, and beside numbers the second, where it
/// has short names.
pub fn row_headers(table: &Table) -> Vec<bool> {
    let mut headers = vec![false; table.columns.len()];
    let count = headers.len();
    if let Some(first) = headers.first_mut().filter(|_| count > 1) {
        *first = true;
    }
    if count > 2 && all(table, 0, is_number) && all(table, 1, is_name) {
        headers[1] = true;
    }
    headers
}

/// Returns whether all cells of a column that take only one are of some kind; one at least.
fn all(table: &Table, column: usize, is: fn(&str) -> bool) -> bool {
    let cells = table.rows.iter().filter_map(|row| match row {
        Row::Cells(cells) => cells.get(column)?.as_ref().filter(|cell| cell.columns == 1),
        Row::Group { .. } => None,
    });
    let mut texts = cells.map(text).peekable();
    texts.peek().is_some() && texts.all(|text| is(text.as_deref().unwrap_or_default()))
}

/// Returns the words of a cell that has nothing else; `None` for others.
fn text(cell: &Cell) -> Option<String> {
    let texts = cell.blocks.iter().map(|block| match block {
        CellBlock::Text(text) => Some(crate::typeset::plain(text)),
        _ => None,
    });
    texts.collect::<Option<Vec<String>>>().map(|texts| texts.concat())
}

fn is_number(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | '—' | '－'))
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= LONGEST_NAME && !is_number(text)
}
