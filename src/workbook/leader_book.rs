//! The workbook of a leader: all items by what needs the leader first, and the units to call.

use jiff::civil::Date;
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use serde::{Deserialize, Serialize};

use super::cell::Cell;
use super::cell::CellFormat::{Centred, Count, Id};
use super::page::{Paper, mark, set_up_table};
use super::page_words::PageWords;
use super::styles::{self, Styles};
use super::table::{Columns, Table};
use super::{SheetError, add, properties, statuses};
use crate::diagnostic::Diagnostic;
use crate::report::Bulletin;
use crate::report::bulletin::{CallRow, LeaderItem, LeaderList, LeaderRow};
use crate::report::template::{
    LEADER_WORKBOOK, Phrase, SheetName, Templates, WordFault, Words, repeated_sheet,
};

/// The words of a leader's workbook, as its template states them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeaderWords {
    /// The title of the workbook.
    title: Phrase,
    /// The line below every title: the day of the figures.
    state: Phrase,
    page: PageWords,
    items: SheetWords<ItemColumns>,
    calls: SheetWords<CallColumns>,
}

/// The words of a sheet.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetWords<C> {
    sheet: SheetName,
    title: Phrase,
    note: Phrase,
    columns: C,
}

/// The titles of the columns of items.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemColumns {
    item: Phrase,
    text: Phrase,
    status: Phrase,
    remark: Phrase,
    result: Phrase,
    lead: Phrase,
    parties: Phrase,
    with: Phrase,
    problems: Phrase,
    next_steps: Phrase,
}

/// The titles of the columns of units.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct CallColumns {
    unit: Phrase,
    behind: Phrase,
    severe: Phrase,
    unreported: Phrase,
    contact: Phrase,
}

/// The data of the template.
#[derive(Serialize)]
struct Data<'a> {
    #[serde(flatten)]
    bulletin: &'a Bulletin,
    leader: &'a LeaderList,
}

impl LeaderWords {
    /// Returns the words for a leader's list, as the template [`LEADER_WORKBOOK`] states them.
    ///
    /// # Errors
    /// A mistake in the template.
    pub fn new(
        templates: &Templates,
        bulletin: &Bulletin,
        leader: &LeaderList,
    ) -> Result<Self, Diagnostic> {
        let (words, _) = templates.words(LEADER_WORKBOOK, &Data { bulletin, leader })?;
        Ok(words)
    }
}

impl Words for LeaderWords {
    fn fault(&self) -> Option<WordFault> {
        repeated_sheet(&[("items", &self.items.sheet), ("calls", &self.calls.sheet)], &[])
    }
}

/// Makes the workbook of a leader; `watermark` marks made-up figures, and may be empty.
///
/// # Errors
/// When there are more rows than a worksheet has, or the date is outside Excel's calendar.
pub fn leader_book(
    context: &Bulletin,
    list: &LeaderList,
    words: &LeaderWords,
    date: Date,
    watermark: &str,
) -> Result<Vec<u8>, SheetError> {
    let styles = Styles::new(words.page.clone());
    let issuer = &context.issuer;
    let title = words.title.to_string();
    let mut book = Workbook::new();
    book.set_properties(&properties(title, &issuer.office, &issuer.name, date)?);
    styles::set_default(&mut book).map_err(SheetError::Pack)?;
    let writer = Writer { context, list, words, styles: &styles, watermark: watermark.trim() };
    add(&mut book, &words.items.sheet, |sheet| writer.items(sheet))?;
    add(&mut book, &words.calls.sheet, |sheet| writer.calls(sheet))?;
    book.save_to_buffer().map_err(SheetError::Pack)
}

/// A leader's list with the formats and words of its workbook.
struct Writer<'a> {
    context: &'a Bulletin,
    list: &'a LeaderList,
    words: &'a LeaderWords,
    styles: &'a Styles,
    watermark: &'a str,
}

impl Writer<'_> {
    fn items(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (words, stage) = (&self.words.items, self.context.stage);
        let titles = &words.columns;
        let mut columns: Columns<'_, LeaderItem> = Columns::new();
        columns.add(&*titles.item, 58, Id, |item| Cell::text(&item.task.id));
        columns.text(&*titles.text, 240, |item| &item.task.text);
        let status =
            columns.centred(&*titles.status, 80, move |item| item.task.state.status.word_at(stage));
        columns.text(&*titles.remark, 120, |item| &item.task.state.text);
        columns.text(&*titles.result, 190, |item| &item.task.result);
        let names = |names: &str| Cell::text(&names.replace('、', "\n"));
        columns.add(&*titles.lead, 120, Centred, move |item| names(&item.task.lead));
        columns.text(&*titles.parties, 150, |item| &item.parties);
        columns.add(&*titles.with, 70, Centred, move |item| {
            Cell::text(&item.with.replace('\u{2060}', "").replace('、', "\n"))
        });
        columns.text(&*titles.problems, 190, |item| &item.task.problems);
        columns.text(&*titles.next_steps, 190, |item| &item.task.next_steps);
        let mut table = Table::new(sheet, columns, 0, self.styles)?;
        self.head(&mut table, &words.title, &words.note)?;
        for row in &self.list.rows {
            if let LeaderRow::Item(item) = row {
                table.row(item)?;
            }
        }
        let rows = self.finish(&mut table)?;
        statuses::colour(table.sheet, stage, (rows.0, status), (rows.1, status))
    }

    fn calls(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let words = &self.words.calls;
        let titles = &words.columns;
        let mut columns: Columns<'_, CallRow> = Columns::new();
        columns.centred(&*titles.unit, 180, |call| &call.unit);
        columns.add(&*titles.behind, 90, Count, |call| Cell::count(call.behind));
        columns.add(&*titles.severe, 90, Count, |call| Cell::count(call.severe));
        columns.add(&*titles.unreported, 110, Count, |call| Cell::count(call.unreported));
        columns.centred(&*titles.contact, 220, |call| &call.contact);
        let mut table = Table::new(sheet, columns, 0, self.styles)?;
        self.head(&mut table, &words.title, &words.note)?;
        for call in &self.list.calls {
            table.row(call)?;
        }
        self.finish(&mut table)?;
        Ok(())
    }

    fn head<R: ?Sized>(
        &self,
        table: &mut Table<'_, R>,
        title: &str,
        note: &str,
    ) -> Result<(), XlsxError> {
        table.title(title)?;
        table.note(&match self.watermark {
            "" => self.words.state.to_string(),
            words => format!("{words}　　{}", self.words.state),
        })?;
        if !note.is_empty() {
            table.note(note)?;
        }
        table.header()
    }

    fn finish<R: ?Sized>(&self, table: &mut Table<'_, R>) -> Result<(u32, u32), XlsxError> {
        let (header, last_col) = (table.header_row(), table.last_col());
        if table.next_row() == header + 1 {
            table.blank_row()?;
        }
        let rows = table.rows();
        table.sheet.autofilter(header, 0, rows.1, last_col)?;
        set_up_table(table, 0)?;
        Paper::A4.set_up(table.sheet, self.styles);
        if !self.watermark.is_empty() {
            mark(table.sheet, self.watermark);
        }
        Ok(rows)
    }
}
