//! The places of a text that was made of a file of another form: of a worksheet, a document, a page.

use std::ops::Range;

use super::SourceFile;
use crate::diagnostic::{Part, Place, Snippet};

/// The part of a file in which lines and columns are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Region {
    /// The lines of a text file.
    Lines,
    /// The rows of a worksheet, by its name.
    Sheet(String),
    /// The lines of a part of a document.
    Part(Part),
}

/// The places of the pieces of a text: cells, paragraphs, lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Places {
    regions: Vec<Region>,
    /// The pieces in order.
    pieces: Vec<Piece>,
    /// The text file whose lines [`Region::Lines`] counts.
    lines: Option<Box<SourceFile>>,
    /// The sheets of its workbook that have content and are not read.
    pub(super) others: Vec<String>,
}

/// A piece of the text, up to the beginning of the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    /// The byte at which it begins.
    start: usize,
    /// The number of its region.
    region: usize,
    line: usize,
    column: usize,
}

impl Places {
    /// No places yet; `others` are further sheets of the workbook with content.
    pub(super) fn beside(others: Vec<String>) -> Self {
        Self { others, ..Self::default() }
    }

    /// No places yet in the lines of a text file.
    pub(super) fn within(source: SourceFile) -> Self {
        Self { lines: Some(Box::new(source)), ..Self::default() }
    }

    /// Begins a piece at the byte `start`, which lies in `line` and `column` of `region`, both from 1.
    pub(super) fn begin(&mut self, start: usize, region: &Region, line: usize, column: usize) {
        if self.regions.last() != Some(region) {
            self.regions.push(region.clone());
        }
        self.pieces.push(Piece { start, region: self.regions.len() - 1, line, column });
    }

    /// Line and column, both from 1, of the piece that holds the byte `at` of the text.
    pub(super) fn position(&self, at: usize) -> (usize, usize) {
        self.piece(at).map_or((1, 1), |piece| (piece.line, piece.column))
    }

    /// The place of `range`, in bytes of `text`, in the file `file`.
    pub(super) fn place(&self, file: &str, text: &str, range: Range<usize>) -> Place {
        let start = text.floor_char_boundary(range.start);
        let end = text.ceil_char_boundary(range.end).max(start);
        let (line, column) = self.position(start);
        let region = self.piece(start).and_then(|piece| self.regions.get(piece.region));
        let words = text.get(start..end).unwrap_or_default();
        let words = words.lines().next().unwrap_or_default();
        if let (Some(source), Some(Region::Lines), Some(piece)) =
            (&self.lines, region, self.piece(start))
        {
            let before = text.get(piece.start..start).unwrap_or_default();
            return source.words_place(piece.line, piece.column, before.chars().count(), words);
        }
        Place {
            file: file.to_owned(),
            sheet: match region {
                Some(Region::Sheet(name)) => Some(name.clone()),
                _ => None,
            },
            part: match region {
                Some(Region::Part(part)) => Some(*part),
                _ => None,
            },
            line,
            column,
            snippet: (!words.is_empty())
                .then(|| Snippet { line: words.to_owned(), range: 0..words.len() }),
        }
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        let behind = self.pieces.partition_point(|piece| piece.start <= at);
        behind.checked_sub(1).and_then(|index| self.pieces.get(index))
    }
}
