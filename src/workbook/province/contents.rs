//! 目录: the contents of the workbook, with a link to every sheet and the number of things on it.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::workbook::Source;
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::{Centred, SheetLink, Text};
use crate::workbook::link::Place;
use crate::workbook::page::set_up_table;
use crate::workbook::sheet_words::ContentsColumns;
use crate::workbook::table::{Columns, Table};

/// The number of sheets up to which the list is put on one page, made smaller by a quarter at most.
const ONE_PAGE: usize = 26;

/// A sheet as the contents list it.
pub(super) struct Entry {
    /// The worksheet's name.
    pub sheet: String,
    /// Its content in words.
    pub about: String,
    /// The number of things that it lists; blank if a number has no meaning.
    pub count: Cell,
    /// The measure of that number: 项, 个, 位.
    pub measure: String,
}

/// Writes the contents.
pub(super) fn write(
    sheet: &mut Worksheet,
    source: Source<'_>,
    entries: &[Entry],
) -> Result<(), XlsxError> {
    let (styles, words) = (source.styles, &source.words.contents);
    let mut table = Table::new(sheet, columns(&words.columns), 0, styles)?;
    table.title(&source.marked(&words.title))?;
    table.note(&words.from)?;
    table.header()?;
    for entry in (1..).zip(entries) {
        table.row(&entry)?;
    }
    table.note(&words.note)?;
    set_up_table(&mut table, 0)?;
    if entries.len() <= ONE_PAGE {
        table.sheet.set_print_fit_to_pages(1, 1);
    }
    Ok(())
}

fn columns<'a>(titles: &ContentsColumns) -> Columns<'a, (u32, &'a Entry)> {
    let mut columns: Columns<'a, (u32, &'a Entry)> = Columns::new();
    columns.add(&*titles.no, 52, Centred, |(number, _)| Cell::number(*number));
    columns.add(&*titles.sheet, 300, Text, |(_, entry)| {
        let place = Place::new(&entry.sheet, 0, 0);
        Cell::link(&entry.sheet, Some(place)).formatted(SheetLink)
    });
    columns.text(&*titles.about, 470, |(_, entry)| &entry.about);
    columns.add(&*titles.count, 80, Centred, |(_, entry)| entry.count.clone());
    columns.centred(&*titles.measure, 60, |(_, entry)| &entry.measure);
    columns
}
