//! CSV tables whose cells know their places.
//!
//! The grammar is that of the `csv` crate. Its parser (`csv-core`) is driven field by field here, because
//! only then is the place of a field inside its row known.

use std::ops::Range;

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::delimiter::titles_delimiter;
use super::likeness::{Compare, HEADER_ROWS};
use super::limits::{MOST_CELLS, MOST_ROWS};
use super::{SourceFile, formula_guard, list};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};

/// The text of a cell and its place in its file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// The content without quotes. In a [`CsvTable`] the blanks around it are left out, in [`rows`]
    /// they are not.
    pub text: String,
    /// The bytes of the file that hold it; those of the whole field when there is no content.
    pub range: Range<usize>,
    /// Positions in `text` (ascending) before which the file has a quotation mark more: the
    /// second of a doubled one, or the closing one where more text follows it.
    skips: Vec<usize>,
}

impl Cell {
    /// A cell without content at `at`.
    pub(super) fn empty(at: usize) -> Self {
        Self { range: at..at, ..Self::default() }
    }

    /// The bytes of the file that hold its content, the blanks around it left out; those of the whole
    /// field when there is nothing else.
    pub(super) fn content(&self) -> Range<usize> {
        match self.trimmed() {
            range if range.is_empty() => self.range.clone(),
            range => self.bytes(&range),
        }
    }

    /// The cell without the blanks around it.
    fn trim(self) -> Self {
        match self.trimmed() {
            range if range.is_empty() => Self { range: self.range, ..Self::default() },
            range => self.part(range),
        }
    }

    /// Takes off the mark before words that a spreadsheet would calculate.
    fn take_mark_off(&mut self) {
        let mark = self.text.len() - formula_guard::words(&self.text).len();
        if mark > 0 {
            *self = self.part(mark..self.text.len());
        }
    }

    /// The part of the text without the blanks around it.
    fn trimmed(&self) -> Range<usize> {
        let lead = self.text.len() - self.text.trim_start().len();
        lead..lead + self.text.trim().len()
    }

    /// Returns whether it has no content.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The part of it at `range`, in bytes of `text`.
    ///
    /// # Panics
    /// When `range` is not a range of `text` on character boundaries.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Self {
        let text = self.text[range.clone()].to_owned();
        let skips = self.skips.iter().copied();
        Self {
            range: self.bytes(&range),
            skips: skips
                .filter(|skip| (range.start + 1..range.end).contains(skip))
                .map(|skip| skip - range.start)
                .collect(),
            text,
        }
    }

    /// The bytes of the file that hold the part of the text at `range`.
    fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        let before = |at| self.skips.iter().filter(move |&&skip| skip < at).count();
        let begin = self.range.start;
        begin + range.start + before(range.start + 1)..begin + range.end + before(range.end)
    }

    /// The names in a cell that holds several (省财政厅、省扶贫办); none when it is empty.
    pub fn names(&self) -> impl Iterator<Item = Self> + '_ {
        list::parts(&self.text).map(|range| self.part(range))
    }
}

/// The content of the field at `range`, untrimmed; begins where the content does, or where the field
/// does when there are only blanks.
fn unquote(source: &str, range: Range<usize>) -> Cell {
    let raw = &source[range.clone()];
    let Some(quoted) = raw.strip_prefix('"') else {
        return Cell { text: raw.to_owned(), range, skips: Vec::new() };
    };
    let mut cell = Cell {
        text: String::with_capacity(quoted.len()),
        range: range.start + 1..range.end,
        skips: Vec::new(),
    };
    let mut chars = quoted.chars();
    while let Some(char) = chars.next() {
        if char != '"' {
            cell.text.push(char);
            continue;
        }
        let rest = chars.as_str();
        if !rest.starts_with('"') {
            // The closing mark; like the `csv` crate, the text after it is taken unchanged.
            if !rest.is_empty() {
                cell.skips.push(cell.text.len());
                cell.text.push_str(rest);
            }
            break;
        }
        chars.next();
        cell.text.push('"');
        cell.skips.push(cell.text.len());
    }
    if cell.text.trim().is_empty() {
        cell.range = range;
    }
    cell
}

