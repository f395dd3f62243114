//! A table of cells, the same whether it comes from a text file or from a worksheet.

use std::ops::Range;

use super::SourceFile;
use super::csv;
use super::text;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Snippet};

/// A cell with content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridCell {
    /// Its column, from 0.
    pub column: usize,
    /// Its content to the letter. Kept once: what is wanted without blanks is trimmed when asked for.
    raw: Box<str>,
    content: Content,
}

/// The origin of a cell's content.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Content {
    /// These bytes of a text file, the blanks around it left out.
    Text(Range<usize>),
    /// A worksheet.
    Worksheet { merge: Merge, lacks_result: bool, withheld: Option<Withheld> },
}

/// The part of a cell in a vertical merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Merge {
    None,
    /// The first cell, whose value other rows have too.
    First,
    /// A cell below, which has the value of the first.
    Below,
}

/// The reason for which the content of a cell does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Withheld {
    /// A stroke through it withdraws it.
    Struck,
    /// Its number format hides it.
    Hidden,
}

/// A row with content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GridRow {
    /// The line, or the row of the worksheet, from 1.
    pub number: usize,
    /// Its cells in order of their columns. In a text file empty ones are there too.
    cells: Vec<GridCell>,
}

/// The source of a table, which knows where its cells are.
#[derive(Debug, Clone, Copy)]
pub enum Origin<'s> {
    /// A text file.
    Text(&'s SourceFile),
    /// A worksheet.
    Worksheet {
        /// The file's name.
        file: &'s str,
        /// The worksheet's name.
        sheet: &'s str,
    },
}

/// A table. Rows without content are left out.
#[derive(Debug, Clone)]
pub struct Grid<'s> {
    /// The origin of the table.
    pub origin: Origin<'s>,
    /// The rows with content, in order.
    pub rows: Vec<GridRow>,
    /// The number of rows of a text file that had a quotation mark without its partner. They were reported
    /// and are not among the rows.
    pub broken: usize,
}

impl GridCell {
    /// A cell of a text file.
    fn text_file(column: usize, cell: csv::Cell) -> Self {
        let range = cell.content();
        Self { column, raw: cell.text.into_boxed_str(), content: Content::Text(range) }
    }

    /// A cell of a worksheet that shows `raw`.
    pub(super) fn worksheet(column: usize, raw: &str) -> Self {
        Self {
            column,
            raw: text::of_characters(raw).into(),
            content: Content::Worksheet { merge: Merge::None, lacks_result: false, withheld: None },
        }
    }

    /// A cell of a worksheet whose formula was stored without its result.
    pub(super) fn without_result(column: usize) -> Self {
        Self {
            column,
            raw: Box::default(),
            content: Content::Worksheet { merge: Merge::None, lacks_result: true, withheld: None },
        }
    }

    /// The same cell as a vertical merge gives it to a row below its first.
    #[must_use]
    pub(super) fn spread(&self) -> Self {
        Self {
            content: Content::Worksheet {
                merge: Merge::Below,
                lacks_result: self.lacks_result(),
                withheld: self.withheld(),
            },
            ..self.clone()
        }
    }

    /// Its content without the blanks around it.
    pub fn text(&self) -> &str {
        self.raw.trim()
    }

    /// Its content to the letter, with the blanks and line breaks around it.
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// Returns whether a vertical merge gives it to its row; its own place is further up.
    pub fn is_spread(&self) -> bool {
        matches!(self.content, Content::Worksheet { merge: Merge::Below, .. })
    }

    /// Returns whether it holds a formula whose result was not stored, so that its value is unknown.
    pub fn lacks_result(&self) -> bool {
        matches!(self.content, Content::Worksheet { lacks_result: true, .. })
    }

    /// Returns whether it shares its value with other rows in a vertical merge.
    pub fn is_shared(&self) -> bool {
        matches!(self.content, Content::Worksheet { merge: Merge::First | Merge::Below, .. })
    }

    /// Marks it as the first cell of a vertical merge.
    pub(super) fn share(&mut self) {
        if let Content::Worksheet { merge, .. } = &mut self.content {
            *merge = Merge::First;
        }
    }

    /// Returns the reason for which its content does not count, if there is one.
    pub fn withheld(&self) -> Option<Withheld> {
        match self.content {
            Content::Worksheet { withheld, .. } => withheld,
            Content::Text(_) => None,
        }
    }

    /// Marks it as a cell whose content does not count.
    pub(super) fn withhold(&mut self, why: Withheld) {
        if let Content::Worksheet { withheld, .. } = &mut self.content {
            *withheld = Some(why);
        }
    }

    /// The bytes of a text file that hold it.
    fn range(&self) -> Range<usize> {
        match &self.content {
            Content::Text(range) => range.clone(),
            Content::Worksheet { .. } => 0..0,
        }
    }
}

