//! The registers of papers sent and received: 发文登记表, and 签收表, on which units sign.

use jiff::civil::Date;
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use serde::Deserialize;

use super::cell::Cell;
use super::cell::CellFormat::Centred;
use super::page::{Paper, set_up_table};
use super::page_words::PageWords;
use super::styles::{self, Styles};
use super::table::{Columns, Table};
use super::{SheetError, add, column_titles, properties};
use crate::diagnostic::Diagnostic;
use crate::report::dispatch::{Dispatch, DispatchedPaper};
use crate::report::template::{DISPATCH, Phrase, SheetName, Templates, WordFault, Words};

/// The words of both registers.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DispatchWords {
    page: PageWords,
    outgoing: RegisterWords<OutgoingColumns>,
    receipts: RegisterWords<ReceiptColumns>,
}

/// The words of a register.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct RegisterWords<C> {
    sheet: SheetName,
    title: Phrase,
    note: Phrase,
    /// The note where nothing is sent.
    nothing: Phrase,
    columns: C,
}

column_titles::titles!(
    /// The titles of the columns of the papers sent.
    OutgoingColumns {
        no, number, title, unit, date, classification, pages, copies, sent_on, sent_by, received_on,
        received_by, remark,
    }
);
column_titles::titles!(
    /// The titles of the columns of the papers received.
    ReceiptColumns { no, unit, number, title, date, received_by, received_on, remark }
);

impl DispatchWords {
    /// Returns the words of the registers, as the template [`DISPATCH`] states them.
    ///
    /// # Errors
    /// A mistake in the template.
    pub fn new(templates: &Templates, dispatch: &Dispatch) -> Result<Self, Diagnostic> {
        Ok(templates.words(DISPATCH, dispatch)?.0)
    }
}

impl Words for DispatchWords {
    fn fault(&self) -> Option<WordFault> {
        let outgoing = column_titles::title_fault("outgoing.columns", &self.outgoing.columns);
        outgoing.or_else(|| column_titles::title_fault("receipts.columns", &self.receipts.columns))
    }
}

/// A row.
struct Row {
    /// Its running number, from 1.
    no: usize,
    paper: DispatchedPaper,
}

/// Makes the register of papers sent. `date` is given as the day of its making.
///
/// # Errors
/// There are more rows than a worksheet has, or the date is outside Excel's calendar.
pub fn outgoing(
    dispatch: &Dispatch,
    words: &DispatchWords,
    date: Date,
) -> Result<Vec<u8>, SheetError> {
    let RegisterWords { sheet, title, note, nothing, columns: titles } = &words.outgoing;
    book(dispatch, words, (sheet, title), date, |sheet, styles| {
        let mut columns: Columns<'_, Row> = Columns::new();
        columns.add(&*titles.no, 45, Centred, |row| Cell::count(row.no));
        columns.centred(&*titles.number, 160, |row| &row.paper.number);
        columns.text(&*titles.title, 260, |row| &row.paper.title);
        columns.centred(&*titles.unit, 110, |row| &row.paper.unit);
        columns.centred(&*titles.date, 85, |row| &row.paper.date);
        columns.centred(&*titles.classification, 50, |row| &row.paper.classification);
        columns.add(&*titles.pages, 45, Centred, |row| {
            row.paper.pages.map_or_else(|| Cell::text(""), Cell::count)
        });
        for title in [&titles.copies, &titles.sent_on, &titles.sent_by] {
            columns.centred(&**title, 70, |_| "");
        }
        columns.centred(&*titles.received_on, 85, |row| &row.paper.received_on);
        columns.centred(&*titles.received_by, 70, |row| &row.paper.received_by);
        columns.centred(&*titles.remark, 70, |_| "");
        register(sheet, (columns, styles), [title, note, nothing], &dispatch.all)
    })
}

/// Makes the sheet on which units sign for what they receive. `date` is given as the day of its making.
///
/// # Errors
/// There are more rows than a worksheet has, or the date is outside Excel's calendar.
pub fn receipts(
    dispatch: &Dispatch,
    words: &DispatchWords,
    date: Date,
) -> Result<Vec<u8>, SheetError> {
    let RegisterWords { sheet, title, note, nothing, columns: titles } = &words.receipts;
    book(dispatch, words, (sheet, title), date, |sheet, styles| {
        let mut columns: Columns<'_, Row> = Columns::new();
        columns.add(&*titles.no, 50, Centred, |row| Cell::count(row.no));
        columns.centred(&*titles.unit, 130, |row| &row.paper.unit);
        columns.centred(&*titles.number, 170, |row| &row.paper.number);
        columns.text(&*titles.title, 330, |row| &row.paper.title);
        columns.centred(&*titles.date, 95, |row| &row.paper.date);
        columns.centred(&*titles.received_by, 140, |row| &row.paper.received_by);
        columns.centred(&*titles.received_on, 110, |row| &row.paper.received_on);
        columns.centred(&*titles.remark, 90, |_| "");
        register(sheet, (columns, styles), [title, note, nothing], &dispatch.papers)
    })
}

/// Makes a workbook of one sheet.
fn book(
    dispatch: &Dispatch,
    words: &DispatchWords,
    (sheet, title): (&SheetName, &Phrase),
    date: Date,
    write: impl FnOnce(&mut Worksheet, &Styles) -> Result<(), XlsxError>,
) -> Result<Vec<u8>, SheetError> {
    let styles = Styles::new(words.page.clone());
    let mut book = Workbook::new();
    let issuer = &dispatch.issuer;
    book.set_properties(&properties(title.to_string(), &issuer.office, &issuer.name, date)?);
    styles::set_default(&mut book).map_err(SheetError::Pack)?;
    add(&mut book, sheet, |sheet| write(sheet, &styles))?;
    book.save_to_buffer().map_err(SheetError::Pack)
}

/// Writes a register: its title, its note, and a row for each paper.
fn register(
    sheet: &mut Worksheet,
    (columns, styles): (Columns<'_, Row>, &Styles),
    [title, note, nothing]: [&Phrase; 3],
    papers: &[DispatchedPaper],
) -> Result<(), XlsxError> {
    let mut table = Table::new(sheet, columns, 0, styles)?;
    table.title(title)?;
    table.note(note)?;
    table.header()?;
    for (place, paper) in papers.iter().enumerate() {
        table.row(&Row { no: place + 1, paper: paper.clone() })?;
    }
    let header = table.header_row();
    if table.next_row() == header + 1 {
        table.blank_row()?;
        table.note(nothing)?;
    } else {
        let (last_row, last_col) = (table.rows().1, table.last_col());
        table.sheet.autofilter(header, 0, last_row, last_col)?;
    }
    set_up_table(&mut table, 0)?;
    Paper::A4.set_up(table.sheet, styles);
    Ok(())
}
