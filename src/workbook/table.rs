//! A table for A4 landscape: columns of fixed width, rows as high as their wrapped text.
//!
//! Each column is one entry of [`Columns`], with its title, its width, its format, and how its cell is made from
//! what a row is about. Adding it gives its place, by which the formulas of other columns refer to it.

use std::collections::BTreeMap;

use rust_xlsxwriter::utility::{cell_range, row_col_to_cell};
use rust_xlsxwriter::{ColNum, Format, RowNum, Worksheet, XlsxError};

use super::cell::{Cell, CellFormat, ColumnFormats};
use super::styles::{BODY_PT, MARK_PT, NOTE_PT, Styles, TITLE_PT};
use super::text::{printable, write_merged};
use super::text_width::{cell_lines, row_height};
use crate::report::template::ColumnTitle;

/// Maximum number of lines of a row. A row with more would not fit a page below the header (nor, with 27 and
/// more, Excel's limit of 409 points): the item goes on in another row.
pub(super) const MAX_LINES: usize = 24;

/// The columns of a table, from left to right; a row of it is made from an `R`.
pub(super) struct Columns<'a, R: ?Sized>(Vec<Column<'a, R>>);

struct Column<'a, R: ?Sized> {
    /// Its header; may have a line break.
    title: String,
    /// Its width in pixels at 96 dpi.
    pixels: u32,
    format: CellFormat,
    /// The word for it in the name of its range, where that is not its title.
    word: Option<&'static str>,
    /// Makes its cell in a row.
    cell: MakeCell<'a, R>,
}

/// The header of a column.
pub(super) struct Head {
    title: String,
    /// The word for the column in the name of its range, which stays when the title is changed.
    word: Option<&'static str>,
}

impl From<&str> for Head {
    fn from(title: &str) -> Self {
        Self { title: title.to_owned(), word: None }
    }
}

impl From<String> for Head {
    fn from(title: String) -> Self {
        Self { title, word: None }
    }
}

impl From<(&ColumnTitle, &'static str)> for Head {
    fn from((title, word): (&ColumnTitle, &'static str)) -> Self {
        Self { title: title.to_string(), word: Some(word) }
    }
}

type MakeCell<'a, R> = Box<dyn Fn(&R, At) -> Cell + 'a>;

impl<'a, R: ?Sized> Columns<'a, R> {
    /// Returns an empty list of columns.
    pub(super) fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a column of running text. Returns its place.
    pub(super) fn text(
        &mut self,
        title: impl Into<Head>,
        pixels: u32,
        text: impl Fn(&R) -> &str + 'a,
    ) -> ColNum {
        self.add(title, pixels, CellFormat::Text, move |row| Cell::text(text(row)))
    }

    /// Adds a column of names or words in the middle of their cells. Returns its place.
    pub(super) fn centred(
        &mut self,
        title: impl Into<Head>,
        pixels: u32,
        text: impl Fn(&R) -> &str + 'a,
    ) -> ColNum {
        self.add(title, pixels, CellFormat::Centred, move |row| Cell::text(text(row)))
    }

    /// Adds a column whose cells do not depend on where they are. Returns its place.
    pub(super) fn add(
        &mut self,
        title: impl Into<Head>,
        pixels: u32,
        format: CellFormat,
        cell: impl Fn(&R) -> Cell + 'a,
    ) -> ColNum {
        self.derive(title, pixels, format, move |row, _| cell(row))
    }

    /// Adds a column whose cells refer to others of their row. Returns its place.
    pub(super) fn derive(
        &mut self,
        title: impl Into<Head>,
        pixels: u32,
        format: CellFormat,
        cell: impl Fn(&R, At) -> Cell + 'a,
    ) -> ColNum {
        let col = self.next();
        let Head { title, word } = title.into();
        self.0.push(Column { title, pixels, format, word, cell: Box::new(cell) });
        col
    }

    /// Returns the headers of the columns so far, from left to right.
    pub(super) fn titles(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|column| column.title.as_str())
    }

    /// Gives the last column a word in the name of its range, whatever its title.
    pub(super) fn named(&mut self, word: &'static str) {
        if let Some(column) = self.0.last_mut() {
            column.word = Some(word);
        }
    }

    /// Returns the place of the column that is added next. One beyond Excel's last is refused when the table
    /// is begun.
    pub(super) fn next(&self) -> ColNum {
        ColNum::try_from(self.0.len()).unwrap_or(ColNum::MAX)
    }
}

