//! A CSV: tables whose cells the grammar of CSV knows, with lines of text around them.

use super::draft::Draft;
use super::layout::Layout;
use super::{Published, too_large};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::input::places::Region;
use crate::input::{SourceFile, csv};

/// Reads a CSV.
///
/// # Errors
/// It has more cells than are taken in.
pub(super) fn read(
    source: &SourceFile,
    problems: &mut Diagnostics,
) -> Result<Published, Diagnostic> {
    let (rows, _) = csv::rows(source, delimiter(source.text()), problems)?;
    let mut draft = Draft::of(source);
    let mut layout = Layout::default();
    for cells in rows {
        let first = cells.first().map_or(0, |cell| cell.range.start);
        let line = source.line(first);
        if let [cell] = &*cells {
            // A line without a separator is no row: a title, or the text of the notice around its tables.
            draft.table(std::mem::take(&mut layout));
            draft.paragraph(cell.text.trim_end(), &Region::Lines, line, 1);
            continue;
        }
        layout.begin_row(Region::Lines, line);
        for (at, cell) in cells.into_iter().enumerate() {
            // A cell behind one with a line break lies on another line than its row.
            let (own, column) = source.position(cell.range.start);
            let column = if own == line { column } else { 0 };
            layout
                .put(at, 1, cell.text.trim().to_owned(), column)
                .map_err(|_| too_large(source.name()))?;
        }
    }
    draft.table(layout);
    Ok(draft.finish(source.name()))
}

/// Returns whether a text that is not called a CSV is one all the same: no other separator, and several lines with as many
/// commas.
pub(super) fn is_delimited(source: &SourceFile) -> bool {
    const LEAST_COMMAS: usize = 3;
    const LEAST_LINES: usize = 3;
    if source.text().contains(['\t', '|', '｜']) {
        return false;
    }
    let counts = source.text().lines().map(|line| line.matches(',').count());
    let mut counts = counts.filter(|&count| count >= LEAST_COMMAS);
    let first = counts.next();
    1 + counts.filter(|&count| Some(count) == first).count() >= LEAST_LINES && first.is_some()
}

/// Returns the character between cells: of comma, tab and semicolon the one that the most of the first lines have, since
/// titles above the table have none.
fn delimiter(text: &str) -> u8 {
    const LOOKED_AT: usize = 20;
    let mut best = (b',', (0, 0));
    for delimiter in [b',', b'\t', b';'] {
        let counts = text.lines().take(LOOKED_AT);
        let counts = counts.map(|line| line.matches(char::from(delimiter)).count());
        let (lines, all) = counts
            .fold((0, 0), |(lines, all), count| (lines + usize::from(count > 0), all + count));
        if (lines, all) > best.1 {
            best = (delimiter, (lines, all));
        }
    }
    best.0
}
