//! A row of an annex table as cells by column, limited to its reliable content.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::cell::Cell;
use super::cell_names::Known;
use super::field::Field;
use super::header::Header;
use super::number;
use super::row::RawRow;
use crate::input::SourceFile;
use crate::plan::Column;

/// A row whose cells are assigned to columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Record<'a> {
    /// The file that it is in.
    pub source: &'a SourceFile,
    /// Its sequence number; `None` when it cannot be read.
    pub number: Option<u32>,
    /// The byte range of its number, or of its first line if it has none.
    pub place: Range<usize>,
    /// The cells that were kept.
    pub cells: BTreeMap<Field, Cell>,
    /// Columns of the table for which it has no cell, because the row is damaged.
    pub missing: BTreeSet<Field>,
    /// True if blanks took the place of the separator between its number and its text.
    pub is_spaced: bool,
    /// True if no further content follows it in the whole file.
    pub is_last: bool,
}

/// The extent to which a row of the wrong length was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// All cells: each fits its column.
    All,
    /// Only the number and the text.
    Text,
    Nothing,
}

/// The usage of the columns in a table's undamaged rows, with which damaged rows are compared.
#[derive(Debug, Default)]
pub(super) struct Usage {
    names: BTreeMap<Column, BTreeSet<String>>,
    /// Number of texts, and number of those that end like a sentence.
    texts: usize,
    sentences: usize,
}

impl Usage {
    /// Determines the usage from those of `rows` that have as many cells as the header.
    pub fn of<'a>(rows: impl Iterator<Item = &'a RawRow>, header: &Header, known: &Known) -> Self {
        let mut usage = Self::default();
        for row in rows.filter(|row| row.cells.len() == header.columns.len()) {
            for (field, cell) in fields(header, &row.cells) {
                match field {
                    Field::Names(column) => {
                        let pieces = known.lexicon(column).tell_apart(&cell.text);
                        let names = pieces.into_iter().map(|piece| piece.name);
                        usage.names.entry(column).or_default().extend(names);
                    }
                    Field::Text => {
                        usage.texts += 1;
                        usage.sentences += usize::from(is_sentence(cell));
                    }
                    _ => {}
                }
            }
        }
        usage
    }

    /// Returns whether `cell` holds the kind of content that its column has in the other rows.
    fn fits(&self, field: Field, cell: &Cell, known: &Known) -> bool {
        match field {
            Field::Number => number::read(&cell.text).is_some(),
            Field::Text => {
                let usual = is_sentence(cell) || self.sentences * 2 <= self.texts;
                usual && cell.trimmed().chars().count() >= 4 && !known.all(&cell.text, Column::Lead)
            }
            Field::Names(column) => {
                let pieces = known.lexicon(column).tell_apart(&cell.text);
                let at_home = |name| self.is_at_home(name, column);
                pieces.iter().all(|piece| piece.known && at_home(&piece.name))
            }
            Field::Category | Field::Deadline | Field::Targets | Field::Inherited => true,
        }
    }

    /// Returns whether a name may belong to `column`, that is, does not occur in other columns only: implementing
    /// units below 配合单位 mean that a cell before them is lost.
    fn is_at_home(&self, name: &str, column: Column) -> bool {
        let is_implement = column == Column::Implement;
        let stands_in = |column: &Column| self.names.get(column).is_some_and(|n| n.contains(name));
        let elsewhere = Column::ALL
            .iter()
            .filter(|&&other| (other == Column::Implement) != is_implement)
            .any(stands_in);
        stands_in(&column) || !elsewhere
    }
}

impl<'a> Record<'a> {
    /// Makes the record of a row with as many cells as the header.
    pub fn whole(source: &'a SourceFile, row: RawRow, header: &Header) -> Self {
        Self::of(source, row, header, |_| true)
    }

    /// Makes the record of a row of another length; returns also the extent to which it was kept.
    ///
    /// The place of the missing or surplus cell cannot be determined. The row is kept if each cell fits its
    /// column, as when an editor has cut off blank cells at the end; otherwise only number and text are kept, and
    /// only if the text is one.
    pub fn damaged(
        source: &'a SourceFile,
        row: RawRow,
        header: &Header,
        usage: &Usage,
        known: &Known,
    ) -> (Self, Kept) {
        let fits = |field: Field| {
            let cell = header.position(field).and_then(|at| row.cells.get(at));
            cell.is_none_or(|cell| usage.fits(field, cell, known))
        };
        let has_text = header.position(Field::Text) < Some(row.cells.len());
        let kept = if header.columns.iter().flatten().all(|&field| fits(field)) && has_text {
            Kept::All
        } else if fits(Field::Number) && fits(Field::Text) && has_text {
            Kept::Text
        } else {
            Kept::Nothing
        };
        let record = Self::of(source, row, header, |field| match kept {
            Kept::All => true,
            Kept::Text => matches!(field, Field::Number | Field::Text),
            Kept::Nothing => field == Field::Number,
        });
        (record, kept)
    }

    fn of(
        source: &'a SourceFile,
        row: RawRow,
        header: &Header,
        keep: impl Fn(Field) -> bool,
    ) -> Self {
        let cells: BTreeMap<Field, Cell> = fields(header, &row.cells)
            .filter(|&(field, _)| keep(field))
            .map(|(field, cell)| (field, cell.clone()))
            .collect();
        let number = cells.get(&Field::Number);
        let columns = header.columns.iter().flatten().copied();
        Self {
            source,
            number: number.and_then(|cell| number::read(&cell.text)),
            place: match number.filter(|cell| !cell.is_blank()) {
                Some(cell) => cell.place(),
                None => row.first_line,
            },
            missing: columns.filter(|field| !cells.contains_key(field)).collect(),
            cells,
            is_spaced: row.is_spaced,
            is_last: row.is_last,
        }
    }

    /// Returns its first content, if it is not a row but a heading between rows: one cell with content, or a
    /// Chinese numeral with a title (一 脱贫攻坚).
    pub fn heading(&self) -> Option<&Cell> {
        let contents: Vec<(&Field, &Cell)> =
            self.cells.iter().filter(|(_, cell)| !cell.is_blank()).collect();
        match contents.as_slice() {
            [(_, only)] => Some(only),
            [(Field::Number, numeral), (Field::Text, _)] if is_numeral(numeral) => Some(numeral),
            _ => None,
        }
    }
}

/// Returns the cells of a row with their columns.
fn fields<'a>(header: &Header, cells: &'a [Cell]) -> impl Iterator<Item = (Field, &'a Cell)> {
    let columns = header.columns.iter().copied();
    columns.zip(cells).filter_map(|(field, cell)| Some((field?, cell)))
}

fn is_numeral(cell: &Cell) -> bool {
    let mark = |c| "一二三四五六七八九十（）()、．.".contains(c);
    cell.trimmed().chars().all(mark)
}

fn is_sentence(cell: &Cell) -> bool {
    cell.trimmed().ends_with(['。', '！', '；', '.'])
}
