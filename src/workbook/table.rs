//! A table for A4 landscape: columns of fixed width, rows as high as their wrapped text.

use std::fmt;

use rust_decimal::Decimal;
use rust_xlsxwriter::{ColNum, Format, RowNum, Worksheet, XlsxError};

use super::cell::{printable, write_merged, write_text};
use super::formula::float;
use super::styles::{BODY_PT, Styles};
use super::text_width::{cell_lines, row_height};

/// Lines of a row. With more it would not fit a page below the header (nor, with 27 and more,
/// Excel's limit of 409 points): the item goes on in another row.
pub(super) const MAX_LINES: usize = 24;

/// A column of a table.
pub(super) struct Column {
    /// What its header says; may have a line break.
    pub title: String,
    /// Its width in pixels at 96 dpi.
    pub pixels: u32,
    /// What its cells look like.
    pub look: Look,
}

impl Column {
    /// A column.
    pub(super) fn new(title: impl Into<String>, pixels: u32, look: Look) -> Self {
        Self {
            title: title.into(),
            pixels,
            look,
        }
    }
}

/// What the cells of a column look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Running text, flush left.
    Text,
    /// Names and numbers.
    Centred,
    /// Names that are looked up: on one line whatever their length, since a row that goes on in the next
    /// would part them.
    Name,
    /// Ids, which a program must not take for dates when someone edits them (2-16).
    Id,
}

impl Look {
    fn format(self, styles: &Styles) -> &Format {
        match self {
            Self::Text => &styles.text,
            Self::Centred => &styles.centred,
            Self::Name => &styles.name,
            Self::Id => &styles.id,
        }
    }
}

/// What a cell of a table holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// A number that can be sorted and filtered as one.
    Number(u32),
    /// A figure, shown as it was stated.
    Figure(Decimal),
    /// Text; blank when empty.
    Text(String),
}

impl Cell {
    /// A cell with `text`, made fit for a workbook.
    pub(super) fn text(text: &str) -> Self {
        Self::Text(printable(text).into_owned())
    }