/// The ending of the quotation mark with which a field begins.
#[derive(PartialEq, Eq)]
enum Quote {
    /// There is no quotation mark, or it is closed correctly.
    Sound,
    /// It is closed, and text follows in the same line.
    Stray,
    /// It is closed, but after a line end, and text follows: the mark that closes it was meant to
    /// open a later cell.
    Mismatched,
    /// It is never closed.
    Unclosed,
}

impl Quote {
    fn of(raw: &str) -> Self {
        let Some(quoted) = raw.strip_prefix('"') else {
            return Self::Sound;
        };
        let mut rest = quoted;
        while let Some((_, after)) = rest.split_once('"') {
            if let Some(next) = after.strip_prefix('"') {
                rest = next;
                continue;
            }
            let content = &quoted[..quoted.len() - after.len()];
            let mismatched = !after.is_empty() && content.contains(['\r', '\n']);
            return match after {
                _ if mismatched => Self::Mismatched,
                "" | "\r" | "\n" | "\r\n" => Self::Sound,
                _ => Self::Stray,
            };
        }
        Self::Unclosed
    }
}

/// A CSV file: a header and rows. Blank lines and rows without any content are left out, and so are titles
/// above the header.
#[derive(Debug)]
pub struct CsvTable<'s> {
    source: &'s SourceFile,
    header: Vec<Cell>,
    rows: Vec<Vec<Cell>>,
    delimiter: u8,
    /// The number of rows above the header.
    above: usize,
    /// The number of rows left out for a quotation mark without its partner.
    broken: usize,
}

impl<'s> CsvTable<'s> {
    /// Reads `source`: cells separated by comma, semicolon or tab, whichever separates the titles of the
    /// header. The header is the first row that `compare` finds complete, within the first `HEADER_ROWS` rows;
    /// without such a row the one most like it, or else the first.
    ///
    /// A quotation mark without its partner would swallow the lines up to the next mark or the end of the
    /// file; it is reported (F116), its line is left out, and reading goes on with the next line.
    pub fn parse(
        source: &'s SourceFile,
        compare: Compare<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let delimiter = titles_delimiter(source.text(), compare);
        let rows = rows(source, delimiter, diagnostics);
        let (rows, broken) = rows.unwrap_or_else(|problem| {
            diagnostics.push(problem);
            Default::default()
        });
        let rows = rows.into_iter();
        let mut rows: Vec<Vec<Cell>> =
            rows.map(|row| row.into_iter().map(Cell::trim).collect()).collect();
        let above = header_position(&rows, compare);
        let mut rows = rows.drain(above.min(rows.len())..);
        let header = rows.next().unwrap_or_default();
        // A header that is repeated, as on each printed page, is not a row of data.
        let repeats = |row: &Vec<Cell>| {
            let texts = |row: &[Cell]| row.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
            texts(row) == texts(&header)
        };
        let rows = rows.filter(|row| !repeats(row)).collect();
        Self { source, header, rows, delimiter, above, broken }
    }

    /// The file that it was read from.
    pub fn source(&self) -> &'s SourceFile {
        self.source
    }

    /// The cells of the header; empty when the file has no rows.
    pub fn header(&self) -> &[Cell] {
        &self.header
    }

    /// The byte between its cells.
    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// The number of rows above the header.
    pub fn above(&self) -> usize {
        self.above
    }

    /// The number of rows below the header, good or bad.
    pub fn count(&self) -> usize {
        self.rows.len() + self.broken
    }

    /// The rows below the header, each with as many cells as it has.
    pub fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }
}

/// The numbers of the cells of a CSV text, by their places.
#[derive(Debug, Default)]
pub struct CellNumbers(Vec<((usize, usize), usize)>);