impl<R: ?Sized> Column<'_, R> {
    /// Returns the lines that a cell takes in this column.
    fn lines<'c>(&self, cell: &'c Cell) -> Vec<&'c str> {
        match self.format {
            CellFormat::Name => vec![cell.words()],
            _ => cell_lines(cell.words(), self.pixels, BODY_PT),
        }
    }
}

/// The rows to which the formulas of a row refer.
#[derive(Debug, Clone, Copy)]
pub(super) struct At {
    /// The row itself.
    pub row: RowNum,
    /// The row of the header above.
    pub header: RowNum,
}

impl At {
    /// Returns the cell of a column in this row: E5.
    pub(super) fn cell(self, col: ColNum) -> String {
        row_col_to_cell(self.row, col)
    }
}

/// A table that is written from the top of a sheet down, row by row.
pub(super) struct Table<'a, R: ?Sized> {
    /// The sheet that it fills.
    pub sheet: &'a mut Worksheet,
    /// The formats of the workbook.
    pub styles: &'a Styles,
    columns: Columns<'a, R>,
    /// The formats of its cells.
    formats: ColumnFormats,
    /// The column that identifies the item of a row.
    key: ColNum,
    /// The row that is written next.
    next: RowNum,
    /// The row of the header, once it is written.
    header: RowNum,
    /// The height of the rows written so far, in points.
    height: f64,
    /// The last column across which titles and notes are written: the last one that is printed.
    printed: ColNum,
    /// The texts of the cells written so far, where they are kept.
    texts: Option<Texts>,
}

/// The texts of cells by row and column, from 0.
pub(super) type Texts = BTreeMap<(RowNum, ColNum), String>;

impl<'a, R: ?Sized> Table<'a, R> {
    /// Returns a table with no rows yet; `key` is the column that identifies the item of a row.
    pub(super) fn new(
        sheet: &'a mut Worksheet,
        columns: Columns<'a, R>,
        key: ColNum,
        styles: &'a Styles,
    ) -> Result<Self, XlsxError> {
        for (col, column) in (0..).zip(&columns.0) {
            sheet.set_column_width_pixels(col, column.pixels)?;
        }
        let printed = columns.next().saturating_sub(1);
        let formats = ColumnFormats::of(sheet);
        Ok(Self {
            sheet,
            styles,
            columns,
            formats,
            key,
            next: 0,
            header: 0,
            height: 0.0,
            printed,
            texts: None,
        })
    }

    /// Leaves the formats of the cells that are written from here on to [`Table::set_formats`].
    pub(super) fn postpone_formats(&mut self) {
        self.formats.postpone();
    }

    /// Sets the formats that were left to the end.
    pub(super) fn set_formats(&mut self) -> Result<(), XlsxError> {
        self.formats.set(self.sheet)
    }

    /// Keeps the texts of the cells that are written from here on.
    pub(super) fn keep_texts(&mut self) {
        self.texts.get_or_insert_default();
    }

    /// Returns the texts that were kept.
    pub(super) fn into_texts(self) -> Texts {
        self.texts.unwrap_or_default()
    }

    /// Leaves the columns after `last` out of print: those to filter and to count by.
    pub(super) fn print_up_to(&mut self, last: ColNum) {
        self.printed = last.min(self.last_col());
    }

    /// Returns the last column that is printed.
    pub(super) fn last_printed(&self) -> ColNum {
        self.printed
    }

    /// Returns the row that is written next.
    pub(super) fn next_row(&self) -> RowNum {
        self.next
    }

    /// Returns the row of the header.
    pub(super) fn header_row(&self) -> RowNum {
        self.header
    }

    /// Returns the first and the last row below the header; where there are none, the first for both.
    pub(super) fn rows(&self) -> (RowNum, RowNum) {
        let first = self.header + 1;
        (first, self.next.max(first + 1) - 1)
    }

    /// Returns the height of the rows written so far, in points.
    pub(super) fn height(&self) -> f64 {
        self.height
    }

    /// Returns the last column.
    pub(super) fn last_col(&self) -> ColNum {
        self.columns.next().saturating_sub(1)
    }

    /// Returns the words of the columns in the names of their ranges: those that were given, or else all titles.
    pub(super) fn words(&self) -> Vec<(ColNum, &str)> {
        let columns = || (0..).zip(&self.columns.0);
        let given: Vec<(ColNum, &str)> =
            columns().filter_map(|(col, column)| Some((col, column.word?))).collect();
        match given[..] {
            [] => columns().map(|(col, column)| (col, column.title.as_str())).collect(),
            _ => given,
        }
    }

