//! A published file while it is put together: its text, the places of the text, its blocks.

use super::layout::Layout;
use super::{Block, Published, Table, TableCell};
use crate::input::SourceFile;
use crate::input::places::{Places, Region};
use crate::input::text::of_characters;

/// The content read so far.
#[derive(Debug, Default)]
pub(super) struct Draft {
    text: String,
    places: Places,
    blocks: Vec<Block>,
}

impl Draft {
    /// A draft whose pieces lie in the lines of a text file.
    pub(super) fn of(source: &SourceFile) -> Self {
        Self { places: Places::within(source.clone()), ..Self::default() }
    }

    /// Adds a paragraph, whose line breaks make lines of it. It lies at `line` and `column` of `region`.
    pub(super) fn paragraph(&mut self, text: &str, region: &Region, line: usize, column: usize) {
        let start = self.text.len();
        self.places.begin(start, region, line, column);
        self.push(text);
        self.text.push('\n');
        let end = self.text.len();
        match self.blocks.last_mut() {
            Some(Block::Lines(lines)) if lines.end == start => lines.end = end,
            _ => self.blocks.push(Block::Lines(start..end)),
        }
    }

    /// Adds a table. One without any text is left out.
    pub(super) fn table(&mut self, layout: Layout) {
        let rows = layout.into_rows();
        if rows.iter().flat_map(|row| &row.cells).all(|cell| cell.text.is_empty()) {
            return;
        }
        let mut table = Table::default();
        for row in rows {
            let cells = row.cells.into_iter().map(|cell| {
                let start = self.text.len();
                self.places.begin(start, &row.region, row.line, cell.column);
                self.push(&cell.text);
                let range = start..self.text.len();
                self.text.push('\n');
                TableCell { range, covered_by: cell.covered_by }
            });
            table.rows.push(cells.collect());
        }
        self.blocks.push(Block::Table(table));
    }

    /// Returns the file `name` with this content.
    pub(super) fn finish(self, name: &str) -> Published {
        let source = SourceFile::with_places(name, self.text, self.places);
        Published { source, blocks: self.blocks }
    }

    /// Adds text with the line breaks of all systems as line feeds.
    fn push(&mut self, text: &str) {
        let text = of_characters(text);
        match text.contains('\r') {
            true => self.text.push_str(&text.replace("\r\n", "\n").replace('\r', "\n")),
            false => self.text.push_str(&text),
        }
    }
}
