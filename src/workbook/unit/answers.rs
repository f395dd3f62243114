//! The sheets in which a unit answers what is open for it; their columns and the keys of their rows are those of
//! [`AnswerSheet`]. A sheet without rows is not made.

use std::collections::BTreeMap;

use rust_xlsxwriter::{ColNum, ProtectionOptions, RowNum, Worksheet, XlsxError};

use super::super::page::{Paper, mark};
use super::super::styles::{Styles, of_column};
use super::super::text::{write_merged, write_text};
use super::super::text_width::cell_lines;
use super::formats::FORM_PT;
use super::words::{AnswerSheetWords, AnswersWords};
use super::{UnitBooks, UnitWords, validation};
use crate::input::demonstration::DEMONSTRATION;
use crate::plan::{ItemId, Role};
use crate::registry::UnitId;
use crate::report::paper_title;
use crate::returns::form::{
    AnswerColumn as Column, AnswerKey, AnswerKind, AnswerSheet, shown_text,
};
use crate::supervision::{OpenCase, OpenMatters};

/// Rows for the plans of items that the unit does not lead.
const SPARE_ROWS: usize = 3;

/// The first column that is seen.
const FIRST_COL: ColNum = 1;

const TITLE_ROW: RowNum = 0;
const UNIT_ROW: RowNum = 1;
const NOTE_ROW: RowNum = 2;
const HEADER_ROW: RowNum = 3;
const FIRST_ROW: RowNum = 4;

/// A sheet of answers with its rows.
pub(super) struct Answers<'w> {
    sheet: AnswerSheet,
    words: &'w AnswersWords,
    rows: Vec<Row>,
    unit: UnitId,
}

/// A row.
struct Row {
    key: AnswerKey,
    cells: BTreeMap<Column, String>,
}

impl UnitBooks<'_> {
    /// Returns the sheets of answers that a unit needs.
    pub(super) fn answers<'w>(&self, unit: UnitId, words: &'w UnitWords) -> Vec<Answers<'w>> {
        let (Some(words), Some(open)) = (&words.sheets.answers, self.open.get(&unit)) else {
            return Vec::new();
        };
        let sheets = AnswerSheet::ALL.into_iter().map(|sheet| {
            let rows = Rows { books: self, unit, words }.of(sheet, open);
            Answers { sheet, words, rows, unit }
        });
        sheets.filter(|answers| !answers.rows.is_empty()).collect()
    }
}

/// The maker of the rows of a unit's sheets.
struct Rows<'r, 'a> {
    books: &'r UnitBooks<'a>,
    unit: UnitId,
    words: &'r AnswersWords,
}

impl Rows<'_, '_> {
    fn of(&self, sheet: AnswerSheet, open: &OpenMatters) -> Vec<Row> {
        let cases = |kind, cases: &[OpenCase]| -> Vec<Row> {
            cases.iter().map(|case| self.case(kind, case)).collect()
        };
        match sheet {
            AnswerSheet::Plans => self.plans(open),
            AnswerSheet::Receipts => self.receipts(open),
            AnswerSheet::Rectification => {
                let mut rows = cases(AnswerKind::Answer, &open.notices);
                rows.extend(cases(AnswerKind::Rectification, &open.rectifications));
                rows
            }
            AnswerSheet::Extensions => cases(AnswerKind::Extension, &open.extensions),
            AnswerSheet::Closings => cases(AnswerKind::Closing, &open.closings),
        }
    }

    fn row(
        &self,
        (kind, item, document): (AnswerKind, Option<ItemId>, &str),
        cells: impl IntoIterator<Item = (Column, String)>,
    ) -> Row {
        let code = self.books.basis.registry.unit(self.unit).code.clone();
        let key = AnswerKey { kind, code, item, document: document.to_owned() };
        Row { key, cells: cells.into_iter().collect() }
    }

    /// Returns the rows of those responsible: for all items, for each that the unit leads, and for others.
    fn plans(&self, open: &OpenMatters) -> Vec<Row> {
        let Some(known) = &open.responsible else { return Vec::new() };
        let whole = [
            (Column::Item, self.words.whole.to_string()),
            (Column::PrincipalHead, known.principal_head.clone()),
            (Column::DeputyInCharge, known.deputy_in_charge.clone()),
            (Column::Section, known.section.clone()),
            (Column::Liaison, known.liaison.clone()),
            (Column::Phone, known.phone.clone()),
        ];
        let mut rows = vec![self.row((AnswerKind::UnitPlan, None, ""), whole)];
        for item in self.books.basis.duties.in_role(self.unit, Role::Lead) {
            let cells = [(Column::Item, item.id.to_string()), (Column::Text, shown_text(item))];
            rows.push(self.row((AnswerKind::ItemPlan, Some(item.id), ""), cells));
        }
        let other = || [(Column::Text, self.words.other.to_string())];
        rows.extend((0..SPARE_ROWS).map(|_| self.row((AnswerKind::ItemPlan, None, ""), other())));
        rows
    }

    fn receipts(&self, open: &OpenMatters) -> Vec<Row> {
        let rows = open.papers.iter().map(|paper| {
            let number = paper.number.to_string();
            let cells = [
                (Column::Document, number.clone()),
                (Column::Paper, paper_title(&paper.document)),
                (Column::SentOn, paper.date.to_string()),
            ];
            self.row((AnswerKind::Receipt, None, &number), cells)
        });
        rows.collect()
    }

