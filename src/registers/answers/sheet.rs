//! A sheet of answers: its kind, by the keys of its rows, and its columns, by their titles.

use std::collections::BTreeMap;

use super::{open, refused};
use crate::diagnostic::{Diagnostic, Place};
use crate::input::grid::{GridRow, Origin};
use crate::input::text::plain;
use crate::input::workbook::Worksheet;
use crate::returns::form::{AnswerColumn, AnswerKey, AnswerSheet};

/// A sheet of answers.
pub(super) struct Table<'s> {
    pub kind: AnswerSheet,
    pub origin: Origin<'s>,
    /// The place of each column, from 0.
    pub columns: BTreeMap<AnswerColumn, usize>,
    /// The row of the titles, from 1.
    header: usize,
    rows: &'s [GridRow],
}

/// Returns whether rows have the keys of a sheet of answers.
pub(super) fn has_keys(rows: &[GridRow]) -> bool {
    rows.iter().flat_map(GridRow::filled).any(|cell| AnswerKey::is(cell.text()))
}

impl<'s> Table<'s> {
    /// Finds the columns of a sheet.
    ///
    /// # Errors
    /// L130: the sheet is not known, or a title is missing.
    pub fn of(file: &'s str, sheet: &'s Worksheet) -> Result<Self, Diagnostic> {
        let place = || Place { sheet: Some(sheet.name.clone()), ..Place::file(file) };
        let refused =
            |why: String| refused(&format!("工作表“{}”{why}，整张未收", sheet.name), place());
        let mut cells = sheet.rows.iter().flat_map(GridRow::filled);
        let kind = cells.find_map(|cell| cell.text().parse::<AnswerKey>().ok());
        let Some(kind) = kind.map(|key| key.kind.sheet()) else {
            return Err(refused("各行的识别码都已改动".to_owned()).hint("请在原表上填写后重报"));
        };
        let places = sheet.rows.iter().map(|row| (row.number, places(row, kind)));
        let (header, columns) = places
            .max_by_key(|(number, places)| {
                // Of several rows the first.
                (places.len(), std::cmp::Reverse(*number))
            })
            .unwrap_or_default();
        if let Some(missing) = open(kind).find(|column| !columns.contains_key(column)) {
            let why = format!("没有“{}”一列", missing.title());
            return Err(refused(why).hint("列名不要改动；请在原表上填写后重报"));
        }
        let origin = Origin::Worksheet { file, sheet: &sheet.name };
        Ok(Self { kind, origin, columns, header, rows: &sheet.rows })
    }

    /// Returns the rows below the titles.
    pub fn rows(&self) -> impl Iterator<Item = &'s GridRow> {
        let header = self.header;
        self.rows.iter().filter(move |row| row.number > header)
    }
}

/// Returns the places of the titles in a row.
fn places(row: &GridRow, kind: AnswerSheet) -> BTreeMap<AnswerColumn, usize> {
    let mut places = BTreeMap::new();
    for cell in row.filled() {
        let title = plain(cell.text());
        let column = kind.columns().iter().find(|column| column.title() == title);
        if let Some(column) = column {
            places.entry(*column).or_insert(cell.column);
        }
    }
    places
}
