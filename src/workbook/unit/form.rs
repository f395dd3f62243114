//! The return form (进展情况报送表).
//!
//! Rows are high enough for the given content and for a full answer; `growing` lets them grow while somebody
//! types. A form that is filled in by a script, or saved by a program that fixes the heights, is printed
//! without a line cut off.

use rust_xlsxwriter::{ColNum, Format, ProtectionOptions, RowNum, Worksheet, XlsxError};

use super::super::format_runs::FormatRuns;
use super::super::link::{Place, write_link};
use super::super::marked;
use super::super::styles::{Styles, of_column};
use super::super::text::{write_merged, write_plain, write_text};
use super::super::text_width::cell_lines;
use super::formats::{FORM_PT, FormFormats};
use super::row::FormRow;
use super::words::FormWords;
use super::{Positions, UnitBooks, UnitWords, page, validation};
use crate::registry::UnitId;
use crate::report::wording::NONE;
use crate::returns::form::{Column, RowKey, VERSION, shown_goal, shown_text};

/// Widths in pixels at 96 dpi, in the order of [`Column::ALL`]. The columns that are seen add up to what
/// A4 takes across with type of its own size, 9 points, even in LibreOffice, which makes columns a twentieth wider; the
/// progress gets the most of it.
const WIDTHS: [u32; 15] = [170, 54, 94, 98, 34, 28, 138, 46, 60, 54, 46, 60, 138, 72, 72];

/// Lines of a row for which there is room at least: a short title takes two, and seventeen such rows a page. What is
/// typed makes the row grow.
const LEAST_LINES: usize = 2;

/// The first column that scrolls: the id, the text and the lead units of an item stay.
const FIRST_TO_SCROLL: ColNum = 4;

/// The first column that is seen.
const FIRST_COL: ColNum = 1;
const LAST_COL: ColNum = 14;

const TITLE_ROW: RowNum = 0;
const UNIT_ROW: RowNum = 1;
const REPORTER_ROW: RowNum = 2;
const HINT_ROW: RowNum = 3;
const HEADER_ROW: RowNum = 4;
const FIRST_ROW: RowNum = 5;

/// The height of the title's row, in points.
const TITLE_HEIGHT: f64 = 24.0;

/// The height of the blank row above the last line, in points.
const GAP: f64 = 4.0;

/// The column at which the period begins in the line of unit and period.
const PERIOD_COL: ColNum = 9;

/// The open cell for the day of filing.
const DAY_COL: ColNum = 12;

/// Rows for items that the form does not have.
const SPARE_ROWS: RowNum = 3;

