//! What stands in a table where nothing is read, so that `duban collect` passes nothing over in silence.

use super::header::Columns;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::form::Column;
use crate::source::grid::{Grid, GridRow};

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

/// G105: words of a row in columns without a title.
pub(super) fn tell(grid: &Grid<'_>, row: &GridRow, columns: &Columns, problems: &mut Diagnostics) {
    for cell in row.filled().filter(|cell| !columns.knows(cell.column)) {
        let message = format!(
            "“{}”所在的列没有列名，未采用",
            super::figures::quote(cell.text())
        );
        let problem = Diagnostic::new(Code::ReturnsColumnUnused, message);
        problems.push(problem.at(grid.place(row, cell.column)));
    }
}
