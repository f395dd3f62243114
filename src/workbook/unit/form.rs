//! The return form (进展情况报送表).
//!
//! Rows are high enough for the given content and for a full answer; `growing` lets them grow while somebody
//! types. A form that is filled in by a script, or saved by a program that fixes the heights, is printed
//! without a line cut off.

use rust_xlsxwriter::{ColNum, Format, ProtectionOptions, RowNum, Worksheet, XlsxError};

use super::super::link::{Place, write_link};
use super::super::marked;
use super::super::styles::of_column;
use super::super::text::{write_merged, write_text};
use super::super::text_width::{cell_lines, row_height};
use super::formats::{FORM_PT, FORM_TITLE_PT, FormFormats};
use super::row::FormRow;
use super::words::FormWords;
use super::{Positions, UnitBooks, UnitWords, page, validation};
use crate::registry::UnitId;
use crate::report::wording::NONE;
use crate::returns::form::{Column, RowKey, VERSION, shown_text};

/// Widths in pixels at 96 dpi, in the order of [`Column::ALL`]. The columns that are seen add up to what
/// A4 takes across with type of 8 points; the progress gets the most of it.
const WIDTHS: [u32; 14] = [170, 56, 146, 40, 34, 104, 56, 60, 66, 46, 66, 248, 123, 123];

/// The height of a row in points, at least: five lines, which in the column of the progress hold a
/// hundred characters, as most units write; more makes the row grow. A prefecture has 185 rows, so that
/// room for the longest text (`returns::form::limits`) in each would make a blank form of 50 pages.
const ROOM: f64 = 74.0;

/// The height of a row for another item: three lines, so that the form of a unit with one or two items
/// stays on one page.
const SPARE_ROOM: f64 = 44.0;

/// The first column that scrolls: the id and the text of an item stay.
const FIRST_TO_SCROLL: ColNum = 3;

/// The first column that is seen.
const FIRST_COL: ColNum = 1;
const LAST_COL: ColNum = 13;

const TITLE_ROW: RowNum = 0;
const UNIT_ROW: RowNum = 1;
const REPORTER_ROW: RowNum = 2;
const HINT_ROW: RowNum = 3;
const HEADER_ROW: RowNum = 4;
const FIRST_ROW: RowNum = 5;

/// The column at which the period begins in the line of unit and period.
const PERIOD_COL: ColNum = 8;

/// The open cell for the day of filing.
const DAY_COL: ColNum = 11;

/// Rows for items that the form does not have.
const SPARE_ROWS: RowNum = 3;