    /// Returns the headers of the columns, from left to right.
    pub(super) fn titles(&self) -> impl Iterator<Item = &str> {
        self.columns.titles()
    }

    /// Writes `text` across all columns, in a row that is high enough for it.
    fn across(&mut self, text: &str, format: &Format, points: f64) -> Result<(), XlsxError> {
        let text = printable(text);
        let shown = usize::from(self.printed) + 1;
        let pixels = self.columns.0.iter().take(shown).map(|column| column.pixels).sum();
        let lines = cell_lines(&text, pixels, points).len();
        let (first, last) = ((self.next, 0), (self.next, self.printed));
        write_merged(self.sheet, first, last, &text, format)?;
        if let Some(texts) = &mut self.texts {
            texts.insert(first, text.into_owned());
        }
        self.end_row(row_height(lines, points))
    }

    /// Writes the title of the sheet.
    pub(super) fn title(&mut self, text: &str) -> Result<(), XlsxError> {
        self.across(text, &self.styles.title, TITLE_PT)
    }

    /// Writes a note above or below the table.
    pub(super) fn note(&mut self, text: &str) -> Result<(), XlsxError> {
        self.across(text, &self.styles.note, NOTE_PT)
    }

    /// Writes a band between parts of the table.
    pub(super) fn band(&mut self, text: &str) -> Result<(), XlsxError> {
        self.across(text, &self.styles.band, BODY_PT)
    }

    /// Writes the mark of an annex: 附件1.
    pub(super) fn mark(&mut self, text: &str) -> Result<(), XlsxError> {
        self.across(text, &self.styles.mark, MARK_PT)
    }

    /// Leaves an empty row of a height in points, at most Excel's 409, for a chart.
    pub(super) fn space(&mut self, height: f64) -> Result<(), XlsxError> {
        self.end_row(height)
    }

    /// Writes the header row with the titles of the columns.
    pub(super) fn header(&mut self) -> Result<(), XlsxError> {
        let titles: Vec<_> = self.titles().map(Cell::text).collect();
        self.header = self.labels(titles)?;
        Ok(())
    }

    /// Writes a row of cells, one for each column, in the format of the header unless they have their own.
    /// Returns the row.
    pub(super) fn labels(
        &mut self,
        labels: impl IntoIterator<Item = Cell>,
    ) -> Result<RowNum, XlsxError> {
        let labels = labels.into_iter();
        let labels: Vec<_> = labels.map(|label| label.or_formatted(CellFormat::Header)).collect();
        self.row_of_lines(&labels, self.lines(&labels).max(2))
    }

    /// Writes the row of an item. Returns the first row that it takes.
    ///
    /// If a cell has more than [`MAX_LINES`] lines, the item goes on in further rows, marked
    /// （续） in the key column: nothing is cut off on the screen or in print, or by Excel's limit of
    /// 32,767 characters for a cell.
    pub(super) fn row(&mut self, item: &R) -> Result<RowNum, XlsxError> {
        self.row_of_cells(&self.cells(item))
    }

    /// Writes a row of cells, one for each column, which goes on in further rows as that of an item.
    pub(super) fn row_of_cells(&mut self, cells: &[Cell]) -> Result<RowNum, XlsxError> {
        let (row, lines) = (self.next, self.lines(cells));
        if lines <= MAX_LINES {
            return self.row_of_lines(cells, lines);
        }
        for part in self.parts(cells) {
            let lines = self.lines(&part);
            self.row_of_lines(&part, lines)?;
        }
        Ok(row)
    }

    /// Writes the sums of the columns from `first` to `last` below the rows of `items`, which are all of the
    /// table's, with the word 合计 in one column.
    pub(super) fn totals(
        &mut self,
        items: &[R],
        (label, words): (ColNum, &str),
        (first, last): (ColNum, ColNum),
        format: &CellFormat,
    ) -> Result<(), XlsxError>
    where
        R: Sized,
    {
        let (top, bottom) = self.rows();
        let at = At { row: self.next, header: self.header };
        let columns = (0..).zip(&self.columns.0);
        let cells = columns.map(|(col, column)| {
            if col == label {
                return Cell::text(words);
            } else if !(first..=last).contains(&col) {
                return Cell::BLANK;
            }
            let values = items.iter().map(|item| (column.cell)(item, at).value());
            let sum = format!("=SUM({})", cell_range(top, col, bottom, col));
            Cell::formula(sum, values.sum::<f64>()).formatted(format.clone())
        });
        let cells: Vec<_> = cells.collect();
        self.labels(cells)?;
        Ok(())
    }

