//! The cells of a row, as they were typed and in their form for a clean CSV.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::diagnostic::Place;
use crate::input::grid::Origin;
use crate::returns::Field;
use crate::returns::read::{
    Entry, Head, Index, ReturnFile, Row, RowContent, Table, WITHOUT_RESULT,
};
use crate::targets::quantity::Quantity;

/// A cell of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    /// The cell's column.
    pub field: Field,
    /// The cell's text, unchanged; empty if it was left blank or there is no such column.
    pub typed: String,
    /// The cell's text in a clean CSV.
    pub clean: String,
    /// True if the text is from a row further up, by a vertical merge.
    pub spread: bool,
}

/// A row of a table that is a return.
#[derive(Debug, Clone, Copy)]
pub(super) struct TypedRow<'f> {
    pub row: &'f Row,
    pub content: &'f RowContent,
    head: &'f Head,
    origin: Origin<'f>,
}

impl<'f> TypedRow<'f> {
    pub(super) fn new(
        file: &'f ReturnFile,
        table: &'f Table,
        row: &'f Row,
        content: &'f RowContent,
    ) -> Self {
        Self { row, content, head: &table.head, origin: file.origin(table) }
    }

    /// Returns the place of the row's first cell with content.
    pub(super) fn row_place(self) -> Place {
        self.origin.row_place(&self.row.cells)
    }

    /// Returns the row's line, from 1.
    pub(super) fn line(self) -> usize {
        let mut filled = self.row.cells.filled();
        let first = filled.next().map_or(0, |cell| cell.column);
        self.origin.position(&self.row.cells, first).0
    }

    /// Returns the row's cells in the order of [`Field::CSV`].
    pub(super) fn cells(self, index: &Index<'_>) -> Vec<Cell> {
        let cells = Field::CSV.into_iter().map(|field| {
            let typed = self.typed(field);
            let column = self.head.columns.of(field);
            Cell {
                field,
                clean: self.clean(field, typed, index),
                typed: typed.to_owned(),
                spread: column.is_some_and(|column| self.row.cells.is_spread(column)),
            }
        });
        cells.collect()
    }

    /// Returns the place of a cell. Reporter and day of filing may be above the table.
    pub(super) fn place(self, field: Field) -> Place {
        match self.above(field) {
            Some((_, place)) => place.clone(),
            None => self.head.place(self.origin, &self.row.cells, field),
        }
    }

    /// Returns the measure of the value in a clean CSV. For an item without a target nothing else states it.
    pub(super) fn measure(self, index: &Index<'_>) -> String {
        self.clean(Field::Measure, self.typed(Field::Measure), index)
    }

    /// Returns the row's text in a column, unchanged; empty if there are only blanks.
    fn raw(self, field: Field) -> &'f str {
        let column = self.head.columns.of(field);
        let raw = column.map_or("", |column| self.row.cells.raw(column));
        if raw.trim().is_empty() { "" } else { raw }
    }

    /// Returns the statement above the table that applies to a blank cell.
    fn above(self, field: Field) -> Option<&'f (String, Place)> {
        let lines = &self.head.lines;
        let above = match field {
            Field::Reporter => &lines.reporter,
            Field::ReportedOn => &lines.date,
            _ => &None,
        };
        above.as_ref().filter(|_| self.raw(field).is_empty())
    }

    fn typed(self, field: Field) -> &'f str {
        self.above(field).map_or_else(|| self.raw(field), |(text, _)| text)
    }

    /// Returns a cell's text in a clean CSV. A text that says that there is nothing (暂无) remains, since a blank
    /// says less.
    fn clean(self, field: Field, typed: &str, index: &Index<'_>) -> String {
        let RowContent { month, key, content, reported_on, .. } = self.content;
        match field {
            Field::Period => month.to_string(),
            Field::Item => key.target.item.to_string(),
            Field::Target => key.target.number.to_string(),
            Field::Unit => index.registry.unit(key.unit).short.clone(),
            // Without the word, the next reader could not tell a rise from a fall.
            Field::Value if content.rises => {
                entry(&content.value, typed, |value| format!("上升{}", plain(&value.abs())))
            }
            Field::Value => entry(&content.value, typed, plain),
            Field::Measure => match content.value {
                Entry::Given(_) => self.stated_measure(index),
                // The measure that did not fit remains, also that of the column's title.
                Entry::Unreadable => self.head.measure(&self.row.cells).trim().to_owned(),
                // Without a value, the measure remains as typed.
                _ => typed.trim().to_owned(),
            },
            // Without its sign, a small percentage would look like a fraction.
            Field::Percent if typed.contains(['%', '％']) => {
                let small = |figure: &Decimal| match *figure <= Decimal::ONE {
                    true => format!("{}%", plain(figure)),
                    false => plain(figure),
                };
                entry(&content.percent, typed, small)
            }
            Field::Percent => entry(&content.percent, typed, plain),
            Field::Status => entry(&content.status, typed, |status| status.word().to_owned()),
            Field::ReportedOn if self.content.lacks_its_day() => as_typed(typed),
            Field::ReportedOn => day(*reported_on),
            Field::Progress | Field::Problems | Field::NextSteps | Field::Reporter => {
                typed.to_owned()
            }
            Field::ItemText | Field::Goal | Field::Last | Field::RowKey => String::new(),
        }
    }

    /// Returns the measure of a value: that of its target, into which it was converted, or else the one that
    /// the row states.
    fn stated_measure(self, index: &Index<'_>) -> String {
        if let Some(target) = index.plan.target(self.content.key.target) {
            return target.measure.clone();
        }
        let cells = &self.row.cells;
        let written = Quantity::parse(self.head.text(cells, Field::Value));
        let own = written.ok().flatten().map(|quantity| quantity.measure);
        let own = own.filter(|own| !own.is_empty());
        own.unwrap_or_else(|| self.head.measure(cells).to_owned())
    }
}

/// Formats a day of filing for a clean CSV.
pub(super) fn day(day: Option<Date>) -> String {
    day.map_or_else(String::new, |day| day.to_string())
}

fn entry<T>(entry: &Entry<T>, typed: &str, text: impl Fn(&T) -> String) -> String {
    match entry {
        Entry::Given(value) => text(value),
        Entry::Missing => typed.trim().to_owned(),
        Entry::Unreadable => as_typed(typed),
        Entry::Blank | Entry::Conflicting => String::new(),
    }
}

/// Returns the text of a cell that cannot be read, so that it can be read no better in the CSV.
fn as_typed(typed: &str) -> String {
    match typed.trim() {
        "" => WITHOUT_RESULT.to_owned(),
        typed => typed.to_owned(),
    }
}

/// Formats a figure without zeros at its end, as a number in a cell has it: 35 for 35.0.
fn plain(figure: &Decimal) -> String {
    figure.normalize().to_string()
}
