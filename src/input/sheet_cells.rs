//! A worksheet as the text of a CSV, so that tables of text files and of workbooks are read alike.

use std::ops::Range;

use super::workbook::Worksheet;
use crate::diagnostic::{Place, Snippet};

/// The cells of the text that was made of a worksheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SheetCells {
    /// The worksheet's name.
    name: String,
    /// The byte at which each cell begins in the text, ascending, with its row and column, both from 1.
    starts: Vec<(usize, usize, usize)>,
    /// The workbook's other sheets with content, which are not read.
    pub(super) others: Vec<String>,
}

/// Returns the rows of a worksheet as the text of a CSV, and the places of its cells.
pub(super) fn text(worksheet: &Worksheet, others: Vec<String>) -> (String, SheetCells) {
    let (mut text, mut starts) = (String::new(), Vec::new());
    for row in &worksheet.rows {
        let width = row.filled().last().map_or(0, |cell| cell.column + 1);
        for column in 0..width {
            if column > 0 {
                text.push(',');
            }
            starts.push((text.len(), row.number, column + 1));
            let content = row.raw(column);
            if content.contains([',', '"', '\r', '\n']) {
                text.push('"');
                text.push_str(&content.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(content);
            }
        }
        text.push('\n');
    }
    (text, SheetCells { name: worksheet.name.clone(), starts, others })
}

impl SheetCells {
    /// Row and column, both from 1, of the cell that holds the byte `at` of the text.
    pub(super) fn position(&self, at: usize) -> (usize, usize) {
        let behind = self.starts.partition_point(|&(start, ..)| start <= at);
        let cell = behind.checked_sub(1).and_then(|index| self.starts.get(index));
        cell.map_or((1, 1), |&(_, row, column)| (row, column))
    }

    /// The place of `range`, in bytes of `text`, in the worksheet of the file `file`.
    pub(super) fn place(&self, file: &str, text: &str, range: Range<usize>) -> Place {
        let start = text.floor_char_boundary(range.start);
        let end = text.ceil_char_boundary(range.end).max(start);
        let (line, column) = self.position(start);
        let words = text.get(start..end).unwrap_or_default();
        let words = words.lines().next().unwrap_or_default();
        Place {
            file: file.to_owned(),
            sheet: Some(self.name.clone()),
            line,
            column,
            snippet: (!words.is_empty())
                .then(|| Snippet { line: words.to_owned(), range: 0..words.len() }),
        }
    }
}