impl CellNumbers {
    /// Returns the numbers of the cells of `source`.
    pub fn of(source: &SourceFile) -> Self {
        // Lines of text may come before the table.
        let read = |&delimiter: &u8| {
            let rows = rows(source, delimiter, &mut Diagnostics::new());
            rows.map_or_else(|_| Vec::new(), |(rows, _)| rows)
        };
        let cells = |rows: &Vec<Vec<Cell>>| rows.iter().map(Vec::len).sum::<usize>();
        let rows = [b',', b'\t', b';'].iter().map(read).max_by_key(cells).unwrap_or_default();
        let numbered = rows.iter().flat_map(|row| (1..).zip(row));
        Self(numbered.map(|(number, cell)| (source.position(cell.range.start), number)).collect())
    }

    /// Returns the position, from 1, in its row of the cell at a line and a column in characters.
    pub fn get(&self, line: usize, column: usize) -> Option<usize> {
        let after = self.0.partition_point(|&(start, _)| start <= (line, column));
        let &((of, _), number) = self.0.get(after.checked_sub(1)?)?;
        (of == line).then_some(number)
    }
}

/// Returns the position of the header among `rows`.
fn header_position(rows: &[Vec<Cell>], compare: Compare<'_>) -> usize {
    let mut best = (0, 0);
    for (position, row) in rows.iter().take(HEADER_ROWS).enumerate() {
        let likeness = compare(&mut row.iter().map(|cell| &*cell.text));
        if likeness.complete {
            return position;
        }
        if likeness.titles > best.1 {
            best = (position, likeness.titles);
        }
    }
    best.0
}

/// The error of a row that is left out for a quotation mark without its partner (F116).
pub const STRAY_QUOTE: &str = "引号没有成对";

/// Returns the rows of `source` that have content, with cells separated by the byte `delimiter` and the
/// blanks around their texts kept, and the number of rows that were left out for a quotation mark without
/// its partner (F116, see [`CsvTable::parse`]).
///
/// # Errors
/// There are more rows or cells than are taken in (F105).
pub fn rows(
    source: &SourceFile,
    delimiter: u8,
    diagnostics: &mut Diagnostics,
) -> Result<(Vec<Vec<Cell>>, usize), Diagnostic> {
    let mut records = Records::new(source.text(), delimiter);
    let (mut rows, mut broken): (Vec<Vec<Cell>>, _) = (Vec::new(), 0);
    let mut left = MOST_CELLS;
    while let Some(record) = records.next_record(&mut left) {
        match record {
            Ok(cells) if cells.iter().all(|cell| cell.text.trim().is_empty()) => {}
            Ok(_) if rows.len() == MOST_ROWS => {
                let limit = format!("有内容的行超过{}万行", MOST_ROWS / 10_000);
                return Err(too_large(source, &limit));
            }
            Ok(cells) => {
                records.columns = records.columns.max(cells.len());
                rows.push(cells);
            }
            Err(Broken::TooLarge) => {
                let limit = format!("的单元格超过{}万个", MOST_CELLS / 10_000);
                return Err(too_large(source, &limit));
            }
            Err(Broken::StrayQuote(at)) => {
                broken += 1;
                diagnostics.push(
                    Diagnostic::new(Code::CellInvalid, format!("{STRAY_QUOTE}，本行未读入"))
                        .at(source.place(at..at + 1))
                        .hint("补上缺少的英文引号，或改用中文引号“ ”"),
                );
            }
        }
    }
    if is_quoted_by_line(&rows, delimiter) {
        for row in &mut rows {
            if let Some(cell) = row.first().filter(|cell| cell.text.contains(char::from(delimiter)))
                && let Some(cells) = within(cell, delimiter, &mut left)
            {
                *row = cells;
            }
        }
    }
    for cell in rows.iter_mut().flatten() {
        cell.take_mark_off();
    }
    Ok((rows, broken))
}

/// Returns whether whole lines are quoted: the table was pasted into the first column of a sheet, and that was stored
/// as CSV.
fn is_quoted_by_line(rows: &[Vec<Cell>], delimiter: u8) -> bool {
    let alone = |row: &Vec<Cell>| row.iter().skip(1).all(|cell| cell.text.trim().is_empty());
    let several = |row: &&Vec<Cell>| {
        row.first().is_some_and(|cell| cell.text.matches(char::from(delimiter)).count() > 1)
    };
    rows.len() > 1 && rows.iter().all(alone) && rows.iter().filter(several).count() * 2 > rows.len()
}

