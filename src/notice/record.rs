//! A row of an annex table as cells by column, limited to its reliable content.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::align::{self, Usage};
use super::cell::Cell;
use super::cell_names::Known;
use super::header::Header;
use super::number::{self, Number};
use super::row::RawRow;
use super::title::Field;
use crate::input::SourceFile;

/// A row whose cells are assigned to columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Record<'a> {
    /// The file that it is in.
    pub source: &'a SourceFile,
    /// Its number; `None` when it has none that can be read.
    pub number: Option<Number>,
    /// The byte range of its number, or of its first line if it has none.
    pub place: Range<usize>,
    /// The cells that were kept.
    pub cells: BTreeMap<Field, Cell>,
    /// Columns of the table for which it has no cell, because the row is damaged.
    pub missing: BTreeSet<Field>,
    /// True if the columns without a cell are certain: they are covered by merged cells.
    pub is_aligned: bool,
    /// True if blanks took the place of the separator between its number and its text.
    pub is_spaced: bool,
    /// True if no further content follows it in the whole file.
    pub is_last: bool,
    /// True if one cell is merged over all columns.
    pub is_merged: bool,
    /// The headings of the sections in which it is.
    pub section: Option<String>,
    /// The number of headings above it in the annex, by which sections are told apart.
    pub part: usize,
    /// The properties of its table.
    pub table: Table,
}

/// The properties of a table that matter to its rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Table {
    /// True if it has a column of numbers.
    pub is_numbered: bool,
    /// True if 责任单位 is the only column of units: the first of them leads.
    pub first_leads: bool,
    /// True if it has a column of implementing units.
    pub has_implementers: bool,
    /// True for a list of paragraphs: nothing in it is merged.
    pub is_list: bool,
    /// The titles of the columns that are kept under these.
    pub extra: BTreeMap<Field, String>,
}

/// The extent to which a row of the wrong length was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kept {
    /// All cells: each fits its column.
    All,
    /// All cells whose columns are certain; the contents of the others.
    Certain(Vec<String>),
    /// Nothing but the number; the contents of the other cells.
    Nothing(Vec<String>),
}

impl<'a> Record<'a> {
    /// Makes the record of a row with as many cells as the header.
    pub fn whole(source: &'a SourceFile, row: RawRow, header: &Header) -> Self {
        let columns = (0..header.columns.len()).map(Some).collect();
        Self::of(source, row, header, columns)
    }

    /// Makes the record of a row of another length; returns also the extent to which it was kept.
    ///
    /// Of a row that is too short, each cell is kept whose content and place leave but one column. Of one that is too
    /// long, the surplus cells are left out if the others are in their columns.
    pub fn damaged(
        source: &'a SourceFile,
        row: RawRow,
        header: &Header,
        usage: &Usage,
        known: &Known,
    ) -> (Self, Kept) {
        let wide = header.columns.len();
        let content = |cell: &Cell| (!cell.is_blank()).then(|| cell.running_text());
        let short = row.cells.len() < wide;
        let mut columns = match short {
            true => align::columns(&row.cells, header, usage, known),
            false => (0..row.cells.len()).map(|at| (at < wide).then_some(at)).collect(),
        };
        let column = |columns: &[Option<usize>], field: Field| {
            let at = header.position(field)?;
            columns.iter().position(|column| *column == Some(at))
        };
        let has_text = column(&columns, Field::Text)
            .and_then(|at| row.cells.get(at))
            .is_some_and(|cell| !cell.is_blank());
        if !has_text {
            let number = column(&columns, Field::Number);
            let others = row.cells.iter().enumerate().filter(|(at, _)| Some(*at) != number);
            let lost: Vec<String> = others.filter_map(|(_, cell)| content(cell)).collect();
            for (at, column) in columns.iter_mut().enumerate() {
                *column = column.filter(|_| Some(at) == number);
            }
            return (Self::of(source, row, header, columns), Kept::Nothing(lost));
        }
        let lost: Vec<String> = columns
            .iter()
            .zip(&row.cells)
            .filter(|(column, _)| column.is_none())
            .filter_map(|(_, cell)| content(cell))
            .collect();
        let mut record = Self::of(source, row, header, columns);
        record.is_aligned = short && lost.is_empty();
        let kept = if lost.is_empty() { Kept::All } else { Kept::Certain(lost) };
        (record, kept)
    }

    fn of(
        source: &'a SourceFile,
        row: RawRow,
        header: &Header,
        columns: Vec<Option<usize>>,
    ) -> Self {
        let cells: BTreeMap<Field, Cell> = columns
            .into_iter()
            .zip(row.cells)
            .filter_map(|(column, cell)| Some((*header.columns.get(column?)?, cell)))
            .collect();
        let number = cells.get(&Field::Number);
        let extra = header
            .extra
            .iter()
            .filter_map(|extra| Some((*header.columns.get(extra.position)?, extra.title.clone())));
        Self {
            source,
            number: number.and_then(|cell| number::parse(&cell.text)),
            place: match number.filter(|cell| !cell.is_blank()) {
                Some(cell) => cell.place(),
                None => row.first_line,
            },
            missing: header
                .columns
                .iter()
                .copied()
                .filter(|field| !cells.contains_key(field))
                .collect(),
            cells,
            is_aligned: false,
            is_spaced: row.is_spaced,
            is_last: row.is_last,
            is_merged: row.is_merged,
            section: None,
            part: 0,
            table: Table {
                is_numbered: header.has(Field::Number),
                first_leads: header.first_leads,
                has_implementers: header.has(Field::Names(crate::plan::Column::Implement)),
                is_list: header.is_list,
                extra: extra.collect(),
            },
        }
    }

    /// Returns the content of a cell on one line; blank where it has none.
    pub fn content(&self, field: Field) -> String {
        self.cells.get(&field).map(Cell::running_text).unwrap_or_default()
    }

    /// Returns its cells with content, each content once: a merged cell may be repeated in each column.
    pub fn contents(&self) -> Vec<(Field, &Cell)> {
        let mut contents: Vec<(Field, &Cell)> = Vec::new();
        for (&field, cell) in self.cells.iter().filter(|(_, cell)| !cell.is_blank()) {
            if contents.iter().all(|(_, other)| other.trimmed() != cell.trimmed()) {
                contents.push((field, cell));
            }
        }
        contents
    }
}
