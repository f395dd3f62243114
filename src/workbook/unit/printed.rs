//! The words of a unit's workbook where nothing is filled in, without the workbook: what a reader would find there.

use std::collections::BTreeMap;

use rust_xlsxwriter::XlsxError;

use super::super::SheetError;
use super::super::page::marking;
use super::super::table::Texts;
use super::page::heading;
use super::{UnitBooks, UnitWords, key, list, notes};
use crate::input::demonstration::DEMONSTRATION;
use crate::input::workbook::margin_parts;
use crate::registry::UnitId;
use crate::returns::form::Column;

/// The words of a unit's workbook where nothing is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedWords {
    /// The texts of the sheets beside the form by the names of the sheets; the rows and columns count from 1.
    pub sheets: BTreeMap<String, BTreeMap<(usize, usize), String>>,
    /// The texts of [`PrintedWords::COLUMNS`] by the keys of the form's rows without their version.
    pub rows: BTreeMap<String, [String; 3]>,
    /// The words of the parts of headers and footers.
    pub margins: Vec<String>,
}

impl PrintedWords {
    /// The columns of the form that only show something to the unit.
    pub const COLUMNS: [Column; 3] = [Column::Lead, Column::Role, Column::Last];
}

impl UnitBooks<'_> {
    /// Returns the words of a unit's workbook where nothing is filled in.
    ///
    /// # Errors
    /// As [`UnitBooks::workbook`].
    pub fn printed(&self, unit: UnitId, words: &UnitWords) -> Result<PrintedWords, SheetError> {
        let styles = &self.styles(words);
        let [_, list, notes] = words.sheets.names();
        let of = |sheet: &str, texts: Result<Texts, XlsxError>| {
            let texts = texts.map_err(|source| SheetError::of(sheet, source))?;
            let texts = texts.into_iter();
            let texts =
                texts.map(|((row, col), text)| ((row as usize + 1, col as usize + 1), text));
            Ok((sheet.to_owned(), texts.collect()))
        };
        let sheets = [
            of(list, list::texts(self, styles, unit, words))?,
            of(notes, notes::texts(styles, words))?,
        ];
        let more = &words.sheets.form.more_leads;
        let rows = self.rows(unit);
        let keys = key::of(self, unit, words, &rows).row_keys().collect::<Vec<_>>();
        let rows = rows
            .iter()
            .zip(keys)
            .map(|(row, key)| (key.unversioned(), [row.lead(more), row.duty(), row.last.clone()]));
        let demonstration = self.is_demonstration(unit);
        let mark = demonstration.then(|| marking(DEMONSTRATION));
        let heading = heading(&words.sheets.form.header, demonstration);
        let margins = [&*heading, &*styles.page.footer].into_iter().chain(mark.as_deref());
        Ok(PrintedWords {
            sheets: sheets.into(),
            rows: rows.collect(),
            margins: margins.flat_map(margin_parts).collect(),
        })
    }
}