/// Returns whether a text between quotation marks probably holds cells of its own row or the next, so that the marks do not
/// belong together: a mark begins a cell in it, or a line has as many separators as a row of `columns` cells.
fn swallows_cells(text: &str, delimiter: char, columns: usize) -> bool {
    let opens = text.match_indices('"').any(|(at, _)| text[..at].ends_with(delimiter));
    let mut further = text.split(['\r', '\n']).skip(1);
    opens || further.any(|line| line.matches(delimiter).count() + 1 >= columns)
}

/// Returns the cells of a row that `cell` holds as a whole; `None` if its quotation marks do not match.
fn within(cell: &Cell, delimiter: u8, left: &mut usize) -> Option<Vec<Cell>> {
    let row = Records::new(&cell.text, delimiter).next_record(left)?.ok()?;
    let inner = row.into_iter().map(|inner| Cell {
        range: cell.bytes(&inner.range),
        text: inner.text,
        skips: Vec::new(),
    });
    Some(inner.collect())
}

/// F105: more rows or cells than are taken in.
fn too_large(source: &SourceFile, limit: &str) -> Diagnostic {
    let name = source.name();
    let message = format!("文件“{name}”中{limit}，疑似损坏或恶意文件，未读入");
    Diagnostic::new(Code::FileTooLarge, message)
        .at(Place::file(name))
        .hint("只留需要的行和列，另存为新文件")
}

/// The maximum length of a row whose quotation marks are not doubled, in bytes.
const MOST_UNESCAPED: usize = 64 << 10;

/// The maximum number of bytes of a file that are read for such rows where there are none.
const MOST_IN_VAIN: usize = 4 << 20;

/// A row that is left out is reported, which takes as much as so many cells.
const BROKEN_ROW: usize = 20;

/// The reasons why a row is not read.
enum Broken {
    /// The quotation mark at this byte has no partner.
    StrayQuote(usize),
    /// The file has more cells than are taken in.
    TooLarge,
}

/// The rows of a CSV text, one after the other.
struct Records<'s> {
    text: &'s str,
    /// The byte that is read next.
    at: usize,
    delimiter: u8,
    reader: Reader,
    /// The most cells that a row has had so far.
    columns: usize,
    /// The bytes that may still be read in vain for rows whose quotation marks are not doubled.
    vain: usize,
    /// The buffer into which `csv-core` puts the content, which is taken from the text instead.
    scratch: Vec<u8>,
}

impl<'s> Records<'s> {
    fn new(text: &'s str, delimiter: u8) -> Self {
        Self {
            text,
            at: 0,
            delimiter,
            columns: 0,
            vain: MOST_IN_VAIN,
            reader: ReaderBuilder::new().delimiter(delimiter).build(),
            // One byte more than it can ever fill, so that it is never full.
            scratch: vec![0; text.len() + 1],
        }
    }

    /// The next row, or `None` after the last one. `left` counts the cells that may still come.
    fn next_record(&mut self, left: &mut usize) -> Option<Result<Vec<Cell>, Broken>> {
        let begin = self.at;
        let (mut cells, mut stray) = (Vec::new(), false);
        loop {
            let (range, last) = self.next_field(cells.is_empty())?;
            let quote = Quote::of(&self.text[range.clone()]);
            if matches!(quote, Quote::Mismatched | Quote::Unclosed) {
                if let Some(cells) = self.unescaped(begin, left) {
                    return Some(Ok(cells));
                }
                self.resume_after_line_of(range.start);
                *left = left.saturating_sub(BROKEN_ROW);
                return Some(Err(Broken::StrayQuote(range.start)));
            }
            stray |= quote == Quote::Stray;
            let Some(fewer) = left.checked_sub(1) else {
                return Some(Err(Broken::TooLarge));
            };
            *left = fewer;
            cells.push(unquote(self.text, range));
            if last {
                break;
            }
        }
        let fits = cells.len() == self.columns;
        let unescaped = (stray && !fits).then(|| self.unescaped(begin, left));
        Some(Ok(unescaped.flatten().unwrap_or(cells)))
    }

