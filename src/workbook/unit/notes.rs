//! The notes on filling in the form (`domain.md` 3.8 and 5).

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::page::Paper;
use super::super::styles::Styles;
use super::super::table::{Columns, Table, Texts};
use super::UnitWords;
use crate::report::template::Note;

/// Writes the notes.
pub(super) fn write(
    sheet: &mut Worksheet,
    styles: &Styles,
    words: &UnitWords,
) -> Result<(), XlsxError> {
    let mut table = table(sheet, styles, words)?;
    fill(&mut table, words)?;
    Paper::A4.set_up(table.sheet, table.styles);
    table.sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

/// Returns the texts of the notes.
pub(super) fn texts(styles: &Styles, words: &UnitWords) -> Result<Texts, XlsxError> {
    let mut sheet = Worksheet::new();
    let mut table = table(&mut sheet, styles, words)?;
    table.keep_texts();
    fill(&mut table, words)?;
    Ok(table.into_texts())
}

fn table<'t>(
    sheet: &'t mut Worksheet,
    styles: &'t Styles,
    words: &UnitWords,
) -> Result<Table<'t, Note>, XlsxError> {
    let titles = &words.sheets.notes;
    let mut columns: Columns<'_, Note> = Columns::new();
    columns.centred(&*titles.topic, 120, |note: &Note| &note.topic);
    columns.text(&*titles.text, 860, |note: &Note| &note.text);
    Table::new(sheet, columns, 0, styles)
}

fn fill(table: &mut Table<'_, Note>, words: &UnitWords) -> Result<(), XlsxError> {
    table.title(&words.sheets.notes.title)?;
    table.header()?;
    for note in &words.topics {
        table.row(note)?;
    }
    Ok(())
}