impl GridRow {
    /// A row of a worksheet; `cells` in order of their columns.
    pub(super) fn worksheet(number: usize, cells: Vec<GridCell>) -> Self {
        Self { number, cells }
    }

    /// Returns the text in a column, counted from 0, without the blanks around it; empty where there is
    /// none.
    pub fn text(&self, column: usize) -> &str {
        self.cell(column).map_or("", GridCell::text)
    }

    /// The text in a column to the letter, with the blanks and line breaks around it. A cell of blanks
    /// alone may come as an empty one.
    pub fn raw(&self, column: usize) -> &str {
        self.cell(column).map_or("", GridCell::raw)
    }

    /// Returns whether the value in a column is not the row's own but given to it by a vertical merge.
    pub fn is_spread(&self, column: usize) -> bool {
        self.cell(column).is_some_and(GridCell::is_spread)
    }

    /// Returns whether the row shares the value in a column with other rows, in a vertical merge.
    pub fn is_shared(&self, column: usize) -> bool {
        self.cell(column).is_some_and(GridCell::is_shared)
    }

    /// Returns the reason for which the content of a column does not count, if there is one.
    pub fn withheld(&self, column: usize) -> Option<Withheld> {
        self.cell(column).and_then(GridCell::withheld)
    }

    /// Returns whether the cell in a column holds a formula whose result was not stored. Its text is empty.
    pub fn lacks_result(&self, column: usize) -> bool {
        self.cell(column).is_some_and(GridCell::lacks_result)
    }

    /// Takes the cell in a column out of the row.
    pub fn take(&mut self, column: usize) -> Option<GridCell> {
        let at = self.cells.binary_search_by_key(&column, |cell| cell.column).ok()?;
        Some(self.cells.remove(at))
    }

    /// The cells with text, in order.
    pub fn filled(&self) -> impl Iterator<Item = &GridCell> {
        self.cells.iter().filter(|cell| !cell.text().is_empty())
    }

    /// The cells whose formula was stored without its result, in order.
    pub(super) fn lacking(&self) -> impl Iterator<Item = &GridCell> {
        self.cells.iter().filter(|cell| cell.lacks_result())
    }

    fn cell(&self, column: usize) -> Option<&GridCell> {
        let at = self.cells.binary_search_by_key(&column, |cell| cell.column);
        at.ok().map(|at| &self.cells[at])
    }
}

impl<'s> Grid<'s> {
    /// Reads the table in a text file whose cells are separated by the byte `delimiter`.
    ///
    /// # Errors
    /// There are more cells than are taken in.
    pub fn text(
        source: &'s SourceFile,
        delimiter: u8,
        diagnostics: &mut Diagnostics,
    ) -> Result<Self, Diagnostic> {
        let (rows, broken) = csv::rows(source, delimiter, diagnostics)?;
        let rows = rows.into_iter().map(|cells| {
            let start = cells.first().map_or(0, |cell| cell.range.start);
            let cells = (0..).zip(cells);
            let cells = cells.map(|(column, cell)| GridCell::text_file(column, cell));
            GridRow { number: source.line(start), cells: cells.collect() }
        });
        Ok(Self { origin: Origin::Text(source), rows: rows.collect(), broken })
    }
}

impl<'s> Origin<'s> {
    /// The worksheet's name; `None` for a text file.
    pub fn sheet(self) -> Option<&'s str> {
        match self {
            Self::Text(_) => None,
            Self::Worksheet { sheet, .. } => Some(sheet),
        }
    }

    /// Returns the place of the cell of a row in `column`, whether or not it has content.
    pub fn place(self, row: &GridRow, column: usize) -> Place {
        let cell = row.cell(column);
        match self {
            Self::Text(source) => {
                let end = row.cells.last().map_or(0, |last| last.range().end);
                source.place(cell.map_or(end..end, GridCell::range))
            }
            Self::Worksheet { file, sheet } => Place {
                file: file.to_owned(),
                sheet: Some(sheet.to_owned()),
                part: None,
                line: row.number,
                column: column + 1,
                snippet: cell.map(|cell| Snippet::new(cell.text(), 0..cell.text().len())),
            },
        }
    }

    /// The place of the first cell of a row with content.
    pub fn row_place(self, row: &GridRow) -> Place {
        self.place(row, row.filled().next().map_or(0, |cell| cell.column))
    }

    /// Line and column of [`Origin::place`], without the cost of its texts.
    pub fn position(self, row: &GridRow, column: usize) -> (usize, usize) {
        match self {
            Self::Text(source) => {
                let end = row.cells.last().map_or(0, |last| last.range().end);
                source.position(row.cell(column).map_or(end, |cell| cell.range().start))
            }
            Self::Worksheet { .. } => (row.number, column + 1),
        }
    }
}
