//! The content of one row, before corrections are applied.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::diagnostic::Code;
use crate::period::Month;
use crate::plan::TargetId;
use crate::registry::UnitId;
use crate::returns::Field;
use crate::status::Status;

/// The subject of a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The target; the first one for an item without targets.
    pub target: TargetId,
    /// The reporting unit, as the plan names it.
    pub unit: UnitId,
}

/// The meaning of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Entry<T> {
    /// Nothing: an earlier row's entry remains.
    #[default]
    Blank,
    /// An explicit nothing (暂无), which removes an earlier row's entry.
    Missing,
    /// A value.
    Given(T),
    /// A text that cannot be read.
    Unreadable,
    /// Two rows of the same day contradict each other.
    Conflicting,
}

/// The place of a row in its file or worksheet, and of its cells; the line's text is not kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Position {
    /// Line or row number of the value, from 1.
    pub line: u32,
    /// Line and column of each of [`Field::REPORTED`], from 1.
    pub cells: [(u32, u32); Field::REPORTED.len()],
}

impl Position {
    /// Returns line and column of the cell of a field; those of the value for a field without a place.
    pub fn of(&self, field: Field) -> (u32, u32) {
        let index = Field::REPORTED.iter().position(|&reported| reported == field);
        self.cells[index.unwrap_or(0)]
    }
}

/// A row's statements about its target.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Content {
    /// Cumulative value, in the target's measure.
    pub value: Entry<Decimal>,
    /// True if the value is negative beside a target that is a fall, and a word says so: 上升1.2 is −1.2.
    pub rises: bool,
    /// The figures that may be fractions in place of percentages: 0.25 for 25%.
    pub fractions: Vec<Field>,
    /// Completion, in percent.
    pub percent: Entry<Decimal>,
    /// The unit's own judgement.
    pub status: Entry<Status>,
    /// 进展情况. This and the following texts are `None` if the cell is blank, and empty if it says that there is
    /// nothing.
    pub progress: Option<String>,
    /// 存在问题.
    pub problems: Option<String>,
    /// 下一步措施.
    pub next_steps: Option<String>,
    /// 填报人.
    pub reporter: Option<String>,
}

impl Content {
    /// Returns the fields about which the row states something.
    pub fn stated(&self) -> Vec<Field> {
        let stated = [
            (Field::Value, self.value != Entry::Blank),
            (Field::Percent, self.percent != Entry::Blank),
            (Field::Status, self.status != Entry::Blank),
            (Field::Progress, self.progress.is_some()),
            (Field::Problems, self.problems.is_some()),
            (Field::NextSteps, self.next_steps.is_some()),
            (Field::Reporter, self.reporter.is_some()),
        ];
        stated.into_iter().filter(|(_, stated)| *stated).map(|(field, _)| field).collect()
    }
}

impl Content {
    /// Returns the content as it is kept while a doubt about the whole row is not settled: its figures are in question,
    /// and its words are nobody's yet.
    pub(super) fn held(mut self, doubt: &str, unreadable: &mut Vec<UnreadableCell>) -> Self {
        let figures = [
            (Field::Value, self.value != Entry::Blank),
            (Field::Percent, self.percent != Entry::Blank),
            (Field::Status, self.status != Entry::Blank),
        ];
        let none = figures.iter().all(|(_, stated)| !stated);
        for (field, stated) in figures {
            let is_held = stated || none && field == Field::Status;
            if !is_held {
                continue;
            }
            match field {
                Field::Value => self.value = Entry::Unreadable,
                Field::Percent => self.percent = Entry::Unreadable,
                _ => self.status = Entry::Unreadable,
            }
            unreadable.retain(|cell| cell.field != field);
            let (typed, code) = (doubt.to_owned(), Code::HeirUnsettled);
            unreadable.push(UnreadableCell { field, typed, code });
        }
        let Self { value, percent, status, .. } = self;
        Self { value, percent, status, ..Self::default() }
    }
}

/// A cell of a row that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadableCell {
    /// The cell's field.
    pub field: Field,
    /// The cell's text, or the doubt for which it is not used.
    pub typed: String,
    /// The code of the problem that was reported.
    pub code: Code,
}

/// A report by which a unit states that it has nothing to report (零报告).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZeroReport {
    /// The month that closes its period.
    pub month: Month,
    /// The reporting unit.
    pub unit: UnitId,
    /// 填报人.
    pub reporter: Option<String>,
    /// 填报日期.
    pub reported_on: Option<Date>,
}

impl RowContent {
    /// Returns whether it has a day of filing that cannot be read.
    pub fn lacks_its_day(&self) -> bool {
        self.unreadable.iter().any(|cell| cell.field == Field::ReportedOn)
    }
}

/// A row that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowContent {
    /// The month that closes its period.
    pub month: Month,
    /// The subject of the row.
    pub key: Key,
    /// The statements of the row.
    pub content: Content,
    /// 填报日期.
    pub reported_on: Option<Date>,
    /// The cells that cannot be read, each of them reported.
    pub unreadable: Vec<UnreadableCell>,
    /// The place of the row and of its cells.
    pub position: Position,
}
