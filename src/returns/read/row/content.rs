//! The statements of a row: figures, status, words and the day.

use jiff::civil::Date;

use super::RowReader;
use crate::diagnostic::{Code, Place};
use crate::input::grid::GridRow;
use crate::period::Month;
use crate::plan::{Item, TargetId};
use crate::returns::Field;
use crate::returns::read::problem::{Consequence, Problem, quote};
use crate::returns::read::row_content::{Content, Entry, Position, UnreadableCell};
use crate::returns::read::{figures, filing_date, status_word};
use crate::status::Status;
use crate::targets::quantity::is_missing;

impl<'a> RowReader<'a> {
    /// Returns whether nothing is filled in in this row of a form, whose unit and period are above the table.
    pub(super) fn is_left_blank(&self, row: &GridRow) -> bool {
        let is_empty = |field| self.head.text(row, field).is_empty();
        let a_form = is_empty(Field::Unit) || is_empty(Field::Period);
        let mut open = Field::OPEN.into_iter().chain([Field::Reporter, Field::ReportedOn]);
        a_form && open.all(is_empty)
    }

    /// Reads the content of the row. Cells that cannot be read are reported and added to `unreadable`, which holds
    /// those whose formula has no result.
    pub(super) fn content(
        &mut self,
        row: &GridRow,
        item: &Item,
        target: TargetId,
        unreadable: &mut Vec<UnreadableCell>,
    ) -> Content {
        let text = |field| self.head.text(row, field);
        let own = |field| self.own_figure(row, field);
        let value = own(Field::Value)
            .and_then(|text| figures::value(text, self.head.measure(row), item.target(target)));
        let percent = own(Field::Percent).and_then(figures::percent);
        let fractions = [(Field::Value, &value), (Field::Percent, &percent)];
        let fractions = fractions.into_iter().filter(|(_, read)| figures::is_fraction(read));
        let fractions = fractions.map(|(field, _)| field).collect();
        let rises = figures::rises(text(Field::Value), item.target(target));
        let status = status(text(Field::Status)).map(|status| (status, None));
        let value = self.entry(row, Field::Value, value, unreadable);
        let percent = self.entry(row, Field::Percent, percent, unreadable);
        let status = self.entry(row, Field::Status, status, unreadable);
        let words = |field| {
            let text = self.head.text(row, field);
            let lost = unreadable.iter().any(|cell| cell.field == field);
            let says_nothing = || is_missing(text);
            (!text.is_empty() && !lost).then(|| match says_nothing() {
                true => String::new(),
                false => text.to_owned(),
            })
        };
        let above = || Some(self.head.lines.reporter.as_ref()?.0.clone());
        Content {
            value,
            rises,
            fractions,
            percent,
            status,
            progress: words(Field::Progress),
            problems: words(Field::Problems),
            next_steps: words(Field::NextSteps),
            reporter: words(Field::Reporter).or_else(above),
        }
    }

