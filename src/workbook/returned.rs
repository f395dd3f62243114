//! 退回单: the form as it came in, with the cells that were not taken marked and the reason beside them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_xlsxwriter::{ColNum, Color, Format, FormatAlign, RowNum, Workbook, XlsxError};
use serde::Deserialize;

use super::cell::Cell;
use super::cell::CellFormat::Centred;
use super::page::set_up_table;
use super::page_words::PageWords;
use super::styles::{self, Styles};
use super::table::{Columns, Table};
use super::{SheetError, add, column_titles, properties};
use crate::diagnostic::Diagnostic;
use crate::input::workbook::Worksheet as Read;
use crate::report::returned::{Refusal, ReturnedForm};
use crate::report::template::{Phrase, RETURNED, SheetName, Templates, WordFault, Words};

/// The fill of a cell that was not taken, and the colour of the reason beside it.
const MARKED: Color = Color::RGB(0xFF_C7_CE);
const REASON: Color = Color::RGB(0x9C_00_06);

/// Width of the column with the reasons, in characters.
const WIDTH: f64 = 60.0;

/// The words of a 退回单.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReturnedWords {
    page: PageWords,
    list: ListWords,
}

/// The words of the list of what was not taken.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListWords {
    sheet: SheetName,
    title: Phrase,
    note: Phrase,
    /// The note of a form of which nothing was taken.
    rejected: Phrase,
    /// The title of the column with the reasons in the sheets of the form.
    reason: Phrase,
    columns: ListColumns,
}

column_titles::titles!(
    /// The titles of the columns of the list.
    ListColumns { no, place, typed, reason, hint }
);

impl ReturnedWords {
    /// Returns the words, as the template [`RETURNED`] states them.
    ///
    /// # Errors
    /// A mistake in the template.
    pub fn new(templates: &Templates, form: &ReturnedForm) -> Result<Self, Diagnostic> {
        Ok(templates.words(RETURNED, form)?.0)
    }
}

impl Words for ReturnedWords {
    fn fault(&self) -> Option<WordFault> {
        column_titles::title_fault("list.columns", &self.list.columns)
    }
}

/// A row of the list.
struct Row<'a> {
    /// Its running number, from 1.
    no: usize,
    refusal: &'a Refusal,
}

/// Makes the workbook from a form with these worksheets. `date` is given as the day of its making.
///
/// # Errors
/// A sheet cannot be written, or the date is outside Excel's calendar.
pub fn returned(
    form: &ReturnedForm,
    sheets: &[Read],
    words: &ReturnedWords,
    date: Date,
) -> Result<Vec<u8>, SheetError> {
    let styles = Styles::new(words.page.clone());
    let ListWords { sheet, title, note, rejected, reason, columns: titles } = &words.list;
    let mut book = Workbook::new();
    let issuer = &form.issuer;
    book.set_properties(&properties(title.to_string(), &issuer.office, &issuer.name, date)?);
    styles::set_default(&mut book).map_err(SheetError::Pack)?;
    add(&mut book, sheet, |sheet| {
        let mut columns: Columns<'_, Row<'_>> = Columns::new();
        columns.add(&*titles.no, 45, Centred, |row| Cell::count(row.no));
        columns.centred(&*titles.place, 140, |row| &row.refusal.place);
        columns.text(&*titles.typed, 180, |row| &row.refusal.typed);
        columns.text(&*titles.reason, 300, |row| &row.refusal.reason);
        columns.text(&*titles.hint, 260, |row| &row.refusal.hint);
        let mut table = Table::new(sheet, columns, 0, &styles)?;
        table.title(title)?;
        table.note(if form.is_rejected { rejected } else { note })?;
        table.header()?;
        for (place, refusal) in form.refusals.iter().enumerate() {
            table.row(&Row { no: place + 1, refusal })?;
        }
        set_up_table(&mut table, 0)
    })?;
    // A 退回单 that was filled in has a list of its own.
    for read in sheets.iter().filter(|read| *read.name != **sheet) {
        add(&mut book, &read.name, |sheet| copy(sheet, read, form, reason))?;
    }
    book.save_to_buffer().map_err(SheetError::Pack)
}

/// Writes a sheet of the form as it came in.
fn copy(
    sheet: &mut rust_xlsxwriter::Worksheet,
    read: &Read,
    form: &ReturnedForm,
    title: &str,
) -> Result<(), XlsxError> {
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::VerticalCenter);
    let marked = plain.clone().set_background_color(MARKED);
    let beside = plain.clone().set_font_color(REASON);
    let refusals = form.refusals.iter().filter(|one| one.sheet.as_ref() == Some(&read.name));
    let mut reasons: BTreeMap<usize, Vec<&Refusal>> = BTreeMap::new();
    for refusal in refusals.filter(|one| one.row > 0) {
        reasons.entry(refusal.row).or_default().push(refusal);
    }
    let filled = read.rows.iter().flat_map(|row| row.filled());
    let last = filled.map(|cell| cell.column).max().unwrap_or_default();
    for row in &read.rows {
        let Some(at) = place(row.number) else { continue };
        let refused = reasons.get(&row.number).map_or(&[][..], Vec::as_slice);
        let is_refused =
            |column: usize| refused.iter().any(|one| one.column == 0 || one.column == column + 1);
        for cell in row.filled().filter(|cell| !cell.is_spread()) {
            let Ok(column) = ColNum::try_from(cell.column) else { continue };
            let format = if is_refused(cell.column) { &marked } else { &plain };
            sheet.write_string_with_format(at, column, cell.raw(), format)?;
        }
    }
    let Ok(column) = ColNum::try_from(last + 1) else { return Ok(()) };
    for (row, refused) in reasons {
        let Some(at) = place(row) else { continue };
        let words = refused.iter().map(|one| one.reason.as_str()).collect::<Vec<_>>();
        sheet.write_string_with_format(
            at,
            column,
            format!("{title}：{}", words.join("；")),
            &beside,
        )?;
    }
    sheet.set_column_width(column, WIDTH)?;
    for &(first, last) in &read.hidden.columns {
        let columns = [first, last].map(ColNum::try_from);
        if let [Ok(first), Ok(last)] = columns {
            sheet.set_column_range_hidden(first, last)?;
        }
    }
    sheet.set_hidden(read.hidden.sheet);
    Ok(())
}

/// Returns the row with this number, from 1, as it is counted from 0.
fn place(number: usize) -> Option<RowNum> {
    RowNum::try_from(number.checked_sub(1)?).ok()
}
