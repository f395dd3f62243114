//! The columns of the cells of a row that has too few of them.
//!
//! Cells covered by a merge are left out where a web page is copied, so that all cells behind the gap shift. A cell is
//! assigned to a column only if its content and the order of the cells leave no other.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::Cell;
use super::cell_names::Known;
use super::header::Header;
use super::likely;
use super::number;
use super::row::RawRow;
use super::title::Field;
use crate::plan::Column;

/// A difference in fit from which a column counts as the only one.
const MARGIN: i32 = 2;

/// A fit that rules a column out.
const NEVER: i32 = -100;

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
            for (&field, cell) in header.columns.iter().zip(&row.cells) {
                if field == Field::Text {
                    usage.texts += 1;
                    usage.sentences += usize::from(likely::is_sentence(&cell.text));
                }
                if let Field::Names(column) = field {
                    let pieces = known.lexicon(column).tell_apart(&cell.text);
                    let names = pieces.into_iter().map(|piece| piece.name);
                    usage.names.entry(column).or_default().extend(names);
                }
            }
        }
        usage
    }

    /// Returns how well `cell` fits a column.
    pub fn fit(&self, field: Field, cell: &Cell, known: &Known) -> i32 {
        let text = cell.trimmed();
        if text.is_empty() {
            return match field {
                Field::Number | Field::Text => -5,
                _ => 0,
            };
        }
        match field {
            Field::Number => match number::parse(text) {
                Some(_) => 10,
                None => NEVER,
            },
            Field::Text | Field::Name => match () {
                () if likely::is_sentence(text) => 6,
                // 推进第十项工作。黄强: two cells in one.
                () if field == Field::Text
                    && self.texts > 2
                    && self.sentences * 4 > self.texts * 3 =>
                {
                    NEVER
                }
                () if number::parse(text).is_some() => NEVER,
                () if known.all(text, Column::Lead) || known.all(text, Column::Leaders) => NEVER,
                () if likely::is_person(text) || likely::is_deadline(text) => -6,
                () if likely::is_unit(text) => -4,
                () => 3,
            },
            Field::Names(column) => self.names_fit(column, text, known),
            Field::Deadline | Field::Quarter(_) => match likely::is_deadline(text) {
                true => 5,
                false if likely::is_unit(text) => NEVER,
                false if known.all(text, Column::Lead) || known.all(text, Column::Leaders) => NEVER,
                false if likely::is_sentence(text) || likely::is_person(text) => -6,
                false => -3,
            },
            _ if likely::is_sentence(text) => -1,
            _ => 0,
        }
    }

    /// Returns how well the content of a cell fits a column of people or units: a name that other rows have only in
    /// another column means that a cell before it is lost.
    fn names_fit(&self, column: Column, text: &str, known: &Known) -> i32 {
        let pieces = known.lexicon(column).tell_apart(text);
        let stands_in = |column: Column, name: &str| {
            self.names.get(&column).is_some_and(|names| names.contains(name))
        };
        let all_known = pieces.iter().all(|piece| piece.known);
        let looks_so = match column {
            Column::Leaders => likely::is_person(text),
            _ => likely::is_unit(text),
        };
        if !all_known && !looks_so {
            return if likely::is_sentence(text) || likely::is_deadline(text) { NEVER } else { -6 };
        }
        let others = Column::ALL.into_iter().filter(|&other| other != column);
        let others: Vec<Column> = others.collect();
        let mut fit = if all_known { 5 } else { 3 };
        for piece in &pieces {
            let here = stands_in(column, &piece.name);
            let elsewhere = others.iter().any(|&other| stands_in(other, &piece.name));
            fit += match (here, elsewhere) {
                (true, false) => 2,
                (false, true) => -4,
                _ => 0,
            };
        }
        fit.max(-8)
    }
}

/// Returns the column of each of the cells of a row with fewer cells than `header` has; `None` for a cell that may be
/// in several.
pub(super) fn columns(
    cells: &[Cell],
    header: &Header,
    usage: &Usage,
    known: &Known,
) -> Vec<Option<usize>> {
    let wide = header.columns.len();
    let fits: Vec<Vec<i32>> = cells
        .iter()
        .map(|cell| header.columns.iter().map(|&field| usage.fit(field, cell, known)).collect())
        .collect();
    let fit = |cell: usize, column: usize| fits[cell][column];
    // The best fit of the cells before each one in the columns before each one, and of the cells behind.
    let mut before = vec![vec![NEVER * 1000; wide + 1]; cells.len() + 1];
    before[0] = vec![0; wide + 1];
    for cell in 0..cells.len() {
        for column in 0..wide {
            let here = before[cell][column] + fit(cell, column);
            before[cell + 1][column + 1] = before[cell + 1][column].max(here);
        }
    }
    let mut behind = vec![vec![NEVER * 1000; wide + 1]; cells.len() + 1];
    behind[cells.len()] = vec![0; wide + 1];
    for cell in (0..cells.len()).rev() {
        for column in (0..wide).rev() {
            let here = behind[cell + 1][column + 1] + fit(cell, column);
            behind[cell][column] = behind[cell][column + 1].max(here);
        }
    }
    let through = |cell: usize, column: usize| {
        before[cell][column] + fit(cell, column) + behind[cell + 1][column + 1]
    };
    let only = |cell: usize| {
        let mut totals: Vec<(i32, usize)> =
            (0..wide).map(|column| (through(cell, column), column)).collect();
        totals.sort_by(|a, b| b.cmp(a));
        let &(best, column) = totals.first()?;
        let next = totals.get(1).map_or(NEVER * 1000, |&(total, _)| total);
        (fit(cell, column) > NEVER && fit(cell, column) >= -5 && best - next >= MARGIN)
            .then_some(column)
    };
    (0..cells.len()).map(only).collect()
}