/// Returns the first row of each item.
pub(super) fn positions(rows: &[FormRow<'_>]) -> Positions {
    let mut positions = Positions::new();
    for (at, row) in (FIRST_ROW..).zip(rows) {
        positions.entry(row.item.id).or_insert(at);
    }
    positions
}

/// Writes the form; ids lead to the list, where each item is at `in_list`. Returns the first and the last row
/// of the table.
pub(super) fn write(
    sheet: &mut Worksheet,
    books: &UnitBooks<'_>,
    unit: UnitId,
    words: &UnitWords,
    rows: &[FormRow<'_>],
    in_list: &Positions,
) -> Result<(RowNum, RowNum), XlsxError> {
    let demonstration = books.is_demonstration(unit);
    let list = &words.sheets.list.sheet;
    let words = &words.sheets.form;
    page::set_up(sheet, &words.header, demonstration, HEADER_ROW)?;
    let mut form = Form { sheet, words, list, formats: &books.formats, next: FIRST_ROW };
    let unit = books.basis.registry.unit(unit);
    form.head(demonstration)?;
    form.answers(books)?;
    if rows.is_empty() {
        form.across(form.next, &words.nothing, &books.formats.sentence)?;
        form.next += 1;
    }
    for row in rows {
        let key = RowKey {
            version: VERSION,
            period: books.month,
            code: unit.code.clone(),
            target: row.target,
        };
        let text = books.texts.get(&row.item.id);
        let listed = in_list.get(&row.item.id).copied();
        form.given(row, text, &key, listed)?;
    }
    for _ in 0..SPARE_ROWS {
        form.spare()?;
    }
    let table = (FIRST_ROW, form.next - 1);
    validation::columns(form.sheet, words, table)?;
    form.across(form.next, &words.signature, &books.formats.line)?;
    form.sheet.set_row_height(form.next, 42.0)?;
    Ok(table)
}

/// A form while it is written.
struct Form<'s> {
    sheet: &'s mut Worksheet,
    words: &'s FormWords,
    /// The sheet of the list.
    list: &'s str,
    formats: &'s FormFormats,
    /// The row of the table that is written next.
    next: RowNum,
}

impl Form<'_> {
    /// Widths and protection, title, unit and period.
    fn head(&mut self, demonstration: bool) -> Result<(), XlsxError> {
        for (col, pixels) in (0..).zip(WIDTHS) {
            self.sheet.set_column_width_pixels(col, pixels)?;
        }
        // What is filled in already is locked. Rows and columns may be sized.
        let protection = ProtectionOptions {
            format_columns: true,
            format_rows: true,
            ..ProtectionOptions::new()
        };
        (self.sheet)
            .set_column_hidden(0)?
            .set_freeze_panes(FIRST_ROW, FIRST_TO_SCROLL)?
            .set_active(true)
            .protect_with_options(&protection);
        let (words, formats) = (self.words, self.formats);
        let title = marked(words.title.to_string(), demonstration);
        self.span(TITLE_ROW, (FIRST_COL, LAST_COL), &title, &formats.title)?;
        self.sheet.set_row_height(TITLE_ROW, row_height(1, FORM_TITLE_PT))?;
        self.line(UNIT_ROW, (FIRST_COL, PERIOD_COL - 1), &words.unit, &formats.line)?;
        self.span(UNIT_ROW, (PERIOD_COL, LAST_COL), &words.period, &formats.line)?;
        self.across(HINT_ROW, &words.hint, &formats.line)
    }

    /// The labels with open cells beside them, and the header of the table.
    fn answers(&mut self, books: &UnitBooks<'_>) -> Result<(), XlsxError> {
        let (row, words, formats) = (REPORTER_ROW, self.words, self.formats);
        let fields: [(&str, [ColNum; 4], &Format); 4] = [
            (&words.reporter, [1, 1, 2, 2], &formats.answer),
            (&words.phone, [3, 4, 5, 6], &formats.answer),
            (&words.reviewer, [7, 7, 8, 9], &formats.answer),
            (&words.date, [10, 10, 11, 11], &formats.day),
        ];
        for (label, [from, to, open, open_to], format) in fields {
            self.span(row, (from, to), label, &formats.label)?;
            let format = of_column(format, &self.sheet.name(), open);
            self.span(row, (open, open_to), "", &format)?;
        }
        validation::day(self.sheet, (row, DAY_COL), books.month, words)?;
        self.sheet.set_row_height(row, row_height(1, FORM_PT))?;
        self.sheet.set_selection(row, 2, row, 2)?;
        for (col, column) in (0..).zip(Column::ALL) {
            let format = of_column(&formats.header, &self.sheet.name(), col);
            write_text(self.sheet, HEADER_ROW, col, words.columns.of(column).1, &format)?;
        }
        self.sheet.set_row_height(HEADER_ROW, row_height(2, FORM_PT))?;
        Ok(())
    }

    /// Writes the row of a target whose item is shown as `shown`; its id leads to the row `listed` of the list. Beside the text only the target may take many lines.
    fn given(
        &mut self,
        row: &FormRow<'_>,
        shown: Option<&ShownText>,
        key: &RowKey,
        listed: Option<RowNum>,
    ) -> Result<(), XlsxError> {
        let (sheet, formats, at) = (&mut *self.sheet, self.formats, self.next);
        let mut lines = shown.map_or(1, |shown| shown.lines);
        let sheet_name = sheet.name();
        for (col, column) in (0..).zip(Column::ALL) {
            let (text, format) = match column {
                Column::Key => (key.to_string(), &formats.given),
                Column::Item => (row.item.id.to_string(), &formats.given_link),
                Column::Text => {
                    let text = shown.map_or_else(String::new, |shown| shown.text.clone());
                    (text, &formats.given_text)
                }
                Column::Role => (row.duty(), &formats.given),
                Column::Target => (String::new(), &formats.given),
                Column::Goal if row.goal == NONE => (row.goal.clone(), &formats.given),
                Column::Goal => (row.goal.clone(), &formats.given_text),
                Column::Measure => (row.measure.to_owned(), &formats.given),
                Column::Last => (row.last.clone(), &formats.given),
                _ => (String::new(), formats.open_cell(column)),
            };
            if column == Column::Goal {
                lines = lines.max(cell_lines(&text, pixels(col, col), FORM_PT).len());
            }
            let format = &of_column(format, &sheet_name, col);
            match (column, row.shown_number(), listed) {
                (Column::Item, _, Some(listed)) => {
                    let place = Place::new(self.list, listed, 0);
                    write_link(sheet, (at, col), &text, &place, format)?;
                }
                (Column::Target, Some(number), _) => {
                    sheet.write_number_with_format(at, col, number, format)?;
                }
                _ => write_text(sheet, at, col, &text, format)?,
            }
        }
        sheet.set_row_height(at, row_height(lines, FORM_PT).max(ROOM))?;
        self.next += 1;
        Ok(())
    }

    /// Writes a row for an item that the form does not have: its cells are open but for the role and
    /// what was last reported.
    fn spare(&mut self) -> Result<(), XlsxError> {
        let sheet_name = self.sheet.name();
        for (col, column) in (0..).zip(Column::ALL) {
            let (text, format) = match column {
                Column::Key | Column::Last => ("", &self.formats.given),
                Column::Role => (&*self.words.spare, &self.formats.given),
                _ => ("", self.formats.open_cell(column)),
            };
            let format = &of_column(format, &sheet_name, col);
            write_text(self.sheet, self.next, col, text, format)?;
        }
        self.sheet.set_row_height(self.next, SPARE_ROOM)?;
        self.next += 1;
        Ok(())
    }

    /// Writes `text` across the table, in a row that is high enough for it.
    fn across(&mut self, row: RowNum, text: &str, format: &Format) -> Result<(), XlsxError> {
        self.line(row, (FIRST_COL, LAST_COL), text, format)
    }

    /// Writes `text` over some columns of a row, and makes the row high enough for it.
    fn line(
        &mut self,
        row: RowNum,
        cols @ (first, last): (ColNum, ColNum),
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        self.span(row, cols, text, format)?;
        let lines = cell_lines(text, pixels(first, last), FORM_PT).len();
        self.sheet.set_row_height(row, row_height(lines, FORM_PT))?;
        Ok(())
    }

    /// Writes `text` over some columns of a row.
    fn span(
        &mut self,
        row: RowNum,
        (first, last): (ColNum, ColNum),
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        write_merged(self.sheet, (row, first), (row, last), text, format)
    }
}

/// The text of an item as the form shows it.
pub(super) struct ShownText {
    text: String,
    /// The number of lines that it takes.
    lines: usize,
}

impl ShownText {
    /// Returns the text of an item with its deadline and next milestones below it.
    pub(super) fn new(text: &str, timing: &[String]) -> Self {
        const AT: ColNum = 2;
        let text = shown_text(text, timing);
        let lines = cell_lines(&text, pixels(AT, AT), FORM_PT).len();
        Self { text, lines }
    }
}

/// Returns the width of the columns from `first` to `last`.
fn pixels(first: ColNum, last: ColNum) -> u32 {
    let cols = (0..).zip(WIDTHS);
    let inside = cols.filter(|(col, _)| (first..=last).contains(col));
    inside.map(|(_, pixels)| pixels).sum()
}
