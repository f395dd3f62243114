//! The notes on filling in the form (`domain.md` 3.8 and 5).

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::page::Paper;
use super::super::styles::Styles;
use super::super::table::{Columns, Table};
use super::UnitWords;
use crate::report::template::Note;

/// Writes the notes.
pub(super) fn write(
    sheet: &mut Worksheet,
    styles: &Styles,
    words: &UnitWords,
) -> Result<(), XlsxError> {
    let titles = &words.sheets.notes;
    let mut columns: Columns<'_, Note> = Columns::new();
    columns.centred(&*titles.topic, 120, |note: &Note| &note.topic);
    columns.text(&*titles.text, 860, |note: &Note| &note.text);
    let mut table = Table::new(sheet, columns, 0, styles)?;
    table.title(&titles.title)?;
    table.header()?;
    for note in &words.topics {
        table.row(note)?;
    }
    Paper::A4.set_up(table.sheet, table.styles);
    table.sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}