    /// The lines that it takes in a column.
    fn lines(&self, column: &Column) -> Vec<&str> {
        match self {
            Self::Number(_) | Self::Figure(_) => vec![""],
            Self::Text(text) if column.look == Look::Name => vec![text],
            Self::Text(text) => cell_lines(text, column.pixels, BODY_PT),
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Figure(figure) => figure.normalize().fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

/// A table that is written from the top of a sheet down, row by row.
pub(super) struct Table<'a> {
    /// The sheet that it fills.
    pub sheet: &'a mut Worksheet,
    /// The workbook's looks.
    pub styles: &'a Styles,
    columns: Vec<Column>,
    /// The column that says which item a row is.
    key: usize,
    /// The row that is written next.
    next: RowNum,
    /// The height of the rows written so far, in points.
    height: f64,
}

impl<'a> Table<'a> {
    /// A table with no rows yet; `key` is the position of the column that says which item a row is.
    pub(super) fn new(
        sheet: &'a mut Worksheet,
        columns: Vec<Column>,
        key: usize,
        styles: &'a Styles,
    ) -> Result<Self, XlsxError> {
        for (col, column) in (0..).zip(&columns) {
            sheet.set_column_width_pixels(col, column.pixels)?;
        }
        Ok(Self {
            sheet,
            styles,
            columns,
            key,
            next: 0,
            height: 0.0,
        })
    }

    /// The row that is written next.
    pub(super) fn next_row(&self) -> RowNum {
        self.next
    }

    /// The height of the rows written so far, in points.
    pub(super) fn height(&self) -> f64 {
        self.height
    }

    /// The last column.
    pub(super) fn last_col(&self) -> ColNum {
        let cols = (0..).zip(&self.columns).map(|(col, _)| col);
        cols.last().unwrap_or(0)
    }

    /// What the headers of the columns say, from left to right.
    pub(super) fn titles(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.title.as_str())
    }

    /// Writes `text` across all columns, in a row that is high enough for it.
    pub(super) fn across(
        &mut self,
        text: &str,
        format: &Format,
        points: f64,
    ) -> Result<(), XlsxError> {
        let text = printable(text);
        let pixels = self.columns.iter().map(|column| column.pixels).sum();
        let lines = cell_lines(&text, pixels, points).len();
        let (first, last) = ((self.next, 0), (self.next, self.last_col()));
        write_merged(self.sheet, first, last, &text, format)?;
        self.end_row(row_height(lines, points))
    }

    /// Leaves an empty row of a height in points, at most Excel's 409, for a chart.
    pub(super) fn space(&mut self, height: f64) -> Result<(), XlsxError> {
        self.end_row(height)
    }

    /// Writes the header row with the titles of the columns; gives its row.
    pub(super) fn header(&mut self) -> Result<RowNum, XlsxError> {
        let row = self.next;
        let titles: Vec<_> = self.columns.iter().map(|c| c.title.clone()).collect();
        self.labels(&titles)?;
        Ok(row)
    }

    /// Writes a row of labels, one for each column, in the looks of the header.
    pub(super) fn labels(&mut self, labels: &[impl AsRef<str>]) -> Result<(), XlsxError> {
        let cells: Vec<_> = labels.iter().map(|l| Cell::text(l.as_ref())).collect();
        for (col, label) in (0..).zip(labels) {
            write_text(
                self.sheet,
                self.next,
                col,
                label.as_ref(),
                &self.styles.header,
            )?;
        }
        self.end_row(row_height(self.lines(&cells).max(2), BODY_PT))
    }

    /// Writes a row of cells, one for each column.
    ///
    /// Where a cell has more than [`MAX_LINES`] lines, the item goes on in further rows, marked
    /// （续） in the key column: nothing is cut off on the screen or in print, or by Excel's limit of
    /// 32,767 characters for a cell.
    pub(super) fn row(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        let lines = self.lines(cells);
        if lines <= MAX_LINES {
            return self.row_of_lines(cells, lines);
        }
        for part in self.parts(cells) {
            let lines = self.lines(&part);
            self.row_of_lines(&part, lines)?;
        }
        Ok(())
    }

    /// Writes a row of cells, one for each column, with room for so many lines of text.
    pub(super) fn row_of_lines(&mut self, cells: &[Cell], lines: usize) -> Result<(), XlsxError> {
        let (row, styles) = (self.next, self.styles);
        for ((col, cell), column) in (0..).zip(cells).zip(&self.columns) {
            let format = column.look.format(styles);
            match cell {
                Cell::Number(number) => {
                    (self.sheet).write_number_with_format(row, col, *number, format)?;
                }
                Cell::Figure(figure) => {
                    let number = float(*figure);
                    (self.sheet).write_number_with_format(row, col, number, &styles.figure)?;
                }
                Cell::Text(text) => write_text(self.sheet, row, col, text, format)?,
            }
        }
        self.end_row(row_height(lines, BODY_PT))
    }

    /// How many lines each cell of a row has in its column.
    pub(super) fn line_counts(&self, cells: &[Cell]) -> Vec<usize> {
        let cells = self.columns.iter().zip(cells);
        cells
            .map(|(column, cell)| cell.lines(column).len())
            .collect()
    }

    fn end_row(&mut self, height: f64) -> Result<(), XlsxError> {
        self.sheet.set_row_height(self.next, height)?;
        self.next += 1;
        self.height += height;
        Ok(())
    }

    /// The rows that an item takes: one, unless a cell is too long.
    fn parts(&self, cells: &[Cell]) -> Vec<Vec<Cell>> {
        let cells: Vec<_> = (self.columns.iter().zip(cells))
            .map(|(column, cell)| (cell, cell.lines(column)))
            .collect();
        let most = cells.iter().map(|(_, lines)| lines.len()).max();
        (0..most.unwrap_or(1))
            .step_by(MAX_LINES)
            .map(|from| {
                (cells.iter().enumerate())
                    .map(|(i, (cell, lines))| match from {
                        0 if lines.len() <= MAX_LINES => (*cell).clone(),
                        1.. if i == self.key => Cell::Text(format!("{cell}\n（续）")),
                        _ => Cell::Text(part(lines, from)),
                    })
                    .collect()
            })
            .collect()
    }

    /// How many lines the highest cell of a row has.
    fn lines(&self, cells: &[Cell]) -> usize {
        let counts = self.line_counts(cells);
        counts.into_iter().max().unwrap_or(1)
    }
}

/// The lines of a cell that stand in the part of its row that begins with line `from`. A line break
/// where the parts meet is left to the border between them.
fn part(lines: &[&str], from: usize) -> String {
    let text: String = lines.iter().skip(from).take(MAX_LINES).copied().collect();
    text.strip_suffix('\n').map_or(text.clone(), str::to_owned)
}
