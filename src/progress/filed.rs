//! What one row files, before corrections are applied.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::Key;
use crate::period::Month;
use crate::status::Status;

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Entry<T> {
    /// Nothing: an earlier row's stays.
    #[default]
    Blank,
    /// That there is nothing (暂无): an earlier row's is gone.
    Missing,
    /// A value.
    Given(T),
    /// Two rows of the same day contradict each other.
    Conflicting,
}

/// Where a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Origin {
    /// The file or worksheet, by its place in the list of those read.
    pub table: u32,
    pub line: u32,
    /// The columns of 完成值 and 完成率, from 1.
    pub value: u32,
    pub percent: u32,
}

/// The content of a row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Content {
    pub value: Entry<Decimal>,
    pub percent: Entry<Decimal>,
    pub status: Entry<Status>,
    /// Texts; `None` where the cell is blank, empty where it says that there is nothing.
    pub progress: Option<String>,
    pub problems: Option<String>,
    pub next_steps: Option<String>,
    pub reporter: Option<String>,
}

/// A row that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Filed {
    pub month: Month,
    pub key: Key,
    pub content: Content,
    pub reported_on: Option<Date>,
    pub origin: Origin,
}
