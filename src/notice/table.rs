//! A table of a notice, and the tables of an annex.

use std::ops::Range;

use super::cell::Cell;
use super::header::Header;
use super::line::Line;
use super::number;
use super::row::{RawRow, starting_number};
use super::title::Field;
use crate::input::SourceFile;
use crate::plan::Annex;

/// A table, or the part of one below a header row that is repeated on each page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table<'a> {
    /// The file that it is in.
    pub source: &'a SourceFile,
    /// The number of the annex in the heading above it.
    pub heading: Option<u32>,
    /// The line above it, if it can be its title.
    pub caption: Option<String>,
    /// The headings of sections above it, behind the table before.
    pub sections: Vec<String>,
    pub header: Header,
    pub body: Body,
}

/// The content of a table below its header.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Body {
    /// Lines, up to the next table, still to be assembled into rows.
    Lines(Vec<Range<usize>>),
    /// The rows of a table whose cells are known.
    Rows(Vec<RawRow>),
}

impl Table<'_> {
    /// Returns the number of its first numbered row.
    pub(super) fn begins_with(&self) -> Option<u32> {
        match &self.body {
            Body::Lines(lines) => lines.iter().find_map(|line| {
                let line = Line::new(self.source.text(), line.clone(), self.header.separator);
                starting_number(self.source.text(), &line, &self.header)
            }),
            Body::Rows(rows) => {
                let at = self.header.position(Field::Number)?;
                let numbers = rows.iter().filter_map(|row| number::parse(&row.cells.get(at)?.text));
                numbers.map(number::Number::order).next()
            }
        }
    }

    /// Returns the byte range of the header's first line.
    pub fn place(&self) -> Range<usize> {
        let first = self.header.cells.first().map_or(0..0, Cell::place);
        let last = self.header.cells.last().map_or(0..0, Cell::place);
        first.start..last.end.max(first.end)
    }
}

/// The tables of an annex.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct AnnexTables<'a> {
    pub annex: Annex,
    /// Its title in the notice's words.
    pub title: Option<String>,
    pub tables: Vec<Table<'a>>,
}