    fn case(&self, kind: AnswerKind, case: &OpenCase) -> Row {
        let item = self.books.basis.plan.item(case.id);
        let asked = match kind {
            AnswerKind::Answer => &self.words.answer,
            _ => &self.words.rectification,
        };
        let cells = [
            (Column::Item, case.id.to_string()),
            (Column::Text, item.map(shown_text).unwrap_or_default()),
            (Column::Asked, asked.to_string()),
            (Column::Document, case.document.clone()),
            (Column::Deadline, case.deadline.map_or_else(String::new, |day| day.to_string())),
        ];
        self.row((kind, Some(case.id), &case.document), cells)
    }
}

impl Answers<'_> {
    fn words(&self) -> &AnswerSheetWords {
        self.words.of(self.sheet)
    }

    /// Returns the name of the sheet.
    pub(super) fn name(&self) -> &str {
        &self.words().sheet
    }

    /// Writes the sheet. Returns the first and the last row of its table.
    pub(super) fn write(
        &self,
        sheet: &mut Worksheet,
        books: &UnitBooks<'_>,
        styles: &Styles,
    ) -> Result<(RowNum, RowNum), XlsxError> {
        let formats = &books.formats;
        let columns = self.sheet.columns();
        let last_col = columns.len() as ColNum - 1;
        for (col, column) in (0..).zip(columns) {
            sheet.set_column_width_pixels(col, width(*column))?;
        }
        let whole_width = columns.iter().skip(1).map(|column| width(*column)).sum();
        let words = self.words();
        let lines = [
            (TITLE_ROW, &*words.title, &formats.title, 24.0),
            (UNIT_ROW, &*self.words.unit, &formats.line, height(1)),
            (NOTE_ROW, &*words.note, &formats.line, lines_height(&words.note, whole_width)),
        ];
        for (row, text, format, high) in lines {
            write_merged(sheet, (row, FIRST_COL), (row, last_col), text, format)?;
            sheet.set_row_height(row, high)?;
        }
        for (col, column) in (0..).zip(columns) {
            let format = of_column(&formats.header, &sheet.name(), col);
            write_text(sheet, HEADER_ROW, col, column.title(), &format)?;
        }
        sheet.set_row_height(HEADER_ROW, height(2))?;
        let mut next = FIRST_ROW;
        for row in &self.rows {
            self.write_row(sheet, books, next, row)?;
            next += 1;
        }
        let table = (FIRST_ROW, next - 1);
        validation::answers(sheet, columns, books.month, table, &self.words.errors)?;
        let protection = ProtectionOptions {
            format_columns: true,
            format_rows: true,
            sort: true,
            ..ProtectionOptions::new()
        };
        sheet
            .set_column_hidden(0)?
            .set_freeze_panes(FIRST_ROW, 0)?
            .protect_with_options(&protection);
        Paper::A4.set_up(sheet, styles);
        sheet.set_print_fit_to_pages(1, 0).set_repeat_rows(HEADER_ROW, HEADER_ROW)?;
        if books.is_demonstration(self.unit) {
            mark(sheet, DEMONSTRATION);
        }
        Ok(table)
    }

    fn write_row(
        &self,
        sheet: &mut Worksheet,
        books: &UnitBooks<'_>,
        at: RowNum,
        row: &Row,
    ) -> Result<(), XlsxError> {
        let formats = &books.formats;
        let mut lines = 2;
        for (col, column) in (0..).zip(self.sheet.columns()) {
            let text = match column {
                Column::Key => row.key.to_string(),
                column => row.cells.get(column).cloned().unwrap_or_default(),
            };
            let names_item = row.key.kind == AnswerKind::ItemPlan && row.key.item.is_none();
            let format = match column {
                Column::Item if names_item => &formats.open_id,
                Column::Text => &formats.given_text,
                column if !column.is_open() => &formats.given,
                Column::Situation | Column::Reason | Column::Done => &formats.open_text,
                column if column.is_day() => &formats.open,
                // Telephone numbers keep their first zero.
                _ => &formats.open_id,
            };
            if *column != Column::Key {
                lines = lines.max(cell_lines(&text, width(*column), FORM_PT).len());
            }
            let format = of_column(format, &sheet.name(), col);
            write_text(sheet, at, col, &text, &format)?;
        }
        sheet.set_row_height(at, height(lines))?;
        Ok(())
    }
}

/// Returns the width of a column in pixels at 96 dpi.
fn width(column: Column) -> u32 {
    match column {
        Column::Key => 170,
        Column::Item => 60,
        Column::Text => 180,
        Column::PrincipalHead | Column::DeputyInCharge | Column::Liaison | Column::SentOn => 90,
        Column::Section => 150,
        Column::Phone => 140,
        Column::FiledOn => 110,
        Column::Document => 170,
        Column::Paper => 260,
        Column::ReceivedOn | Column::AnsweredOn | Column::NewDeadline | Column::RequestedOn => 100,
        Column::ReceivedBy => 180,
        Column::Asked => 100,
        Column::Deadline => 80,
        Column::Situation => 290,
        Column::Reason => 390,
        Column::Done => 500,
    }
}

/// Returns the height of a row with some lines, in points.
fn height(lines: usize) -> f64 {
    const LINE: f64 = 11.5;
    const PADDING: f64 = 5.0;
    (lines as f64 * LINE + PADDING).min(409.0)
}

/// Returns the height of a row with a text over some width.
fn lines_height(text: &str, width: u32) -> f64 {
    height(cell_lines(text, width, FORM_PT).len())
}
