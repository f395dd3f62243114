//! Tables with one cell on each line, as web pages are copied.
//!
//! Either every cell but the first has a separator before it, so that blank ones are there too, or the cells are bare
//! lines: then the content of a line determines its column.

use std::ops::Range;

use super::align::Usage;
use super::cell::Cell;
use super::cell_names::Known;
use super::header::Header;
use super::line::SEPARATORS;
use super::number;
use super::row::RawRow;
use super::settings::Settings;
use super::title::{self, Field};
use crate::registry::names::is_blank;

/// Maximum number of columns.
const MOST_COLUMNS: usize = 16;

/// The fit below which a line does not belong to the table.
const LEAST_FIT: i32 = -4;

/// A table with one cell on each line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PerLine {
    pub header: Header,
    pub rows: Vec<RawRow>,
    /// The position of the line behind its last.
    pub end: usize,
}

/// A cell on a line.
struct Piece {
    range: Range<usize>,
    /// The position of its line.
    at: usize,
    /// True if a separator is before it.
    separated: bool,
}

/// Returns the table with one cell on each line that begins on line `at`, if there is one.
pub(super) fn find(
    source: &str,
    lines: &[Range<usize>],
    at: usize,
    settings: &Settings,
    known: &Known,
) -> Option<PerLine> {
    let first = piece(source, lines, at)?;
    title::title(&source[first.range.clone()], settings)?;
    let mut pieces = (at..lines.len()).filter_map(|at| piece(source, lines, at));
    let mut titles: Vec<Piece> = Vec::new();
    let mut rest: Vec<Piece> = Vec::new();
    for piece in pieces.by_ref() {
        let words = &source[piece.range.clone()];
        let is_title = title::title(words, settings).is_some() && number::parse(words).is_none();
        match is_title && titles.len() < MOST_COLUMNS {
            true => titles.push(piece),
            false => {
                rest.push(piece);
                break;
            }
        }
    }
    // The next line is the first cell of a row, not an unknown title.
    let begins =
        rest.first().is_some_and(|piece| number::parse(&source[piece.range.clone()]).is_some());
    let separated = titles.len() > 1 && titles.iter().skip(1).all(|title| title.separated);
    let bare = titles.iter().all(|title| !title.separated);
    let cells = titles.iter().map(|title| Cell::new(source, title.range.clone())).collect();
    let (header, _) = Header::of_rows(&[cells], settings)?;
    if !begins || !(separated || bare) || !header.has(Field::Number) {
        return None;
    }
    rest.extend(pieces);
    Some(match separated {
        true => by_separators(source, header, rest, lines.len()),
        false => by_content(source, header, rest, known),
    })
}

/// Returns the cell on a line; `None` for a blank line or one with several cells.
fn piece(source: &str, lines: &[Range<usize>], at: usize) -> Option<Piece> {
    let line = lines.get(at)?.clone();
    let words = &source[line.clone()];
    let inner = words.trim_start_matches(is_blank);
    let separated = inner.starts_with(SEPARATORS);
    let cell = inner.strip_prefix(SEPARATORS).unwrap_or(inner);
    if cell.contains(SEPARATORS) || inner.trim_end_matches(is_blank).is_empty() {
        return None;
    }
    Some(Piece { range: line.end - cell.len()..line.end, at, separated })
}

fn by_separators(source: &str, header: Header, pieces: Vec<Piece>, end: usize) -> PerLine {
    let wide = header.columns.len();
    let mut cells: Vec<Cell> = Vec::new();
    for piece in pieces {
        match cells.last_mut() {
            Some(last) if !piece.separated => last.join(source, piece.range),
            _ => cells.push(Cell::new(source, piece.range)),
        }
    }
    // A lost cell shifts only its own row: the next begins with a number.
    let starts = |cell: &Cell| number::parse(&cell.text).is_some();
    let number = header.position(Field::Number).unwrap_or(0);
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for cell in cells {
        let begins = number == 0 && starts(&cell);
        match rows.last_mut() {
            Some(row) if row.len() < wide && !(begins && row.len() + 1 >= wide) => row.push(cell),
            _ => rows.push(vec![cell]),
        }
    }
    rows.retain(|row| row.iter().any(|cell| !cell.is_blank()));
    PerLine { header, rows: raw(source, rows), end }
}

fn by_content(source: &str, header: Header, pieces: Vec<Piece>, known: &Known) -> PerLine {
    let wide = header.columns.len();
    let usage = Usage::default();
    let fit = |column: usize, cell: &Cell| {
        header.columns.get(column).map_or(i32::MIN, |&field| usage.fit(field, cell, known))
    };
    let blank = |at: usize| vec![Cell::new(source, at..at); wide];
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut last: Option<usize> = None;
    let mut end = 0;
    for piece in pieces {
        let cell = Cell::new(source, piece.range.clone());
        let mut best: Option<(i32, usize, bool)> = None;
        for column in 0..wide {
            let Some(&field) = header.columns.get(column) else { continue };
            let base = fit(column, &cell);
            let continues = match field {
                Field::Names(_) => true,
                Field::Text => {
                    let text = rows.last().and_then(|row| row.get(column));
                    text.is_some_and(|text| !text.trimmed().ends_with(['。', '；']))
                }
                _ => false,
            };
            let skipped = |from: usize| i32::try_from(column.saturating_sub(from)).unwrap_or(0);
            let mut options = Vec::new();
            match last {
                Some(at) if column > at => options.push((base - skipped(at + 1), false)),
                Some(at) if column == at && continues => options.push((base - 1, false)),
                _ => {}
            }
            match field {
                Field::Number => options.push((base, true)),
                Field::Text if last.is_some_and(|at| at > column) => options.push((base - 2, true)),
                _ => {}
            }
            for (fit, begins) in options {
                if best.is_none_or(|(most, ..)| fit > most) {
                    best = Some((fit, column, begins));
                }
            }
        }
        let Some((_, column, begins)) = best.filter(|&(fit, ..)| fit >= LEAST_FIT) else { break };
        if begins {
            rows.push(blank(piece.range.start));
        }
        let Some(held) = rows.last_mut().and_then(|row| row.get_mut(column)) else { break };
        match held.is_blank() {
            true => *held = cell,
            false => held.join(source, piece.range),
        }
        last = Some(column);
        end = piece.at + 1;
    }
    PerLine { header, rows: raw(source, rows), end }
}

fn raw(source: &str, rows: Vec<Vec<Cell>>) -> Vec<RawRow> {
    let rows = rows.into_iter().map(|cells| {
        let first = cells.iter().find(|cell| !cell.is_blank()).map_or(0..0, Cell::place);
        let end = cells.iter().map(Cell::end).max().unwrap_or(0);
        RawRow {
            cells,
            first_line: first,
            is_spaced: false,
            is_merged: false,
            is_last: source.get(end..).is_some_and(|rest| rest.chars().all(is_blank)),
        }
    });
    rows.collect()
}
