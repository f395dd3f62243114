//! What one row files, before corrections are applied.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::Key;
use crate::period::Month;
use crate::status::Status;

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Entry<T> {
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
pub struct Origin {
    /// The file or worksheet, by its place in the list of those read.
    pub table: u32,
    /// Line or row, from 1.
    pub line: u32,
    /// The columns of 完成值 and 完成率, from 1.
    pub value: u32,
    /// The column of 完成率, from 1.
    pub percent: u32,
}

/// The content of a row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Content {
    /// In the target's measure.
    pub value: Entry<Decimal>,
    /// In percent.
    pub percent: Entry<Decimal>,
    /// The unit's own judgement.
    pub status: Entry<Status>,
    /// 进展情况; this and the texts that follow are `None` where the cell is blank, empty where it says
    /// that there is nothing.
    pub progress: Option<String>,
    /// 存在问题.
    pub problems: Option<String>,
    /// 下一步措施.
    pub next_steps: Option<String>,
    /// 填报人.
    pub reporter: Option<String>,
}

/// A row that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// The month that closes its period.
    pub month: Month,
    /// What it is about.
    pub key: Key,
    /// What it says.
    pub content: Content,
    /// 填报日期.
    pub reported_on: Option<Date>,
    /// Where it stands.
    pub origin: Origin,
}
