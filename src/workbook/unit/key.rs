//! The form's key: on a sheet that Excel's menus do not show, and in short among the document's custom
//! properties, where a person can look it up.

use rust_xlsxwriter::{DocProperties, Worksheet, XlsxError};

use super::super::text::write_text;
use super::formats::FormFormats;
use super::row::FormRow;
use super::{UnitBooks, UnitWords};
use crate::registry::UnitId;
use crate::returns::form::{FormKey, KEY_MARK, VERSION};

/// Returns the key of a unit's form with these rows.
pub(super) fn of(
    books: &UnitBooks<'_>,
    unit: UnitId,
    words: &UnitWords,
    rows: &[FormRow<'_>],
) -> FormKey {
    let [_, beside @ ..] = words.sheets.names();
    let answers = books.answers(unit, words);
    let answers = answers.iter().map(|answers| answers.name().to_owned());
    let unit = books.basis.registry.unit(unit);
    FormKey {
        version: VERSION,
        period: books.month,
        code: unit.code.clone(),
        unit: unit.short.clone(),
        rows: rows.iter().map(|row| row.target).collect(),
        beside: answers.chain(beside.map(str::to_owned)).collect(),
    }
}

/// Adds version, period and unit to the document's properties: `DB1.2018-07.003`.
pub(super) fn mark(properties: DocProperties, key: &FormKey) -> DocProperties {
    let FormKey { version, period, code, .. } = key;
    properties.set_custom_property(KEY_MARK, format!("DB{version}.{period}.{code}"))
}

/// Writes the sheet of the key.
pub(super) fn write(
    sheet: &mut Worksheet,
    key: &FormKey,
    formats: &FormFormats,
) -> Result<(), XlsxError> {
    for (row, cells) in (0..).zip(key.cells()) {
        for (col, text) in (0..).zip(&cells) {
            write_text(sheet, row, col, text, &formats.key)?;
        }
    }
    sheet.set_very_hidden(true).protect();
    Ok(())
}
