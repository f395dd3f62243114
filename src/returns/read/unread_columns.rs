//! What stands in a table where nothing is read, so that `duban collect` passes nothing over in silence.

use std::collections::BTreeMap;

use super::figures::quote;
use super::header::Columns;
use super::row_kind::{self, RowKind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::grid::{Grid, GridRow};
use crate::returns::form::Column;

/// Columns that the form itself shows: nobody's words are lost where they are not read.
const OWN: [Column; 3] = [Column::Role, Column::Goal, Column::Last];

/// The titled columns that are known and not written down (备注, 牵头单位), where `rows` have something in
/// them: position and title.
pub(super) fn columns(
    header: &GridRow,
    columns: &Columns,
    rows: &[GridRow],
) -> Vec<(usize, String)> {
    let shown = columns.shown.iter().filter_map(|&column| {
        let title = header.text(column);
        let own = OWN.iter().any(|own| own.title() == title);
        let used = || rows.iter().any(|row| !row.text(column).is_empty());
        (!title.is_empty() && !own && used()).then(|| (column, title.to_owned()))
    });
    shown.collect()
}

/// G105: columns without a title in which rows of returns have something, each told once by its first cell.
pub(super) fn tell(
    grid: &Grid<'_>,
    rows: &[GridRow],
    columns: &Columns,
    problems: &mut Diagnostics,
) {
    /// More than these nobody reads, and a broken sheet may have thousands.
    const MOST: usize = 20;
    let mut strays: BTreeMap<usize, (&GridRow, usize)> = BTreeMap::new();
    for row in rows {
        if row_kind::of(row, columns) != RowKind::Data {
            continue;
        }
        for cell in row.filled().filter(|cell| !columns.knows(cell.column)) {
            strays.entry(cell.column).or_insert((row, 0)).1 += 1;
        }
    }
    for (&column, &(row, cells)) in strays.iter().take(MOST) {
        let count = match cells {
            1 => String::new(),
            _ => format!("等{cells}格"),
        };
        let words = quote(row.text(column));
        let message = format!("“{words}”{count}所在的列没有列名，未采用");
        let problem = Diagnostic::new(Code::ReturnsColumnUnused, message);
        problems.push(problem.at(grid.place(row, column)));
    }
}