    /// Reads the row that begins at the byte `begin` as some systems write it, who put text into quotation marks without
    /// doubling those in it: a mark closes a field only where the field may end. Returns `None` if the row has not as
    /// many cells then as those before it.
    fn unescaped(&mut self, begin: usize, left: &mut usize) -> Option<Vec<Cell>> {
        let fewer = self.vain.checked_sub(MOST_UNESCAPED)?;
        let cells = self.unescaped_row(begin, left);
        if cells.is_none() {
            self.vain = fewer;
        }
        cells
    }

    fn unescaped_row(&mut self, begin: usize, left: &mut usize) -> Option<Vec<Cell>> {
        let text = self.text;
        let delimiter = char::from(self.delimiter);
        let skipped = text[begin..].len() - text[begin..].trim_start_matches(['\r', '\n']).len();
        let mut at = begin + skipped;
        let end = text.floor_char_boundary(at.saturating_add(MOST_UNESCAPED));
        let ends_at = |at: usize| {
            let rest = &text[at..];
            rest.is_empty() || rest.starts_with(delimiter) || rest.starts_with(['\r', '\n'])
        };
        let mut cells = Vec::new();
        loop {
            let window = text.get(at..end)?;
            let range = if let Some(quoted) = window.strip_prefix('"') {
                let mut marks = quoted.match_indices('"').map(|(mark, _)| at + 1 + mark);
                let range = at + 1..marks.find(|mark| ends_at(mark + 1))?;
                if swallows_cells(&text[range.clone()], delimiter, self.columns) {
                    return None;
                }
                range
            } else {
                let length = window.find([delimiter, '\r', '\n']);
                at..length.map_or(end, |length| at + length)
            };
            let quoted = range.start > at;
            at = range.end + usize::from(quoted);
            *left = left.checked_sub(1)?;
            cells.push(Cell { text: text[range.clone()].to_owned(), range, skips: Vec::new() });
            if !text[at..].starts_with(delimiter) {
                break;
            }
            at += 1;
        }
        let fits = cells.len() == self.columns && ends_at(at);
        fits.then(|| {
            let rest = &text[at..];
            self.at = at + if rest.starts_with("\r\n") { 2 } else { rest.len().min(1) };
            self.reader.reset();
            cells
        })
    }

    /// The bytes of the next field and whether it is the last one of its row.
    fn next_field(&mut self, first: bool) -> Option<(Range<usize>, bool)> {
        let begin = self.at;
        loop {
            let input = &self.text.as_bytes()[self.at..];
            let (result, read, _) = self.reader.read_field(input, &mut self.scratch);
            self.at += read;
            match result {
                ReadFieldResult::Field { record_end } => {
                    return Some((self.trim_ends(begin, first, record_end), record_end));
                }
                ReadFieldResult::End => return None,
                // Called once more with nothing, `csv-core` hands out the last field.
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
            }
        }
    }

    /// The field between `begin` and here, without the blank lines before a first field and
    /// without what ends it.
    fn trim_ends(&self, begin: usize, first: bool, last: bool) -> Range<usize> {
        let mut raw = &self.text[begin..self.at];
        if first {
            raw = raw.trim_start_matches(['\r', '\n']);
        }
        let start = self.at - raw.len();
        let delimiter = char::from(self.delimiter);
        let end = match raw.chars().next_back() {
            Some('\r' | '\n') if last && Quote::of(raw) != Quote::Unclosed => self.at - 1,
            Some(char) if !last && char == delimiter => self.at - 1,
            _ => self.at,
        };
        start..end.max(start)
    }

    /// Leaves out the rest of the line that contains the byte `at`.
    fn resume_after_line_of(&mut self, at: usize) {
        let rest = &self.text[at..];
        self.at = rest.find(['\r', '\n']).map_or(self.text.len(), |end| at + end);
        self.reader.reset();
    }
}
