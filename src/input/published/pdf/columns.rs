//! Tables without rules: columns are where no line of the table has words.

use super::lines::Line;

/// A table without rules: the borders between its columns, and the lines of each row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Columns {
    /// The left and right of each column.
    pub(super) bands: Vec<(f64, f64)>,
    /// The first line of each row, counted from that of the table.
    pub(super) rows: Vec<usize>,
    /// The number of lines.
    pub(super) lines: usize,
}

/// The least columns and lines of a table, since texts in two columns are none.
const LEAST_COLUMNS: usize = 3;
const LEAST_LINES: usize = 3;

/// Returns the table that begins with the first of `lines`; `None` if none does.
pub(super) fn table(lines: &[Line]) -> Option<Columns> {
    let head = lines.first()?;
    if head.parts.len() < LEAST_COLUMNS {
        return None;
    }
    // The table goes on while lines have several parts, or one within a column.
    let mut bands: Vec<(f64, f64)> = Vec::new();
    let mut count = 0;
    for (index, line) in lines.iter().enumerate() {
        let mut grown = bands.clone();
        for words in &line.parts {
            grown.push((words.left, words.right));
        }
        let grown = merged(grown);
        let above = index.checked_sub(1).and_then(|above| lines.get(above));
        let is_far = above.is_some_and(|above| line.base - above.base > 4.0 * line.size);
        if grown.len() < head.parts.len().max(LEAST_COLUMNS) || is_far {
            break;
        }
        (bands, count) = (grown, index + 1);
    }
    let full = lines.iter().take(count).filter(|line| line.parts.len() >= LEAST_COLUMNS);
    if full.count() < LEAST_LINES || bands.len() < LEAST_COLUMNS {
        return None;
    }
    // A row begins with each line that has words in the first column.
    let first = bands.first().map_or(0.0, |&(_, right)| right);
    let begins =
        |(index, line): (usize, &Line)| (index == 0 || line.left() < first).then_some(index);
    let rows = lines.iter().take(count).enumerate().filter_map(begins).collect();
    Some(Columns { bands, rows, lines: count })
}

/// Returns spans with those that touch each other joined, from left to right.
fn merged(mut spans: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    spans.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut merged: Vec<(f64, f64)> = Vec::new();
    for (left, right) in spans {
        match merged.last_mut() {
            Some(last) if left < last.1 + 1.0 => last.1 = last.1.max(right),
            _ => merged.push((left, right)),
        }
    }
    merged
}

impl Columns {
    /// Returns the column in which words lie.
    pub(super) fn column(&self, left: f64, right: f64) -> usize {
        let middle = (left + right) / 2.0;
        let at = self.bands.iter().position(|&(_, end)| middle <= end);
        at.unwrap_or(self.bands.len().saturating_sub(1))
    }
}