    /// Returns the text of a figure.
    ///
    /// # Errors
    /// G214 if it is in a cell that is merged over several rows: any of them may be meant, or all together.
    pub(super) fn own_figure<'r>(
        &'r self,
        row: &'r GridRow,
        field: Field,
    ) -> Result<&'r str, Problem> {
        let text = self.head.text(row, field);
        let shared = self.head.columns.of(field).is_some_and(|column| row.is_shared(column));
        if text.is_empty() || !shared {
            return Ok(text);
        }
        let title = field.title();
        let message = format!("{title}“{}”在几行合并的单元格里，不能确定属于哪一行", quote(text));
        Err(Problem::of_row(Code::FigureShared, message).hint("取消合并单元格，逐行填写"))
    }

    /// Returns the entry read from a cell, and reports the doubt about it or that it cannot be read.
    pub(super) fn entry<T>(
        &mut self,
        row: &GridRow,
        field: Field,
        read: Result<(Entry<T>, Option<Problem>), Problem>,
        unreadable: &mut Vec<UnreadableCell>,
    ) -> Entry<T> {
        let is_lost = |cell: &UnreadableCell| {
            // Without its measure, a value means nothing.
            cell.field == field || field == Field::Value && cell.field == Field::Measure
        };
        let typed = self.head.text(row, field).to_owned();
        if unreadable.iter().any(is_lost) {
            if !unreadable.iter().any(|cell| cell.field == field) {
                if is_missing(&typed) {
                    return read.map_or(Entry::Missing, |(entry, _)| entry);
                }
                unreadable.push(UnreadableCell { field, typed, code: Code::FigureMeasure });
            }
            return Entry::Unreadable;
        }
        match read {
            Ok((entry, doubt)) => {
                if let Some(doubt) = doubt {
                    self.report(row, field, doubt);
                }
                entry
            }
            Err(problem) => {
                unreadable.push(UnreadableCell { field, typed, code: problem.code });
                self.report(row, field, problem.with(Consequence::CellLeftOut));
                Entry::Unreadable
            }
        }
    }

    /// Returns the text of the day of filing, and its place where it is above the table.
    fn filing_text<'r>(&'r self, row: &'r GridRow) -> (&'r str, Option<&'r Place>) {
        match (self.head.text(row, Field::ReportedOn), &self.head.lines.date) {
            ("", Some((text, place))) => (text, Some(place)),
            (text, _) => (text, None),
        }
    }

    /// Returns the day of filing, if there is one that can be read.
    pub(super) fn day_of_filing(&self, row: &GridRow, period: Month) -> Option<Date> {
        filing_date::parse(self.filing_text(row).0, period)
    }

    /// Reads the day of filing, in the row or above the table. If it cannot be read it is reported and added to
    /// `unreadable`.
    pub(super) fn reported_on(
        &mut self,
        row: &GridRow,
        period: Month,
        unreadable: &mut Vec<UnreadableCell>,
    ) -> Option<Date> {
        if unreadable.iter().any(|cell| cell.field == Field::ReportedOn) {
            return None;
        }
        let (text, above) = self.filing_text(row);
        if is_missing(text) {
            return None;
        }
        if let Some(day) = filing_date::parse(text, period) {
            return Some(day);
        }
        let (typed, above) = (text.to_owned(), above.cloned());
        let message = format!("填报日期“{}”无法识别", quote(text));
        let problem = Problem::new(Code::ReturnDate, message).hint("写作 2018-04-05");
        let problem = problem.with(Consequence::CellLeftOut);
        let code = problem.code;
        unreadable.push(UnreadableCell { field: Field::ReportedOn, typed, code });
        self.report_at(row, Field::ReportedOn, above, problem);
        None
    }

    pub(super) fn position(&self, row: &GridRow) -> Position {
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let cells = Field::REPORTED.map(|field| {
            let above = match field {
                Field::Reporter => self.head.lines.reporter.as_ref(),
                Field::ReportedOn => self.head.lines.date.as_ref(),
                _ => None,
            };
            let (line, column) = match above {
                Some((_, place)) if self.head.text(row, field).is_empty() => {
                    (place.line, place.column)
                }
                _ => self.origin.position(row, self.head.columns.of(field).unwrap_or(0)),
            };
            (small(line), small(column))
        });
        Position { line: cells[0].0, cells }
    }
}

/// Reads the word for the status; G126 if it is unknown.
fn status(text: &str) -> Result<Entry<Status>, Problem> {
    if text.is_empty() {
        return Ok(Entry::Blank);
    }
    if let Some(status) = status_word::parse(text) {
        return Ok(Entry::Given(status));
    }
    if is_missing(text) {
        return Ok(Entry::Missing);
    }
    let message = format!("状态“{}”无法识别", quote(text));
    Err(Problem::of_row(Code::ReturnStatus, message)
        .hint("状态写作 完成、达到序时、滞后、严重滞后 或 不评价，也可留空"))
}