    /// Writes a row of blank cells.
    pub(super) fn blank_row(&mut self) -> Result<RowNum, XlsxError> {
        self.row_of_cells(&vec![Cell::BLANK; self.columns.0.len()])
    }

    /// Writes a row of cells, one for each column, with room for the given number of lines of text.
    ///
    /// Calculated cells come last, so that formats are numbered in the order of the columns first.
    pub(super) fn row_of_lines(
        &mut self,
        cells: &[Cell],
        lines: usize,
    ) -> Result<RowNum, XlsxError> {
        let (row, styles, sheet) = (self.next, self.styles, &mut *self.sheet);
        let formats = &mut self.formats;
        let columns = || (0..).zip(cells).zip(&self.columns.0);
        for ((col, cell), Column { format, .. }) in columns() {
            if cell.is_reference() && formats.are_postponed() {
                continue;
            } else if cell.is_reference() {
                Cell::text(cell.words()).write(sheet, (row, col), format, (formats, styles))?;
            } else {
                cell.write(sheet, (row, col), format, (formats, styles))?;
            }
        }
        for ((col, cell), Column { format, .. }) in columns().filter(|((_, c), _)| c.is_reference())
        {
            cell.write(sheet, (row, col), format, (formats, styles))?;
        }
        if let Some(texts) = &mut self.texts {
            let words = (0..).zip(cells).map(|(col, cell)| ((row, col), cell.words().to_owned()));
            texts.extend(words.filter(|(_, words)| !words.is_empty()));
        }
        self.end_row(row_height(lines, BODY_PT))?;
        Ok(row)
    }

    /// Writes a cell that was left open.
    pub(super) fn fill(&mut self, at: (RowNum, ColNum), cell: &Cell) -> Result<(), XlsxError> {
        cell.write(self.sheet, at, &CellFormat::Centred, (&mut self.formats, self.styles))
    }

    /// Returns the cells of an item in the row that is written next.
    pub(super) fn cells(&self, item: &R) -> Vec<Cell> {
        let columns = self.columns.0.iter();
        let at = At { row: self.next, header: self.header };
        columns.map(|column| (column.cell)(item, at)).collect()
    }

    /// Returns the number of lines of each cell of a row in its column.
    pub(super) fn line_counts(&self, cells: &[Cell]) -> Vec<usize> {
        let cells = self.columns.0.iter().zip(cells);
        cells.map(|(column, cell)| column.lines(cell).len()).collect()
    }

    fn end_row(&mut self, height: f64) -> Result<(), XlsxError> {
        self.sheet.set_row_height(self.next, height)?;
        self.next += 1;
        self.height += height;
        Ok(())
    }

    /// Returns the rows that an item takes: one, unless a cell is too long.
    fn parts(&self, cells: &[Cell]) -> Vec<Vec<Cell>> {
        let cells: Vec<_> = (self.columns.0.iter().zip(cells))
            .map(|(column, cell)| (cell, column.lines(cell)))
            .collect();
        let most = cells.iter().map(|(_, lines)| lines.len()).max();
        (0..most.unwrap_or(1))
            .step_by(MAX_LINES)
            .map(|from| {
                (cells.iter().enumerate())
                    .map(|(i, (cell, lines))| match from {
                        0 if lines.len() <= MAX_LINES || cell.is_reference() => (*cell).clone(),
                        1.. if i == usize::from(self.key) => {
                            Cell::text(&format!("{cell}\n{}", &*self.styles.page.continued))
                        }
                        _ => Cell::text(&part(lines, from)),
                    })
                    .collect()
            })
            .collect()
    }

    /// Returns the number of lines of the highest cell of a row.
    fn lines(&self, cells: &[Cell]) -> usize {
        let counts = self.line_counts(cells);
        counts.into_iter().max().unwrap_or(1)
    }
}

/// Returns the lines of a cell in the part of its row that begins with line `from`. A line break where the
/// parts meet is left to the border between them.
fn part(lines: &[&str], from: usize) -> String {
    let text: String = lines.iter().skip(from).take(MAX_LINES).copied().collect();
    text.strip_suffix('\n').map_or(text.clone(), str::to_owned)
}