/// Returns the first row of each item.
pub(super) fn positions(rows: &[FormRow<'_>]) -> Positions {
    let mut positions = Positions::new();
    let mut at = FIRST_ROW;
    for row in rows {
        at += RowNum::try_from(row.groups.len()).unwrap_or_default();
        positions.entry(row.item.id).or_insert(at);
        at += 1;
    }
    positions
}

/// Writes the form; ids lead to the list, where each item is at `in_list`. Returns the first and the last row
/// of the table.
pub(super) fn write(
    sheet: &mut Worksheet,
    books: &UnitBooks<'_>,
    styles: &Styles,
    unit: UnitId,
    words: &UnitWords,
    rows: &[FormRow<'_>],
    in_list: &Positions,
) -> Result<(RowNum, RowNum), XlsxError> {
    let demonstration = books.is_demonstration(unit);
    let list = &words.sheets.list.sheet;
    let words = &words.sheets.form;
    page::set_up(sheet, &words.header, demonstration, HEADER_ROW, styles)?;
    let mut form = Form {
        sheet,
        words,
        list,
        formats: &books.formats,
        made: Vec::new(),
        runs: FormatRuns::default(),
        next: FIRST_ROW,
    };
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
        for group in &row.groups {
            form.group(group)?;
        }
        let timing = books.timing.get(&row.item.id).map_or(&[][..], Vec::as_slice);
        let listed = in_list.get(&row.item.id).copied();
        form.given(row, timing, &key, listed)?;
    }
    if form.next > FIRST_ROW && !rows.is_empty() {
        form.sheet.autofilter(HEADER_ROW, 0, form.next - 1, LAST_COL)?;
    }
    for _ in 0..SPARE_ROWS {
        form.spare()?;
    }
    form.set_formats()?;
    let table = (FIRST_ROW, form.next - 1);
    validation::columns(form.sheet, words, HEADER_ROW, table)?;
    // A filter that is set anew takes in what adjoins its rows: the line below must not.
    form.sheet.set_row_height(form.next, GAP)?;
    form.next += 1;
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
    /// The formats of the columns of the table, each beside the one that it was made from.
    made: Vec<(ColNum, &'s Format, Format)>,
    /// The cells whose formats are set at the end, by the positions of their formats in `made`.
    runs: FormatRuns,
    /// The row of the table that is written next.
    next: RowNum,
}

impl<'s> Form<'s> {
    /// Returns the position of a format as a column has it.
    fn made(&mut self, col: ColNum, format: &'s Format) -> usize {
        let known =
            |(own, from, _): &(ColNum, &Format, Format)| *own == col && std::ptr::eq(*from, format);
        self.made.iter().position(known).unwrap_or_else(|| {
            let made = of_column(format, &self.sheet.name(), col);
            self.made.push((col, format, made));
            self.made.len() - 1
        })
    }

    /// Writes a text of the table, whose format is set at the end.
    fn text(&mut self, col: ColNum, text: &str, format: &'s Format) -> Result<(), XlsxError> {
        let (at, number) = ((self.next, col), self.made(col, format));
        if write_plain(self.sheet, at.0, col, text)? {
            self.runs.add(at, number);
            return Ok(());
        }
        write_text(self.sheet, at.0, col, text, &self.made[number].2)
    }

    /// Sets the formats that were left to the end.
    fn set_formats(&mut self) -> Result<(), XlsxError> {
        let runs = std::mem::take(&mut self.runs);
        runs.set(self.sheet, |_, number| self.made.get(number).map(|(.., format)| format))
    }

    /// Widths and protection, title, unit and period.
    fn head(&mut self, demonstration: bool) -> Result<(), XlsxError> {
        for (col, pixels) in (0..).zip(WIDTHS) {
            self.sheet.set_column_width_pixels(col, pixels)?;
        }
        // Rows and columns may be sized, filtered and sorted. Excel sorts no range with a locked cell in it, so that
        // the table is open; `validation` refuses to have typed over what is filled in already.
        let protection = ProtectionOptions {
            format_columns: true,
            format_rows: true,
            sort: true,
            use_autofilter: true,
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
        self.sheet.set_row_height(TITLE_ROW, TITLE_HEIGHT)?;
        self.line(UNIT_ROW, (FIRST_COL, PERIOD_COL - 1), &words.unit, &formats.line)?;
        self.span(UNIT_ROW, (PERIOD_COL, LAST_COL), &words.period, &formats.line)?;
        self.across(HINT_ROW, &words.hint, &formats.line)
    }

    /// The labels with open cells beside them, and the header of the table.
    fn answers(&mut self, books: &UnitBooks<'_>) -> Result<(), XlsxError> {
        let (row, words, formats) = (REPORTER_ROW, self.words, self.formats);
        let fields: [(&str, [ColNum; 4], &Format); 4] = [
            (&words.reporter, [1, 1, 2, 2], &formats.answer),
            (&words.phone, [3, 3, 4, 6], &formats.answer),
            (&words.reviewer, [7, 8, 9, 10], &formats.answer),
            (&words.date, [11, 11, DAY_COL, DAY_COL], &formats.day),
        ];
        for (label, [from, to, open, open_to], format) in fields {
            self.span(row, (from, to), label, &formats.label)?;
            let format = of_column(format, &self.sheet.name(), open);
            self.span(row, (open, open_to), "", &format)?;
        }
        validation::day(self.sheet, (row, DAY_COL), books.month, words)?;
        self.sheet.set_row_height(row, height(1))?;
        self.sheet.set_selection(row, 2, row, 2)?;
        for (col, column) in (0..).zip(Column::ALL) {
            let format = of_column(&formats.header, &self.sheet.name(), col);
            write_text(self.sheet, HEADER_ROW, col, words.columns.of(column).1, &format)?;
        }
        self.sheet.set_row_height(HEADER_ROW, height(2))?;
        Ok(())
    }

    /// Writes the row of a target whose item has these deadlines and milestones; its id leads to the row `listed` of
    /// the list.
    fn given(
        &mut self,
        row: &FormRow<'_>,
        timing: &[String],
        key: &RowKey,
        listed: Option<RowNum>,
    ) -> Result<(), XlsxError> {
        let (formats, at) = (self.formats, self.next);
        let mut lines = LEAST_LINES;
        for (col, column) in (0..).zip(Column::ALL) {
            let (text, format) = match column {
                Column::Key => (key.to_string(), &formats.given),
                Column::Item => (row.item.id.to_string(), &formats.given_link),
                Column::Text => (shown_text(row.item), &formats.given_text),
                Column::Lead => (row.lead(&self.words.more_leads), &formats.given_text),
                Column::Role => (row.duty(), &formats.given),
                Column::Target => (String::new(), &formats.given),
                Column::Goal if row.goal == NONE && timing.is_empty() => {
                    (row.goal.clone(), &formats.given)
                }
                Column::Goal => (shown_goal(&row.goal, timing), &formats.given_text),
                Column::Measure => (row.measure.to_owned(), &formats.given),
                Column::Last => (row.last.clone(), &formats.given),
                _ => (String::new(), formats.open_cell(column)),
            };
            if !matches!(column, Column::Key) {
                lines = lines.max(cell_lines(&text, pixels(col, col), FORM_PT).len());
            }
            match (column, row.shown_number(), listed) {
                (Column::Item, _, Some(listed)) => {
                    let place = Place::new(self.list, listed, 0);
                    let format = self.made(col, format);
                    write_link(self.sheet, (at, col), &text, &place, &self.made[format].2)?;
                }
                (Column::Target, Some(number), _) => {
                    let format = self.made(col, format);
                    self.sheet.write_number(at, col, number)?;
                    self.runs.add((at, col), format);
                }
                _ => self.text(col, &text, format)?,
            }
        }
        self.sheet.set_row_height(at, height(lines))?;
        self.next += 1;
        Ok(())
    }

    /// Writes the section or the heading that the next rows belong to. Its cells are not merged, since Excel sorts no
    /// range with merged cells.
    fn group(&mut self, words: &str) -> Result<(), XlsxError> {
        let formats = self.formats;
        for (col, column) in (0..).zip(Column::ALL) {
            match column {
                Column::Text => self.text(col, words, &formats.group)?,
                _ => self.text(col, "", &formats.group)?,
            }
        }
        self.sheet.set_row_height(self.next, height(1))?;
        self.next += 1;
        Ok(())
    }

    /// Writes a row for an item that the form does not have: its cells are open but for the role and
    /// what was last reported.
    fn spare(&mut self) -> Result<(), XlsxError> {
        let (words, formats) = (self.words, self.formats);
        for (col, column) in (0..).zip(Column::ALL) {
            let (text, format) = match column {
                Column::Key | Column::Lead | Column::Last => ("", &formats.given),
                Column::Role => (&*words.spare, &formats.given),
                _ => ("", formats.open_cell(column)),
            };
            self.text(col, text, format)?;
        }
        self.sheet.set_row_height(self.next, height(LEAST_LINES))?;
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
        self.sheet.set_row_height(row, height(lines))?;
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

/// Returns the height of a row with some lines, in points: closer than on other sheets, so that a page takes fifteen.
fn height(lines: usize) -> f64 {
    const LINE: f64 = 11.5;
    const PADDING: f64 = 3.0;
    const HIGHEST: f64 = 409.0;
    (lines as f64 * LINE + PADDING).min(HIGHEST)
}

/// Returns the width of the columns from `first` to `last`.
fn pixels(first: ColNum, last: ColNum) -> u32 {
    let cols = (0..).zip(WIDTHS);
    let inside = cols.filter(|(col, _)| (first..=last).contains(col));
    inside.map(|(_, pixels)| pixels).sum()
}
