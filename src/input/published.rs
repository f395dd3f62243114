//! A file as a government publishes it: lines of text and tables, in their order.
//!
//! All readable formats have this one form, so that the rest of the program does not know from which of them a notice
//! comes. The text of the file is a [`SourceFile`] in every case: of a text file it is the file itself, of a format with
//! tables of its own it holds each paragraph and each cell once, and [`SourceFile::place`] gives the place where the
//! office finds it (第3张表第19行, 附件2!C21, 第7页).

use std::ops::Range;

use super::SourceFile;

/// A published file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Its text with the places.
    pub source: SourceFile,
    /// Its content in order. A text file is a single block of lines: which of them form tables, their reader determines.
    pub blocks: Vec<Block>,
}

/// A part of a published file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Lines of text: these bytes of the source.
    Lines(Range<usize>),
    /// A table whose cells the format itself knows.
    Table(Table),
}

/// A table with its cells as they are in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The rows, from the top; each has as many cells as the table has columns.
    pub rows: Vec<Vec<TableCell>>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableCell {
    /// The bytes of its content in the source, line breaks within it as line feeds; empty for a blank cell.
    pub range: Range<usize>,
    /// Row and column, from 0, of the first cell of the merge that covers this cell; `None` for a cell of its own and
    /// for the first cell of a merge. Covered cells are blank.
    pub covered_by: Option<(usize, usize)>,
}

impl Published {
    /// A text file: a single block of lines.
    pub fn text(source: SourceFile) -> Self {
        let all = 0..source.text().len();
        Self { source, blocks: vec![Block::Lines(all)] }
    }
}
